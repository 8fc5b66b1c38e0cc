//! Letters about a trip, as facts.

use domain::booking::notices::News;
use domain::booking::outlook::Transfer;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
