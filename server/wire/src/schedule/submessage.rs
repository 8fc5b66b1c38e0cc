//! What a part of a schedule message changes.

use super::when::{Series, Weekdays};
use crate::{
    airline::Flight,
    calendar::{self, Clock, digits},
    fault::{Fault, quoted},
};
use domain::flight::Code;
use jiff::civil::Date;
use serde::Serialize;

/// A change: what is done to which flights, when and where.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Submessage {
    /// The line of its action, from 1.
    #[serde(skip)]
    pub line: usize,
    /// `NEW`, `CNL`, `TIM`.
    pub action: String,
    /// What follows the action on its line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub behind: String,
    /// Which flights.
    pub flights: Vec<FlightDay>,
    /// In which periods; none in a message about one day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<Period>,
    /// With which aircraft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equipment: Option<Equipment>,
    /// From where to where.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legs: Vec<Leg>,
    /// Data elements, by their numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Data>,
}

/// A data element of a leg or segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Data {
    /// Where from.
    pub from: Code,
    /// Where to.
    pub to: Code,
    /// Its number.
    pub element: u16,
    /// Its value.
    pub text: String,
}

/// A flight, in a message about one day with its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlightDay {
    /// Airline and number.
    #[serde(flatten)]
    pub flight: Flight,
    /// The day, year inferred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// `LHR/JFK` behind it: of its legs only those between these airports, one after the other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legs: Vec<Span>,
    /// Words behind it that nobody can read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<String>,
}

/// From where to where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Airport.
    pub from: Code,
    /// Airport.
    pub to: Code,
}

/// When a change holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// Its line, from 1.
    #[serde(skip)]
    pub line: usize,
    /// First day.
    pub from: Date,
    /// Last day; none where there is no end.
    pub to: Option<Date>,
    /// Days of the week, 1 is Monday; empty where they were not told.
    pub days: String,
    /// What follows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<String>,
}

/// An aircraft and its seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Equipment {
    /// `J` is a scheduled passenger flight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// `738`
    pub aircraft: String,
    /// Booking classes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<String>,
    /// `C6Y174`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<String>,
    /// What follows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<String>,
}

/// A leg, its times where they were told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leg {
    /// Its line, from 1.
    #[serde(skip)]
    pub line: usize,
    /// Airport.
    pub from: Code,
    /// Departure.
    pub departs: Option<Clock>,
    /// Days after the day of the flight.
    pub departs_day: i8,
    /// Airport.
    pub to: Code,
    /// Arrival.
    pub arrives: Option<Clock>,
    /// Days after the day of the flight.
    pub arrives_day: i8,
    /// What follows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<String>,
}

impl Period {
    /// The days it says.
    ///
    /// # Errors
    /// No days of the week, or a rate that is none, at its line.
    pub fn series(&self) -> Result<Series, Fault> {
        let bad = |reason: String| Fault::new(self.line, "period", reason);
        // what follows may be data elements: `6/XX`
        let every = match self.more.first().and_then(|rate| rate.strip_prefix('W')) {
            None | Some("1") => 1,
            Some("2") => 2,
            Some(rate) => return Err(bad(format!("every W{} weeks", quoted(rate)))),
        };
        if self.days.is_empty() && self.to == Some(self.from) {
            return Ok(Series::on(self.from));
        }
        let days = Weekdays::parse(&self.days).ok_or_else(|| bad("says no days of the week".to_owned()))?;
        let series = Series { from: self.from, to: self.to, days, every };
        if series.is_never() { Err(bad(format!("no day {} in the period", self.days))) } else { Ok(series) }
    }
}

impl FlightDay {
    /// `UT422/21JAN`, `UT422/21`, `UT422`.
    pub(super) fn parse(word: &str, context: Date) -> Option<Self> {
        let (flight, day) = word.split_once('/').unwrap_or((word, ""));
        let flight = flight.parse().ok()?;
        let date = match day {
            "" => None,
            day => Some(calendar::day(day, context).or_else(|| calendar::day_of_month(digits(day, 1..=2)?, context))?),
        };
        Some(Self { flight, date, legs: Vec::new(), more: Vec::new() })
    }
}

impl Span {
    /// `LHR/JFK`, `LHR/JFK/BOS` for two; `None` where it is anything else.
    pub(super) fn parse(word: &str) -> Option<Vec<Self>> {
        let airport = |code: &str| Code::airport(code).filter(|_| code.bytes().all(|byte| byte.is_ascii_uppercase()));
        let airports = word.split(['/', '-']).map(airport).collect::<Option<Vec<Code>>>()?;
        let spans = airports.windows(2).filter_map(|pair| if let [from, to] = pair { Some(Self { from: *from, to: *to }) } else { None });
        Some(spans.collect()).filter(|spans: &Vec<Self>| !spans.is_empty())
    }
}
