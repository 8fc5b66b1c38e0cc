//! A schedule file as a whole: its records in their order, to the end. What is cut off, or not in order, is no schedule.

use super::{
    Mode,
    aircraft::{Class, seats},
    file::{FlightLeg, Record, Records},
};
use crate::{
    calendar::{self, Clock},
    fault::{Fault, Reading, quoted},
};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

/// Columns of a record.
const COLUMNS: usize = 200;

/// A flight leg of a file, with what its file says of all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its line, from 1.
    pub line: usize,
    /// What days and times are in.
    pub mode: Mode,
    /// When the file was made; by its date alone, the begin of that day.
    pub made: Option<Timestamp>,
    /// What is flown.
    pub leg: FlightLeg,
    /// `J`: a scheduled passenger flight.
    pub service: Option<char>,
    /// `738`
    pub aircraft: Option<String>,
    /// Seats, where they are told.
    pub seats: Vec<(Class, u16)>,
}

/// Reads the flight legs of a file, one after the other; the first fault ends it.
#[derive(Debug)]
pub struct Whole<'a> {
    lines: std::iter::Enumerate<std::str::Lines<'a>>,
    records: Records,
    context: Date,
    after: usize,
    at: usize,
    last: char,
    carrier: Option<Carrier>,
    done: bool,
}

#[derive(Debug, Clone)]
struct Carrier {
    airline: String,
    mode: Mode,
    made: Option<Timestamp>,
}

impl<'a> Whole<'a> {
    /// The legs behind a line (0: all of them). Two-digit years are those nearest to the context.
    #[must_use]
    pub fn new(text: &'a str, context: Date, after: usize) -> Self {
        let lines = text.lines().enumerate();
        Self { lines, records: Records::new(context), context, after, at: 0, last: ' ', carrier: None, done: false }
    }

    fn line(&mut self, number: usize, line: &str) -> Result<Option<Planned>, Fault> {
        let line = line.trim_end();
        let kind = line.chars().next().unwrap_or(' ');
        let columns = line.chars().count();
        if columns > COLUMNS {
            return Err(Fault::new(number, "", format!("{columns} columns, not {COLUMNS}")));
        }
        // looked at before
        if number <= self.after && matches!(kind, '3' | '4') {
            self.last = kind;
            return Ok(None);
        }
        let Some(read) = self.records.read(number, line) else { return Ok(None) };
        let Reading { value: record, warnings } = read?;
        let follows = match kind {
            '1' => self.last == ' ',
            '2' => matches!(self.last, '1' | '5'),
            '3' => matches!(self.last, '2' | '3' | '4'),
            '4' => matches!(self.last, '3' | '4'),
            _ => matches!(self.last, '2' | '3' | '4'),
        };
        if !follows {
            let before = if self.last == ' ' { "at the begin".to_owned() } else { format!("after a record {}", self.last) };
            return Err(Fault::new(number, "record type", format!("{kind} {before}")));
        }
        self.last = kind;
        match (kind, record.leg.clone()) {
            ('2', _) => self.carrier = Some(self.carrier(number, &record)?),
            ('3', Some(leg)) => return self.planned(number, &record, leg).map(Some),
            ('5', _) if self.after == 0 => {
                let cut = warnings.into_iter().find(|warning| warning.element == "serial_number_check_reference");
                return cut.map_or(Ok(None), Err);
            }
            _ => {}
        }
        Ok(None)
    }

    fn carrier(&self, line: usize, record: &Record) -> Result<Carrier, Fault> {
        let text = |field: &str| record.columns.get(field);
        let fault = |field: &str| Fault::new(line, field, quoted(text(field).unwrap_or("missing")));
        let mode = match text("time_mode") {
            Some("U") => Mode::Utc,
            Some("L") => Mode::Local,
            _ => return Err(fault("time_mode")),
        };
        let day = text("creation_date").map(|day| calendar::day(day, self.context).ok_or_else(|| fault("creation_date"))).transpose()?;
        let clock = match text("creation_time") {
            None => Clock { day: None, hour: 0, minute: 0 },
            Some(told) => Clock::parse(told).filter(|clock| clock.day.is_none()).ok_or_else(|| fault("creation_time"))?,
        };
        let made = day.and_then(|day| Some(day.to_datetime(clock.time()).to_zoned(TimeZone::UTC).ok()?.timestamp()));
        Ok(Carrier { airline: text("airline_designator").ok_or_else(|| fault("airline_designator"))?.to_owned(), mode, made })
    }

    fn planned(&self, line: usize, record: &Record, leg: FlightLeg) -> Result<Planned, Fault> {
        let text = |field: &str| record.columns.get(field);
        let airline = text("airline_designator").unwrap_or_default();
        let Some(carrier) = self.carrier.as_ref().filter(|carrier| carrier.airline == airline) else {
            return Err(Fault::new(line, "airline_designator", format!("{} is not the airline of record 2", quoted(airline))));
        };
        Ok(Planned {
            line,
            mode: carrier.mode,
            made: carrier.made,
            leg,
            service: text("service_type").and_then(|service| service.chars().next()),
            aircraft: text("aircraft_type").map(str::to_owned),
            seats: seats(text("aircraft_configuration_version").unwrap_or_default()),
        })
    }
}

impl Iterator for Whole<'_> {
    type Item = Result<Planned, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let Some((place, line)) = self.lines.next() else {
                self.done = true;
                return (self.last != '5').then(|| Err(Fault::new(self.at.max(1), "", "no trailer at the end: the file was cut off")));
            };
            self.at = place + 1;
            match self.line(self.at, line) {
                Ok(None) => {}
                Ok(Some(planned)) => return Some(Ok(planned)),
                Err(fault) => {
                    self.done = true;
                    return Some(Err(fault));
                }
            }
        }
        None
    }
}
