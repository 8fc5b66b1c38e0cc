//! What is asked: which action, when, for whom, for which flights, why; and what is offered instead.

use super::booking::{Charged, Price};
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

/// What is asked of the rules.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    /// `cancel`, `change`, `taxes` (only they come back), `name`, or an action of the policy's own.
    pub action: String,
    /// When it is asked.
    pub at: Timestamp,
    /// For whom, by id; everyone where nobody is named.
    pub passengers: Vec<String>,
    /// For which flights, by id; all that are open where none is named.
    pub segments: Vec<String>,
    /// Why; the policy's first reason where it is not said.
    pub reason: Option<String>,
    /// Whether that is proved.
    pub evidence: bool,
    /// How it is asked.
    pub channel: String,
    /// Whether the passengers did not come; found by their coupons where it is not said.
    pub no_show: Option<bool>,
    /// What staff set aside for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waive: Option<super::Waive>,
}

impl Request {
    /// Everyone and everything, asked on the web, for no reason that matters.
    #[must_use]
    pub fn new(action: &str, at: Timestamp) -> Self {
        Self {
            action: action.to_owned(),
            at,
            passengers: Vec::new(),
            segments: Vec::new(),
            reason: None,
            evidence: false,
            channel: "web".to_owned(),
            no_show: None,
            waive: None,
        }
    }
}

/// New flights in place of some of the old ones.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// The flights they replace, by id; what the request names where it is not said.
    #[serde(default)]
    pub replaces: Vec<String>,
    /// The new flights, in order.
    pub segments: Vec<OfferSegment>,
    /// What they cost each passenger; whoever is not named pays as before.
    pub prices: Vec<OfferPrice>,
}

/// A new flight.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferSegment {
    /// Marketing carrier and number.
    pub flight: String,
    /// Airport.
    pub origin: String,
    /// Airport.
    pub destination: String,
    /// Departure on the clock of its airport.
    pub departs: Zoned,
    /// Cabin.
    pub cabin: String,
    /// Fare family.
    #[serde(default)]
    pub family: Option<String>,
}

impl OfferSegment {
    /// Marketing carrier: the two letters or digits in front of the number.
    #[must_use]
    pub fn carrier(&self) -> &str {
        self.flight.split_at_checked(2).map_or("", |(carrier, _)| carrier)
    }
}

/// What the new flights cost one passenger, all together.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferPrice {
    /// Who, by id.
    pub passenger: String,
    /// The fare.
    pub fare: Price,
    /// What the carrier adds.
    #[serde(default)]
    pub surcharges: Vec<Charged>,
    /// What states and airports take.
    #[serde(default)]
    pub taxes: Vec<Charged>,
}

/// A request together with the booking it is about and what is offered.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The booking.
    pub booking: &'a super::booking::Booking,
    /// What is asked.
    pub request: &'a Request,
    /// What is offered; the booking file's own where none is given.
    pub offer: Option<&'a Offer>,
}
