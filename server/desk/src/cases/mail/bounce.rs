//! A letter of ours that did not arrive, or did: its delivery state, and a note for staff in its case.

use super::super::delivery::not_delivered;
use super::super::file::CaseFile;
use super::find;
use crate::Result;
use crate::outbox::arrived;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use wire::mail::Bounce;

/// Marks the letter, and notes it in its case; `None` where the letter is not known or belongs to none. The first bounce
/// of a letter counts, so that nobody can fill a case with more of them.
pub(super) async fn note(tx: &mut PgConnection, now: Timestamp, bounce: &Bounce) -> Result<Option<(CaseFile, i32)>> {
    let Some(letter) = bounce.original.as_deref().and_then(find::letter) else { return Ok(None) };
    let reason = [bounce.status.as_deref().unwrap_or_default(), &bounce.diagnostic].join(" ").trim().to_owned();
    let marked = sqlx::query!(
        "update outbox set bounced_at = $2, bounce = $3, delivered_at = null where id = $1 and bounced_at is null
         returning case_id, kind, recipient",
        letter,
        now.to_sqlx() as _,
        reason,
    );
    let Some(row) = marked.fetch_optional(&mut *tx).await? else { return Ok(None) };
    let Some(case) = row.case_id else { return Ok(None) };
    not_delivered(tx, now, case, &row.kind, &row.recipient, &reason).await.map(Some)
}

/// Marks the letter as delivered.
pub(super) async fn delivered(tx: &mut PgConnection, now: Timestamp, original: Option<&str>) -> Result<()> {
    match original.and_then(find::letter) {
        Some(letter) => arrived(tx, now, letter).await,
        None => Ok(()),
    }
}
