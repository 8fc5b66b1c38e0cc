//! Writing to the other side, and to colleagues.

use super::file::CaseFile;
use super::letters::tell_opener;
use super::new::{WORDS_LONGEST, promise};
use super::timeline::{Step, append};
use super::{assign, entries, social, together};
use crate::access::keeper;
use crate::files::{self, Chosen};
use crate::outbox::Letter;
use crate::{Error, PgPool, Result};
use domain::case::{Actor, CaseId, Channel, Event, Person, Status, has_gap};
use domain::rights::{CaseAction, CaseRole, StaffMember, Viewer};
use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

/// How staff write: whether they ask, and whether they mean to open a closed case again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct How {
    /// It asks something, so the passenger is next.
    pub asks: bool,
    /// The page said that the case is closed and that this reopens it.
    pub reopens: bool,
    /// The page said that everybody reads the answer.
    pub public: bool,
    /// The page said what in it is about one person.
    pub personal: bool,
}

impl From<bool> for How {
    fn from(asks: bool) -> Self {
        Self { asks, ..Self::default() }
    }
}

/// What somebody writes, with the files that go with it. Files alone say enough.
#[derive(Debug, Clone, Default)]
pub struct Written<'a> {
    /// The words.
    pub words: &'a str,
    /// What was staged for it.
    pub files: Chosen,
}

impl<'a> From<&'a str> for Written<'a> {
    fn from(words: &'a str) -> Self {
        Self { words, files: Chosen::default() }
    }
}

impl<'a> From<&'a String> for Written<'a> {
    fn from(words: &'a String) -> Self {
        Self::from(words.as_str())
    }
}

impl Written<'_> {
    /// The words as they are kept; files alone need none.
    pub(super) fn checked(&self) -> Result<String> {
        if self.words.trim().is_empty() && !self.files.ids.is_empty() { Ok(String::new()) } else { checked(self.words, "words") }
    }
}

/// Writes to the other side. From the passenger's side: reopens what was answered or closed, with a new
/// reply-by. From staff: answers, or asks and waits (`how`), a closed case only
/// where they know that it is; whoever writes first becomes responsible
/// (PRO-2), and the passenger is told by letter. The same `key` again writes nothing. Answers with the
/// entry's number.
///
/// # Errors
/// `Invalid("words", …)`, `Invalid("files", …)`, `NotFound`, `Forbidden`, `Conflict`; those of the database.
pub async fn reply<'a>(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    reference: &str,
    key: Uuid,
    written: impl Into<Written<'a>>,
    how: impl Into<How>,
) -> Result<i32> {
    let (written, how) = (written.into(), how.into());
    let words = written.checked()?;
    if viewer.staff().is_some() {
        whole(&words)?;
    }
    let mut there = reference.to_owned();
    let (mut tx, mut file, role) = loop {
        let mut tx = db.begin().await?;
        let (file, role) = CaseFile::lock(&mut tx, viewer, &there, CaseAction::Reply).await?;
        if let Some(seq) = entries::written_by(&mut tx, file.id, key).await? {
            files::sent_already(&mut tx, keeper(viewer).as_deref(), &written.files, file.id, seq).await?;
            tx.commit().await?;
            return Ok(seq);
        }
        // into the case that goes on, with the writer's own rights there
        match together::goes_on(&mut *tx, file.id).await? {
            Some((_, into)) => there = into,
            None => break (tx, file, role),
        }
    };
    let files = !written.files.ids.is_empty();
    let seq = match viewer.staff() {
        Some(member) => from_staff(&mut tx, &mut file, now, key, member, Said { words, channel: Channel::Web, how, files }).await?,
        None => from_passenger(&mut tx, viewer, &mut file, role, now, key, words).await?,
    };
    files::attach(&mut tx, keeper(viewer).as_deref(), &written.files, file.id, seq).await?;
    tx.commit().await?;
    Ok(seq)
}

async fn from_passenger(
    tx: &mut PgConnection,
    viewer: &Viewer,
    file: &mut CaseFile,
    role: CaseRole,
    now: Timestamp,
    key: Uuid,
    words: String,
) -> Result<i32> {
    let actor = passenger(tx, viewer, file, role).await?;
    heard(tx, file, now, actor, words, Channel::Web, Some(key)).await
}

/// What the passenger's side said, however it came: their turn is over, ours has begun.
pub(super) async fn heard(
    tx: &mut PgConnection,
    file: &mut CaseFile,
    now: Timestamp,
    actor: Actor,
    words: String,
    channel: Channel,
    key: Option<Uuid>,
) -> Result<i32> {
    let promise = promise(tx, file.state.kind, &file.state.department, file.state.channel, now).await?;
    let reply_by = promise.after_passenger_wrote(&file.state, now);
    let event = Event::Message { words, channel, asks: false, reply_by };
    append(tx, file, Step { at: now, actor, event }, key).await
}

/// The passenger goes on with a case by what they say on another page of theirs, whose use-case has judged that they may.
///
/// # Errors
/// `Invalid` for `words`; `NotFound` without such a case; those of the database.
pub(crate) async fn goes_on(tx: &mut PgConnection, now: Timestamp, case: CaseId, words: &str) -> Result<()> {
    let words = checked(words, "words")?;
    let mut file = CaseFile::lock_by_id(tx, case).await?;
    let actor = Actor::Passenger(file.person_name.clone());
    heard(tx, &mut file, now, actor, words, Channel::Web, None).await?;
    Ok(())
}

