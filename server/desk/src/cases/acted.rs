//! What happens elsewhere for the passenger of a case and stands in it: whom staff identified, what they did, what is late.

use super::assign::give_to;
use super::file::CaseFile;
use super::letters::tell_opener;
use super::timeline::{Step, append};
use super::together::{goes_on, note};
use crate::outbox::Letter;
use crate::{Error, Result};
use domain::booking::{IdentityCheck, Locator};
use domain::case::{Act, Actor, CaseId, Channel, Event, Person, Priority, Status};
use domain::policy::LATE_REFUND_ANSWERED;
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use sqlx::PgConnection;

/// The department that looks after money that comes back.
const REFUNDS: &str = "refunds";
/// Highest level of escalation.
const HIGHEST: u8 = 3;

/// Notes in a case that its passenger was identified, before something is done for them with the booking it is about.
///
/// # Errors
/// `Forbidden` where the case is not theirs; `NotFound` where it is about another booking; `Conflict` where it goes on elsewhere.
pub(crate) async fn identified(
    tx: &mut PgConnection,
    viewer: &Viewer,
    now: Timestamp,
    reference: &str,
    locator: &Locator,
    check: IdentityCheck,
) -> Result<CaseId> {
    let (mut file, _) = CaseFile::lock(tx, viewer, reference, CaseAction::Note).await?;
    if file.locator.as_deref() != Some(locator.as_str()) {
        return Err(Error::NotFound);
    }
    if goes_on(&mut *tx, file.id).await?.is_some() {
        return Err(Error::Conflict("case-goes-on"));
    }
    note(tx, &mut file, viewer, now, Act::Identified { how: check.as_str().to_owned() }.noted()).await?;
    Ok(file.id)
}

/// Writes into a case what a colleague did for its passenger; the use-case that did it has judged that they may. In an open case it
/// answers them; in a closed one, and where an answer would be read by everybody, it is a note. The letter about it is the act's own.
pub(crate) async fn acted(tx: &mut PgConnection, now: Timestamp, case: CaseId, by: Person, words: &str) -> Result<()> {
    let mut file = there(tx, case).await?;
    let actor = Actor::Staff(by.clone());
    if !file.state.status.is_open() || file.state.channel == Channel::Social {
        return noted(tx, now, case, by, words).await;
    }
    if file.state.owner.is_none() {
        give_to(tx, &mut file, now, actor.clone(), by).await?;
    }
    let event = Event::Message { words: words.to_owned(), channel: Channel::Web, asks: false, reply_by: None };
    append(tx, &mut file, Step { at: now, actor, event }, None).await?;
    Ok(())
}

/// A note for colleagues about what was done elsewhere.
pub(crate) async fn noted(tx: &mut PgConnection, now: Timestamp, case: CaseId, by: Person, words: &str) -> Result<()> {
    let mut file = there(tx, case).await?;
    let event = Event::Note { words: words.to_owned(), act: None };
    append(tx, &mut file, Step { at: now, actor: Actor::Staff(by), event }, None).await?;
    Ok(())
}

/// A refund of the case is later than the law allows: open again if it was closed, with the department that pays back, raised, before
/// the others, with an hour, and its passenger told. Answers with that hour.
pub(crate) async fn refund_late(
    tx: &mut PgConnection,
    now: Timestamp,
    case: CaseId,
    note: &str,
    letter: impl FnOnce(String, Timestamp) -> Letter,
) -> Result<Timestamp> {
    let mut file = there(tx, case).await?;
    let system = |event| Step { at: now, actor: Actor::System, event };
    let latest = now + LATE_REFUND_ANSWERED;
    let reply_by =
        file.state.reply_by.filter(|promised| file.state.status.is_open() && *promised < latest && *promised > now).unwrap_or(latest);
    if file.state.status == Status::Closed {
        append(tx, &mut file, system(Event::Deadline { reply_by, words: String::new() }), None).await?;
        append(tx, &mut file, system(Event::Status { to: Status::Reopened, level: None }), None).await?;
    } else if file.state.reply_by != Some(reply_by) {
        append(tx, &mut file, system(Event::Deadline { reply_by, words: String::new() }), None).await?;
    }
    if file.state.department != REFUNDS {
        // whoever has it stays responsible until somebody there takes it (PRO-2)
        let owner = file.state.owner.clone();
        append(tx, &mut file, system(Event::Assignment { department: REFUNDS.to_owned(), owner }), None).await?;
    }
    if matches!(file.state.priority, Priority::Low | Priority::Normal) {
        append(tx, &mut file, system(Event::Triage { topic: None, priority: Some(Priority::High) }), None).await?;
    }
    if file.state.level < HIGHEST {
        let level = Some(file.state.level + 1);
        append(tx, &mut file, system(Event::Status { to: Status::Escalated, level }), None).await?;
    }
    let seq = append(tx, &mut file, system(Event::Note { words: note.to_owned(), act: None }), None).await?;
    let letter = letter(file.reference.clone(), reply_by);
    tell_opener(tx, &file, seq, now, letter).await?;
    Ok(reply_by)
}

/// The case, or the one it goes on in.
async fn there(tx: &mut PgConnection, case: CaseId) -> Result<CaseFile> {
    let case = goes_on(&mut *tx, case).await?.map_or(case, |(into, _)| into);
    CaseFile::lock_by_id(tx, case).await
}
