//! Who is responsible, by name (PRO-2).

use super::at::At;
use super::file::CaseFile;
use super::reply::{acting, checked, person};
use super::timeline::{Step, append, id};
use crate::{Error, PgPool, Result};
use domain::case::{Actor, Event, Person};
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use sqlx::PgConnection;

/// The viewer becomes responsible. Taking what one has already changes nothing; what a colleague has got since the
/// page was shown is not taken from them.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict("case-closed")`, `Overtaken`; those of the database.
pub async fn take<'a>(db: &PgPool, viewer: &Viewer, now: Timestamp, at: impl Into<At<'a>>) -> Result<()> {
    let at = at.into();
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, at.reference, CaseAction::Take).await?;
    let member = viewer.staff().ok_or(Error::Forbidden)?;
    open_still(&file)?;
    if file.state.owner.as_ref().is_some_and(|owner| owner.id != member.id) {
        at.still(&mut tx, viewer, &file, changes_hands).await?;
    }
    give_to(&mut tx, &mut file, now, acting(viewer)?, person(member)).await?;
    tx.commit().await?;
    Ok(())
}

/// Somebody else becomes responsible, by name. They must work for the department that has the case, or
/// answer for all of them.
///
/// # Errors
/// `Invalid("owner", …)` for nobody who can take it; otherwise as for [`take`].
pub async fn hand_over<'a>(db: &PgPool, viewer: &Viewer, now: Timestamp, at: impl Into<At<'a>>, to: &str) -> Result<()> {
    let at = at.into();
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, at.reference, CaseAction::HandOver).await?;
    open_still(&file)?;
    at.still(&mut tx, viewer, &file, changes_hands).await?;
    let to = colleague(&mut tx, to, &file.state.department).await?;
    give_to(&mut tx, &mut file, now, acting(viewer)?, to).await?;
    tx.commit().await?;
    Ok(())
}

/// Brings the case to another department, with the reason as a note. Named (`to`): that person takes over.
/// Not named: whoever has it stays responsible until somebody there takes it (PRO-2).
///
/// # Errors
/// `Invalid` for `reason`, `department` or `owner`; otherwise as for [`take`].
pub async fn transfer<'a>(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    at: impl Into<At<'a>>,
    department: &str,
    to: Option<&str>,
    reason: &str,
) -> Result<()> {
    let (at, words) = (at.into(), checked(reason, "reason")?);
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, at.reference, CaseAction::Transfer).await?;
    open_still(&file)?;
    at.still(&mut tx, viewer, &file, changes_hands).await?;
    let known = sqlx::query_scalar!("select id from department where id = $1", department).fetch_optional(&mut *tx).await?;
    let department = known.filter(|known| *known != file.state.department).ok_or(Error::invalid("department", "case-department-choose"))?;
    let owner = match to {
        Some(to) => Some(colleague(&mut tx, to, &department).await?),
        None => file.state.owner.clone(),
    };
    let actor = acting(viewer)?;
    append(&mut tx, &mut file, Step { at: now, actor: actor.clone(), event: Event::Note { words, act: None } }, None).await?;
    append(&mut tx, &mut file, Step { at: now, actor, event: Event::Assignment { department, owner } }, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes somebody responsible in a locked case, unless they are.
pub(super) async fn give_to(tx: &mut PgConnection, file: &mut CaseFile, now: Timestamp, actor: Actor, to: Person) -> Result<()> {
    if file.state.owner.as_ref().is_some_and(|owner| owner.id == to.id) {
        return Ok(());
    }
    let event = Event::Assignment { department: file.state.department.clone(), owner: Some(to) };
    append(tx, file, Step { at: now, actor, event }, None).await?;
    Ok(())
}

const fn changes_hands(event: &Event) -> bool {
    matches!(event, Event::Assignment { .. })
}

pub(super) fn open_still(file: &CaseFile) -> Result<()> {
    if file.state.status.is_open() { Ok(()) } else { Err(Error::Conflict("case-closed")) }
}

pub(super) async fn colleague(tx: &mut PgConnection, who: &str, department: &str) -> Result<Person> {
    let nobody = || Error::invalid("owner", "case-owner-choose");
    let who = id(who).map_err(|_| nobody())?;
    let found = sqlx::query!(
        "select id, name from staff where id = $1 and active and (role = 'supervisor' or (role <> 'administrator' and $2 = any(departments)))",
        who,
        department,
    );
    let found = found.fetch_optional(tx).await?.ok_or_else(nobody)?;
    Ok(Person { id: found.id.to_string(), name: found.name })
}
