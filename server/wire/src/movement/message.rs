//! A whole message.

use super::{
    flight_line::FlightLine,
    item::{self, Delay, Item, Told},
};
use crate::{
    calendar::Clock,
    fault::{Fault, Reading, quoted},
    typeb::{Kind, free_text},
};
use domain::flight::Code;
use jiff::civil::Date;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// A movement message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// MVT, DIV or MVA.
    pub kind: Kind,
    /// The line of the identifier, as it came: `MVT`, `COR MVT`.
    pub announced: String,
    /// The flight.
    pub flight: FlightLine,
    /// The lines below it.
    pub rows: Vec<Row>,
}

/// A line of elements, or of free text from `SI` on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As it came.
    pub text: String,
    /// What it says; nothing in free text.
    pub items: Vec<Item>,
    /// Free text of the line, behind `SI`, where there is any: never read for elements.
    pub free: Option<String>,
}

/// What became known of one flight of the aircraft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Leg {
    /// AD: left its stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub off_block: Option<Clock>,
    /// AD: took off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub airborne: Option<Clock>,
    /// AA (and TD): touched down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub touchdown: Option<Clock>,
    /// AA: reached its stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_block: Option<Clock>,
    /// EA: expected to touch down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eta: Option<Clock>,
    /// EA: where; in a DIV where it goes instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<Code>,
    /// EB: expected at its stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimated_on_block: Option<Clock>,
    /// ED: expected to leave its stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimated_departure: Option<Clock>,
    /// EO: expected to take off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimated_takeoff: Option<Clock>,
    /// NI: when more will be known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_information: Option<Clock>,
    /// RR: came back to its stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_to_ramp: Option<Clock>,
    /// FR: came back after take-off: touched down, reached its stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forced_return: Vec<Clock>,
}

/// Reads a message from the line of its identifier on.
///
/// # Errors
/// Why it is refused, at the place.
pub fn parse(kind: Kind, lines: &[(usize, String)], context: Date) -> Result<Reading<Message>, Fault> {
    let ((at, announced), rest) = lines.split_first().ok_or_else(|| Fault::new(1, "", "nothing"))?;
    let Some(((line, flight), rest)) = rest.split_first() else {
        return Err(Fault::new(*at, "flight", "missing"));
    };
    let flight = FlightLine::parse(*line, flight, context)?;
    let mut warnings = Vec::new();
    if !flight.rest.first().is_some_and(|station| matches!(station.len(), 3 | 4)) {
        warnings.push(Fault::new(*line, "flight", "no station"));
    }
    let mut rows: Vec<Row> = Vec::new();
    let small = announced.bytes().all(|byte| !byte.is_ascii_uppercase());
    for (line, text) in rest {
        let read = if small { text.to_ascii_uppercase() } else { text.clone() };
        // all that follows `SI` is free text, wherever on its line it stands
        let begun = rows.last().is_some_and(|row| row.free.is_some());
        let at = if begun { Some(0) } else { free_from(&read) };
        let (said, free) = read.split_at_checked(at.unwrap_or(read.len())).unwrap_or((&read, ""));
        let items = item::items(*line, said, Told { context: flight.date, diverted: kind.code == "DIV" }, &mut warnings)?;
        let free = at.map(|_| if begun { free } else { free_text(free).unwrap_or(free) }.trim().to_owned());
        rows.push(Row { text: text.clone(), items, free });
    }
    if rows.iter().all(|row| row.items.is_empty()) {
        warnings.push(Fault::new(*at, "", format!("says nothing: {}", quoted(announced))));
    }
    Ok(Reading { value: Message { kind, announced: announced.clone(), flight, rows }, warnings })
}

/// Where the word `SI` stands in a line, in bytes.
fn free_from(text: &str) -> Option<usize> {
    let begins = |at: &usize| *at == 0 || text.as_bytes().get(at - 1) == Some(&b' ');
    text.match_indices("SI").map(|(at, _)| at).filter(begins).find(|at| text.get(*at..).and_then(free_text).is_some())
}

impl Row {
    /// A line to send.
    #[must_use]
    pub fn new(items: Vec<Item>) -> Self {
        let text: Vec<String> = items.iter().map(Item::write).collect();
        Self { text: text.join(" "), items, free: None }
    }
}

