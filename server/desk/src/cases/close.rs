//! Ending a case, and raising it.

use super::assign::{give_to, open_still};
use super::at::At;
use super::entries;
use super::file::CaseFile;
use super::letters::tell_opener;
use super::new::promise;
use super::reply::{acting, checked, passenger, person};
use super::timeline::{Step, append};
use super::together;
use crate::outbox::Letter;
use crate::{Error, PgPool, Result};
use domain::case::{Actor, Channel, Entry, Event, Status};
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;

/// The passenger says whether our answer does: "that answered it" closes, "not yet" reopens with a new
/// reply-by. Saying so again, or after somebody else, changes nothing.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict("case-moved-on")` where nothing was answered; those of the database.
pub async fn verdict(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, answered: bool) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut file, role) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Verdict).await?;
    let said = matches!((answered, file.state.status), (true, Status::Closed) | (false, Status::Reopened));
    if said {
        return Ok(());
    }
    if file.state.status != Status::Answered {
        return Err(Error::Conflict("case-moved-on"));
    }
    let reply_by = if answered {
        None
    } else {
        Some(promise(&mut tx, file.state.kind, &file.state.department, file.state.channel, now).await?.reply_by(now))
    };
    let actor = passenger(&mut tx, viewer, &file, role).await?;
    append(&mut tx, &mut file, Step { at: now, actor, event: Event::Verdict { answered, reply_by } }, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Staff close the case; the passenger is told, and answering reopens it. A case in which the passenger has the last
/// word closes with the reason (`because`), which is our answer. A reply that has not left yet
/// leaves before.
///
/// # Errors
/// `Invalid("because", …)`, `NotFound`, `Forbidden`; those of the database.
pub async fn close(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, because: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Close).await?;
    if !file.state.status.is_open() {
        return Ok(());
    }
    let member = viewer.staff().ok_or(Error::Forbidden)?;
    together::release_all(&mut tx, &mut file, now).await?;
    if file.state.owner.is_none() {
        give_to(&mut tx, &mut file, now, acting(viewer)?, person(member)).await?;
    }
    if !answered(&entries::after(&mut *tx, file.id, 0, false).await?) {
        if because.trim().is_empty() {
            return Err(Error::invalid("because", "case-close-unanswered"));
        }
        let words = checked(because, "because")?;
        let event = Event::Message { words, channel: Channel::Web, asks: false, reply_by: None };
        append(&mut tx, &mut file, Step { at: now, actor: acting(viewer)?, event }, None).await?;
    }
    let event = Event::Status { to: Status::Closed, level: None };
    let seq = append(&mut tx, &mut file, Step { at: now, actor: acting(viewer)?, event }, None).await?;
    let letter = Letter::CaseClosed { reference: file.reference.clone(), subject: file.state.subject.clone() };
    tell_opener(&mut tx, &file, seq, now, letter).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the last word between us and the passenger is ours.
#[must_use]
pub fn answered(entries: &[Entry]) -> bool {
    let last =
        entries.iter().rev().find(|entry| matches!(entry.event, Event::Opened { .. } | Event::Message { .. } | Event::Verdict { .. }));
    last.is_some_and(|entry| matches!((&entry.actor, &entry.event), (Actor::Staff(_) | Actor::System, Event::Message { .. })))
}

/// Raises the case a level, to 3 at most; two who raise it at once raise it once.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict`, `Overtaken`; those of the database.
pub async fn escalate<'a>(db: &PgPool, viewer: &Viewer, now: Timestamp, at: impl Into<At<'a>>) -> Result<()> {
    let at = at.into();
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, at.reference, CaseAction::Escalate).await?;
    open_still(&file)?;
    at.still(&mut tx, viewer, &file, |event| matches!(event, Event::Status { to: Status::Escalated, .. })).await?;
    if file.state.level >= 3 {
        return Err(Error::Conflict("case-level-highest"));
    }
    let event = Event::Status { to: Status::Escalated, level: Some(file.state.level + 1) };
    append(&mut tx, &mut file, Step { at: now, actor: acting(viewer)?, event }, None).await?;
    tx.commit().await?;
    Ok(())
}
