//! Opening the database: connections that give up early, migrations, and clear words when either fails.

use crate::config::DatabaseConfig;
use desk::PgPool;
use sqlx::{
    migrate::MigrateError,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{str::FromStr, time::Duration};

/// A pool whose callers wait two seconds at most: a page that cannot be answered by then is better told so.
///
/// # Errors
/// A sentence for the terminal.
pub fn pool(config: &DatabaseConfig) -> Result<PgPool, String> {
    let options = PgConnectOptions::from_str(&config.database_url)
        .map_err(|error| format!("DATABASE_URL cannot be read: {error}"))?
        .application_name("landside")
        // a query that runs longer than any page waits for holds a connection for nobody
        .options([("statement_timeout", "10s"), ("idle_in_transaction_session_timeout", "15s"), ("lock_timeout", "5s")]);
    Ok(PgPoolOptions::new()
        .max_connections(config.database_connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(2))
        .idle_timeout(Duration::from_secs(300))
        .connect_lazy_with(options))
}

/// Brings the schema up to this program's.
///
/// # Errors
/// A sentence for the terminal: unreachable, newer than the program, changed by hand, full.
pub async fn migrate(db: &PgPool) -> Result<(), String> {
    desk::MIGRATIONS.run(db).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) => format!(
            "The database is newer than this program: it has migration {version}, which this version of Landside does not know. Start the newer version, or restore the backup taken before the update."
        ),
        MigrateError::VersionMismatch(version) => format!(
            "Migration {version} in the database differs from the one in this program. It was changed after it ran; use the program it ran with, or an empty database."
        ),
        MigrateError::Execute(sqlx::Error::Io(cause)) => unreachable_text(&cause),
        MigrateError::Execute(sqlx::Error::PoolTimedOut) => unreachable_text(&"no answer within two seconds"),
        other if other.to_string().contains("No space left") => "The disk that holds the database is full. Free some space and start again.".to_owned(),
        other => format!("The database could not be prepared: {other}"),
    })
}

fn unreachable_text(cause: &dyn std::fmt::Display) -> String {
    format!("The database cannot be reached ({cause}). Is Postgres running, and is DATABASE_URL right?")
}
