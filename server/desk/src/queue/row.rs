//! A case in the queue.

use crate::{Error, Result};
use domain::case::{CaseId, Channel, Kind, Priority, Status};
use domain::locale::Locale;
use jiff::Timestamp;

/// A case in the queue, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Row id.
    pub id: CaseId,
    /// `LS-7K3M-9Q2F`.
    pub reference: String,
    /// One line.
    pub subject: String,
    /// What sort.
    pub kind: Kind,
    /// How it came in.
    pub channel: Channel,
    /// The language the passenger writes in.
    pub language: Locale,
    /// Where it stands.
    pub status: Status,
    /// Level of escalation.
    pub level: u8,
    /// How much it presses.
    pub priority: Priority,
    /// Department, by id.
    pub department: String,
    /// Who has it: row id and name.
    pub owner: Option<(String, String)>,
    /// Who opened it.
    pub person_name: String,
    /// Booking it is about.
    pub locator: Option<String>,
    /// Flight it is about: `LD 402`.
    pub flight: Option<String>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By when the passenger hears from us; none while it is their turn or once answered.
    pub reply_by: Option<Timestamp>,
    /// The last thing that happened.
    pub last: Last,
    /// Tags, in order.
    pub tags: Vec<String>,
    /// Put aside until then; it may be past.
    pub aside_until: Option<Timestamp>,
    /// When somebody comes back to it next.
    pub follow_up_at: Option<Timestamp>,
    /// A bag on hand may be the one it is about, and nobody has decided that yet.
    pub may_be_found: bool,
}

/// The newest entry of a timeline, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// When.
    pub at: Timestamp,
    /// `message`, `note`, `assignment` …; `arranged` where colleagues tagged, linked or put aside.
    pub kind: String,
    /// By the passenger, and not by staff or the portal.
    pub passenger: bool,
    /// By whom, by name; empty for the portal.
    pub by: String,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: i64,
    reference: String,
    subject: String,
    kind: String,
    channel: String,
    language: String,
    status: String,
    level: i16,
    priority: String,
    department: String,
    owner: Option<uuid::Uuid>,
    owner_name: Option<String>,
    person_name: String,
    locator: Option<String>,
    carrier: Option<String>,
    number: Option<i32>,
    opened_at: jiff_sqlx::Timestamp,
    reply_by: Option<jiff_sqlx::Timestamp>,
    last_at: jiff_sqlx::Timestamp,
    last_actor_kind: Option<String>,
    last_actor_name: Option<String>,
    last_kind: Option<String>,
    tags: Vec<String>,
    aside_until: Option<jiff_sqlx::Timestamp>,
    follow_up_at: Option<jiff_sqlx::Timestamp>,
    may_be_found: bool,
}

impl Row {
    pub(super) fn item(self) -> Result<Item> {
        Ok(Item {
            id: self.id,
            reference: self.reference,
            subject: self.subject,
            kind: known(&self.kind, Kind::parse)?,
            channel: known(&self.channel, Channel::parse)?,
            language: Locale::from_tag(&self.language).unwrap_or_default(),
            status: known(&self.status, Status::parse)?,
            level: u8::try_from(self.level).unwrap_or(1),
            priority: known(&self.priority, Priority::parse)?,
            department: self.department,
            owner: self.owner.map(|id| (id.to_string(), self.owner_name.unwrap_or_default())),
            person_name: self.person_name,
            locator: self.locator,
            flight: self.carrier.zip(self.number).map(|(carrier, number)| format!("{carrier} {number}")),
            opened_at: self.opened_at.to_jiff(),
            reply_by: self.reply_by.map(jiff_sqlx::Timestamp::to_jiff),
            last: Last {
                at: self.last_at.to_jiff(),
                kind: self.last_kind.unwrap_or_default(),
                passenger: self.last_actor_kind.as_deref() == Some("passenger"),
                by: self.last_actor_name.unwrap_or_default(),
            },
            tags: self.tags,
            aside_until: self.aside_until.map(jiff_sqlx::Timestamp::to_jiff),
            follow_up_at: self.follow_up_at.map(jiff_sqlx::Timestamp::to_jiff),
            may_be_found: self.may_be_found,
        })
    }
}

/// Reads a word the schema's own check has let in.
fn known<T>(word: &str, parse: fn(&str) -> Option<T>) -> Result<T> {
    parse(word).ok_or_else(|| Error::Internal(format!("unknown word in case_file: {word}")))
}
