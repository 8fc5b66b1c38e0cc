//! Staff decide that a held message is the passenger's.

use super::super::file::CaseFile;
use super::super::reply::{acting, heard};
use super::super::together::goes_on;
use crate::{Error, PgPool, Result, files};
use domain::case::{Actor, Channel};
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use sqlx::PgConnection;

/// Makes what entry `seq` holds a message of the passenger's: everybody concerned sees it from now on, and the case goes on
/// as if they had written here. Once; the same again answers with the same entry.
///
/// # Errors
/// `NotFound` where the entry holds no message, `Forbidden`; those of the database.
pub async fn accept(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, seq: i32) -> Result<i32> {
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Note).await?;
    let Actor::Staff(person) = acting(viewer)? else { return Err(Error::Forbidden) };
    let held = sqlx::query!(
        "select m.id, m.accepted_seq, e.body from mail_in m join case_entry e on e.case_id = m.case_id and e.seq = m.case_seq
          where m.case_id = $1 and m.case_seq = $2 and m.outcome in ('held', 'automatic')",
        file.id,
        seq,
    );
    let held = held.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    if let Some(accepted) = held.accepted_seq {
        return Ok(accepted);
    }
    if goes_on(&mut *tx, file.id).await?.is_some() {
        return Err(Error::Conflict("case-goes-on"));
    }
    let actor = Actor::Passenger(file.person_name.clone());
    let accepted = heard(&mut tx, &mut file, now, actor, held.body, Channel::Email, None).await?;
    files::repeat(&mut tx, file.id, seq, accepted).await?;
    mark(&mut tx, held.id, accepted, &person.name).await?;
    tx.commit().await?;
    Ok(accepted)
}

async fn mark(tx: &mut PgConnection, id: uuid::Uuid, seq: i32, by: &str) -> Result<()> {
    sqlx::query!("update mail_in set accepted_seq = $2, accepted_by = $3 where id = $1", id, seq, by).execute(tx).await?;
    Ok(())
}
