//! What has run out is removed, as `/privacy` promises.

use crate::{PgPool, Result};
use domain::policy::{AUDIT_KEPT, LETTERS_KEPT, PROOF, STAFF_DRAFTS_KEPT, STAFF_IDLE};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;

/// Rows removed by one [`sweep`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Sessions, with their proofs, codes and drafts.
    pub sessions: u64,
    /// Codes and proofs of living sessions.
    pub proofs: u64,
    /// What staff began to write and never came back to.
    pub drafts: u64,
    /// Counters of attempts.
    pub attempts: u64,
    /// Letters sent or given up long ago.
    pub letters: u64,
    /// Audit rows past their time.
    pub looks: u64,
}

/// Removes sessions, drafts, codes, proofs, counters, letters and audit rows that have run out. Safe to run
/// anywhere, at any time, more than once; the server does so every minute.
///
/// # Errors
/// Those of the database.
pub async fn sweep(db: &PgPool, now: Timestamp) -> Result<Swept> {
    let at = now.to_sqlx();
    let sessions = sqlx::query!(
        "delete from session where expires_at <= $1 or (staff_id is not null and last_seen_at <= $2)",
        at as _,
        (now - STAFF_IDLE).to_sqlx() as _
    );
    let sessions = sessions.execute(db).await?.rows_affected();
    let drafts = sqlx::query!("delete from staff_draft where updated_at <= $1", (now - STAFF_DRAFTS_KEPT).to_sqlx() as _);
    let drafts = drafts.execute(db).await?.rows_affected();
    let codes = sqlx::query!("delete from one_time_code where expires_at <= $1", at as _).execute(db).await?.rows_affected();
    let grants = sqlx::query!("delete from session_grant where expires_at <= $1", at as _).execute(db).await?.rows_affected();
    let attempts = sqlx::query!("delete from attempt where ends_at <= $1", at as _).execute(db).await?.rows_affected();
    let letters =
        sqlx::query!("delete from outbox where state in ('sent', 'failed') and created_at <= $1", (now - LETTERS_KEPT).to_sqlx() as _);
    let letters = letters.execute(db).await?.rows_affected();
    let looks = sqlx::query!("delete from audit where at <= $1", (now - AUDIT_KEPT).to_sqlx() as _);
    let looks = looks.execute(db).await?.rows_affected();
    let checks = sqlx::query!("delete from identity_check where at <= $1", (now - PROOF).to_sqlx() as _);
    let checks = checks.execute(db).await?.rows_affected();
    Ok(Swept { sessions, drafts, proofs: codes + grants + checks, attempts, letters, looks })
}
