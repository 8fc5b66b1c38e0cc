//! What a case is about, and which department knows.

use super::Kind;
use serde::{Deserialize, Serialize};

/// What a passenger chooses in words; each kind offers its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// A flight that leaves or arrives late.
    Delay,
    /// A flight that does not go.
    Cancellation,
    /// A connection in danger or missed.
    Connection,
    /// Meals, hotel, taxis during an irregularity.
    Expenses,
    /// Check-in and boarding pass.
    CheckIn,
    /// What may be taken, what it costs.
    BagAllowance,
    /// A bag that did not arrive.
    BagMissing,
    /// A bag that arrived broken.
    BagDamaged,
    /// Something missing from a bag.
    BagContents,
    /// Something left on board.
    LeftOnBoard,
    /// Seats.
    Seat,
    /// Meals on board.
    Meal,
    /// Fares and prices.
    Fare,
    /// Money back.
    Refund,
    /// Another date or flight.
    NewFlight,
    /// A name to correct.
    Name,
    /// A wheelchair or help with walking.
    Wheelchair,
    /// A child travelling alone.
    Child,
    /// Health on board, medicine, oxygen.
    Medical,
    /// An animal travelling along.
    Animal,
    /// Receipts, confirmations, travel documents.
    Documents,
    /// This portal.
    Website,
    /// How somebody of ours behaved.
    Conduct,
    /// Thanks.
    Praise,
    /// An idea.
    Suggestion,
    /// Anything else.
    Other,
}

impl Topic {
    /// Whether it is about a bag or a thing that did not come, broke or was taken: what is owed for that stands in rules.
    #[must_use]
    pub const fn of_a_loss(self) -> bool {
        matches!(self, Self::BagMissing | Self::BagDamaged | Self::BagContents | Self::LeftOnBoard)
    }

    /// Every topic.
    pub const ALL: [Self; 26] = [
        Self::Delay,
        Self::Cancellation,
        Self::Connection,
        Self::Expenses,
        Self::CheckIn,
        Self::BagAllowance,
        Self::BagMissing,
        Self::BagDamaged,
        Self::BagContents,
        Self::LeftOnBoard,
        Self::Seat,
        Self::Meal,
        Self::Fare,
        Self::Refund,
        Self::NewFlight,
        Self::Name,
        Self::Wheelchair,
        Self::Child,
        Self::Medical,
        Self::Animal,
        Self::Documents,
        Self::Website,
        Self::Conduct,
        Self::Praise,
        Self::Suggestion,
        Self::Other,
    ];

