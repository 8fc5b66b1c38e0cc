//! `carrier,number,date,origin,destination,departs,arrives[,tail,aircraft,seats,terminal_out,gate_out,terminal_in,gate_in]`,
//! one leg and day a line. Times are local at each airport; `07:05+1` arrives the day after.

use super::{
    read::{Bad, Column, Line, Read, optional, required, rows},
    row::Row,
    values,
};
use jiff::civil::{Date, Time};
use std::collections::HashMap;

const COLUMNS: [Column; 14] = [
    required("carrier"),
    required("number"),
    required("date"),
    required("origin"),
    required("destination"),
    required("departs"),
    required("arrives"),
    optional("tail"),
    optional("aircraft"),
    optional("seats"),
    optional("terminal_out"),
    optional("gate_out"),
    optional("terminal_in"),
    optional("gate_in"),
];

/// A leg on one day, in the local times of its airports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flight {
    /// Airline code.
    pub carrier: String,
    /// Number without airline code.
    pub number: i32,
    /// Local date of departure.
    pub date: Date,
    /// Airport, IATA.
    pub origin: String,
    /// Airport, IATA.
    pub destination: String,
    /// Local time at the origin.
    pub departs: Time,
    /// Local time at the destination.
    pub arrives: Time,
    /// Days from the date of departure to the local date of arrival: −1 over the date line, 1, 2.
    pub arrives_days_later: i8,
    /// Registration.
    pub tail: Option<String>,
    /// Type of aircraft in words.
    pub aircraft: Option<String>,
    /// Seats.
    pub seats: Option<i16>,
    /// Terminal of departure.
    pub terminal_out: Option<String>,
    /// Gate of departure.
    pub gate_out: Option<String>,
    /// Terminal of arrival.
    pub terminal_in: Option<String>,
    /// Gate of arrival.
    pub gate_in: Option<String>,
}

/// Reads a table of flights.
#[must_use]
pub fn flights(bytes: &[u8]) -> Read<Flight> {
    let mut read = rows(bytes, &COLUMNS, flight);
    let mut seen = HashMap::new();
    for Line { line, row } in &read.rows {
        if let Some(before) = seen.insert((&row.carrier, row.number, row.date, &row.origin), *line) {
            read.bad.push(Bad::line(
                *line,
                format!("{} {} from {} on {} stands on line {before} already", row.carrier, row.number, row.origin, row.date),
            ));
        }
    }
    read
}

fn flight(row: &mut Row<'_>) -> Option<Flight> {
    let carrier = row.get("carrier", values::carrier);
    let number = row.get("number", values::flight_number);
    let date = row.get("date", values::date);
    let origin = row.get("origin", values::airport);
    let destination = row.get("destination", values::airport);
    let departs = row.get("departs", values::time);
    let arrives = row.get("arrives", values::arrival);
    let tail = row.maybe("tail", values::text);
    let aircraft = row.maybe("aircraft", values::text);
    let seats = row.maybe("seats", values::small);
    let terminal_out = row.maybe("terminal_out", values::text);
    let gate_out = row.maybe("gate_out", values::text);
    let terminal_in = row.maybe("terminal_in", values::text);
    let gate_in = row.maybe("gate_in", values::text);
    if origin.is_some() && origin == destination {
        row.complain("destination", "is where the flight began");
        return None;
    }
    let (arrives, arrives_days_later) = arrives?;
    Some(Flight {
        carrier: carrier?,
        number: number?,
        date: date?,
        origin: origin?,
        destination: destination?,
        departs: departs?,
        arrives,
        arrives_days_later,
        tail: tail?,
        aircraft: aircraft?,
        seats: seats?,
        terminal_out: terminal_out?,
        gate_out: gate_out?,
        terminal_in: terminal_in?,
        gate_in: gate_in?,
    })
}
