//! Schedules that are told: what messages and files say of flights' plans, applied to the flights.
//!
//! [`read`] takes a message apart, [`model`] applies it to what is known, in memory, and [`write`] writes what came of it: all of
//! it or nothing. A plan that is told again therefore moves nothing. [`file`] does the same with schedule files, a part at a time.

mod awaited;
mod file;
mod fit;
mod model;
mod read;
mod store;
mod told;
mod write;

pub(super) use awaited::{Awaited, unknown as still_awaited};
pub(super) use file::hand_over;
pub use file::work_file;
pub(super) use model::Stop;
pub(super) use read::read;
pub(super) use write::{Applied, apply};

use domain::flight::{Code, Designator, Stamp};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use wire::fault::Fault;
use wire::schedule::{Class, Ends, Mode, Series};

/// Flights are planned so many days ahead; what is told beyond is told again before.
const AHEAD: i64 = 400;
/// Days of operation so long ago may still be open, wherever on earth.
const BEHIND: i64 = 2;

/// What a message says of plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plans {
    /// When it was told.
    pub stamp: Stamp,
    /// What its days and times are in.
    pub mode: Mode,
    /// Each change, in order.
    pub changes: Vec<Change>,
}

impl Plans {
    /// How many legs on how many days it stands for, in steps of what a bag's message costs.
    pub(super) fn weight(&self, received: Timestamp) -> usize {
        let horizon = Horizon::at(received);
        self.changes.iter().map(|change| change.weight(horizon)).sum()
    }
}

/// One change of the plan of one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// Its line in the message.
    pub line: usize,
    /// Which number.
    pub flight: Designator,
    /// On which days of operation.
    pub days: Series,
    /// What is done.
    pub what: What,
}

/// What is done to a number on some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// It is flown so.
    Fly {
        /// Its legs in order.
        legs: Vec<Leg>,
        /// With which aircraft, where it is told.
        craft: Option<Craft>,
        /// Legs that are not among these are flown no more.
        alone: bool,
        /// Only those between these airports are meant by that; all, where none is named.
        named: Vec<(Code, Code)>,
    },
    /// These legs do not fly; all, where none is named.
    Off(Vec<(Code, Code)>),
    /// These legs fly after all.
    On(Vec<(Code, Code)>),
    /// These legs have other times.
    Times(Vec<Leg>),
    /// These legs have another aircraft, or another number of seats.
    Craft(Craft, Vec<(Code, Code)>),
    /// These legs have another number; all, where none is named.
    Number(Designator, Vec<(Code, Code)>),
    /// It is flown on these days instead.
    Days(Series),
    /// What has no clear meaning here, and why.
    Unclear(Fault),
}

/// A leg as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leg {
    /// Its line in the message.
    pub line: usize,
    /// Airport.
    pub from: Code,
    /// Airport.
    pub to: Code,
    /// When.
    pub ends: Ends,
    /// The first of its number, as far as it is told.
    pub first: bool,
    /// Terminals of departure and arrival, where they are told.
    pub terminals: (Option<String>, Option<String>),
}

/// An aircraft as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Craft {
    /// In words, else its code.
    pub name: Option<String>,
    /// Seats of each part; none where they are not told.
    pub seats: Vec<(Class, u16)>,
}

/// The days of operation that are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Horizon {
    /// First.
    pub first: Date,
    /// Last.
    pub last: Date,
}

impl Horizon {
    /// From now on.
    pub(super) fn at(now: Timestamp) -> Self {
        let today = now.to_zoned(TimeZone::UTC).date();
        Self { first: today.saturating_sub(BEHIND.days()), last: today.saturating_add(AHEAD.days()) }
    }

    /// The days of a series that are looked at.
    pub(super) fn days(self, series: &Series) -> impl Iterator<Item = Date> {
        series.within(self.first, self.last)
    }
}

impl Change {
    /// How many legs on how many days it stands for.
    pub(super) fn weight(&self, horizon: Horizon) -> usize {
        let days = |series: &Series| horizon.days(series).count();
        match &self.what {
            What::Fly { legs, .. } => days(&self.days) * legs.len().max(1),
            What::Days(series) => days(&self.days) + days(series),
            _ => days(&self.days),
        }
    }
}

/// Whether passengers take flights of this kind: no freighters, no flights to a hangar.
fn carries_people(service: char) -> bool {
    matches!(service, 'J' | 'S' | 'Q' | 'G' | 'B' | 'R' | 'C' | 'O' | 'L' | 'U' | 'E')
}

/// What an aircraft is called.
fn craft(code: Option<&str>, seats: Vec<(Class, u16)>) -> Craft {
    Craft { name: code.map(|code| wire::schedule::aircraft(code).unwrap_or(code).to_owned()), seats }
}

/// A fault with a sentence for staff.
fn unclear(line: usize, element: &str, reason: impl Into<String>) -> Fault {
    Fault::new(line, element, reason)
}
