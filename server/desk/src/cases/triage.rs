//! Sorting: topic, priority, deadline.

use super::assign::open_still;
use super::at::At;
use super::file::CaseFile;
use super::letters::tell_opener;
use super::reply::{acting, checked};
use super::timeline::{Step, append};
use crate::outbox::Letter;
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

/// Sets the reply-by by hand; the passenger sees it. Later than promised it needs a `reason`, which the passenger reads
/// on the page and in a letter.
///
/// # Errors
/// `Invalid("reply_by", …)` for the past or more than a month ahead, `Invalid("why", …)` for a missing reason; otherwise as
/// for [`set_topic`].
pub async fn set_deadline<'a>(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    at: impl Into<At<'a>>,
    reply_by: Timestamp,
    reason: &str,
) -> Result<()> {
    if reply_by <= now || reply_by > now + FARTHEST {
        return Err(Error::invalid("reply_by", "case-reply-by-range"));
    }
    let at = at.into();
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, at.reference, CaseAction::SetDeadline).await?;
    open_still(&file)?;
    if file.state.reply_by == Some(reply_by) {
        return Ok(());
    }
    at.still(&mut tx, viewer, &file, |event| matches!(event, Event::Deadline { .. })).await?;
    let later = file.state.reply_by.is_some_and(|promised| reply_by > promised);
    if later && reason.trim().is_empty() {
        return Err(Error::invalid("why", "case-deadline-why-missing"));
    }
    let words = if later { checked(reason, "why")? } else { String::new() };
    let event = Event::Deadline { reply_by, words: words.clone() };
    let seq = append(&mut tx, &mut file, Step { at: now, actor: acting(viewer)?, event }, None).await?;
    if later {
        let (reference, subject) = (file.reference.clone(), file.state.subject.clone());
        tell_opener(&mut tx, &file, seq, now, Letter::CaseDeadline { reference, subject, reply_by, reason: words }).await?;
    }
    tx.commit().await?;
    Ok(())
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
