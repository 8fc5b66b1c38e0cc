//! Appending to a timeline: the only way a case changes.

use super::entries;
use super::file::CaseFile;
use super::{refused, together};
use crate::{Error, Result};
use domain::case::{Actor, Audience, CaseId, Entry, Event, search, to_microseconds};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// A timeline whose words fill this many different tokens is searchable by those; more would make every
/// reply dearer without being found more often.
const SEARCHED: i32 = 4000;

/// One step to append: who, when, what.
#[derive(Debug, Clone)]
pub struct Step {
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// What it was.
    pub event: Event,
}

/// Appends one entry to a case whose row this transaction has locked: entry, columns and notice
/// together. The file given is the new state afterwards.
pub(super) async fn append(tx: &mut PgConnection, file: &mut CaseFile, step: Step, key: Option<Uuid>) -> Result<i32> {
    // stored times have microseconds; the fold must see what the database will say
    let (at, event) = (to_microseconds(step.at), step.event.to_microseconds());
    let entry = Entry { seq: file.state.last_seq + 1, at, actor: step.actor, event };
    let next = file.state.apply(&entry).map_err(refused)?;
    entries::insert(tx, file.id, &entry, key).await?;
    file.state = next;
    store(tx, file, &entry).await?;
    together::keep(tx, file.id, &entry).await?;
    notify(tx, &file.reference, &entry).await?;
    Ok(entry.seq)
}

/// Appends several steps to a case as the portal itself: demo data and imports, which tell a story that
/// has happened already.
///
/// # Errors
/// `NotFound` without such a case, `Conflict` or `Internal` where the steps are no timeline.
pub async fn append_all(tx: &mut PgConnection, case: CaseId, steps: Vec<Step>) -> Result<()> {
    let mut file = CaseFile::lock_by_id(tx, case).await?;
    for step in steps {
        append(tx, &mut file, step, None).await?;
    }
    Ok(())
}

/// Keeps the columns with the timeline.
async fn store(tx: &mut PgConnection, file: &CaseFile, entry: &Entry) -> Result<()> {
    let state = &file.state;
    let owner = state.owner.as_ref().map(|owner| id(&owner.id)).transpose()?;
    sqlx::query!(
        "update case_file set topic = $2, status = $3, level = $4, priority = $5, department = $6, owner = $7, reply_by = $8,
                closed_at = $9, last_seq = $10, last_public_seq = $11, last_at = $12
          where id = $1",
        file.id,
        state.topic.as_str(),
        state.status.as_str(),
        i16::from(state.level),
        state.priority.as_str(),
        state.department,
        owner,
        state.reply_by.map(ToSqlx::to_sqlx) as _,
        state.closed_at.map(ToSqlx::to_sqlx) as _,
        state.last_seq,
        state.last_public_seq,
        state.last_at.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    // a passenger searches their cases too, so notes are not among the words (I6)
    if let Some(words) = entry.event.words().filter(|_| entry.audience() == Audience::Everyone) {
        sqlx::query!(
            "update case_file set search = search || array_to_tsvector($2) where id = $1 and length(search) < $3",
            file.id,
            &search::tokens(words),
            SEARCHED,
        )
        .execute(tx)
        .await?;
    }
    Ok(())
}

/// Tells the live streams, when and if the transaction commits: ids only.
pub(super) async fn notify(tx: &mut PgConnection, reference: &str, entry: &Entry) -> Result<()> {
    let notice = format!("{reference} {} {}", entry.seq, entry.audience().as_str());
    sqlx::query!("select pg_notify($1, $2)", super::CHANNEL, notice).execute(tx).await?;
    Ok(())
}

pub(super) fn id(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| Error::Internal(format!("no UUID: {text}")))
}
