//! A letter of ours that did not arrive: its delivery state, and a note for staff in its case.

use super::super::file::CaseFile;
use super::super::timeline::{Step, append};
use super::{find, take};
use crate::Result;
use domain::case::{Actor, Event, Status};
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
        "update outbox set bounced_at = $2, bounce = $3 where id = $1 and bounced_at is null returning case_id, recipient",
        letter,
        now.to_sqlx() as _,
        reason,
    );
    let Some(row) = marked.fetch_optional(&mut *tx).await? else { return Ok(None) };
    let Some(case) = row.case_id else { return Ok(None) };
    let mut file = CaseFile::lock_by_id(tx, case).await?;
    let words = if reason.is_empty() { row.recipient } else { format!("{}: {reason}", row.recipient) };
    let seq = append(tx, &mut file, Step { at: now, actor: Actor::System, event: Event::Note { words } }, None).await?;
    // they have not read what they are waiting for; a case that is done stays so
    if file.state.status != Status::Closed {
        take::look_again(tx, &mut file, now).await?;
    }
    Ok(Some((file, seq)))
}
