//! I5: a message promised is in the outbox in the same commit, is sent at least once, and can be told
//! apart from its own repetition.
//!
//! A promise holds the facts of a letter, not its words: those are put together when it is sent
//! (`server::mail::words`), in the reader's language.

mod delivery;
mod letter;
mod list;

pub use delivery::{Before, Failure, Leased, failed, lease, sent, waiting};
pub use letter::{Letter, Promise};
pub use list::{Kept, Page, State, list};

use crate::{Error, Result};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Postgres channel on which a new promise wakes the mail workers.
pub const CHANNEL: &str = "landside_outbox";

/// Writes a promise in the caller's transaction. The same key again changes nothing: one event, one message.
///
/// # Errors
/// Those of the database.
pub async fn promise(tx: &mut PgConnection, now: Timestamp, promise: &Promise<'_>) -> Result<()> {
    let letter = serde_json::to_value(&promise.letter).map_err(|error| Error::Internal(error.to_string()))?;
    let written = sqlx::query!(
        "insert into outbox (id, dedupe_key, kind, letter, secret, recipient, locale, case_id, case_seq, next_attempt_at, useless_after, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)
         on conflict (dedupe_key) do nothing",
        Uuid::now_v7(),
        promise.key,
        promise.letter.kind(),
        letter,
        promise.secret,
        promise.to,
        promise.locale.tag(),
        promise.case.map(|(case, _)| case),
        promise.case.map(|(_, seq)| seq),
        now.to_sqlx() as _,
        promise.useless_after.map(ToSqlx::to_sqlx) as _,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if written > 0 {
        sqlx::query!("select pg_notify($1, '')", CHANNEL).execute(tx).await?;
    }
    Ok(())
}
