//! Schedule files (SSIM chapter 7): records of 200 columns.

use super::{
    columns,
    when::{Ends, Series, Weekdays},
};
use crate::{
    airline::Flight,
    calendar::{self, Clock, digits},
    fault::{Fault, Reading, quoted},
    fixed::{Block, Cursor},
};
use domain::flight::Code;
use jiff::civil::Date;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// A record, its columns as they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its fields.
    pub columns: Block,
    /// What a flight leg says.
    pub leg: Option<FlightLeg>,
}

/// A leg that is flown on some days of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlightLeg {
    /// Airline, number, suffix.
    pub flight: Flight,
    /// First day, local at the airport of departure or UTC, as the file's second record says.
    pub from: Date,
    /// Last day; none where there is no end.
    pub to: Option<Date>,
    /// Days of the week, 1 is Monday.
    pub days: Vec<i8>,
    /// Every so manieth week: 1 or 2.
    #[serde(skip_serializing_if = "is_weekly")]
    pub every: u8,
    /// Departure, of the passengers.
    pub departs: At,
    /// Arrival, of the passengers.
    pub arrives: At,
}

/// A place and a time there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct At {
    /// Airport.
    pub airport: Code,
    /// Time of day.
    pub time: Clock,
    /// Minutes that local time is ahead of UTC, where it is told.
    pub utc_offset: Option<i32>,
    /// Days after the day of the flight.
    pub day: i8,
    /// Terminal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terminal: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
const fn is_weekly(every: &u8) -> bool {
    *every == 1
}

impl FlightLeg {
    /// The days it is flown on; `None` where no day of the week is among them.
    #[must_use]
    pub fn series(&self) -> Option<Series> {
        Some(Series { from: self.from, to: self.to, days: Weekdays::of(&self.days)?, every: self.every })
    }

    /// Its clocks with their days.
    #[must_use]
    pub const fn ends(&self) -> Ends {
        let (departs, arrives) = (&self.departs, &self.arrives);
        Ends {
            departs: departs.time,
            departs_day: departs.day,
            arrives: arrives.time,
            arrives_day: arrives.day,
            offsets: (departs.utc_offset, arrives.utc_offset),
        }
    }
}

/// Whether an input looks like a schedule file: long lines that begin with a record's digit.
#[must_use]
pub fn is_file(text: &str) -> bool {
    let first = text.lines().find(|line| !is_filler(line));
    first.is_some_and(|line| line.len() >= 100 && line.starts_with(|c: char| ('1'..='5').contains(&c)))
}

/// Files are padded to blocks of five with lines of zeros.
fn is_filler(line: &str) -> bool {
    line.trim().bytes().all(|byte| byte == b'0')
}

/// Reads the records of a file, one after the other.
#[derive(Debug)]
pub struct Records {
    context: Date,
    last_serial: Option<String>,
}

impl Records {
    /// Two-digit years are those nearest to the context.
    #[must_use]
    pub const fn new(context: Date) -> Self {
        Self { context, last_serial: None }
    }

    /// Reads a line; `None` where it only fills the file.
    ///
    /// # Errors
    /// Why it is no record, at the column.
    pub fn read(&mut self, number: usize, line: &str) -> Option<Result<Reading<Record>, Fault>> {
        let line = line.trim_end_matches(['\r', '\n']);
        (!is_filler(line)).then(|| self.record(number, line))
    }

    fn record(&mut self, number: usize, line: &str) -> Result<Reading<Record>, Fault> {
        let first = line.chars().next().unwrap_or_default();
        let layout = columns::columns(first).ok_or_else(|| Fault::new(number, "record type", quoted(&first.to_string())))?;
        let mut cursor = Cursor::new(line);
        let mut block = cursor.block(layout);
        block.push("more", cursor.rest().to_owned());
        let mut warnings = Vec::new();
        if line.chars().count() != 200 {
            warnings.push(Fault::new(number, "", format!("{} columns, not 200", line.chars().count())));
        }
        let serial = block.get("record_serial_number").map(str::to_owned);
        let check = block.get("serial_number_check_reference");
        if check.is_some() && self.last_serial.is_some() && check != self.last_serial.as_deref() {
            let last = self.last_serial.as_deref().unwrap_or_default();
            warnings.push(Fault::new(number, "serial_number_check_reference", format!("the record before is {last}")));
        }
        self.last_serial = serial;
        let leg = if first == '3' { Some(self.leg(number, &block, &mut warnings)?) } else { None };
        Ok(Reading { value: Record { columns: block, leg }, warnings })
    }

