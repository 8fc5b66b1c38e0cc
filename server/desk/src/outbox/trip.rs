//! Letters about a trip, as facts.

use domain::booking::notices::News;
use domain::booking::outlook::Transfer;
use domain::money::Money;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a letter about a trip knows. Names of cities are in its reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripFacts {
    /// The booking.
    pub locator: String,
    /// As things stood then; a calendar takes the newer one.
    pub as_of: Timestamp,
    /// The flights it is about, in order: of an itinerary all, of a reminder the journey's, at a connection the one that
    /// landed and the one that goes on.
    pub flights: Vec<LetterFlight>,
    /// Checked bags included for each of them.
    pub bags_included: i16,
    /// Bags that have been handed over.
    pub bags: i16,
    /// One of the flights crosses a border.
    pub abroad: bool,
    /// Minutes within which somebody answers about a disrupted flight.
    pub answered_within: i32,
    /// It comes because somebody turned letters on, who can turn them off by a link in it.
    pub wished: bool,
    /// What has changed, in a letter that corrects another.
    #[serde(default)]
    pub change: Option<LetterChange>,
    /// Whether they reach the next flight, at a connection: "holds", "tight", "missed".
    #[serde(default)]
    pub transfer: Option<String>,
}

/// What has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterChange {
    /// What.
    pub news: News,
    /// When it would leave, as told before.
    pub was: Timestamp,
    /// The city it goes to instead, where that is known.
    #[serde(default)]
    pub instead: Option<String>,
    /// The flight they no longer reach: `LD 413`.
    #[serde(default)]
    pub misses: Option<String>,
}

/// A change or cancellation as it was confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reissue {
    /// The trip as it stands now.
    #[serde(flatten)]
    pub trip: TripFacts,
    /// `change`, `cancel` or `taxes`.
    pub action: String,
    /// The flights it was about.
    pub was: Vec<Replaced>,
    /// What was paid for it.
    pub paid: Money,
    /// What comes back the way it was paid.
    pub back: Money,
    /// What comes back as a voucher.
    pub voucher: Money,
    /// The last day on which money that comes back is paid.
    pub due_by: Option<Date>,
    /// The change itself.
    pub change_id: Uuid,
    /// The booking it was asked for: another than the trip's where only some passengers changed.
    pub asked_for: String,
    /// Who of ours did it for them, at their wish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Airlines that fly new flights in our place: the ticket is endorsed to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub endorsed: Vec<String>,
}

/// A flight they are no longer on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// `LD 474`.
    pub designator: String,
    /// Local day of departure.
    pub date: Date,
    /// Airport, IATA.
    pub from: String,
    /// Airport, IATA.
    pub to: String,
}

/// A flight in a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterFlight {
    /// Place in the booking, from 1.
    pub position: i16,
    /// `LD 474`.
    pub designator: String,
    /// From.
    pub from: LetterPlace,
    /// To.
    pub to: LetterPlace,
    /// When it leaves.
    pub departs: Timestamp,
    /// When it arrives.
    pub arrives: Timestamp,
    /// `14A`, one a passenger.
    pub seats: Vec<String>,
    /// Belt the bags come on.
    pub belt: Option<String>,
    /// It is cancelled.
    pub off: bool,
}

/// One end of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterPlace {
    /// "Newark".
    pub city: String,
    /// IATA code.
    pub iata: String,
    /// IANA name of its time zone.
    pub zone: String,
    /// Terminal.
    pub terminal: Option<String>,
    /// Gate.
    pub gate: Option<String>,
}

/// As a letter keeps it; `None` where there is nothing to say about the change of aircraft.
pub(crate) const fn transfer_word(transfer: Transfer) -> Option<&'static str> {
    match transfer {
        Transfer::Holds => Some("holds"),
        Transfer::Tight => Some("tight"),
        Transfer::Missed => Some("missed"),
        Transfer::Broken => None,
    }
}
