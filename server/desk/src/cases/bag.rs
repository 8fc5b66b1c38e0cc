//! What a report about a bag writes into its case: each step, for everybody, with its letter.

use super::assign::give_to;
use super::file::CaseFile;
use super::letters::tell_opener;
use super::reply::{person, staff};
use super::timeline::{Step, append};
use super::together::goes_on;
use crate::outbox::Letter;
use crate::{Error, Result};
use domain::case::{Actor, CaseId, Event, Notice, Status};
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use sqlx::PgConnection;

/// The case staff are working on, locked; one nobody has becomes theirs.
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `NotFound`; `Conflict` where it goes on in another or is closed.
pub(crate) async fn worked_on(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, reference: &str) -> Result<CaseFile> {
    let member = viewer.staff().ok_or(Error::SignInFirst)?;
    let (mut file, _) = CaseFile::lock(tx, viewer, reference, CaseAction::Reply).await?;
    if goes_on(&mut *tx, file.id).await?.is_some() {
        return Err(Error::Conflict("case-goes-on"));
    }
    if !file.state.status.is_open() {
        return Err(Error::Conflict("case-closed"));
    }
    if file.state.owner.is_none() {
        give_to(tx, &mut file, now, staff(member), person(member)).await?;
    }
    Ok(file)
}

/// The case a report goes on in, locked, for the portal's own work.
pub(crate) async fn locked(tx: &mut PgConnection, case: CaseId) -> Result<CaseFile> {
    let case = goes_on(&mut *tx, case).await?.map_or(case, |(into, _)| into);
    CaseFile::lock_by_id(tx, case).await
}

/// The case of its passenger, locked: they arrange something in it.
pub(crate) async fn opened_by(tx: &mut PgConnection, viewer: &Viewer, reference: &str) -> Result<CaseFile> {
    let (file, _) = CaseFile::lock(tx, viewer, reference, CaseAction::Reply).await?;
    Ok(file)
}

/// What its passenger waited for is done: whoever has the case has answered, and they are asked whether that did.
pub(crate) async fn done_with(tx: &mut PgConnection, file: &mut CaseFile, now: Timestamp) -> Result<()> {
    if file.state.owner.is_some() && file.state.status.may_become(Status::Answered) {
        let event = Event::Status { to: Status::Answered, level: None };
        append(tx, file, Step { at: now, actor: Actor::System, event }, None).await?;
    }
    Ok(())
}

/// Tells everybody in the case, and its passenger by letter. Where they wait for an answer, `next` is by when they hear again.
pub(crate) async fn tell(
    tx: &mut PgConnection,
    file: &mut CaseFile,
    now: Timestamp,
    notice: Notice,
    letter: Letter,
    next: Option<Timestamp>,
) -> Result<()> {
    let system = |event| Step { at: now, actor: Actor::System, event };
    let seq = append(tx, file, system(Event::Notice { what: notice }), None).await?;
    if let Some(reply_by) = next.filter(|_| file.state.reply_by.is_some()) {
        append(tx, file, system(Event::Deadline { reply_by, words: String::new() }), None).await?;
    }
    tell_opener(tx, file, seq, now, letter).await
}
