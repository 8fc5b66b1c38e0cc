//! Two cases of one person about one matter: one goes on, the other stays readable and leads there; apart again at any time.

use super::held::release_all;
use super::links::both;
use super::{arranged, note, note_by};
use crate::cases::assign::give_to;
use crate::cases::companion::companions;
use crate::cases::entries;
use crate::cases::file::CaseFile;
use crate::cases::letters::tell_opener;
use crate::cases::reply::{acting, person};
use crate::cases::timeline::{Step, append};
use crate::outbox::Letter;
use crate::{Error, PgPool, Result};
use domain::case::{Act, Actor, Also, CaseId, Event, FollowUp, Opener, Side, Status, also_written_to, gets_back, may_merge};
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// Where two cases stand with each other, for everybody who reads one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Whole {
    /// It goes on in this case.
    pub into: Option<String>,
    /// It was open until it went on there: its closing is part of that.
    pub was_open: bool,
    /// These go on in it.
    pub joined: Vec<String>,
}

/// The case a case goes on in, if it does.
pub(in super::super) async fn goes_on(db: impl PgExecutor<'_>, case: CaseId) -> Result<Option<(CaseId, String)>> {
    let row = sqlx::query!("select f.id, f.reference from case_merge m join case_file f on f.id = m.into_id where m.case_id = $1", case);
    Ok(row.fetch_optional(db).await?.map(|row| (row.id, row.reference)))
}

pub(in super::super) async fn whole(db: &PgPool, case: CaseId) -> Result<Whole> {
    let row = sqlx::query!(
        r#"select (select f.reference from case_merge m join case_file f on f.id = m.into_id where m.case_id = $1) as "into?",
                  coalesce((select was_open from case_merge where case_id = $1), false) as "was_open!",
                  array(select f.reference from case_merge m join case_file f on f.id = m.case_id
                         where m.into_id = $1 order by m.merged_at, f.id) as "joined!""#,
        case,
    );
    let row = row.fetch_one(db).await?;
    Ok(Whole { into: row.into, was_open: row.was_open, joined: row.joined })
}

/// The reference of the case in which this one goes on, for whoever may read this one.
///
/// # Errors
/// Those of the database.
pub async fn goes_on_in(db: &PgPool, viewer: &Viewer, reference: &str) -> Result<Option<String>> {
    let mut connection = db.acquire().await?;
    match CaseFile::read(&mut connection, viewer, reference, CaseAction::Read).await {
        Ok((file, _)) => Ok(goes_on(&mut *connection, file.id).await?.map(|(_, reference)| reference)),
        Err(Error::NotFound | Error::Forbidden) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn side(tx: &mut PgConnection, file: &CaseFile, now: Timestamp) -> Result<Side> {
    let companions = companions(&mut *tx, now, file.id).await?.into_iter().map(|one| one.address).collect();
    let row = sqlx::query!(
        r#"select exists (select from case_merge where case_id = $1) as "merged!", exists (select from case_merge where into_id = $1) as "joined!""#,
        file.id,
    );
    let row = row.fetch_one(tx).await?;
    Ok(Side {
        address: file.opener_address.clone(),
        passenger: file.opener_passenger.clone(),
        companions,
        open: file.state.status.is_open(),
        merged: row.merged,
        joined: row.joined,
    })
}

/// Lets a case go on in another of the same opener. Its timeline stays as it is and leads there; what was promised in it is
/// promised there; what was to be followed up is followed up there; whoever opened them is told where, at each address of theirs.
/// Done already, nothing happens.
///
/// # Errors
/// `Invalid("into", …)` names why not; `NotFound`, `Forbidden`; those of the database.
pub async fn merge(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, into: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut this, mut that) = both(&mut tx, viewer, (reference, into), CaseAction::Merge, "into").await?;
    if goes_on(&mut *tx, this.id).await?.is_some_and(|(id, _)| id == that.id) {
        return Ok(());
    }
    let (from_side, into_side) = (side(&mut tx, &this, now).await?, side(&mut tx, &that, now).await?);
    may_merge(&from_side, &into_side).map_err(|reason| Error::invalid("into", reason.key()))?;
    no_claim(&mut tx, &this).await?;
    release_all(&mut tx, &mut this, now).await?;
    let (open, reply_by) = (this.state.status.is_open(), this.state.reply_by);
    follow_ups_move(&mut tx, viewer, now, (&mut this, &mut that), |_| true).await?;
    let merged = Act::Merged { into: that.reference.clone(), open, reply_by };
    note(&mut tx, &mut this, viewer, now, merged.noted()).await?;
    let seq = note(&mut tx, &mut that, viewer, now, Act::Joined { from: this.reference.clone() }.noted()).await?;
    if open {
        let member = viewer.staff().ok_or(Error::Forbidden)?;
        if this.state.owner.is_none() {
            give_to(&mut tx, &mut this, now, acting(viewer)?, person(member)).await?;
        }
        let event = Event::Status { to: Status::Closed, level: None };
        append(&mut tx, &mut this, Step { at: now, actor: acting(viewer)?, event }, None).await?;
    }
    if let Some(reply_by) = reply_by {
        keep_promise(&mut tx, &mut that, now, reply_by).await?;
    }
    prove_again(&mut tx, &this, &that).await?;
    that.also.extend(also_here(&this, &that));
    let (reference, subject) = (that.reference.clone(), that.state.subject.clone());
    tell_opener(&mut tx, &that, seq, now, Letter::CaseMerged { reference, subject, from: this.reference.clone() }).await?;
    Ok(tx.commit().await?)
}

/// A claim is answered and paid in the case it was made in.
async fn no_claim(tx: &mut PgConnection, file: &CaseFile) -> Result<()> {
    let goes_on = sqlx::query_scalar!(
        r#"select exists (select from claim where case_id = $1
                             and (stage in ('asked', 'approval', 'offered', 'appealed') or stage = 'accepted' and told is distinct from 'paid')) as "there!""#,
        file.id
    );
    if goes_on.fetch_one(tx).await? { Err(Error::invalid("into", "case-merge-claim")) } else { Ok(()) }
}

