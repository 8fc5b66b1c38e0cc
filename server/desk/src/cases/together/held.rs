//! A reply waits a moment before it leaves, and its author may take it back.
//!
//! Until then it is a row of its own (`held_reply`): the timeline, which is never rewritten, knows nothing of it. When
//! its instant has come, whichever process looks first appends it with its letter, in one transaction that also removes the
//! row; so it leaves once, whoever was killed meanwhile.

use super::tell;
use crate::access::keeper;
use crate::cases::at::At;
use crate::cases::draft::add_to_draft;
use crate::cases::entries;
use crate::cases::file::CaseFile;
use crate::cases::reply::{How, Said, Written, from_staff, reply, whole};
use crate::cases::social;
use crate::cases::timeline::{Step, append};
use crate::files;
use crate::{Error, PgPool, Result};
use domain::case::{Actor, CaseId, Channel, Event, Status};
use domain::rights::{CaseAction, Role, StaffMember, Viewer};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Replies let go in one look.
const AT_ONCE: i64 = 100;

/// A reply that has not left yet, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Names it.
    pub id: String,
    /// Who wrote it.
    pub by: String,
    /// The viewer did, and may take it back.
    pub mine: bool,
    /// What it says.
    pub words: String,
    /// When it leaves.
    pub leaves_at: Timestamp,
}

/// Where a reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It is this entry.
    Left(i32),
    /// It leaves in a moment, unless its author takes it back.
    Leaving(Uuid),
}

/// What a reply was written against.
#[derive(Debug, Clone, Copy, Default)]
pub struct Against<'a> {
    /// The newest entry on the page it was written on; `None` where nothing was shown, and nothing is asked.
    pub seen: Option<i32>,
    /// The replies of colleagues shown there that had not left, by id, separated by commas.
    pub held: &'a str,
}

