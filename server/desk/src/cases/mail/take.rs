//! Taking a message in: one transaction, the same message again changes nothing.

use super::super::file::CaseFile;
use super::super::letters::acknowledge;
use super::super::new::{Named, New, Origin, named, promise, seed};
use super::super::reply::heard;
use super::super::timeline::{Step, append};
use super::super::together::goes_on;
use super::hanging;
use super::{bounce, find};
use crate::files::Store;
use crate::{Error, PgPool, Result};
use domain::case::{Actor, CaseId, Channel, Event, Kind, Status, Topic};
use domain::policy::{MAIL_CONFIRMATIONS, RAW_MAIL_KEPT};
use domain::rights::{Machine, Scope};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;
use wire::mail::{Incoming, Kind as Sort, Sender, contents};

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The case it belongs to now.
    pub reference: Option<String>,
    /// `case`, `message`, `held`, `automatic`, `loop` or `bounce`.
    pub outcome: String,
}

/// Where a message went.
struct Place {
    outcome: &'static str,
    case: Option<(CaseId, String, i32)>,
    acknowledged: bool,
}

impl Place {
    fn nowhere(outcome: &'static str) -> Self {
        Self { outcome, case: None, acknowledged: false }
    }

    fn entry(outcome: &'static str, file: &CaseFile, seq: i32) -> Self {
        Self { outcome, case: Some((file.id, file.reference.clone(), seq)), acknowledged: false }
    }
}

/// Takes a message in for a machine that may bring mail. The same message again is answered as the first time.
///
/// # Errors
/// `Forbidden` for another machine; `Invalid("from", …)` where nobody can be answered; those of the database.
pub async fn take(db: &PgPool, store: &Store, machine: &Machine, now: Timestamp, raw: &[u8], mail: &Incoming) -> Result<Taken> {
    if !machine.may(Scope::IngestMail) {
        return Err(Error::Forbidden);
    }
    if mail.kind == Sort::Person && mail.from.is_none() {
        return Err(Error::invalid("from", "mail-no-sender"));
    }
    let (id, once) = (Uuid::now_v7(), once(mail, raw));
    if let Some(taken) = known(db, &once).await? {
        return Ok(taken);
    }
    // looked through and stored before the transaction: it holds a case's row, and must not wait for a store
    let hanging = hanging::put_aside(db, store, now, raw, mail).await?;
    let mut tx = db.begin().await?;
    if !claim(&mut tx, id, &once, machine, now, raw, mail).await? {
        return already(&mut tx, &once).await;
    }
    let place = place(&mut tx, now, mail).await?;
    let (case, reference, seq) = match place.case {
        Some((case, reference, seq)) => (Some(case), Some(reference), Some(seq)),
        None => (None, None, None),
    };
    sqlx::query!(
        "update mail_in set outcome = $2, case_id = $3, reference = $4, case_seq = $5, acknowledged = $6 where id = $1",
        id,
        place.outcome,
        case,
        reference,
        seq,
        place.acknowledged,
    )
    .execute(&mut *tx)
    .await?;
    let at = case.zip(seq);
    hanging::keep(&mut tx, store, id, at, hanging).await?;
    tx.commit().await?;
    metrics::counter!("landside_mail_in_total", "outcome" => place.outcome).increment(1);
    Ok(Taken { reference, outcome: place.outcome.to_owned() })
}

/// What makes it the same message: its id, its sender, its words. Not its id alone: whoever writes under somebody
/// else's id first must not make theirs disappear. Without an id also what hangs on it: three photos sent in three mails
/// without a word are three messages.
fn once(mail: &Incoming, raw: &[u8]) -> Vec<u8> {
    let from = mail.from.as_ref().map_or("", |from| from.address.as_str());
    let parts = [mail.message_id.as_deref().unwrap_or_default(), from, &mail.subject, &mail.words, &mail.rest];
    let mut hash = Sha256::new();
    let mut add = |part: &[u8]| {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    };
    for part in parts {
        add(part.as_bytes());
    }
    if mail.message_id.is_none() {
        for file in &mail.files {
            add(file.name.as_bytes());
            add(&(file.bytes as u64).to_be_bytes());
        }
        for file in contents(raw).into_iter().flatten() {
            add(&file);
        }
    }
    hash.finalize().to_vec()
}

