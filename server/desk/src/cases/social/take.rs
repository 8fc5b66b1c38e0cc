//! A message from a network becomes a case or goes on with one: once.

use super::super::brought::allowed;
use super::super::file::CaseFile;
use super::super::new::{New, Origin, SUBJECT_LONGEST, seed};
use super::super::reply::{checked, heard};
use crate::{Error, PgPool, Result, audit};
use domain::case::{Actor, CaseId, Channel, Kind, Topic};
use domain::locale::Locale;
use domain::rights::{Machine, Scope, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// A message as a connector brings it.
#[derive(Debug, Clone)]
pub struct Post {
    /// Which network, in its connector's word: `mastodon`.
    pub network: String,
    /// The conversation there.
    pub thread_id: String,
    /// The message there: with the network what makes it the same message.
    pub message_id: String,
    /// As the network calls whoever wrote it: `@ana`.
    pub handle: String,
    /// As they call themselves; may be empty.
    pub name: String,
    /// Where it can be read.
    pub link: String,
    /// What was written.
    pub words: String,
    /// The language it is written in.
    pub language: Locale,
    /// Everybody reads it there.
    pub public: bool,
    /// When it was written.
    pub at: Timestamp,
}

/// What became of it: the same at each repetition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// `LS-7K3M-9Q2F`.
    pub reference: String,
    /// The entry it is in the timeline; the first: it opened the case.
    pub seq: i32,
}

/// Takes a message in.
///
/// # Errors
/// `Forbidden` without the scope; `Invalid("words", …)`; `Conflict` where the network has that message in another thread; those
/// of the database.
pub async fn take(db: &PgPool, viewer: &Viewer, now: Timestamp, post: Post) -> Result<Posted> {
    let machine = allowed(viewer, Scope::SocialWrite)?;
    let words = checked(&post.words, "words")?;
    let mut tx = db.begin().await?;
    // two messages that begin one thread are two messages of one case
    let thread = format!("{}\n{}", post.network, post.thread_id);
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 1023))", thread).execute(&mut *tx).await?;
    if let Some(posted) = already(&mut tx, &post).await? {
        return Ok(posted);
    }
    let actor = Actor::Passenger(shown(&post));
    let (file, seq) = match case_of(&mut tx, &post).await? {
        Some(case) => {
            let mut file = CaseFile::lock_by_id(&mut tx, case).await?;
            let seq = heard(&mut tx, &mut file, now, actor, words, Channel::Social, None).await?;
            (file, seq)
        }
        None => (open(&mut tx, now, &post, words, actor).await?, 1),
    };
    keep(&mut tx, machine, now, &post, file.id, seq).await?;
    audit::record(&mut tx, viewer, now, "case_written", "case", &file.reference, json!({ "channel": Channel::Social.as_str() })).await?;
    tx.commit().await?;
    metrics::counter!("landside_social_in_total", "network" => post.network).increment(1);
    Ok(Posted { reference: file.reference, seq })
}

/// The same message before.
async fn already(tx: &mut PgConnection, post: &Post) -> Result<Option<Posted>> {
    let row = sqlx::query!(
        "select m.thread_id, m.case_seq, f.reference from social_message m join case_file f on f.id = m.case_id
          where m.network = $1 and m.message_id = $2",
        post.network,
        post.message_id,
    );
    match row.fetch_optional(tx).await? {
        Some(row) if row.thread_id == post.thread_id => Ok(Some(Posted { reference: row.reference, seq: row.case_seq })),
        Some(_) => Err(Error::Conflict("social-other-thread")),
        None => Ok(None),
    }
}

/// The thread's case, if it has one; what is public there is as the newest message says.
async fn case_of(tx: &mut PgConnection, post: &Post) -> Result<Option<CaseId>> {
    let known = sqlx::query_scalar!(
        "update social_thread set public = $3 where network = $1 and thread_id = $2 returning case_id",
        post.network,
        post.thread_id,
        post.public,
    );
    Ok(known.fetch_optional(tx).await?)
}

async fn open(tx: &mut PgConnection, now: Timestamp, post: &Post, words: String, actor: Actor) -> Result<CaseFile> {
    let subject: String = words.lines().next().unwrap_or_default().chars().take(SUBJECT_LONGEST / 2).collect();
    let new = New {
        kind: Kind::Inquiry,
        topic: Topic::Other,
        subject,
        words,
        name: shown(post),
        email: String::new(),
        language: post.language,
        locator: None,
        flight: None,
        bag_tag: String::new(),
    };
    let file = seed(tx, now, new, Origin { channel: Channel::Social, address: None, passenger: None, actor }).await?;
    sqlx::query!(
        "insert into social_thread (network, thread_id, case_id, author_handle, author_name, link, public) values ($1, $2, $3, $4, $5, $6, $7)",
        post.network,
        post.thread_id,
        file.id,
        post.handle,
        post.name,
        post.link,
        post.public,
    )
    .execute(tx)
    .await?;
    Ok(file)
}

async fn keep(tx: &mut PgConnection, machine: &Machine, now: Timestamp, post: &Post, case: CaseId, seq: i32) -> Result<()> {
    let machine: Uuid = machine.id.parse().map_err(|_| Error::Forbidden)?;
    let kept = sqlx::query!(
        "insert into social_message (network, message_id, thread_id, case_id, case_seq, machine_id, author_handle, link, public, written_at, received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing",
        post.network,
        post.message_id,
        post.thread_id,
        case,
        seq,
        machine,
        post.handle,
        post.link,
        post.public,
        post.at.to_sqlx() as _,
        now.to_sqlx() as _,
    );
    // brought at the same moment under another thread: only one of them can be true
    if kept.execute(tx).await?.rows_affected() == 0 { Err(Error::Conflict("social-other-thread")) } else { Ok(()) }
}

/// How the timeline names them: nobody has identified them, so by what the network shows.
fn shown(post: &Post) -> String {
    if post.name.trim().is_empty() { post.handle.clone() } else { format!("{} ({})", post.name.trim(), post.handle) }
}