/// Writes to the other side as [`reply`] does; what staff write leaves after `undo`. Where somebody has written since the
/// page was shown, staff are asked once. The same `key` again does nothing twice.
///
/// # Errors
/// `Newer` where somebody has; otherwise as for [`reply`].
#[allow(clippy::too_many_arguments)] // a form, spelt out
pub async fn send(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    reference: &str,
    key: Uuid,
    written: impl Into<Written<'_>>,
    how: How,
    (against, undo): (Against<'_>, SignedDuration),
) -> Result<Sent> {
    let written = written.into();
    let Some(member) = viewer.staff() else { return reply(db, viewer, now, reference, key, written, how).await.map(Sent::Left) };
    let words = written.checked()?;
    whole(&words)?;
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Reply).await?;
    if let Some(seq) = entries::written_by(&mut tx, file.id, key).await? {
        files::sent_already(&mut tx, keeper(viewer).as_deref(), &written.files, file.id, seq).await?;
        tx.commit().await?;
        return Ok(Sent::Left(seq));
    }
    if sqlx::query_scalar!("select case_id from held_reply where id = $1", key).fetch_optional(&mut *tx).await?.is_some() {
        return Ok(Sent::Leaving(key));
    }
    if !file.state.status.is_open() && !how.reopens {
        return Err(Error::Conflict("case-closed-meanwhile"));
    }
    if super::goes_on(&mut *tx, file.id).await?.is_some() {
        return Err(Error::Conflict("case-goes-on"));
    }
    let files = !written.files.ids.is_empty();
    if let Some(thread) = social::thread_of(&mut tx, &file).await? {
        thread.check(&words, how, files)?;
    }
    At { reference, seen: against.seen }.unread(&mut tx, viewer, &file).await?;
    let me: Uuid = member.id.parse().map_err(|_| Error::Forbidden)?;
    if against.seen.is_some() {
        others(&mut tx, file.id, me, against.held).await?;
    }
    if undo <= SignedDuration::ZERO {
        let seq = from_staff(&mut tx, &mut file, now, key, member, Said { words, channel: Channel::Web, how, files }).await?;
        files::attach(&mut tx, keeper(viewer).as_deref(), &written.files, file.id, seq).await?;
        tx.commit().await?;
        return Ok(Sent::Left(seq));
    }
    sqlx::query!(
        "insert into held_reply (id, case_id, staff_id, words, asks, seen, held_at, leaves_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        key,
        file.id,
        me,
        words,
        how.asks,
        file.state.last_seq,
        now.to_sqlx() as _,
        (now + undo).to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    files::hold(&mut tx, keeper(viewer).as_deref(), &written.files, key).await?;
    tell(&mut tx, now, &file.reference).await?;
    tx.commit().await?;
    Ok(Sent::Leaving(key))
}

/// Refuses where a colleague's reply is about to leave that was not on the page.
async fn others(tx: &mut PgConnection, case: CaseId, me: Uuid, shown: &str) -> Result<()> {
    let rows = sqlx::query!(
        "select h.id, s.name from held_reply h join staff s on s.id = h.staff_id where h.case_id = $1 and h.staff_id <> $2 order by h.leaves_at desc",
        case,
        me,
    );
    let unseen = rows.fetch_all(tx).await?.into_iter().find(|row| !shown.split(',').any(|id| id == row.id.to_string()));
    match unseen {
        Some(row) => Err(Error::Newer { by: row.name }),
        None => Ok(()),
    }
}

/// The replies of a case that have not left, in the order they do; part of looking at it.
pub(in super::super) async fn held(db: &PgPool, viewer: &Viewer, case: CaseId) -> Result<Vec<Held>> {
    let me = viewer.staff().map(|member| member.id.as_str());
    let rows = sqlx::query!(
        "select h.id, h.staff_id, s.name, h.words, h.leaves_at from held_reply h join staff s on s.id = h.staff_id
          where h.case_id = $1 order by h.leaves_at, h.id",
        case,
    );
    let held = |id: Uuid, by, mine, words, leaves_at: jiff_sqlx::Timestamp| Held {
        id: id.to_string(),
        by,
        mine,
        words,
        leaves_at: leaves_at.to_jiff(),
    };
    let rows = rows.fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| held(row.id, row.name, Some(row.staff_id.to_string().as_str()) == me, row.words, row.leaves_at))
        .collect())
}

/// Takes a reply of the viewer's back before it leaves: its words stand in their reply box again.
///
/// # Errors
/// `Conflict("case-undo-late")` where its instant has come; `NotFound`, `Forbidden`; those of the database.
pub async fn undo(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, id: &str) -> Result<()> {
    let member = viewer.staff().ok_or(Error::Forbidden)?;
    let mut tx = db.begin().await?;
    let (file, me, id) = own(&mut tx, viewer, reference, id).await?;
    let back = sqlx::query_scalar!(
        "delete from held_reply where id = $1 and case_id = $2 and staff_id = $3 and leaves_at > $4 returning words",
        id,
        file.id,
        me,
        now.to_sqlx() as _,
    );
    let words = back.fetch_optional(&mut *tx).await?.ok_or(Error::Conflict("case-undo-late"))?;
    add_to_draft(&mut tx, member, now, &file.reference, &words).await?;
    files::take_back(&mut tx, keeper(viewer).as_deref(), id, &format!("reply:{}", file.reference)).await?;
    tell(&mut tx, now, &file.reference).await?;
    Ok(tx.commit().await?)
}