/// Keeps the message as it came; false where it has come before. A second bringer waits here for the first.
async fn claim(
    tx: &mut PgConnection,
    id: Uuid,
    once: &[u8],
    machine: &Machine,
    now: Timestamp,
    raw: &[u8],
    mail: &Incoming,
) -> Result<bool> {
    let (address, name) = mail.from.as_ref().map_or((None, ""), |from| (Some(from.address.as_str()), from.name.as_str()));
    let files = serde_json::to_value(&mail.files).map_err(|error| Error::Internal(error.to_string()))?;
    let machine: Uuid = machine.id.parse().map_err(|_| Error::Forbidden)?;
    let written = sqlx::query!(
        "insert into mail_in (id, once, machine_id, received_at, message_id, from_address, from_name, outcome, earlier, rest, files, raw, raw_bytes)
         values ($1, $2, $3, $4, $5, $6, $7, 'automatic', $8, $9, $10, $11, $12) on conflict (once) do nothing",
        id,
        once,
        machine,
        now.to_sqlx() as _,
        mail.message_id,
        address,
        name,
        mail.earlier,
        mail.rest,
        files,
        raw,
        i32::try_from(raw.len()).unwrap_or(i32::MAX),
    );
    Ok(written.execute(tx).await?.rows_affected() > 0)
}

/// What became of a message that has come before.
async fn known(db: &PgPool, once: &[u8]) -> Result<Option<Taken>> {
    let row = sqlx::query!("select reference, outcome from mail_in where once = $1", once).fetch_optional(db).await?;
    Ok(row.map(|row| Taken { reference: row.reference, outcome: row.outcome }))
}

async fn already(tx: &mut PgConnection, once: &[u8]) -> Result<Taken> {
    let row = sqlx::query!("select reference, outcome from mail_in where once = $1", once).fetch_one(tx).await?;
    Ok(Taken { reference: row.reference, outcome: row.outcome })
}

async fn place(tx: &mut PgConnection, now: Timestamp, mail: &Incoming) -> Result<Place> {
    if let Sort::Bounce(bounce) = &mail.kind {
        return Ok(match bounce::note(tx, now, bounce).await? {
            Some((file, seq)) => Place::entry("bounce", &file, seq),
            None => Place::nowhere("bounce"),
        });
    }
    if let Sort::Delivered { original } = &mail.kind {
        bounce::delivered(tx, now, original.as_deref()).await?;
        return Ok(Place::nowhere("automatic"));
    }
    let case = find::case_of(tx, mail).await?;
    let file = match case {
        Some(id) => Some(standing(tx, id).await?),
        None => None,
    };
    let automatic = if mail.kind == Sort::Loop { "loop" } else { "automatic" };
    match (&mail.kind, &mail.from, file) {
        (Sort::Person, Some(from), Some(file)) => from_somebody(tx, now, mail, from, file).await,
        (Sort::Person, Some(from), None) => open(tx, now, mail, from).await,
        (_, _, Some(mut file)) => {
            let seq = note(tx, &mut file, now, mail).await?;
            Ok(Place::entry(automatic, &file, seq))
        }
        (_, _, None) => Ok(Place::nowhere(automatic)),
    }
}

/// The case, locked; or the one it goes on in.
pub(in super::super) async fn standing(tx: &mut PgConnection, case: CaseId) -> Result<CaseFile> {
    let file = CaseFile::lock_by_id(&mut *tx, case).await?;
    match goes_on(&mut *tx, file.id).await? {
        Some((into, _)) => CaseFile::lock_by_id(tx, into).await,
        None => Ok(file),
    }
}

/// Into a case: the passenger's message, or held for staff to decide.
async fn from_somebody(tx: &mut PgConnection, now: Timestamp, mail: &Incoming, from: &Sender, mut file: CaseFile) -> Result<Place> {
    let Some(actor) = find::writer(tx, &file, &from.address).await? else {
        let seq = note(tx, &mut file, now, mail).await?;
        look_again(tx, &mut file, now).await?;
        return Ok(Place::entry("held", &file, seq));
    };
    let seq = heard(tx, &mut file, now, actor, mail.words.clone(), Channel::Email, None).await?;
    Ok(Place::entry("message", &file, seq))
}

