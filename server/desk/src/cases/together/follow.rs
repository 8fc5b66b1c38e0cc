//! Follow-ups (INQ-5): somebody comes back to a case on a day. They are reminded then, and what they write is the
//! passenger's.

use super::{arranged, note, note_by};
use crate::cases::assign::{colleague, open_still};
use crate::cases::draft::add_to_draft;
use crate::cases::file::CaseFile;
use crate::cases::reply::{checked, person};
use crate::{Error, PgPool, Result};
use domain::case::{Act, Actor, Event, FOLLOW_UPS_MOST, FollowUp, may_wait_until};
use domain::rights::{CaseAction, StaffMember, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Reminders written in one go.
const AT_ONCE: i64 = 200;

/// Plans to come back to the case: when, who (the viewer, where nobody is named), and what is to be written or looked
/// into. The same `key` again plans nothing.
///
/// # Errors
/// `Invalid("due" | "what" | "who", …)`, `NotFound`, `Forbidden`, `Conflict`; those of the database.
pub async fn plan(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    reference: &str,
    (due, who, what): (Timestamp, &str, &str),
    key: Uuid,
) -> Result<()> {
    if !may_wait_until(due, now) {
        return Err(Error::invalid("due", "case-until-range"));
    }
    let words = checked(what, "what")?;
    let member = viewer.staff().ok_or(Error::Forbidden)?;
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Arrange).await?;
    open_still(&file)?;
    let planned = arranged(&mut tx, &file).await?.follow_ups;
    if planned.iter().any(|one| one.id == key.to_string()) {
        return Ok(());
    }
    if planned.len() >= FOLLOW_UPS_MOST {
        return Err(Error::Conflict("case-follow-ups-full"));
    }
    let owner = match who {
        "" => person(member),
        who => colleague(&mut tx, who, &file.state.department).await.map_err(|_| Error::invalid("who", "case-owner-choose"))?,
    };
    let act = Act::Planned { id: key.to_string(), due, owner, from: None };
    note(&mut tx, &mut file, viewer, now, Event::Note { words, act: Some(act) }).await?;
    tx.commit().await?;
    Ok(())
}

/// A follow-up that is still to be done, in a locked case.
async fn planned(tx: &mut PgConnection, file: &CaseFile, id: &str) -> Result<Option<FollowUp>> {
    Ok(arranged(tx, file).await?.follow_ups.into_iter().find(|one| one.id == id))
}

/// Done without a message, or given up. Settled already, nothing happens.
///
/// # Errors
/// `NotFound`, `Forbidden`; those of the database.
pub async fn settle(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, id: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Arrange).await?;
    if planned(&mut tx, &file, id).await?.is_some() {
        note(&mut tx, &mut file, viewer, now, Act::Settled { id: id.to_owned(), sent: false }.noted()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Puts the words of a follow-up into the viewer's reply, below what stands there.
///
/// # Errors
/// `NotFound`, `Forbidden`; those of the database.
pub async fn write_now(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, id: &str) -> Result<()> {
    let member = viewer.staff().ok_or(Error::Forbidden)?;
    let mut tx = db.begin().await?;
    let (file, _) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Reply).await?;
    let one = planned(&mut tx, &file, id).await?.ok_or(Error::NotFound)?;
    add_to_draft(&mut tx, member, now, &file.reference, &one.words).await?;
    tx.commit().await?;
    Ok(())
}

/// The passenger has been written to: what was due is done.
pub(in super::super) async fn settle_by_message(
    tx: &mut PgConnection,
    file: &mut CaseFile,
    now: Timestamp,
    member: &StaffMember,
) -> Result<()> {
    let due = sqlx::query_scalar!("select id from follow_up where case_id = $1 and reminded order by due_at, id", file.id);
    for id in due.fetch_all(&mut *tx).await? {
        let act = Act::Settled { id: id.to_string(), sent: true };
        note_by(tx, file, Actor::Staff(person(member)), now, act.noted()).await?;
    }
    Ok(())
}

/// Reminds of what is due: the case comes back where it was put aside, and says so. In a closed case there is nothing
/// left to do. Any number of processes may do so at once; each reminder is written once.
///
/// # Errors
/// Those of the database.
pub async fn remind_due(db: &PgPool, now: Timestamp) -> Result<u64> {
    let due = sqlx::query!(
        "select id, case_id from follow_up where not reminded and due_at <= $1 order by due_at, id limit $2",
        now.to_sqlx() as _,
        AT_ONCE,
    );
    let mut reminded = 0;
    for row in due.fetch_all(db).await? {
        let mut tx = db.begin().await?;
        let mut file = CaseFile::lock_by_id(&mut tx, row.case_id).await?;
        let id = row.id.to_string();
        // whoever else saw it due has been here meanwhile
        if planned(&mut tx, &file, &id).await?.is_none_or(|one| one.reminded) {
            continue;
        }
        let act = if file.state.status.is_open() { Act::Reminded { id } } else { Act::Settled { id, sent: false } };
        note_by(&mut tx, &mut file, Actor::System, now, act.noted()).await?;
        tx.commit().await?;
        reminded += 1;
    }
    Ok(reminded)
}
