//! What sets rules aside: waivers, covers, and what the carrier did.

use super::super::decision::Form;
use super::super::value::{Length, Number, Percent, Text, Words};
use super::super::when::When;
use super::{Head, Ruled};
use crate::money::Currency;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

rule! {
    /// What sets other rules aside: free cancellation after booking, changes the carrier causes, irregularities, voiding.
    /// Of several that hold, each charge and part goes by the one best for the passenger.
    Waiver in "waiver" {
        /// It holds only where staff name this code; for everybody where there is none.
        #[serde(default)]
        code: Option<String>,
        /// Charges it sets aside; `all`.
        #[serde(default)]
        charges: Option<Words>,
        /// What remains of them.
        #[serde(default = "none")]
        remain: Percent,
        /// Parts of the price that come back whole; `all`.
        #[serde(default)]
        parts: Option<Words>,
        /// Higher fares and taxes of the new flights are not charged.
        #[serde(default)]
        no_difference: bool,
        /// Allows what a permit refuses.
        #[serde(default)]
        permits: bool,
        /// In what form the parts come back.
        #[serde(default)]
        form: Option<Form>,
        /// It holds where the new flights are these airlines': tickets may be endorsed to them.
        #[serde(default)]
        endorses: Option<Words>,
    }
}

const fn none() -> Percent {
    Percent::NONE
}

/// What becomes of an extra whose flight is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Becomes {
    /// It goes along to the new flight.
    Moves,
    /// It comes back whole.
    Refunded,
    /// It is gone.
    Lost,
}

rule! {
    /// What becomes of extras where flights are changed; without a rule they go along, and nothing is said.
    Extra in "extra" {
        /// Which; all where it is not said.
        #[serde(default)]
        codes: Option<Words>,
        /// What becomes of them.
        becomes: Becomes,
    }
}

/// Who pays for what an insurance covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaidBy {
    /// The airline, with the refund.
    Airline,
    /// The insurer, apart from it.
    Insurer,
}

rule! {
    /// What an insurance or cover bought with the booking pays of what is lost.
    Insurance in "insurance" {
        /// Codes of the extras that are this cover.
        ancillary: Words,
        /// Charges it covers; `all`.
        #[serde(default)]
        charges: Option<Words>,
        /// Parts of the price it covers where they do not come back; `all`.
        #[serde(default)]
        parts: Option<Words>,
        /// How much of the loss.
        share: Percent,
        /// At most so much for each passenger, by currency.
        #[serde(default)]
        at_most: BTreeMap<Currency, Number>,
        /// Who pays.
        paid_by: PaidBy,
    }
}

rule! {
    /// What counts as a significant change by the carrier: any of these.
    Significant in "significant" {
        /// The flight does not go.
        #[serde(default)]
        cancelled: bool,
        /// It leaves so much earlier, or more.
        #[serde(default)]
        departs_earlier: Option<Length>,
        /// It leaves so much later, or more.
        #[serde(default)]
        departs_later: Option<Length>,
        /// It arrives so much later, or more.
        #[serde(default)]
        arrives_later: Option<Length>,
        /// It leaves from or arrives at another airport.
        #[serde(default)]
        other_airport: bool,
        /// There are more connections.
        #[serde(default)]
        more_connections: bool,
        /// The cabin is a lower one.
        #[serde(default)]
        downgraded: bool,
        /// A connection on the same ticket cannot be made any more.
        #[serde(default)]
        connection_missed: bool,
    }
}
