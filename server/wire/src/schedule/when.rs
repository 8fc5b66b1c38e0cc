//! On which days something is flown, and when: the one place where days and clocks of schedules become local dates and instants.
//!
//! A day of operation is the day on which the flight leaves its first airport: UTC's day where times are in UTC, the day there
//! where they are local. A leg says how many days after it leaves and arrives.

use super::Mode;
use crate::calendar::Clock;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan, Unit};

/// Longer than any flight: an arrival later than this is a slip of the pen.
const LONGEST: SignedDuration = SignedDuration::from_hours(26);

/// Days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

impl Weekdays {
    /// All seven.
    pub const DAILY: Self = Self(0b111_1111);

    /// Reads `135`, also with dots where it does not fly: `1.3.5..`. 1 is Monday. `None` for none at all and for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().filter(|byte| *byte != b'.');
        let days = digits.map(|byte| (b'1'..=b'7').contains(&byte).then(|| 1 << (byte - b'1')));
        let set = days.collect::<Option<Vec<u8>>>()?.into_iter().fold(0, |set, day| set | day);
        (set != 0).then_some(Self(set))
    }

    /// The days with these numbers; 1 is Monday.
    #[must_use]
    pub fn of(days: &[i8]) -> Option<Self> {
        Self::parse(&days.iter().map(ToString::to_string).collect::<String>())
    }

    fn has(self, day: Weekday) -> bool {
        self.0 >> day.to_monday_zero_offset() & 1 == 1
    }
}

/// `135`
impl std::fmt::Display for Weekdays {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (0..7).filter(|day| self.0 >> day & 1 == 1).try_for_each(|day| write!(f, "{}", day + 1))
    }
}

/// Days of operation: some days of the week in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Series {
    /// First day.
    pub from: Date,
    /// Last day; none where there is no end.
    pub to: Option<Date>,
    /// On which of them.
    pub days: Weekdays,
    /// Every so manieth week, counted from the first day: 1 or 2.
    pub every: u8,
}

impl Series {
    /// A single day.
    #[must_use]
    pub const fn on(day: Date) -> Self {
        Self { from: day, to: Some(day), days: Weekdays::DAILY, every: 1 }
    }

    /// Whether it is flown on a day.
    #[must_use]
    pub fn has(&self, day: Date) -> bool {
        let within = self.from <= day && self.to.is_none_or(|to| day <= to);
        let weeks = day.since((Unit::Day, self.from)).map_or(0, |span| span.get_days() / 7);
        within && self.days.has(day.weekday()) && weeks % i32::from(self.every.max(1)) == 0
    }

    /// Whether none of its days of the week lies in its period.
    #[must_use]
    pub fn is_never(&self) -> bool {
        self.to.is_some_and(|to| self.within(self.from, to).next().is_none())
    }

    /// Each of its days from the first to the last of these: as many as lie between them at most.
    pub fn within(&self, first: Date, last: Date) -> impl Iterator<Item = Date> {
        let last = self.to.map_or(last, |to| to.min(last));
        let days = std::iter::successors(Some(self.from.max(first)), |day| day.tomorrow().ok()).take_while(move |day| *day <= last);
        let series = *self;
        days.filter(move |day| series.has(*day))
    }
}

/// A leg's clocks, and the days after the day of operation they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// Departure.
    pub departs: Clock,
    /// Days after the day of operation.
    pub departs_day: i8,
    /// Arrival.
    pub arrives: Clock,
    /// Days after the day of operation.
    pub arrives_day: i8,
    /// Minutes that local time is ahead of UTC at both airports, where it was told: which of two equal hours is meant.
    pub offsets: (Option<i32>, Option<i32>),
}

/// A leg on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flown {
    /// The local date of departure: the date passengers know it by.
    pub date: Date,
    /// Departure.
    pub departs: Timestamp,
    /// Arrival, after the departure.
    pub arrives: Timestamp,
}

/// A leg on a day of operation, in the zones of its airports. A time that a change of clocks skips is read an hour later; one that
/// comes twice is that of the told offset, else the first that lies after the departure. `None` where it would arrive before it
/// leaves, more than 26 hours after, or outside of all calendars.
#[must_use]
pub fn flown(mode: Mode, day: Date, ends: &Ends, from: &TimeZone, to: &TimeZone) -> Option<Flown> {
    if !(-1..=2).contains(&ends.departs_day) || !(-1..=3).contains(&ends.arrives_day) {
        return None;
    }
    let utc = TimeZone::UTC;
    let (here, there) = if mode == Mode::Utc { (&utc, &utc) } else { (from, to) };
    let departs = *instants(wall(day, ends.departs, ends.departs_day)?, here, ends.offsets.0)?.first()?;
    let arrivals = instants(wall(day, ends.arrives, ends.arrives_day)?, there, ends.offsets.1)?;
    let arrives = arrivals.into_iter().find(|at| *at > departs)?;
    let date = departs.to_zoned(from.clone()).date();
    (arrives.duration_since(departs) <= LONGEST).then_some(Flown { date, departs, arrives })
}

fn wall(day: Date, clock: Clock, later: i8) -> Option<DateTime> {
    // 2400 is the midnight at the end of its day
    let days = i64::from(later) + i64::from(clock.hour / 24);
    Some(day.checked_add(days.days()).ok()?.to_datetime(clock.time()))
}

/// What a clock on the wall may mean there, the likelier first.
fn instants(wall: DateTime, zone: &TimeZone, told: Option<i32>) -> Option<Vec<Timestamp>> {
    match zone.to_ambiguous_timestamp(wall).offset() {
        AmbiguousOffset::Fold { before, after } => {
            let second = told.is_some_and(|minutes| minutes * 60 == after.seconds());
            let both = if second { [after, before] } else { [before, after] };
            both.into_iter().map(|offset: Offset| offset.to_timestamp(wall).ok()).collect()
        }
        _ => Some(vec![zone.to_zoned(wall).ok()?.timestamp()]),
    }
}

/// The day of operation of a flight that leaves its first airport at this instant.
#[must_use]
pub fn day_of(mode: Mode, departs: Timestamp, zone: &TimeZone) -> Date {
    let zone = if mode == Mode::Utc { TimeZone::UTC } else { zone.clone() };
    departs.to_zoned(zone).date()
}

#[cfg(test)]
#[path = "when_tests.rs"]
mod tests;
