//! Loads (AHM 583, LDM): how many people and kilograms go to each destination.

use crate::{
    calendar::digits,
    fault::{Fault, Reading, quoted},
    movement::FlightLine,
    typeb::free_text,
};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// A load message. Its lines are kept as they came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The flight.
    #[serde(flatten)]
    pub flight: FlightLine,
    /// The configuration, as the airline writes it: `C10Y92`, `12/116`, `3433A`.
    pub configuration: Option<String>,
    /// Cockpit and cabin.
    pub crew: Option<String>,
    /// The load to each destination, in the order of the stops.
    pub destinations: Vec<Destination>,
    /// Everybody in seats and on laps, to all destinations.
    pub total_pax: u32,
    /// What the free text says of each station: `FRE` freight, `POS` mail, `BAG` bags, `TRA` transit in kilograms, `BAGP` pieces.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub supplement: BTreeMap<String, BTreeMap<String, u32>>,
    /// Free text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub si: Vec<String>,
    /// Every line from the identifier on.
    #[serde(skip)]
    pub lines: Vec<String>,
}

/// The load to a destination.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Destination {
    /// Where.
    pub airport: String,
    /// `NIL`: nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nil: bool,
    /// Grown-ups, of either sex where both were told.
    pub adults: u32,
    /// Men and women, where they were told apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub male_female: Option<(u32, u32)>,
    /// Children.
    pub children: u32,
    /// Infants.
    pub infants: u32,
    /// Kilograms in all holds.
    pub deadload: Option<u32>,
    /// Kilograms in each hold.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub holds: BTreeMap<String, u32>,
    /// Seats taken by class (`PAX`), those who stand back (`PAD`), and the like.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub others: BTreeMap<String, Vec<u32>>,
}

/// Reads a message from the line of its identifier on.
///
/// # Errors
/// Where it names no flight.
pub fn parse(lines: &[(usize, String)], context: Date) -> Result<Reading<Message>, Fault> {
    let at = lines.first().map_or(1, |(line, _)| *line);
    let Some((line, flight)) = lines.get(1) else {
        return Err(Fault::new(at, "flight", "missing"));
    };
    let flight = FlightLine::parse(*line, flight, context)?;
    let (mut destinations, mut si, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    let mut free = false;
    for (line, text) in lines.iter().skip(2) {
        free |= free_text(text).is_some();
        if free {
            let begun = free_text(text).filter(|_| si.is_empty()).unwrap_or(text);
            si.push(begun.trim_start_matches(':').trim().to_owned());
        } else if let Some(rest) = text.strip_prefix('-') {
            destinations.push(destination(*line, rest, &mut warnings));
        } else if let Some(last) = destinations.last_mut().filter(|_| text.starts_with('.')) {
            parts(*line, text.trim_start_matches('.'), last, &mut warnings);
        } else {
            warnings.push(Fault::new(*line, "", format!("kept as it came: {}", quoted(text))));
        }
    }
    if destinations.is_empty() {
        warnings.push(Fault::new(at, "", "no destination"));
    }
    let (configuration, crew) = (flight.rest.first().cloned(), flight.rest.get(1).cloned());
    let total_pax =
        destinations.iter().map(|to| to.adults.saturating_add(to.children).saturating_add(to.infants)).fold(0, u32::saturating_add);
    let supplement = supplement(&si);
    let lines = lines.iter().map(|(_, text)| text.clone()).collect();
    si.retain(|text| !text.is_empty());
    Ok(Reading { value: Message { flight, configuration, crew, destinations, total_pax, supplement, si, lines }, warnings })
}

/// `HKG.147/2/0.T4399.1/541.PAX/149.PAD/0`
fn destination(line: usize, text: &str, warnings: &mut Vec<Fault>) -> Destination {
    let (airport, rest) = text.split_once('.').unwrap_or((text, ""));
    let mut to = Destination { airport: airport.trim().to_owned(), ..Destination::default() };
    let airport = to.airport.len() == 3 && to.airport.bytes().all(|byte| byte.is_ascii_uppercase());
    if !airport {
        warnings.push(Fault::new(line, "destination", quoted(&to.airport)));
    }
    parts(line, rest, &mut to, warnings);
    to
}

fn parts(line: usize, text: &str, to: &mut Destination, warnings: &mut Vec<Fault>) {
    for (place, part) in text.split('.').map(str::trim).filter(|part| !part.is_empty()).enumerate() {
        if !take(place, part, to) {
            warnings.push(Fault::new(line, &*to.airport, quoted(part)));
        }
    }
}

fn take(place: usize, part: &str, to: &mut Destination) -> bool {
    if part == "NIL" {
        to.nil = true;
        return true;
    }
    if let Some(weight) = part.strip_prefix('T').and_then(|weight| digits(weight, 1..=6)) {
        to.deadload = Some(weight);
        return true;
    }
    let (key, values) = part.split_once('/').unwrap_or((part, ""));
    let numbers = |text: &str| text.split('/').map(|number| digits(number, 1..=6)).collect::<Option<Vec<u32>>>();
    match (key.bytes().all(|byte| byte.is_ascii_digit()), numbers(part), numbers(values)) {
        (true, Some(counts), _) if place == 0 && to.deadload.is_none() => count(&counts, to),
        // bags in the cabin
        (true, Some(_), _) if values.is_empty() && to.deadload.is_none() => true,
        (true, _, Some(weight)) => {
            to.holds.extend(weight.first().map(|weight| (key.to_owned(), *weight)));
            weight.len() == 1
        }
        (false, _, Some(values)) => {
            to.others.insert(key.to_owned(), values);
            true
        }
        _ => false,
    }
}

/// Adults, children, infants; or men, women, children, infants.
fn count(counts: &[u32], to: &mut Destination) -> bool {
    match *counts {
        [adults, children, infants] => (to.adults, to.children, to.infants) = (adults, children, infants),
        [male, female, children, infants] => {
            (to.adults, to.children, to.infants) = (male.saturating_add(female), children, infants);
            to.male_female = Some((male, female));
        }
        _ => return false,
    }
    true
}

/// `HKG FRE 44 POS 0 BAG 1628 TRA 0 BAGP 139` in the free text.
fn supplement(si: &[String]) -> BTreeMap<String, BTreeMap<String, u32>> {
    const KEYS: [&str; 5] = ["FRE", "POS", "BAG", "TRA", "BAGP"];
    let mut stations: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    for text in si {
        let words: Vec<&str> = text.split_whitespace().collect();
        let Some((station, rest)) = words.split_first().filter(|(station, _)| station.len() == 3 && !KEYS.contains(station)) else {
            continue;
        };
        let pairs = rest.chunks_exact(2).filter_map(|pair| match pair {
            [key, number] if KEYS.contains(key) => Some(((*key).to_owned(), digits(number, 1..=6)?)),
            _ => None,
        });
        let pairs: BTreeMap<String, u32> = pairs.collect();
        if !pairs.is_empty() {
            stations.entry((*station).to_owned()).or_default().extend(pairs);
        }
    }
    stations
}

impl Message {
    /// As it came, a line each.
    #[must_use]
    pub fn write(&self) -> String {
        self.lines.join("\n")
    }
}