    /// What a kind offers, likeliest first.
    #[must_use]
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Inquiry => &[
                Self::CheckIn,
                Self::BagAllowance,
                Self::Seat,
                Self::Meal,
                Self::Fare,
                Self::Refund,
                Self::Documents,
                Self::Website,
                Self::Other,
            ],
            Kind::Complaint => &[
                Self::Delay,
                Self::Cancellation,
                Self::BagMissing,
                Self::BagDamaged,
                Self::Conduct,
                Self::Seat,
                Self::Meal,
                Self::Refund,
                Self::Website,
                Self::Other,
            ],
            Kind::Change => &[Self::NewFlight, Self::Name, Self::Seat, Self::Refund, Self::Other],
            Kind::Baggage => &[Self::BagMissing, Self::BagDamaged, Self::BagContents, Self::LeftOnBoard, Self::Other],
            Kind::Assistance => &[Self::Wheelchair, Self::Child, Self::Medical, Self::Animal, Self::Other],
            Kind::Disruption => &[Self::Delay, Self::Cancellation, Self::Connection, Self::Expenses, Self::Other],
            Kind::Feedback => &[Self::Praise, Self::Suggestion, Self::Website, Self::Other],
        }
    }

    /// The department (its id) a new case of this kind and topic goes to.
    #[must_use]
    pub const fn department(self, kind: Kind) -> &'static str {
        match self {
            Self::BagMissing | Self::BagDamaged | Self::BagContents | Self::LeftOnBoard => "baggage",
            Self::Refund | Self::Expenses => "refunds",
            Self::Wheelchair | Self::Child | Self::Medical | Self::Animal => "assistance",
            Self::NewFlight | Self::Name | Self::Connection => "flights",
            Self::Conduct | Self::Praise | Self::Suggestion => "relations",
            Self::Delay
            | Self::Cancellation
            | Self::CheckIn
            | Self::BagAllowance
            | Self::Seat
            | Self::Meal
            | Self::Fare
            | Self::Documents
            | Self::Website
            | Self::Other => department_of(kind),
        }
    }

    /// As stored and in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delay => "delay",
            Self::Cancellation => "cancellation",
            Self::Connection => "connection",
            Self::Expenses => "expenses",
            Self::CheckIn => "check-in",
            Self::BagAllowance => "bag-allowance",
            Self::BagMissing => "bag-missing",
            Self::BagDamaged => "bag-damaged",
            Self::BagContents => "bag-contents",
            Self::LeftOnBoard => "left-on-board",
            Self::Seat => "seat",
            Self::Meal => "meal",
            Self::Fare => "fare",
            Self::Refund => "refund",
            Self::NewFlight => "new-flight",
            Self::Name => "name",
            Self::Wheelchair => "wheelchair",
            Self::Child => "child",
            Self::Medical => "medical",
            Self::Animal => "animal",
            Self::Documents => "documents",
            Self::Website => "website",
            Self::Conduct => "conduct",
            Self::Praise => "praise",
            Self::Suggestion => "suggestion",
            Self::Other => "other",
        }
    }

    /// Reads what [`Topic::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == text)
    }

    /// Key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Delay => "case-topic-delay",
            Self::Cancellation => "case-topic-cancellation",
            Self::Connection => "case-topic-connection",
            Self::Expenses => "case-topic-expenses",
            Self::CheckIn => "case-topic-check-in",
            Self::BagAllowance => "case-topic-bag-allowance",
            Self::BagMissing => "case-topic-bag-missing",
            Self::BagDamaged => "case-topic-bag-damaged",
            Self::BagContents => "case-topic-bag-contents",
            Self::LeftOnBoard => "case-topic-left-on-board",
            Self::Seat => "case-topic-seat",
            Self::Meal => "case-topic-meal",
            Self::Fare => "case-topic-fare",
            Self::Refund => "case-topic-refund",
            Self::NewFlight => "case-topic-new-flight",
            Self::Name => "case-topic-name",
            Self::Wheelchair => "case-topic-wheelchair",
            Self::Child => "case-topic-child",
            Self::Medical => "case-topic-medical",
            Self::Animal => "case-topic-animal",
            Self::Documents => "case-topic-documents",
            Self::Website => "case-topic-website",
            Self::Conduct => "case-topic-conduct",
            Self::Praise => "case-topic-praise",
            Self::Suggestion => "case-topic-suggestion",
            Self::Other => "case-topic-other",
        }
    }
}

const fn department_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Inquiry => "service",
        Kind::Complaint | Kind::Feedback => "relations",
        Kind::Change | Kind::Disruption => "flights",
        Kind::Baggage => "baggage",
        Kind::Assistance => "assistance",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_is_offered_somewhere_and_every_offer_is_known() {
        for topic in Topic::ALL {
            assert!(Kind::ALL.into_iter().any(|kind| Topic::of(kind).contains(&topic)), "{topic:?} is never offered");
            assert_eq!(Topic::parse(topic.as_str()), Some(topic));
            assert_eq!(format!("case-topic-{}", topic.as_str()), topic.key());
        }
        for kind in Kind::ALL {
            assert_eq!(Topic::of(kind).last(), Some(&Topic::Other), "{kind:?} ends with a way out");
        }
    }
}
