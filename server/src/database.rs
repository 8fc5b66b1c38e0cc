//! Opening the database: connections that give up early, migrations, and clear words when either fails.

use crate::config::DatabaseConfig;
use desk::PgPool;
use sqlx::{
    Connection, PgConnection, Row,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{str::FromStr, time::Duration};

/// Two processes starting at once migrate once; any number that nothing else locks.
const LOCK: i64 = 993;
/// A process that waits for another's migrations asks this often.
const ASKS_EVERY: Duration = Duration::from_millis(250);

/// A pool whose callers wait two seconds at most: a page that cannot be answered by then is better told so.
///
/// # Errors
/// A sentence for the terminal.
pub fn pool(config: &DatabaseConfig) -> Result<PgPool, String> {
    let options = PgConnectOptions::from_str(&config.database_url)
        .map_err(|error| format!("DATABASE_URL cannot be read: {error}"))?
        .application_name("landside")
        // a query that runs longer than any page waits for holds a connection for nobody
        .options([("statement_timeout", "10s"), ("idle_in_transaction_session_timeout", "15s"), ("lock_timeout", "5s")])
        // compiling a query takes longer than any page's query
        .options([("jit", "off")]);
    Ok(PgPoolOptions::new()
        .max_connections(config.database_connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(2))
        .idle_timeout(Duration::from_secs(300))
        .after_release(|connection, _| Box::pin(alone_again(connection)))
        .connect_lazy_with(options))
}

/// A request that is given up while its `begin` is on the way leaves a transaction that sqlx knows nothing of. Whoever got
/// this connection next would write into it, hold what they touched, and lose it when it is ended. In a transaction of its
/// own this statement begins when its transaction does.
async fn alone_again(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let row = sqlx::raw_sql("select transaction_timestamp() = statement_timestamp()").fetch_one(&mut *connection).await?;
    if !row.try_get::<bool, _>(0)? {
        sqlx::raw_sql("rollback").execute(connection).await?;
    }
    Ok(true)
}

/// Brings the schema up to this program's, one process at a time; the others wait for it.
///
/// # Errors
/// A sentence for the terminal: unreachable, newer than the program, changed by hand, full.
pub async fn migrate(db: &PgPool, config: &DatabaseConfig) -> Result<(), String> {
    let mut migrations = Migrator::with_migrations(desk::MIGRATIONS.iter().cloned().collect());
    migrations.set_ignore_missing(config.allow_newer_database);
    let mut connection = alone(db).await.map_err(|error| sentence(error.into()))?;
    migrations.run(&mut connection).await.map_err(sentence)?;
    if let Err(error) = connection.close().await {
        tracing::debug!(%error, "the connection of the migrations was not closed in form");
    }
    Ok(())
}

/// A connection that prepares the schema alone until it is closed. Waiting is asking again, because a statement that
/// waits ends with its time limit. A migration may work for as long as it takes, but not wait for a table: those
/// behind it would wait too.
async fn alone(db: &PgPool) -> Result<PgConnection, sqlx::Error> {
    let mut connection = db.acquire().await?.detach();
    sqlx::query("set statement_timeout = 0").execute(&mut connection).await?;
    let mut waits = false;
    while !sqlx::query_scalar::<_, bool>("select pg_try_advisory_lock($1)").bind(LOCK).fetch_one(&mut connection).await? {
        if !waits {
            tracing::info!("another process prepares the database; waiting for it");
            waits = true;
        }
        tokio::time::sleep(ASKS_EVERY).await;
    }
    Ok(connection)
}

fn sentence(error: MigrateError) -> String {
    match error {
        MigrateError::VersionMissing(version) => format!(
            "The database is newer than this program: it has migration {version}, which this version of Landside does not know. Start the newer version. If its release notes say that this one works beside it, LANDSIDE_ALLOW_NEWER_DATABASE=true starts this one; otherwise restore the backup taken before the update."
        ),
        MigrateError::VersionMismatch(version) => format!(
            "Migration {version} in the database differs from the one in this program. It was changed after it ran; use the program it ran with, or an empty database."
        ),
        MigrateError::Execute(sqlx::Error::Io(cause)) => unreachable_text(&cause),
        MigrateError::Execute(sqlx::Error::PoolTimedOut) => unreachable_text(&"no answer within two seconds"),
        other if other.to_string().contains("lock timeout") => {
            "A table that has to change was in use for too long; nothing was changed. Start again, or first end the query that holds it."
                .to_owned()
        }
        other if other.to_string().contains("No space left") => {
            "The disk that holds the database is full. Free some space and start again.".to_owned()
        }
        MigrateError::Execute(sqlx::Error::Database(refusal)) if refusal.code().as_deref() == Some("3D000") => {
            format!("There is no such database ({refusal}). Create it with `createdb`, or name another in DATABASE_URL.")
        }
        MigrateError::Execute(sqlx::Error::Database(refusal)) if matches!(refusal.code().as_deref(), Some("28P01" | "28000")) => {
            format!("Postgres does not let this user in ({refusal}). Look at the user and password in DATABASE_URL.")
        }
        other => format!("The database could not be prepared: {other}"),
    }
}

fn unreachable_text(cause: &dyn std::fmt::Display) -> String {
    format!("The database cannot be reached ({cause}). Is Postgres running, and is DATABASE_URL right?")
}
