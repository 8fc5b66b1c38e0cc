//! Putting a case aside: out of the queue until an instant, or until the passenger writes. Its reply-by time goes on.

use super::{arranged, note};
use crate::cases::assign::open_still;
use crate::cases::at::At;
use crate::cases::file::CaseFile;
use crate::{Error, PgPool, Result};
use domain::case::{Act, Event, may_wait_until};
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;

const fn moves(event: &Event) -> bool {
    matches!(event, Event::Note { act: Some(Act::Aside { .. } | Act::Back), .. })
}

/// Puts the case aside until an instant.
///
/// # Errors
/// `Invalid("until", …)`, `NotFound`, `Forbidden`, `Conflict("case-closed")`, `Overtaken`; those of the database.
pub async fn put_aside<'a>(db: &PgPool, viewer: &Viewer, now: Timestamp, at: impl Into<At<'a>>, until: Timestamp) -> Result<()> {
    if !may_wait_until(until, now) {
        return Err(Error::invalid("until", "case-until-range"));
    }
    let at = at.into();
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, at.reference, CaseAction::Arrange).await?;
    open_still(&file)?;
    at.still(&mut tx, viewer, &file, moves).await?;
    note(&mut tx, &mut file, viewer, now, Act::Aside { until }.noted()).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the case up again before its time. What is not aside stays where it is.
///
/// # Errors
/// As for [`put_aside`].
pub async fn take_up(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Arrange).await?;
    if arranged(&mut tx, &file).await?.is_aside(now) {
        note(&mut tx, &mut file, viewer, now, Act::Back.noted()).await?;
        tx.commit().await?;
    }
    Ok(())
}