/// Lets a reply of the viewer's leave at once. One that has left already is where it should be.
///
/// # Errors
/// `NotFound`, `Forbidden`; those of the database.
pub async fn send_now(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, id: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut file, me, id) = own(&mut tx, viewer, reference, id).await?;
    let mine = sqlx::query_scalar!("select id from held_reply where id = $1 and case_id = $2 and staff_id = $3", id, file.id, me);
    if let Some(id) = mine.fetch_optional(&mut *tx).await? {
        release(&mut tx, &mut file, now, id).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn own(tx: &mut PgConnection, viewer: &Viewer, reference: &str, id: &str) -> Result<(CaseFile, Uuid, Uuid)> {
    let member = viewer.staff().ok_or(Error::Forbidden)?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let (file, _) = CaseFile::lock(tx, viewer, reference, CaseAction::Reply).await?;
    Ok((file, member.id.parse().map_err(|_| Error::Forbidden)?, id))
}

/// Lets everything leave whose instant has come, each in a transaction of its own. Any number of processes may do so at once.
///
/// # Errors
/// Those of the database; what has left by then has left.
pub async fn release_due(db: &PgPool, now: Timestamp) -> Result<u64> {
    let due = sqlx::query!(
        "select id, case_id from held_reply where leaves_at <= $1 order by leaves_at, id limit $2",
        now.to_sqlx() as _,
        AT_ONCE,
    );
    let (mut left, mut failed) = (0, None);
    for row in due.fetch_all(db).await? {
        // one that cannot leave keeps no other
        match release_one(db, now, row.case_id, row.id).await {
            Ok(true) => left += 1,
            Ok(false) => {}
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(left), Err)
}

async fn release_one(db: &PgPool, now: Timestamp, case: CaseId, id: Uuid) -> Result<bool> {
    let mut tx = db.begin().await?;
    // the case first, as everybody else does: nobody waits for each other
    let mut file = CaseFile::lock_by_id(&mut tx, case).await?;
    let left = release(&mut tx, &mut file, now, id).await?;
    tx.commit().await?;
    Ok(left)
}

/// Lets everything of a locked case leave that is held: nothing is left behind by what comes next.
pub(in super::super) async fn release_all(tx: &mut PgConnection, file: &mut CaseFile, now: Timestamp) -> Result<()> {
    let ids = sqlx::query_scalar!("select id from held_reply where case_id = $1 order by leaves_at, id", file.id);
    for id in ids.fetch_all(&mut *tx).await? {
        release(tx, file, now, id).await?;
    }
    Ok(())
}

/// Makes a held reply an entry, with its letter; false where somebody else has, or its author took it back.
async fn release(tx: &mut PgConnection, file: &mut CaseFile, now: Timestamp, id: Uuid) -> Result<bool> {
    let row = sqlx::query!("delete from held_reply where id = $1 returning staff_id, words, asks, seen", id);
    let Some(row) = row.fetch_optional(&mut *tx).await? else { return Ok(false) };
    let name = sqlx::query_scalar!("select name from staff where id = $1", row.staff_id).fetch_one(&mut *tx).await?;
    // rights, and who will read it, were judged when it was sent
    let member = StaffMember { id: row.staff_id.to_string(), name, role: Role::Agent, departments: Vec::new() };
    let owed = file.state.reply_by;
    let crossed = entries::after(&mut *tx, file.id, row.seen, false).await?.iter().any(|entry| {
        matches!((&entry.actor, &entry.event), (Actor::Passenger(_), Event::Message { .. } | Event::Verdict { answered: false, .. }))
    });
    // looked through when it was written
    let how = How { asks: row.asks, reopens: true, public: true, personal: true };
    let said = Said { words: row.words, channel: Channel::Web, how, files: false };
    let seq = from_staff(tx, file, now, id, &member, said).await?;
    files::attach_held(tx, id, file.id, seq).await?;
    // what the passenger wrote meanwhile is not answered by it: that promise stands
    if let Some(reply_by) = owed.filter(|_| crossed) {
        let to = if row.asks { Status::Working } else { Status::Reopened };
        for event in [Event::Deadline { reply_by, words: String::new() }, Event::Status { to, level: None }] {
            append(tx, file, Step { at: now, actor: Actor::System, event }, None).await?;
        }
    }
    Ok(true)
}