/// What was promised in the case that ends holds in the one that goes on: the earlier of the two.
async fn keep_promise(tx: &mut PgConnection, file: &mut CaseFile, now: Timestamp, reply_by: Timestamp) -> Result<()> {
    if file.state.reply_by.is_some_and(|own| own <= reply_by) {
        return Ok(());
    }
    let to = match file.state.status {
        Status::Answered => Some(Status::Reopened),
        Status::Waiting => Some(Status::Working),
        Status::New | Status::Triaged | Status::Working | Status::Escalated | Status::Reopened | Status::Closed => None,
    };
    let status = to.map(|to| Event::Status { to, level: None });
    for event in std::iter::once(Event::Deadline { reply_by, words: String::new() }).chain(status) {
        append(tx, file, Step { at: now, actor: Actor::System, event }, None).await?;
    }
    Ok(())
}

/// The address the other case was opened with, where it is the same passenger's and not known here.
fn also_here(other: &CaseFile, here: &CaseFile) -> Vec<Also> {
    let opener =
        other.opener_address.clone().map(|address| Opener { address, passenger: other.opener_passenger.clone(), language: other.language });
    let known = |also: &Also| here.also.iter().any(|one| one.address == also.address);
    let also = also_written_to(here.opener_address.as_deref(), here.opener_passenger.as_deref(), opener);
    also.into_iter().filter(|also| !known(also)).collect()
}

/// What is to be followed up in one case is followed up in the other.
async fn follow_ups_move(
    tx: &mut PgConnection,
    viewer: &Viewer,
    now: Timestamp,
    (from, into): (&mut CaseFile, &mut CaseFile),
    which: impl Fn(&FollowUp) -> bool,
) -> Result<()> {
    for one in arranged(tx, from).await?.follow_ups.into_iter().filter(which) {
        note(tx, from, viewer, now, Act::Settled { id: one.id, sent: false }.noted()).await?;
        let id = Uuid::now_v7().to_string();
        // back where it was planned, it comes from nowhere
        let origin = (one.from.as_deref() != Some(into.reference.as_str())).then(|| from.reference.clone());
        let act = Act::Planned { id: id.clone(), due: one.due, owner: one.owner, from: origin };
        note(tx, into, viewer, now, Event::Note { words: one.words, act: Some(act) }).await?;
        if one.reminded {
            note_by(tx, into, Actor::System, now, Act::Reminded { id }.noted()).await?;
        }
    }
    Ok(())
}

