//! Sorting: topic, priority, deadline.

use super::assign::open_still;
use super::at::At;
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
/// `NotFound`, `Forbidden`, `Conflict("case-closed")`, `Overtaken`; those of the database.
pub async fn set_topic<'a>(db: &PgPool, viewer: &Viewer, now: Timestamp, at: impl Into<At<'a>>, topic: Topic) -> Result<()> {
    let change = |file: &CaseFile| (file.state.topic != topic).then_some(Event::Triage { topic: Some(topic), priority: None });
    sort(db, viewer, now, at.into(), CaseAction::SetTopic, (|event| matches!(event, Event::Triage { topic: Some(_), .. }), change)).await
}

/// Says how much it presses.
///
/// # Errors
/// As for [`set_topic`].
pub async fn set_priority<'a>(db: &PgPool, viewer: &Viewer, now: Timestamp, at: impl Into<At<'a>>, priority: Priority) -> Result<()> {
    let change = |file: &CaseFile| (file.state.priority != priority).then_some(Event::Triage { topic: None, priority: Some(priority) });
    sort(db, viewer, now, at.into(), CaseAction::SetPriority, (|event| matches!(event, Event::Triage { priority: Some(_), .. }), change))
        .await
}

/// Sets the reply-by by hand; the passenger sees it.
///
/// # Errors
/// `Invalid("reply_by", …)` for the past or more than a month ahead; otherwise as for [`set_topic`].
pub async fn set_deadline<'a>(db: &PgPool, viewer: &Viewer, now: Timestamp, at: impl Into<At<'a>>, reply_by: Timestamp) -> Result<()> {
    if reply_by <= now || reply_by > now + FARTHEST {
        return Err(Error::invalid("reply_by", "case-reply-by-range"));
    }
    let change = |file: &CaseFile| (file.state.reply_by != Some(reply_by)).then_some(Event::Deadline { reply_by });
    sort(db, viewer, now, at.into(), CaseAction::SetDeadline, (|event| matches!(event, Event::Deadline { .. }), change)).await
}

/// One change in one transaction; what is so already is not said again, and what a colleague has just changed
/// (`same`) is not changed back unseen.
async fn sort(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    at: At<'_>,
    action: CaseAction,
    (same, change): (fn(&Event) -> bool, impl Fn(&CaseFile) -> Option<Event>),
) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, at.reference, action).await?;
    open_still(&file)?;
    if let Some(event) = change(&file) {
        at.still(&mut tx, viewer, &file, same).await?;
        append(&mut tx, &mut file, Step { at: now, actor: acting(viewer)?, event }, None).await?;
        tx.commit().await?;
    }
    Ok(())
}
