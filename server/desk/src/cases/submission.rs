//! A form submitted twice gets the first answer.

use crate::{PgPool, Result};
use domain::policy::SUBMISSIONS_KEPT;
use domain::rights::{Machine, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

/// A key for a form about to be shown: sent back with it, it makes two submissions one.
#[must_use]
pub fn fresh_key() -> String {
    Uuid::new_v4().to_string()
}

/// What a program's request is known by when it comes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    /// As the program chose it; its own for each program.
    pub key: String,
    /// What was asked: another request under the same key is refused.
    pub request: Vec<u8>,
}

impl Once {
    /// The key as forms' keys are kept, and whose it is: this program's, for this very request.
    pub(super) fn kept(&self, machine: &Machine) -> (Uuid, Vec<u8>) {
        let mut hash = Sha256::new();
        for part in [machine.id.as_bytes(), self.key.as_bytes()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let hash = hash.finalize();
        let key = hash.first_chunk().map_or_else(Uuid::nil, |bytes: &[u8; 16]| Uuid::from_bytes(*bytes));
        (key, [machine.id.as_bytes(), Sha256::digest(&self.request).as_slice()].concat())
    }
}

/// Claims a key for this browser (or this program and request), and waits for whoever is just using it. Answers where the first use led;
/// `None`: this is the first, go on and [`settle`] it in the same transaction.
pub(super) async fn claim(tx: &mut PgConnection, session: &[u8], key: Uuid, now: Timestamp) -> Result<Option<String>> {
    // the unique key makes a second submission wait until the first has committed or rolled back
    let first = sqlx::query!(
        "insert into submission (key, session_id, outcome, created_at) values ($1, $2, '', $3) on conflict (key) do nothing",
        key,
        session,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if first > 0 {
        return Ok(None);
    }
    // somebody else's key answers nothing
    let outcome = sqlx::query_scalar!("select outcome from submission where key = $1 and session_id = $2", key, session);
    outcome.fetch_optional(tx).await?.map(Some).ok_or(crate::Error::Conflict("case-sent-already"))
}

/// Notes where the submission led.
pub(crate) async fn settle(tx: &mut PgConnection, key: Uuid, outcome: &str) -> Result<()> {
    sqlx::query!("update submission set outcome = $2 where key = $1", key, outcome).execute(tx).await?;
    Ok(())
}

/// Where a submission of this browser has led already, if it has.
///
/// # Errors
/// Those of the database.
pub async fn opened_with(db: &PgPool, viewer: &Viewer, key: Uuid) -> Result<Option<String>> {
    let Some(session) = viewer.session.as_deref() else { return Ok(None) };
    let outcome = sqlx::query_scalar!("select outcome from submission where key = $1 and session_id = $2", key, session);
    Ok(outcome.fetch_optional(db).await?.filter(|outcome| !outcome.is_empty()))
}

/// Forgets forms sent long ago (`domain::policy::SUBMISSIONS_KEPT`).
///
/// # Errors
/// Those of the database.
pub async fn forget_submissions(db: &PgPool, now: Timestamp) -> Result<u64> {
    let old = sqlx::query!("delete from submission where created_at <= $1", (now - SUBMISSIONS_KEPT).to_sqlx() as _);
    Ok(old.execute(db).await?.rows_affected())
}