/// A browser that only opened one of the two, without proving the address that was typed, is not known to be the person
/// who opened the other: it proves the address before it reads on (I6).
async fn prove_again(tx: &mut PgConnection, one: &CaseFile, other: &CaseFile) -> Result<()> {
    sqlx::query!(
        "delete from session_grant g where g.kind = 'case' and g.proof = 'opened' and g.subject = any($1)
            and not exists (select from session_grant c where c.session_id = g.session_id and c.kind = 'contact' and c.subject = any($2))
            and (select count(*) from session_grant b where b.session_id = g.session_id and b.kind = 'case' and b.subject = any($1)) < 2",
        &[one.id.to_string(), other.id.to_string()],
        &[one.opener_address.clone(), other.opener_address.clone()].into_iter().flatten().collect::<Vec<String>>(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Takes two cases apart again: the one that had gone goes on as it stood, with its promise and what was to be followed up in
/// it; the other one owes what it owed before, unless something was said or promised in it since. What was written since
/// stays there. Whoever was told that they go on together is told that they do not. Apart already, nothing happens.
///
/// # Errors
/// `NotFound`, `Forbidden`; those of the database.
pub async fn take_apart(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str) -> Result<()> {
    let Some(into) = goes_on_in(db, viewer, reference).await? else { return Ok(()) };
    let mut tx = db.begin().await?;
    let (mut this, mut that) = both(&mut tx, viewer, (reference, &into), CaseAction::Merge, "into").await?;
    let row = sqlx::query!("select was_open, reply_by from case_merge where case_id = $1 and into_id = $2", this.id, that.id);
    let Some(row) = row.fetch_optional(&mut *tx).await? else { return Ok(()) };
    let owed = gets_back(&entries::after(&mut *tx, that.id, 0, true).await?, &this.reference);
    let seq = note(&mut tx, &mut this, viewer, now, Act::Apart { from: that.reference.clone() }.noted()).await?;
    let there = note(&mut tx, &mut that, viewer, now, Act::Apart { from: this.reference.clone() }.noted()).await?;
    if row.was_open && !this.state.status.is_open() {
        let deadline = row.reply_by.map(|by| Event::Deadline { reply_by: by.to_jiff(), words: String::new() });
        for event in deadline.into_iter().chain([Event::Status { to: Status::Reopened, level: None }]) {
            append(&mut tx, &mut this, Step { at: now, actor: acting(viewer)?, event }, None).await?;
        }
    }
    for event in owed {
        append(&mut tx, &mut that, Step { at: now, actor: Actor::System, event }, None).await?;
    }
    let planned_here = this.reference.clone();
    follow_ups_move(&mut tx, viewer, now, (&mut that, &mut this), |one| one.from.as_ref() == Some(&planned_here)).await?;
    // as they stand from now on
    let (this, that) = (CaseFile::lock_by_id(&mut tx, this.id).await?, CaseFile::lock_by_id(&mut tx, that.id).await?);
    close_way_back(&mut tx, now, &this, &that).await?;
    tell_opener(&mut tx, &this, seq, now, apart(&this, &that)).await?;
    // one letter to one address
    if this.opener_address != that.opener_address {
        tell_opener(&mut tx, &that, there, now, apart(&that, &this)).await?;
    }
    Ok(tx.commit().await?)
}

fn apart(file: &CaseFile, other: &CaseFile) -> Letter {
    let (reference, subject) = (file.reference.clone(), file.state.subject.clone());
    Letter::CaseApart { reference, subject, other: other.reference.clone() }
}

/// What the other address was sent opens the case no more that is not written about there any more.
async fn close_way_back(tx: &mut PgConnection, now: Timestamp, this: &CaseFile, that: &CaseFile) -> Result<()> {
    let still = that.also.iter().any(|also| Some(&also.address) == this.opener_address.as_ref());
    if still || this.opener_address == that.opener_address {
        return Ok(());
    }
    let closed = sqlx::query!(
        "update case_link set revoked_at = $3 where case_id = $1 and kind = 'opener' and address = $2 and revoked_at is null",
        that.id,
        this.opener_address,
        now.to_sqlx() as _,
    );
    if closed.execute(&mut *tx).await?.rows_affected() > 0 {
        // a browser does not say by which link it came: whoever has another one comes by that again
        sqlx::query!("delete from session_grant where kind = 'case' and subject = $1 and proof = 'link'", that.id.to_string())
            .execute(tx)
            .await?;
    }
    Ok(())
}
