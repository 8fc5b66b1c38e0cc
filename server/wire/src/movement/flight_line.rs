//! `BA117/26.GBZHA.LHR`: the line below the identifier, as movements and loads have it.

use crate::{
    airline::Flight,
    calendar::{self, digits},
    fault::{Fault, quoted},
};
use jiff::civil::Date;
use serde::Serialize;

/// Flight, day, and what stands between dots behind them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlightLine {
    /// Airline and number.
    pub flight: Flight,
    /// Planned departure in UTC, month and year inferred where they were not sent.
    pub date: Date,
    /// Registration, as sent; hyphens are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<String>,
    /// What follows: a station in movements, configuration and crew in loads.
    #[serde(skip)]
    pub rest: Vec<String>,
    /// The line as it came.
    #[serde(skip)]
    pub text: String,
}

impl FlightLine {
    /// A line to send.
    #[must_use]
    pub fn new(flight: Flight, date: Date, registration: &str, rest: Vec<String>) -> Self {
        let mut text = format!("{flight}/{:02}.{registration}", date.day());
        for part in &rest {
            text.push('.');
            text.push_str(part);
        }
        Self { flight, date, registration: Some(registration.to_owned()), rest, text }
    }

    /// Reads the line.
    ///
    /// # Errors
    /// Where it names no flight and day.
    pub fn parse(line: usize, text: &str, context: Date) -> Result<Self, Fault> {
        let fault = |reason: String| Fault::new(line, "flight", reason);
        let (flight, rest) = text.split_once('/').ok_or_else(|| fault(quoted(text)))?;
        let flight: Flight = flight.trim().parse().map_err(|_| fault(quoted(flight)))?;
        let mut parts = rest.split('.').map(str::trim);
        let day = parts.next().unwrap_or_default();
        let date = match digits(day, 1..=2) {
            Some(day) => calendar::day_of_month(day, context),
            None => calendar::day(day, context),
        };
        let date = date.ok_or_else(|| fault(format!("day {}", quoted(day))))?;
        let registration = parts.next().filter(|registration| !registration.is_empty()).map(str::to_owned);
        let rest = parts.filter(|part| !part.is_empty()).map(str::to_owned).collect();
        Ok(Self { flight, date, registration, rest, text: text.to_owned() })
    }
}
