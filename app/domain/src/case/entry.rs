//! One entry of the timeline: what happened, who did it, who may see it.

use super::{Act, Channel, Kind, Priority, Status, Topic};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Who may see an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Passenger, companions and staff.
    Everyone,
    /// Staff only.
    Staff,
}

impl Audience {
    /// As stored, and as the live notice says it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Staff => "staff",
        }
    }

    /// Reads what [`Audience::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Everyone, Self::Staff].into_iter().find(|audience| audience.as_str() == text)
    }
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// The passenger or a companion, by the name they gave.
    Passenger(String),
    /// A member of staff.
    Staff(Person),
    /// The portal itself.
    System,
}

/// A member of staff as the timeline names them: never by address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Row id.
    pub id: String,
    /// As passengers read it.
    pub name: String,
}

/// One entry, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// 1, 2, 3, … without gap.
    pub seq: i32,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub event: Event,
}

impl Entry {
    /// Who may see it: decided by what happened, so that no caller can get it wrong.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        self.event.audience()
    }
}

/// What happened. Stored as kind, channel, body (`words`) and the rest as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Event {
    /// The case begins; also its first message.
    Opened {
        /// What sort of case. Not called `kind`, because that names the event.
        of: Kind,
        /// What about.
        topic: Topic,
        /// How it came in.
        channel: Channel,
        /// One line.
        subject: String,
        /// What was written.
        words: String,
        /// Where it was routed.
        department: String,
        /// What was promised.
        reply_by: Timestamp,
    },
    /// A message between passenger and staff.
    Message {
        /// What was written.
        words: String,
        /// How it came or went.
        channel: Channel,
        /// From staff: it asks something, so the passenger is next.
        #[serde(default, skip_serializing_if = "is_false")]
        asks: bool,
        /// From the passenger: by when we reply now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_by: Option<Timestamp>,
    },
    /// Something staff tell each other.
    Note {
        /// What was written.
        words: String,
        /// What was arranged by it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        act: Option<Act>,
    },
    /// The case moves on by somebody's decision.
    Status {
        /// Where to.
        to: Status,
        /// Level of escalation, 1 to 3.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        level: Option<u8>,
    },
    /// Somebody becomes responsible, by name; or another department takes part.
    Assignment {
        /// Which department has it now.
        department: String,
        /// Who has it now; none: the department's queue.
        owner: Option<Person>,
    },
    /// A reply-by set by hand.
    Deadline {
        /// The new one.
        reply_by: Timestamp,
        /// Why it is later than promised; empty where it is not.
        #[serde(default)]
        words: String,
    },
    /// Sorted: another topic or priority.
    Triage {
        /// The new topic.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        topic: Option<Topic>,
        /// The new priority.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        priority: Option<Priority>,
    },
    /// The passenger says whether the answer does.
    Verdict {
        /// "That answered it", or "not yet".
        answered: bool,
        /// "Not yet": by when we reply now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_by: Option<Timestamp>,
    },
    /// Something the portal says.
    Notice {
        /// What.
        what: Notice,
    },
    /// A companion is invited or comes in.
    Invitation {
        /// Which.
        step: InvitationStep,
        /// Their address, masked: `m•••@example.com`.
        address: String,
    },
}

/// Things the portal itself puts on a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Notice {
    /// A bag was seen somewhere.
    Bag {
        /// Ten digits.
        tag: String,
        /// IATA code of the airport.
        airport: String,
        /// What happened to it.
        step: BagStep,
        /// The report it is a step of; programs from before reports tell the step alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<BagReport>,
    },
}

/// How a report about a bag stands, as its owner was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BagReport {
    /// `EWRLD12345`.
    pub pir: String,
    /// How far it is, as `domain::bag::Stage` is stored.
    pub stage: String,
    /// The day of waiting it is told on, where nothing has changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<i64>,
    /// What staff said with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// What a bag's trace says, as far as a case repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BagStep {
    /// Last seen there; the search has begun.
    Traced,
    /// On an aircraft.
    Loaded,
    /// Off the aircraft at its destination.
    Arrived,
    /// On its way to the passenger.
    Courier,
}

impl BagStep {
    /// Key of the sentence, with `tag` and `airport`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Traced => "case-bag-traced",
            Self::Loaded => "case-bag-loaded",
            Self::Arrived => "case-bag-arrived",
            Self::Courier => "case-bag-courier",
        }
    }
}

/// What becomes of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InvitationStep {
    /// A link went out.
    Sent,
    /// It was used.
    Accepted,
    /// The opener took it back: who had come in is out.
    Withdrawn,
}

impl Event {
    /// Who may see it.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        match self {
            Self::Opened { .. }
            | Self::Message { .. }
            | Self::Assignment { .. }
            | Self::Deadline { .. }
            | Self::Verdict { .. }
            | Self::Invitation { .. } => Audience::Everyone,
            Self::Note { .. } | Self::Triage { .. } => Audience::Staff,
            Self::Status { to, .. } => match to {
                Status::Closed | Status::Reopened => Audience::Everyone,
                Status::New | Status::Triaged | Status::Working | Status::Waiting | Status::Answered | Status::Escalated => Audience::Staff,
            },
            Self::Notice { what: Notice::Bag { .. } } => Audience::Everyone,
        }
    }

    /// The event with its instants as a database keeps them, to the microsecond: what is folded now must
    /// be what is read back later.
    #[must_use]
    pub fn to_microseconds(mut self) -> Self {
        match &mut self {
            Self::Opened { reply_by, .. } | Self::Deadline { reply_by, .. } => *reply_by = to_microseconds(*reply_by),
            Self::Message { reply_by, .. } | Self::Verdict { reply_by, .. } => *reply_by = reply_by.map(to_microseconds),
            Self::Note { act: Some(act), .. } => act.round(),
            Self::Note { act: None, .. }
            | Self::Status { .. }
            | Self::Assignment { .. }
            | Self::Triage { .. }
            | Self::Notice { .. }
            | Self::Invitation { .. } => {}
        }
        self
    }

    /// What people wrote, if they wrote.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Opened { words, .. } | Self::Message { words, .. } | Self::Note { words, .. } => Some(words),
            Self::Status { .. }
            | Self::Assignment { .. }
            | Self::Deadline { .. }
            | Self::Triage { .. }
            | Self::Verdict { .. }
            | Self::Notice { .. }
            | Self::Invitation { .. } => None,
        }
    }
}

/// An instant as a database keeps it.
#[must_use]
pub fn to_microseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the shape serde asks for
const fn is_false(value: &bool) -> bool {
    !*value
}
