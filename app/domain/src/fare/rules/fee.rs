//! Charges, and what each comes to.

use super::super::value::{Number, Percent, Text, Words};
use super::super::when::{Bounds, Mark, Measured, When};
use super::{Head, PartKind, Ruled};
use crate::money::{Currency, RoundingMode};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a fee is counted once for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Each flight of each passenger.
    #[default]
    Segment,
    /// The way there, and the way back, of each passenger.
    Direction,
    /// Each ticket.
    Ticket,
    /// Each passenger.
    Passenger,
    /// The booking, however many are in it.
    Booking,
}

/// What is done where the flights a fee is counted once for have rules of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// The most restrictive: the highest amount.
    #[default]
    Highest,
    /// The lowest amount.
    Lowest,
    /// That of the first flight.
    First,
    /// All of them together.
    Sum,
}

/// How an amount is rounded, where not as the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Which way.
    #[serde(default)]
    pub mode: RoundingMode,
    /// To steps of this; the currency's own where it is not said.
    #[serde(default)]
    pub unit: Option<Number>,
}

/// An amount, as a rule says it. Exactly one of its parts is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Amount {
    /// `true`: nothing.
    pub free: bool,
    /// So much, by currency.
    pub fixed: BTreeMap<Currency, Number>,
    /// So much of something.
    pub percent: Option<Percent>,
    /// Of what: `fare`, `surcharges`, `taxes`, `ancillaries`, `total`, `published_fare`, `new_fare`, `difference`.
    pub of: Option<Words>,
    /// The highest of these.
    pub highest: Vec<Amount>,
    /// The lowest of these.
    pub lowest: Vec<Amount>,
    /// All of these together.
    pub sum: Vec<Amount>,
}

/// What the bands of a fee are measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BandBy {
    /// Time to departure.
    #[default]
    Departure,
    /// Calendar days to departure.
    DaysBefore,
    /// Time since the booking was made.
    SinceBooking,
    /// Changes made before.
    ChangesMade,
}

/// One band of a fee.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// From this on.
    #[serde(default)]
    pub at_least: Option<Mark>,
    /// Beyond this.
    #[serde(default)]
    pub more_than: Option<Mark>,
    /// Below this.
    #[serde(default)]
    pub less_than: Option<Mark>,
    /// Up to this.
    #[serde(default)]
    pub at_most: Option<Mark>,
    /// What it costs.
    pub amount: Amount,
    /// A sentence of its own.
    #[serde(default)]
    pub text: Option<Text>,
}

impl Band {
    /// Its limits.
    #[must_use]
    pub const fn bounds(&self) -> Bounds {
        Bounds { at_least: self.at_least, more_than: self.more_than, less_than: self.less_than, at_most: self.at_most }
    }
}

rule! {
    /// What one charge comes to.
    Fee in "fee" {
        /// Which charge.
        charge: String,
        /// What it is counted once for.
        #[serde(default)]
        per: Per,
        /// So much, at any time.
        #[serde(default)]
        amount: Option<Amount>,
        /// So much, by time.
        #[serde(default)]
        bands: Vec<Band>,
        /// What the bands are measured by.
        #[serde(default)]
        band_by: BandBy,
        /// Whose departure the bands are measured to.
        #[serde(default)]
        of: Option<Measured>,
        /// What kinds of passengers pay of it; all of it where a kind is not named.
        #[serde(default)]
        share: BTreeMap<String, Percent>,
        /// What it may be taken from, in this order; never more than there is.
        #[serde(default)]
        from: Option<Vec<PartKind>>,
        /// Whether what is left open when all of that is taken is asked for.
        #[serde(default)]
        collect: bool,
        /// Where several rules meet in what it is counted once for.
        #[serde(default)]
        combine: Option<Combine>,
        /// How it is rounded.
        #[serde(default)]
        round: Option<Round>,
    }
}

/// A limit on what a charge comes to over several flights.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// For each of these.
    pub per: Per,
    /// So much, by currency.
    pub fixed: BTreeMap<Currency, Number>,
}

/// A charge there is: "cancellation fee", "handling fee", "no-show fee".
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// What rules call it.
    pub id: String,
    /// What passengers call it.
    pub name: Text,
    /// With which actions it comes.
    pub actions: Words,
    /// Whether every case must have a rule for it, even one that says it is free.
    #[serde(default = "yes")]
    pub required: bool,
    /// The most it comes to.
    #[serde(default)]
    pub at_most: Option<Cap>,
}

const fn yes() -> bool {
    true
}
