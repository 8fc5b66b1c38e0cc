//! The conversation a case is, and what is said there by us.

use super::super::file::CaseFile;
use super::super::reply::How;
use crate::outbox::{Letter, Promise, keep_for_connector};
use crate::{Error, FieldError, Result};
use domain::case::{CaseId, Channel, Entry, Event};
use domain::personal::personal;
use domain::rights::StaffMember;
use jiff::Timestamp;
use sqlx::PgConnection;

/// A conversation on a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// Which network.
    pub network: String,
    /// The conversation there.
    pub thread_id: String,
    /// Whoever began it, as the network calls them.
    pub handle: String,
    /// Where it can be read.
    pub link: String,
    /// Everybody reads it there.
    pub public: bool,
}

/// Whether an answer has arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The connector has not said.
    Waiting,
    /// It stands there.
    There,
    /// The network did not take it, and why.
    Refused(String),
}

/// What stands beside an entry that is a message there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct There {
    /// The entry.
    pub seq: i32,
    /// Everybody reads it there.
    pub public: bool,
    /// Where it can be read, once it can.
    pub link: Option<String>,
    /// Of an answer of ours: whether it has arrived.
    pub delivery: Option<Delivery>,
}

/// The conversation a case is, if it is one.
pub(in super::super) async fn thread_of(tx: &mut PgConnection, file: &CaseFile) -> Result<Option<Thread>> {
    if file.state.channel != Channel::Social {
        return Ok(None);
    }
    let thread = sqlx::query_as!(
        Thread,
        "select network, thread_id, author_handle as handle, link, public from social_thread where case_id = $1 limit 1",
        file.id
    );
    Ok(thread.fetch_optional(tx).await?)
}

impl Thread {
    /// Refuses words everybody would read where whoever wrote them has not said that they know.
    pub(in super::super) fn check(&self, words: &str, how: How, files: bool) -> Result<()> {
        let mut errors = Vec::new();
        if files {
            errors.push(FieldError::new("files", "case-social-files"));
        }
        if self.public && !how.personal && !personal(words).is_empty() {
            errors.push(FieldError::new("words", "case-public-personal"));
        }
        if self.public && !how.public {
            errors.push(FieldError::new("public", "case-public-missing"));
        }
        if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
    }
}

/// Promises an answer to the connector, in the transaction that writes it (I5).
pub(in super::super) async fn said_there(
    tx: &mut PgConnection,
    file: &CaseFile,
    thread: Thread,
    now: Timestamp,
    seq: i32,
    words: String,
    by: &StaffMember,
) -> Result<()> {
    let newest = sqlx::query_scalar!(
        "select message_id from social_message where case_id = $1 and case_seq < $2 order by case_seq desc limit 1",
        file.id,
        seq,
    );
    let reply_to = newest.fetch_optional(&mut *tx).await?.unwrap_or_default();
    // with an @, as whatever is no telephone number
    let to = format!("{}@{}", thread.handle.trim_start_matches('@'), thread.network);
    let letter = Letter::SocialAnswer {
        reference: file.reference.clone(),
        network: thread.network,
        thread_id: thread.thread_id,
        reply_to,
        words,
        public: thread.public,
        by: by.name.clone(),
    };
    let key = format!("{}:{}:{seq}", letter.kind(), file.reference);
    let promise = Promise { key, to: &to, locale: file.language, letter, secret: None, useless_after: None, case: Some((file.id, seq)) };
    keep_for_connector(tx, now, &promise).await
}

/// What stands beside these entries of a case. Nothing is asked where none of them is a message there.
pub(in super::super) async fn beside(tx: &mut PgConnection, case: CaseId, entries: &[Entry]) -> Result<Vec<There>> {
    let there = |event: &Event| match event {
        Event::Opened { channel, .. } | Event::Message { channel, .. } => *channel == Channel::Social,
        _ => false,
    };
    if !entries.iter().any(|entry| there(&entry.event)) {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select e.seq as "seq!", coalesce(m.public, (o.letter ->> 'public')::boolean, true) as "public!", m.link as "link?",
                  o.state as "state?", o.last_error
             from (select case_seq as seq from social_message where case_id = $1
                   union select case_seq from outbox where case_id = $1 and kind = 'social_answer') e
             left join lateral (select public, link from social_message where case_id = $1 and case_seq = e.seq limit 1) m on true
             left join outbox o on o.case_id = $1 and o.case_seq = e.seq and o.kind = 'social_answer'
            order by 1"#,
        case,
    );
    let rows = rows.fetch_all(tx).await?.into_iter().map(|row| There {
        seq: row.seq,
        public: row.public,
        link: row.link.filter(|link| !link.is_empty()),
        delivery: row.state.map(|state| match state.as_str() {
            "sent" => Delivery::There,
            "failed" => Delivery::Refused(row.last_error.unwrap_or_default()),
            _ => Delivery::Waiting,
        }),
    });
    Ok(rows.collect())
}
