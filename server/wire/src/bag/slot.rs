//! What stands between two strokes.

use super::layout::Holds;
use crate::{airline::Flight, calendar};
use domain::{booking::BagTag, flight::Code};
use jiff::civil::{Date, Time};
use serde::{Serialize, Serializer};

/// What a slot means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words, a code.
    Text(String),
    /// A flight.
    Flight(Flight),
    /// A day, its year inferred.
    Day(Date),
    /// A time of day, with `L` for local or `Z` for UTC where it was sent.
    Time(Time, Option<char>),
    /// An airport.
    Airport(Code),
    /// Tags.
    Plates(Plates),
    /// A count, a weight.
    Number(u32),
}

/// A tag and how many follow it: `0117814872003` are three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plates {
    /// The first.
    pub first: BagTag,
    /// How many in all, where it was sent.
    pub count: Option<u16>,
}

impl Plates {
    /// Reads ten digits, or thirteen with the number of tags in all.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if !matches!(text.len(), 10 | 13) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (plate, count) = text.split_at_checked(10)?;
        Some(Self { first: BagTag::parse(plate).ok()?, count: calendar::digits(count, 3..=3) })
    }

    /// Every tag: the serial counts up and begins again at 000000.
    #[must_use]
    pub fn tags(&self) -> Vec<BagTag> {
        let (issuer, serial) = self.first.as_str().split_at_checked(4).unwrap_or_default();
        let serial: u32 = serial.parse().unwrap_or_default();
        let count = u32::from(self.count.unwrap_or(1).max(1));
        (0..count).filter_map(|more| BagTag::parse(&format!("{issuer}{:06}", (serial + more) % 1_000_000)).ok()).collect()
    }
}

impl std::fmt::Display for Plates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.first.as_str())?;
        self.count.map_or(Ok(()), |count| write!(f, "{count:03}"))
    }
}

impl Value {
    /// Reads a slot; `None` where it cannot be what it should.
    pub(super) fn parse(text: &str, holds: Holds, context: Date) -> Option<Self> {
        Some(match holds {
            Holds::Text => Self::Text(text.to_owned()),
            Holds::Flight => Self::Flight(text.parse().ok()?),
            Holds::Day => Self::Day(day(text, context)?),
            Holds::Time => time(text)?,
            Holds::Airport => Self::Airport(Code::airport(text)?),
            Holds::Plates => Self::Plates(Plates::parse(&text.replace(' ', ""))?),
            Holds::Number => Self::Number(calendar::digits(text, 1..=9)?),
        })
    }

    /// As it is written between strokes.
    #[must_use]
    pub fn write(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Flight(flight) => flight.to_string(),
            Self::Day(day) => calendar::write_day(*day),
            Self::Time(time, zone) => {
                let seconds = if time.second() == 0 { String::new() } else { format!("{:02}", time.second()) };
                format!("{:02}{:02}{seconds}{}", time.hour(), time.minute(), zone.map(String::from).unwrap_or_default())
            }
            Self::Airport(code) => code.to_string(),
            Self::Plates(plates) => plates.to_string(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// `05FEB`; some leave out the month, too.
fn day(text: &str, context: Date) -> Option<Date> {
    calendar::day(text, context).or_else(|| calendar::day_of_month(calendar::digits(text, 2..=2)?, context))
}

/// `1059L`, `105210L`, `1059`.
fn time(text: &str) -> Option<Value> {
    let digits = text.trim_end_matches(['L', 'Z', 'l', 'z']);
    let mut zone = text.get(digits.len()..)?.chars();
    let (zone, more) = (zone.next(), zone.next());
    let (minutes, seconds) = digits.split_at_checked(4)?;
    let clock = calendar::Clock::parse(minutes)?;
    let seconds: i8 = if seconds.is_empty() { 0 } else { calendar::digits(seconds, 2..=2)? };
    let time = Time::new(clock.hour % 24, clock.minute, seconds, 0).ok()?;
    if clock.hour == 24 && seconds != 0 {
        return None;
    }
    more.is_none().then_some(Value::Time(time, zone.map(|zone| zone.to_ascii_uppercase())))
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Flight(flight) => flight.serialize(serializer),
            Self::Day(day) => day.serialize(serializer),
            Self::Time(time, zone) => serializer.collect_str(&format_args!("{time}{}", zone.map(String::from).unwrap_or_default())),
            Self::Airport(code) => code.serialize(serializer),
            Self::Plates(plates) => plates.serialize(serializer),
            Self::Number(number) => number.serialize(serializer),
        }
    }
}

impl Serialize for Plates {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.tags().iter().map(BagTag::as_str))
    }
}