    fn leg(&self, line: usize, block: &Block, warnings: &mut Vec<Fault>) -> Result<FlightLeg, Fault> {
        let fault = |field: &str| Fault::new(line, field, quoted(block.get(field).unwrap_or("missing")));
        let text = |field: &str| block.get(field).ok_or_else(|| fault(field));
        let day = |field: &str| text(field).and_then(|day| calendar::day(day, self.context).ok_or_else(|| fault(field)));
        let suffix = block.get("operational_suffix").unwrap_or_default();
        let flight = Flight::new(text("airline_designator")?, text("flight_number")?, suffix).ok_or_else(|| fault("flight_number"))?;
        let (from, without_end) = (day("period_of_operation_from")?, block.get("period_of_operation_to") == Some("00XXX00"));
        let to = if without_end { None } else { Some(day("period_of_operation_to")?) };
        let days = text("days_of_operation")?.bytes().filter(|byte| *byte != b' ');
        let days: Option<Vec<i8>> = days.map(|byte| i8::try_from(byte).ok()?.checked_sub(48).filter(|day| (1..=7).contains(day))).collect();
        let every = match block.get("frequency_rate") {
            None | Some("1") => 1,
            Some("2") => 2,
            Some(_) => return Err(fault("frequency_rate")),
        };
        if to.is_some_and(|to| to < from) {
            return Err(fault("period_of_operation_to"));
        }
        let variation = block.fields.iter().find(|field| field.name == "date_variation").map(|field| field.text.as_str());
        let mut variation = variation.unwrap_or_default().chars().map(days_after);
        let mut at = |side: &str, day: i8| {
            let times = ["passenger", "aircraft"].map(|whose| format!("scheduled_time_of_{whose}_{side}"));
            // freighters have no time for passengers
            let [passenger, aircraft] = &times;
            let time = if block.get(passenger).is_some() { passenger } else { aircraft };
            let offset = format!("utc_local_time_variation_{side}");
            let station = format!("{side}_station");
            let terminal = block.get(&format!("passenger_terminal_{side}")).map(str::to_owned);
            let airport = Code::airport(text(&station)?).ok_or_else(|| fault(&station))?;
            let clock = Clock::parse(text(time)?).filter(|clock| clock.day.is_none()).ok_or_else(|| fault(time))?;
            // days and times are told without it
            let utc_offset = block.get(&offset).and_then(minutes);
            if block.get(&offset).is_some() && utc_offset.is_none() {
                warnings.push(fault(&offset));
            }
            Ok(At { airport, time: clock, utc_offset, day, terminal })
        };
        let departs = at("departure", variation.next().unwrap_or_default())?;
        let arrives = at("arrival", variation.next().unwrap_or_default())?;
        Ok(FlightLeg { flight, from, to, days: days.ok_or_else(|| fault("days_of_operation"))?, every, departs, arrives })
    }
}

/// `1` the day after, `A` the day before.
fn days_after(mark: char) -> i8 {
    match mark {
        'A' | 'J' => -1,
        mark => mark.to_digit(10).and_then(|days| i8::try_from(days).ok()).unwrap_or_default(),
    }
}

/// `+0400`; no clock on earth is 15 hours off.
fn minutes(text: &str) -> Option<i32> {
    let (sign, time) = text.split_at_checked(1)?;
    let (hours, minutes) = time.split_at_checked(2)?;
    let (hours, minutes): (i32, i32) = (digits(hours, 2..=2)?, digits(minutes, 2..=2)?);
    let minutes = (hours < 15 && minutes < 60).then_some(hours * 60 + minutes)?;
    match sign {
        "+" => Some(minutes),
        "-" => Some(-minutes),
        _ => None,
    }
}

impl Record {
    /// As it came.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = String::with_capacity(200);
        self.columns.write_to(&mut text);
        text
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let said = self.columns.fields.iter().filter(|field| !field.name.is_empty() && !field.text.trim().is_empty());
        for field in said {
            map.serialize_entry(field.name, field.text.trim())?;
        }
        if let Some(leg) = &self.leg {
            map.serialize_entry("leg", leg)?;
        }
        map.end()
    }
}
