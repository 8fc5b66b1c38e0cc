//! The year that was flown, and what is added to it.
//!
//! The archive has departures from New York only. [`way_back`] gives each aircraft the leg that must lie
//! between two of its departures; both kinds carry their [`Source`], and only flown legs count for punctuality.

use super::Code;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

/// The year of the archive.
pub const YEAR: i16 = 2013;

/// Numbers of derived legs: the number of the flight before, this much on. No airline of the archive uses both.
const WAY_BACK_NUMBERS: u16 = 5000;

/// Where a leg of the archive comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// Really flown.
    Flown,
    /// The way back between two flown legs.
    Derived,
    /// Made up.
    Invented,
}

impl Source {
    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Flown => "flown",
            Self::Derived => "derived",
            Self::Invented => "invented",
        }
    }

    /// Reads what [`Source::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Flown, Self::Derived, Self::Invented].into_iter().find(|source| source.as_str() == text)
    }
}

/// One leg of the archive. Times are minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    /// Row id; also the seed of what the archive does not tell.
    pub id: i32,
    /// Local date of planned departure.
    pub day: Date,
    /// Airline.
    pub carrier: Code,
    /// Flight number.
    pub number: u16,
    /// Registration of the aircraft.
    pub tail: Option<Code>,
    /// From.
    pub origin: Code,
    /// To.
    pub destination: Code,
    /// Planned off-block, minutes of the local day.
    pub departs: i16,
    /// Planned off-block to on-block.
    pub duration: i16,
    /// Late out; `None`: cancelled.
    pub departure_delay: Option<i16>,
    /// Late in; `None`: cancelled, or diverted where it did leave.
    pub arrival_delay: Option<i16>,
    /// Take-off to touch-down.
    pub air_time: Option<i16>,
    /// Great circle, statute miles.
    pub distance: i16,
    /// Where the row comes from.
    pub source: Source,
}

impl Leg {
    /// Whether it never left.
    #[must_use]
    pub const fn is_cancelled(&self) -> bool {
        self.departure_delay.is_none()
    }

    /// Whether it left and did not arrive where it should.
    #[must_use]
    pub const fn is_diverted(&self) -> bool {
        self.departure_delay.is_some() && self.arrival_delay.is_none()
    }
}

/// The archive's day for a date of any year: the one with the same weekday nearest to the same month and
/// day, so at most three days away except at the ends of the year. Following dates give following days
/// within a year.
#[must_use]
pub fn archive_day(date: Date) -> Date {
    let day = if date.month() == 2 { date.day().min(28) } else { date.day() };
    let same = Date::new(YEAR, date.month(), day).unwrap_or(Date::constant(YEAR, 1, 1));
    let ahead = i32::from(date.weekday().to_monday_zero_offset()) - i32::from(same.weekday().to_monday_zero_offset());
    let shift = (ahead + 10).rem_euclid(7) - 3;
    [shift, shift - 7, shift + 7]
        .into_iter()
        .filter_map(|days| same.checked_add(days.days()).ok())
        .find(|day| day.year() == YEAR)
        .unwrap_or(same)
}

/// The instant of a minute of a local day. In the hour that a clock skips, the clock's new time; in the hour
/// it repeats, the first.
#[must_use]
pub fn local(day: Date, minute: i16, zone: &TimeZone) -> Timestamp {
    let minute = minute.clamp(0, 24 * 60 - 1);
    let time = Time::new((minute / 60) as i8, (minute % 60) as i8, 0, 0).unwrap_or(Time::midnight());
    let at = DateTime::from_parts(day, time);
    zone.to_ambiguous_timestamp(at).compatible().unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A station as the way back needs it.
#[derive(Debug, Clone, Copy)]
pub struct Station<'a> {
    /// Its zone.
    pub zone: &'a TimeZone,
    /// Degrees east.
    pub longitude: f64,
}

/// The leg that brings an aircraft from the end of one flown leg to the start of its next, if there is time
/// for it: as soon as it is ready if that is by day, else in time for the next departure. Late inbound makes
/// it late; the minutes it really was late out of New York cap that.
#[must_use]
pub fn way_back(id: i32, before: &Leg, from: Station<'_>, after: &Leg, to: Station<'_>) -> Option<Leg> {
    if before.destination == after.origin {
        return None;
    }
    let landed = local(before.day, before.departs, to.zone) + minutes(before.duration);
    let next = local(after.day, after.departs, to.zone);
    // The wind blows from the west: a minute a degree between the two directions.
    let wind = ((from.longitude - to.longitude) * 1.0).clamp(-60.0, 60.0) as i16;
    let duration = (before.duration + wind).max(before.duration * 3 / 4).max(30);
    let turn = 40 + seed(id) % 30;
    let ready = landed + minutes(turn as i16);
    let latest = next - minutes(35) - minutes(duration);
    if ready > latest {
        return None;
    }
    let hour = ready.to_zoned(from.zone.clone()).hour();
    let departs = if (5..23).contains(&hour) { ready } else { latest };
    let clock = departs.to_zoned(from.zone.clone());
    if clock.year() != YEAR {
        return None;
    }
    let (departure_delay, arrival_delay) =
        delay_of_way_back(before, after, departs.duration_since(landed), next.duration_since(departs), duration);
    Some(Leg {
        id,
        day: clock.date(),
        carrier: before.carrier,
        number: (before.number + WAY_BACK_NUMBERS - 1) % 9999 + 1,
        tail: before.tail,
        origin: before.destination,
        destination: after.origin,
        departs: i16::from(clock.hour()) * 60 + i16::from(clock.minute()),
        duration,
        departure_delay,
        arrival_delay,
        air_time: departure_delay.map(|_| duration - (duration / 6).clamp(10, 30)),
        distance: before.distance,
        source: Source::Derived,
    })
}

/// Late out and late in of a way back. An aircraft that never came cannot go back.
fn delay_of_way_back(
    before: &Leg,
    after: &Leg,
    ground: SignedDuration,
    to_next: SignedDuration,
    duration: i16,
) -> (Option<i16>, Option<i16>) {
    let Some(late_in) = before.arrival_delay else { return (None, None) };
    let slack = whole(ground) - 30;
    let out = (late_in - slack.max(0)).max((seed(before.id) % 9) as i16 - 4);
    // It was there when the next flight really left.
    let next_left = whole(to_next) - duration + after.departure_delay.unwrap_or(0);
    let most = (next_left - 25).max(0);
    (Some(out.min(most)), Some((out - 5).min(most)))
}

/// Whole minutes, of spans of a week at most.
fn whole(span: SignedDuration) -> i16 {
    i16::try_from(span.as_mins().clamp(0, 7 * 24 * 60)).unwrap_or(i16::MAX)
}

const fn minutes(count: i16) -> SignedDuration {
    SignedDuration::from_mins(count as i64)
}

/// A number that looks drawn by lot and is always the same for the same id (SplitMix64).
#[must_use]
pub const fn seed(id: i32) -> u64 {
    let mut z = (id as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) >> 1
}

#[cfg(test)]
#[path = "archive_tests.rs"]
mod tests;