impl Leg {
    /// Takes a time in; what it says already stands and another leg begins where this answers false.
    fn take(&mut self, code: &str, first: Option<Clock>, second: Option<Clock>, airport: Option<Code>) -> bool {
        let say = |field: &mut Option<Clock>, time: Option<Clock>| {
            let free = field.is_none() || time.is_none();
            *field = time.or(*field);
            free
        };
        match code {
            "AD" => {
                if self.off_block.is_some() || self.airborne.is_some() {
                    return false;
                }
                say(&mut self.off_block, first) & say(&mut self.airborne, second)
            }
            // with a time of touching down before it, AA alone is the stand
            "AA" if self.touchdown.is_some() && self.on_block.is_none() && second.is_none() => say(&mut self.on_block, first),
            "AA" if self.touchdown.is_some() => false,
            "AA" => say(&mut self.touchdown, first) & say(&mut self.on_block, second),
            "TD" => say(&mut self.touchdown, first),
            "EA" if self.eta.is_some() => false,
            "EA" => {
                self.destination = airport.or(self.destination);
                say(&mut self.eta, first)
            }
            "EB" => say(&mut self.estimated_on_block, first),
            "ED" => say(&mut self.estimated_departure, first),
            "EO" => say(&mut self.estimated_takeoff, first),
            "NI" => say(&mut self.next_information, first),
            "RR" => say(&mut self.return_to_ramp, first),
            "FR" => {
                self.forced_return.extend(first.into_iter().chain(second));
                true
            }
            _ => true,
        }
    }
}

impl Message {
    /// Every element in its order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.rows.iter().flat_map(|row| &row.items)
    }

    /// Where it happened: the airport of departure or of arrival.
    #[must_use]
    pub fn station(&self) -> Option<&str> {
        self.flight.rest.first().map(String::as_str)
    }

    /// What became known. A departure after another's is another leg.
    #[must_use]
    pub fn legs(&self) -> Vec<Leg> {
        let mut legs = vec![Leg::default()];
        for item in self.items() {
            let Item::Times { code, first, second, airport } = item else { continue };
            let taken = legs.last_mut().is_some_and(|leg| leg.take(code, *first, *second, *airport));
            if !taken {
                let mut next = Leg::default();
                next.take(code, *first, *second, *airport);
                legs.push(next);
            }
        }
        legs
    }

    /// Why it is late: DL, then EDL.
    #[must_use]
    pub fn delays(&self) -> Vec<Delay> {
        let delays = self.items().filter_map(|item| match item {
            Item::Delays { delays, .. } => Some(delays.clone()),
            _ => None,
        });
        delays.flatten().collect()
    }

    /// Free text, without its `SI`.
    #[must_use]
    pub fn free_text(&self) -> Vec<&str> {
        self.rows.iter().filter_map(|row| row.free.as_deref()).filter(|text| !text.is_empty()).collect()
    }

    /// As it is written, a line each.
    #[must_use]
    pub fn write(&self) -> String {
        let rows = self.rows.iter().map(|row| row.text.as_str());
        let lines: Vec<&str> = [self.announced.as_str(), &self.flight.text].into_iter().chain(rows).collect();
        lines.join("\n")
    }

    fn other<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        for item in self.items() {
            match item {
                Item::Passengers { code: "POB", count, .. } => map.serialize_entry("pob", count)?,
                Item::Passengers { count, infants, .. } => {
                    map.serialize_entry("pax", count)?;
                    map.serialize_entry("infants", infants)?;
                }
                Item::Day { day, .. } => map.serialize_entry("flight_leg_date", day)?,
                Item::Text { code: "DR", text } => map.serialize_entry("reason", text)?,
                Item::Text { code, text } => map.serialize_entry(code, text)?,
                Item::Weight { code, weight } => map.serialize_entry(code, weight)?,
                Item::Times { .. } | Item::Delays { .. } => {}
            }
        }
        Ok(())
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("flight", &self.flight.flight)?;
        map.serialize_entry("date", &self.flight.date)?;
        map.serialize_entry("registration", &self.flight.registration)?;
        map.serialize_entry("station", &self.station())?;
        let legs = self.legs();
        map.serialize_entry("legs", &legs)?;
        if self.kind.code == "DIV" {
            map.serialize_entry("diverted_to", &legs.iter().rev().find_map(|leg| leg.destination))?;
        }
        let delays = self.delays();
        if !delays.is_empty() {
            map.serialize_entry("delays", &delays)?;
        }
        self.other(&mut map)?;
        let free = self.free_text();
        if !free.is_empty() {
            map.serialize_entry("si", &free)?;
        }
        map.end()
    }
}
