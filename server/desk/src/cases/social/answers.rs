//! Answers on their way to a network: fetched by its connector, which says what became of them.

use super::super::brought::allowed;
use super::super::file::CaseFile;
use super::super::mail::look_again;
use super::super::timeline::{Step, append};
use crate::outbox::Letter;
use crate::{Error, PgPool, Result, audit};
use domain::case::{Actor, CaseId, Event, Status};
use domain::rights::{Scope, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Answers fetched at once.
const PAGE: i64 = 50;
/// Characters of why a network refused.
const REASON_LONGEST: usize = 500;

/// An answer that waits to be posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What it is called when its fate is told.
    pub id: Uuid,
    /// The letter: always a [`Letter::SocialAnswer`].
    pub answer: Letter,
    /// When it was written.
    pub at: Timestamp,
}

/// A page of them, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// At most fifty.
    pub answers: Vec<Waiting>,
    /// `after` of the next page, if there is one.
    pub next: Option<Uuid>,
}

/// The answers that wait, after one of them: fetching takes nothing away, only saying what became of it does.
///
/// # Errors
/// `Forbidden` without the scope; those of the database.
pub async fn waiting(db: &PgPool, viewer: &Viewer, now: Timestamp, after: Option<Uuid>) -> Result<Answers> {
    allowed(viewer, Scope::SocialWrite)?;
    let mut tx = db.begin().await?;
    let rows = sqlx::query!(
        "select id, letter, created_at from outbox
          where state = 'queued' and next_attempt_at = 'infinity' and kind = 'social_answer' and ($1::uuid is null or id > $1)
          order by id limit $2",
        after,
        PAGE + 1,
    )
    .fetch_all(&mut *tx)
    .await?;
    let more = rows.len() > 50;
    let answers = rows.into_iter().take(50).map(|row| {
        let answer = serde_json::from_value(row.letter).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Waiting { id: row.id, answer, at: row.created_at.to_jiff() })
    });
    let answers = answers.collect::<Result<Vec<Waiting>>>()?;
    if !answers.is_empty() {
        audit::look(&mut tx, viewer, now, "list", "outbox", "", json!({ "count": answers.len() })).await?;
    }
    tx.commit().await?;
    let next = answers.last().map(|waiting| waiting.id).filter(|_| more);
    Ok(Answers { answers, next })
}

/// An answer stands on the network, under this id and at this link. Said again: nothing changes.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Conflict` where it was said to be refused; those of the database.
pub async fn delivered(db: &PgPool, viewer: &Viewer, now: Timestamp, id: Uuid, message_id: &str, link: &str) -> Result<()> {
    let machine = allowed(viewer, Scope::SocialWrite)?;
    let machine_id: Uuid = machine.id.parse().map_err(|_| Error::Forbidden)?;
    let mut tx = db.begin().await?;
    let kept = Kept::lock(&mut tx, id).await?;
    match kept.state.as_str() {
        "sent" => return Ok(()),
        "failed" => return Err(Error::Conflict("social-said-otherwise")),
        _ => {}
    }
    sqlx::query!("update outbox set state = 'sent', sent_at = $2, last_error = null where id = $1", id, now.to_sqlx() as _)
        .execute(&mut *tx)
        .await?;
    // the network will tell of it as of any other message: it is known then
    if let Letter::SocialAnswer { network, thread_id, public, by, .. } = &kept.answer {
        sqlx::query!(
            "insert into social_message (network, message_id, thread_id, case_id, case_seq, machine_id, author_handle, link, public, written_at, received_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) on conflict do nothing",
            network,
            message_id,
            thread_id,
            kept.case,
            kept.seq,
            machine_id,
            by,
            link,
            public,
            now.to_sqlx() as _,
        )
        .execute(&mut *tx)
        .await?;
    }
    audit::record(&mut tx, viewer, now, "answer_delivered", "case", kept.reference(), json!({})).await?;
    tx.commit().await?;
    Ok(())
}

/// The network did not take an answer, and why: staff read it in the case, which is due again. Said again: nothing changes.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Invalid("reason", …)` without one; `Conflict` where it was said to stand there; those of the
/// database.
pub async fn refused(db: &PgPool, viewer: &Viewer, now: Timestamp, id: Uuid, reason: &str) -> Result<()> {
    allowed(viewer, Scope::SocialWrite)?;
    let reason: String = reason.trim().chars().take(REASON_LONGEST).collect();
    if reason.is_empty() {
        return Err(Error::invalid("reason", "social-reason-missing"));
    }
    let mut tx = db.begin().await?;
    let kept = Kept::lock(&mut tx, id).await?;
    match kept.state.as_str() {
        "failed" => return Ok(()),
        "sent" => return Err(Error::Conflict("social-said-otherwise")),
        _ => {}
    }
    sqlx::query!("update outbox set state = 'failed', last_error = $2 where id = $1", id, reason).execute(&mut *tx).await?;
    let mut file = CaseFile::lock_by_id(&mut tx, kept.case).await?;
    let network = if let Letter::SocialAnswer { network, .. } = &kept.answer { network.as_str() } else { "" };
    let event = Event::Note { words: format!("{network}: {reason}"), act: None };
    append(&mut tx, &mut file, Step { at: now, actor: Actor::System, event }, None).await?;
    if file.state.status != Status::Closed {
        look_again(&mut tx, &mut file, now).await?;
    }
    audit::record(&mut tx, viewer, now, "answer_refused", "case", &file.reference, json!({})).await?;
    tx.commit().await?;
    Ok(())
}

/// An answer in the outbox, locked.
struct Kept {
    state: String,
    answer: Letter,
    case: CaseId,
    seq: i32,
}

impl Kept {
    async fn lock(tx: &mut PgConnection, id: Uuid) -> Result<Self> {
        let row = sqlx::query!(
            r#"select state, letter, case_id as "case!", case_seq as "seq!" from outbox
                where id = $1 and kind = 'social_answer' and case_id is not null and case_seq is not null for update"#,
            id,
        );
        let row = row.fetch_optional(tx).await?.ok_or(Error::NotFound)?;
        let answer = serde_json::from_value(row.letter).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Self { state: row.state, answer, case: row.case, seq: row.seq })
    }

    fn reference(&self) -> &str {
        if let Letter::SocialAnswer { reference, .. } = &self.answer { reference } else { "" }
    }
}
