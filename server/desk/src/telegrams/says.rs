//! What a message says, free of how it was written.

use super::plans::Plans;
use domain::bag::Scan;
use domain::booking::BagTag;
use domain::flight::{Code, FlightKey, News, Reason};
use jiff::{Timestamp, civil::Date};
use std::fmt;
use wire::calendar::Clock;

/// Before a flight by its local day, and by its day in UTC.
const LOCAL: &str = "flight:";
const IN_UTC: &str = "flight-utc:";

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Says {
    /// Of bags.
    Bags(Vec<Seen>),
    /// Of a flight's movement.
    Moves(Moves),
    /// Of flights' plans.
    Plans(Plans),
    /// A schedule file: worked through by itself.
    File,
    /// Nothing that is kept here.
    Nothing,
}

/// A flight as a message names it: by the local day of its departure, or by its day in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Named {
    /// Airline, number and day.
    pub key: FlightKey,
    /// Whose day is UTC's.
    pub utc: bool,
}

/// What a message waits for, as it is stored.
impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.utc { IN_UTC } else { LOCAL }, self.key)
    }
}

impl Named {
    /// Reads what it writes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (utc, key) = text.strip_prefix(IN_UTC).map(|key| (true, key)).or_else(|| Some((false, text.strip_prefix(LOCAL)?)))?;
        Some(Self { key: key.parse().ok()?, utc })
    }
}

/// A scan, and whether its message introduces the bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// As read.
    pub tag: BagTag,
    /// What was seen.
    pub scan: Scan,
    /// Tags nobody has heard of are known from here on: a message from check-in, or of a transfer.
    pub introduces: bool,
    /// Kilograms of one bag, where they were told of it alone.
    pub kilos: Option<i16>,
}

/// News of an aircraft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moves {
    /// Airline and number, with its planned day of departure in UTC.
    pub flight: FlightKey,
    /// The airport of departure, or of arrival.
    pub station: Option<Code>,
    /// Where it goes, where an expected arrival names it, and the line that does.
    pub towards: Option<(Code, usize)>,
    /// The line that names the flight, from 1.
    pub line: usize,
    /// What became known, its times still without their days.
    pub told: Vec<Told>,
}

/// One piece of news with the clock as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// What it is about.
    pub what: Movement,
    /// When; of a diversion it may not be known yet.
    pub clock: Option<Clock>,
    /// With it, when it is expected to stand at the other end.
    pub arrives: Option<Clock>,
    /// Its line, from 1, and its element.
    pub said: (usize, &'static str),
}

/// What an aircraft does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Movement {
    /// Expected to leave.
    Departs(Option<Reason>),
    /// Left its stand.
    OffBlock,
    /// Took off.
    Airborne,
    /// Expected to arrive: the clock is the arrival.
    Arrives(Option<Reason>),
    /// Goes elsewhere: the clock is the arrival there.
    Diverted(Code, Option<Reason>),
    /// Touched down.
    Landed,
    /// Reached its stand.
    OnBlock,
    /// Came back to the stand it left.
    Returned,
}

/// The instant of a clock nearest to when it was planned.
pub(super) fn instant(clock: Clock, planned: Timestamp) -> Option<Timestamp> {
    instant_within(clock, planned, 2)
}

/// The instant of a clock nearest to another, so many days off it at most.
pub(super) fn instant_within(clock: Clock, near: Timestamp, days: i64) -> Option<Timestamp> {
    use jiff::{ToSpan, tz::TimeZone};
    let day: Date = near.to_zoned(TimeZone::UTC).date();
    let days = (-days..=days).filter_map(|shift| day.checked_add(shift.days()).ok());
    let days = days.filter(|day| clock.day.is_none_or(|named| day.day() == named));
    let instants = days.filter_map(|day| {
        let at = day.to_datetime(clock.time()).to_zoned(TimeZone::UTC).ok()?.timestamp();
        // 2400 is the midnight at the end of its day
        Some(if clock.hour == 24 { at + jiff::SignedDuration::from_hours(24) } else { at })
    });
    instants.min_by_key(|at| at.duration_since(near).abs())
}

impl Movement {
    /// As the flight's report has it, its time known; without one only a diversion is news.
    pub(super) fn news(&self, at: Option<Timestamp>, arrives: Option<Timestamp>) -> Option<News> {
        Some(match (self, at) {
            (Self::Diverted(to, reason), arrives) => News::Diverted { to: to.to_string(), arrives, reason: *reason },
            (_, None) => return None,
            (Self::Departs(reason), Some(at)) => News::Estimate { departs: at, arrives, reason: *reason },
            (Self::OffBlock, Some(at)) => News::OffBlock { at },
            (Self::Airborne, Some(at)) => News::Airborne { at, arrives },
            (Self::Arrives(reason), Some(at)) => News::Arrival { at, reason: *reason },
            (Self::Landed, Some(at)) => News::Landed { at },
            (Self::OnBlock, Some(at)) => News::OnBlock { at },
            (Self::Returned, Some(at)) => News::Returned { at },
        })
    }

    /// Whether it has happened, rather than being expected.
    pub(super) const fn is_fact(&self) -> bool {
        matches!(self, Self::OffBlock | Self::Airborne | Self::Landed | Self::OnBlock | Self::Returned)
    }

    /// Whether its clock belongs to the departure rather than to the arrival.
    pub(super) const fn of_departure(&self) -> bool {
        matches!(self, Self::Departs(_) | Self::OffBlock | Self::Airborne | Self::Returned)
    }
}
