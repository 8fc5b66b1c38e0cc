//! Sorting: topic, priority, deadline.

use super::assign::open_still;
use super::file::CaseFile;
use super::reply::acting;
use super::timeline::{Step, append};
use crate::{Error, PgPool, Result};
use domain::case::{Event, Priority, Topic};
use domain::rights::{CaseAction, Viewer};
use jiff::{SignedDuration, Timestamp};

/// Nobody is promised an answer later than this: a month.
const FARTHEST: SignedDuration = SignedDuration::from_hours(24 * 31);

/// Says what the case is about.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict("case-closed")`; those of the database.
pub async fn set_topic(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, topic: Topic) -> Result<()> {
    let change = |file: &CaseFile| (file.state.topic != topic).then_some(Event::Triage { topic: Some(topic), priority: None });
    sort(db, viewer, now, reference, CaseAction::SetTopic, change).await
}

/// Says how much it presses.
///
/// # Errors
/// As for [`set_topic`].
pub async fn set_priority(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, priority: Priority) -> Result<()> {
    let change = |file: &CaseFile| (file.state.priority != priority).then_some(Event::Triage { topic: None, priority: Some(priority) });
    sort(db, viewer, now, reference, CaseAction::SetPriority, change).await
}

/// Sets the reply-by by hand; the passenger sees it.
///
/// # Errors
/// `Invalid("reply_by", …)` for the past or more than a month ahead; otherwise as for [`set_topic`].
pub async fn set_deadline(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, reply_by: Timestamp) -> Result<()> {
    if reply_by <= now || reply_by > now + FARTHEST {
        return Err(Error::invalid("reply_by", "case-reply-by-range"));
    }
    let change = |file: &CaseFile| (file.state.reply_by != Some(reply_by)).then_some(Event::Deadline { reply_by });
    sort(db, viewer, now, reference, CaseAction::SetDeadline, change).await
}

/// One change in one transaction; what is so already is not said again.
async fn sort(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    reference: &str,
    action: CaseAction,
    change: impl Fn(&CaseFile) -> Option<Event>,
) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, reference, action).await?;
    open_still(&file)?;
    if let Some(event) = change(&file) {
        append(&mut tx, &mut file, Step { at: now, actor: acting(viewer)?, event }, None).await?;
        tx.commit().await?;
    }
    Ok(())
}