/// Only staff see it; what sort of message it was stands beside it (`mail_in`).
async fn note(tx: &mut PgConnection, file: &mut CaseFile, now: Timestamp, mail: &Incoming) -> Result<i32> {
    append(tx, file, Step { at: now, actor: Actor::System, event: Event::Note { words: mail.words.clone(), act: None } }, None).await
}

/// Puts a case that nobody would look at any more back where somebody does.
pub(in super::super) async fn look_again(tx: &mut PgConnection, file: &mut CaseFile, now: Timestamp) -> Result<()> {
    if file.state.reply_by.is_some() {
        return Ok(());
    }
    let by = promise(tx, file.state.kind, &file.state.department, file.state.channel, now).await?.reply_by(now);
    if file.state.status == Status::Closed {
        // first the deadline: a case that is open again without an owner needs one at once
        append(tx, file, Step { at: now, actor: Actor::System, event: Event::Deadline { reply_by: by, words: String::new() } }, None)
            .await?;
        append(tx, file, Step { at: now, actor: Actor::System, event: Event::Status { to: Status::Reopened, level: None } }, None).await?;
        return Ok(());
    }
    append(tx, file, Step { at: now, actor: Actor::System, event: Event::Deadline { reply_by: by, words: String::new() } }, None).await?;
    Ok(())
}

/// A new case, its receipt confirmed by a letter with the way back to it.
async fn open(tx: &mut PgConnection, now: Timestamp, mail: &Incoming, from: &Sender) -> Result<Place> {
    let first_line = || mail.words.lines().next().unwrap_or_default().chars().take(60).collect::<String>();
    let subject = [mail.subject.clone(), first_line()].into_iter().find(|text| !text.trim().is_empty());
    let Named { locator, bag_tag } = named(tx, &from.address, &format!("{}\n{}", mail.subject, mail.words)).await?;
    let new = New {
        kind: Kind::Inquiry,
        topic: Topic::Other,
        subject: subject.unwrap_or_else(|| from.name.clone()),
        words: mail.words.clone(),
        name: from.name.clone(),
        email: from.address.clone(),
        language: mail.language,
        locator,
        flight: None,
        bag_tag,
    };
    let origin = Origin {
        channel: Channel::Email,
        address: Some(from.address.clone()),
        passenger: None,
        actor: Actor::Passenger(from.name.clone()),
    };
    let file = seed(tx, now, new, origin).await?;
    let acknowledged = may_confirm(tx, now, &from.address).await?;
    if acknowledged {
        acknowledge(tx, &file, now).await?;
    }
    Ok(Place { acknowledged, ..Place::entry("case", &file, 1) })
}

/// Two programs that answer each other would otherwise never stop. One message of a sender at a time, so that
/// the count is right.
async fn may_confirm(tx: &mut PgConnection, now: Timestamp, address: &str) -> Result<bool> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 1011))", address).execute(&mut *tx).await?;
    let confirmed = sqlx::query_scalar!(
        r#"select count(*) as "count!" from mail_in where from_address = $1 and received_at > $2 and acknowledged"#,
        address,
        (now - MAIL_CONFIRMATIONS.window).to_sqlx() as _,
    );
    Ok(confirmed.fetch_one(tx).await? < i64::from(MAIL_CONFIRMATIONS.max))
}

/// Forgets messages as they came (`domain::policy::RAW_MAIL_KEPT`), and those that belong to no case altogether.
///
/// # Errors
/// Those of the database.
pub async fn forget_raw(db: &PgPool, now: Timestamp) -> Result<u64> {
    let before = (now - RAW_MAIL_KEPT).to_sqlx();
    let gone =
        sqlx::query!("delete from mail_in where received_at <= $1 and case_id is null", before as _).execute(db).await?.rows_affected();
    let bare = sqlx::query!("update mail_in set raw = null where received_at <= $1 and raw is not null", before as _);
    Ok(gone + bare.execute(db).await?.rows_affected())
}
