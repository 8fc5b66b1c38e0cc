//! I5: a message promised is in the outbox in the same commit, is sent at least once, and can be told
//! apart from its own repetition.
//!
//! A promise holds the facts of a letter, not its words: those are put together when it is sent
//! (`app::words::letter`, `app::words::text`), in the reader's language. Whether it goes by e-mail or as a text message
//! its address says.

mod delivery;
mod lease;
mod letter;
mod list;
mod opt_out;
mod sign;
mod trip;
mod withdraw;

pub(crate) use delivery::arrived;
pub use delivery::{Failure, failed, give_up, rest, sent, waiting};
pub(crate) use lease::REPLY;
pub use lease::{Before, Leased, lease};
pub use letter::{Letter, List, Promise};
pub use list::{Kept, Page, State, list};
pub use opt_out::{Subscription, subscription, unsubscribe};
pub(crate) use opt_out::{opted_out, wish};
pub(crate) use sign::Signer;
pub(crate) use trip::transfer_word;
pub use trip::{LetterChange, LetterFlight, LetterPlace, Reissue, Replaced, TripFacts};
pub(crate) use withdraw::withdraw;

use crate::{Error, Result};
use domain::contact::Way;
use domain::delivery::OPTED_OUT;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Writes a promise that a connector fetches: no worker takes what is never due.
///
/// # Errors
/// Those of the database.
pub async fn keep_for_connector(tx: &mut PgConnection, now: Timestamp, kept: &Promise<'_>) -> Result<()> {
    promise(tx, now, kept).await?;
    sqlx::query!("update outbox set next_attempt_at = 'infinity' where dedupe_key = $1 and state = 'queued'", kept.key).execute(tx).await?;
    Ok(())
}

/// Postgres channel on which a new promise wakes the workers.
pub const CHANNEL: &str = "landside_outbox";

/// Writes a promise in the caller's transaction. The same key again changes nothing: one event, one message. To somebody
/// who wants none of its sort nothing is sent, and the outbox says so.
///
/// # Errors
/// Those of the database.
pub async fn promise(tx: &mut PgConnection, now: Timestamp, promise: &Promise<'_>) -> Result<()> {
    let letter = serde_json::to_value(&promise.letter).map_err(|error| Error::Internal(error.to_string()))?;
    let unwanted = unwanted(tx, promise).await?;
    let written = sqlx::query!(
        "insert into outbox (id, dedupe_key, kind, letter, secret, recipient, locale, case_id, case_seq, next_attempt_at, useless_after, created_at,
                             state, last_error)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10, $12, $13)
         on conflict (dedupe_key) do nothing",
        Uuid::now_v7(),
        promise.key,
        promise.letter.kind(),
        letter,
        promise.secret.as_deref().filter(|_| !unwanted),
        promise.to,
        promise.locale.tag(),
        promise.case.map(|(case, _)| case),
        promise.case.map(|(_, seq)| seq),
        now.to_sqlx() as _,
        promise.useless_after.map(ToSqlx::to_sqlx) as _,
        if unwanted { "failed" } else { "queued" },
        unwanted.then_some(OPTED_OUT),
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if written > 0 && !unwanted {
        sqlx::query!("select pg_notify($1, '')", CHANNEL).execute(tx).await?;
    }
    Ok(())
}

async fn unwanted(tx: &mut PgConnection, promise: &Promise<'_>) -> Result<bool> {
    // that the texts have stopped is the last one, and that they have begun again the first
    if Way::to(promise.to) == Way::Text && !matches!(promise.letter, Letter::TextsStopped | Letter::TextsStarted) {
        return opted_out(tx, promise.to, List::Texts).await;
    }
    match promise.letter.list() {
        Some(list) => opted_out(tx, promise.to, list).await,
        None => Ok(false),
    }
}