/// A closed case that is open again by something that went wrong with us: with a promise, and a note for whoever takes it.
pub(crate) async fn taken_up(tx: &mut PgConnection, now: Timestamp, case: CaseId, note: &str) -> Result<()> {
    let mut file = CaseFile::lock_by_id(tx, case).await?;
    let system = |event| Step { at: now, actor: Actor::System, event };
    if file.state.status == Status::Closed {
        let promise = promise(tx, file.state.kind, &file.state.department, file.state.channel, now).await?;
        append(tx, &mut file, system(Event::Deadline { reply_by: promise.reply_by(now), words: String::new() }), None).await?;
        append(tx, &mut file, system(Event::Status { to: Status::Reopened, level: None }), None).await?;
    }
    append(tx, &mut file, system(Event::Note { words: note.to_owned(), act: None }), None).await?;
    Ok(())
}

/// What a member of staff says to the passenger.
pub(super) struct Said {
    pub(super) words: String,
    pub(super) channel: Channel,
    pub(super) how: How,
    /// Files go with it.
    pub(super) files: bool,
}

/// A case nobody has becomes theirs who answer it; the passenger gets a letter, or the answer where they wrote.
pub(super) async fn from_staff(
    tx: &mut PgConnection,
    file: &mut CaseFile,
    now: Timestamp,
    key: Uuid,
    member: &StaffMember,
    said: Said,
) -> Result<i32> {
    let How { asks, reopens, .. } = said.how;
    let thread = social::thread_of(tx, file).await?;
    if let Some(thread) = &thread {
        thread.check(&said.words, said.how, said.files)?;
    }
    let closed = !file.state.status.is_open();
    if closed && !reopens {
        return Err(Error::Conflict("case-closed-meanwhile"));
    }
    if file.state.owner.is_none() {
        assign::give_to(tx, file, now, staff(member), person(member)).await?;
    }
    if closed {
        let event = Event::Status { to: Status::Reopened, level: None };
        append(tx, file, Step { at: now, actor: staff(member), event }, None).await?;
    }
    let channel = if thread.is_some() { Channel::Social } else { said.channel };
    let event = Event::Message { words: said.words.clone(), channel, asks, reply_by: None };
    let seq = append(tx, file, Step { at: now, actor: staff(member), event }, Some(key)).await?;
    if let Some(thread) = thread {
        social::said_there(tx, file, thread, now, seq, said.words, member).await?;
        together::settle_by_message(tx, file, now, member).await?;
        return Ok(seq);
    }
    // who wrote by mail reads the answer in their mail
    let words = (file.state.channel == Channel::Email).then_some(said.words);
    let (reference, subject) = (file.reference.clone(), file.state.subject.clone());
    let letter = Letter::CaseReply { reference, subject, by: member.name.clone(), asks, words };
    tell_opener(tx, file, seq, now, letter).await?;
    together::settle_by_message(tx, file, now, member).await?;
    Ok(seq)
}

/// Writes to colleagues; passengers never see it. The same `key` again writes nothing.
///
/// # Errors
/// As for [`reply`].
pub async fn note<'a>(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    reference: &str,
    key: Uuid,
    written: impl Into<Written<'a>>,
) -> Result<i32> {
    let written = written.into();
    let words = written.checked()?;
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Note).await?;
    if let Some(seq) = entries::written_by(&mut tx, file.id, key).await? {
        files::sent_already(&mut tx, keeper(viewer).as_deref(), &written.files, file.id, seq).await?;
        tx.commit().await?;
        return Ok(seq);
    }
    let actor = acting(viewer)?;
    let seq = append(&mut tx, &mut file, Step { at: now, actor, event: Event::Note { words, act: None } }, Some(key)).await?;
    files::attach(&mut tx, keeper(viewer).as_deref(), &written.files, file.id, seq).await?;
    tx.commit().await?;
    Ok(seq)
}

/// Words as they are kept: neither empty nor endless.
pub(super) fn checked(words: &str, field: &'static str) -> Result<String> {
    let words = words.trim();
    if words.is_empty() {
        return Err(Error::invalid(field, "case-words-missing"));
    }
    if words.chars().count() > WORDS_LONGEST {
        return Err(Error::invalid(field, "case-words-long"));
    }
    Ok(words.to_owned())
}

/// A prepared text whose gaps are filled; what is still open would reach the passenger as it is.
pub(super) fn whole(words: &str) -> Result<()> {
    if has_gap(words) { Err(Error::invalid("words", "case-reply-gap")) } else { Ok(()) }
}

/// The member of staff as the timeline names them.
pub(super) fn person(member: &StaffMember) -> Person {
    Person { id: member.id.clone(), name: member.name.clone() }
}

pub(super) fn staff(member: &StaffMember) -> Actor {
    Actor::Staff(person(member))
}

/// The viewer as actor of something only staff do.
pub(super) fn acting(viewer: &Viewer) -> Result<Actor> {
    viewer.staff().map(staff).ok_or(Error::Forbidden)
}

/// Whoever writes from the passenger's side: the opener by their name, a companion by the address invited.
pub(super) async fn passenger(tx: &mut PgConnection, viewer: &Viewer, file: &CaseFile, role: CaseRole) -> Result<Actor> {
    if role != CaseRole::Companion {
        return Ok(Actor::Passenger(file.person_name.clone()));
    }
    let address = sqlx::query_scalar!(
        "select address from case_link where case_id = $1 and kind = 'companion' and redeemed_by = $2 order by created_at desc limit 1",
        file.id,
        viewer.session.as_deref(),
    );
    let address = address.fetch_optional(tx).await?.flatten();
    Ok(Actor::Passenger(address.map(|address| domain::contact::mask(&address)).unwrap_or_else(|| "•••".into())))
}
