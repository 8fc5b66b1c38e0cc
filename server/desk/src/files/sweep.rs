//! Removing what nobody will come back for: bytes first, then the row that leads to them.

use super::store::Store;
use crate::{PgPool, Result};
use domain::policy::FILES_UNSENT;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;

/// Bytes that have not arrived by then never will.
const ON_THEIR_WAY: SignedDuration = SignedDuration::from_hours(1);
/// Removed at a time.
const BATCH: i64 = 200;

/// Removes files that were never sent (`domain::policy::FILES_UNSENT`), whose browser (or member of staff) or case is gone, whose bytes never
/// arrived, or that were taken away. Answers with how many.
///
/// # Errors
/// Those of the database. A store that is away is told to the log, and the rest is for the next time.
pub async fn sweep(db: &PgPool, store: &Store, now: Timestamp) -> Result<u64> {
    sqlx::query!(
        "update attachment a set state = 'going'
          where (state = 'writing' and created_at <= $1)
             or (state = 'staged' and (created_at <= $2 or (session_id is null and created_at <= $1)
                 or (session_id is not null and not exists (select from session s where s.id = a.session_id)
                     and not exists (select from staff m where uuid_send(m.id) = a.session_id))))",
        (now - ON_THEIR_WAY).to_sqlx() as _,
        (now - FILES_UNSENT).to_sqlx() as _,
    )
    .execute(db)
    .await?;
    let mut tx = db.begin().await?;
    let rows = sqlx::query!(
        r#"select id, object, exists (select from attachment b where b.object = a.object and b.state <> 'going') as "shared!"
             from attachment a where state = 'going' order by created_at limit $1 for update skip locked"#,
        BATCH,
    );
    let mut gone = Vec::new();
    for row in rows.fetch_all(&mut *tx).await? {
        if !row.shared
            && let Err(error) = store.delete(row.object).await
        {
            tracing::warn!(%error, "a file could not be removed from the store, tried again later");
            break;
        }
        gone.push(row.id);
    }
    sqlx::query!("delete from attachment where id = any($1)", &gone).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(gone.len() as u64)
}

/// Removes the files of cases that are no more. For the daily round.
///
/// # Errors
/// Those of the database.
pub async fn release(db: &PgPool) -> Result<u64> {
    let gone = sqlx::query!(
        "update attachment a set state = 'going' where state = 'kept' and not exists (select from case_file f where f.id = a.case_id)"
    );
    Ok(gone.execute(db).await?.rows_affected())
}
