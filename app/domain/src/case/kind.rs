//! What sort of case it is, how it came in, how much it presses.

use serde::{Deserialize, Serialize};

/// The sorts of cases, each with its own promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A question.
    Inquiry,
    /// Something went wrong and the passenger wants it put right.
    Complaint,
    /// A booking should change.
    Change,
    /// A bag is missing, late or damaged.
    Baggage,
    /// Help at the airport or on board.
    Assistance,
    /// A flight is late, cancelled or missed.
    Disruption,
    /// Praise or a suggestion.
    Feedback,
}

impl Kind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 7] =
        [Self::Inquiry, Self::Complaint, Self::Change, Self::Baggage, Self::Assistance, Self::Disruption, Self::Feedback];

    /// As stored and in `/cases/new?kind=`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inquiry => "inquiry",
            Self::Complaint => "complaint",
            Self::Change => "change",
            Self::Baggage => "baggage",
            Self::Assistance => "assistance",
            Self::Disruption => "disruption",
            Self::Feedback => "feedback",
        }
    }

    /// Reads what [`Kind::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Inquiry => "case-kind-inquiry",
            Self::Complaint => "case-kind-complaint",
            Self::Change => "case-kind-change",
            Self::Baggage => "case-kind-baggage",
            Self::Assistance => "case-kind-assistance",
            Self::Disruption => "case-kind-disruption",
            Self::Feedback => "case-kind-feedback",
        }
    }

    /// Key of what a letter calls it: "your complaint".
    #[must_use]
    pub const fn letter_key(self) -> &'static str {
        match self {
            Self::Inquiry => "letter-your-inquiry",
            Self::Complaint => "letter-your-complaint",
            Self::Change => "letter-your-change",
            Self::Baggage => "letter-your-baggage",
            Self::Assistance => "letter-your-assistance",
            Self::Disruption => "letter-your-disruption",
            Self::Feedback => "letter-your-feedback",
        }
    }

    /// Key of the sentence a passenger chooses it by: "I want to complain".
    #[must_use]
    pub const fn choice_key(self) -> &'static str {
        match self {
            Self::Inquiry => "case-choose-inquiry",
            Self::Complaint => "case-choose-complaint",
            Self::Change => "case-choose-change",
            Self::Baggage => "case-choose-baggage",
            Self::Assistance => "case-choose-assistance",
            Self::Disruption => "case-choose-disruption",
            Self::Feedback => "case-choose-feedback",
        }
    }
}

/// How something reached us; kept, because it is also how people like to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// This portal.
    Web,
    /// By telephone, written down by an agent.
    Phone,
    /// At a counter, written down by an agent.
    Counter,
    /// By e-mail.
    Email,
    /// At a kiosk.
    Kiosk,
    /// By a social network.
    Social,
    /// By text message.
    Text,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 7] = [Self::Web, Self::Phone, Self::Counter, Self::Email, Self::Kiosk, Self::Social, Self::Text];

    /// Whether somebody wrote, rather than stood before one of ours or spoke with them.
    #[must_use]
    pub const fn in_writing(self) -> bool {
        matches!(self, Self::Web | Self::Email | Self::Social | Self::Text)
    }

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Phone => "phone",
            Self::Counter => "counter",
            Self::Email => "email",
            Self::Kiosk => "kiosk",
            Self::Social => "social",
            Self::Text => "text",
        }
    }

    /// Reads what [`Channel::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text)
    }

    /// Key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Web => "case-channel-web",
            Self::Phone => "case-channel-phone",
            Self::Counter => "case-channel-counter",
            Self::Email => "case-channel-email",
            Self::Kiosk => "case-channel-kiosk",
            Self::Social => "case-channel-social",
            Self::Text => "case-channel-text",
        }
    }
}

/// How much a case presses. Staff only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// Can wait for a quiet hour.
    Low,
    /// In its turn.
    Normal,
    /// Before the others.
    High,
    /// Now: health, a flight about to leave.
    Urgent,
}

impl Priority {
    /// Every priority, least first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Urgent];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// Reads what [`Priority::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.as_str() == text)
    }

    /// Key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Low => "case-priority-low",
            Self::Normal => "case-priority-normal",
            Self::High => "case-priority-high",
            Self::Urgent => "case-priority-urgent",
        }
    }
}
