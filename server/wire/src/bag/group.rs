//! What a message says about whose bags: typed, and free of the order of its lines.

use super::{element::Element, slot::Value};
use crate::airline::Flight;
use domain::{booking::BagTag, flight::Code};
use jiff::civil::{Date, Time};
use serde::Serialize;

/// Flights that bags go on to, and times they were handled, taken at most; further ones are among the elements.
const MOST: usize = 20;

/// Bags that travel together, with their passenger.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(default)]
pub struct Group {
    /// Every tag, counted out.
    #[serde(serialize_with = "numbers")]
    pub tags: Vec<BagTag>,
    /// `.F`: the flight the bags leave on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outbound: Option<Leg>,
    /// `.I`: the flight they came on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inbound: Option<Leg>,
    /// `.O`: where they go on to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub onward: Vec<Leg>,
    /// `.P`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passengers: Vec<Passenger>,
    /// `.L`: booking reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// `.S`: whether the bags may be loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load: Option<bool>,
    /// `.S`: seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    /// `.S`: `C` checked in, `N` not, `B` boarded, `S` standby.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// `.S`: check-in sequence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<String>,
    /// `.W`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<Weight>,
    /// `.J`: where and when the bags were handled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub processing: Vec<Processing>,
    /// `.U`: the container they are in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// `.B`: what went wrong (`OFF`, `UNS`) with which tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub irregular: Vec<Irregular>,
    /// `.E`: `RUSH`, `PRIO`, `VIP`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<String>,
    /// `.R`: the airline's remarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// `.C`: name of the party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
}

/// A flight of the bags. What could not be read is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leg {
    /// Airline and number.
    pub flight: Option<Flight>,
    /// Local day of departure, its year inferred.
    pub date: Option<Date>,
    /// Where it goes; for `.I` where it came from.
    pub airport: Option<Code>,
    /// Class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
}

/// A passenger as named in `.P`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passenger {
    /// How many share the name, where it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u16>,
    /// Family name.
    pub surname: String,
    /// Given names, with titles as they came.
    pub given: Vec<String>,
}

/// `.W/K/2/38`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Weight {
    /// `K` kilograms, `L` pounds, `P` pieces only.
    pub unit: Option<String>,
    /// Pieces.
    pub pieces: Option<u32>,
    /// Their weight together.
    pub weight: Option<u32>,
}

/// `.J`: a bag was handled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Processing {
    /// What was done: the sender's letter.
    pub code: Option<String>,
    /// Who did it.
    pub agent: Option<String>,
    /// With which reader.
    pub scanner: Option<String>,
    /// Day.
    pub date: Option<Date>,
    /// Time.
    pub time: Option<Time>,
    /// `L`: local time; `Z`: UTC.
    pub clock: Option<char>,
    /// Where it was read.
    pub place: Option<String>,
    /// Where it was sent.
    pub sent_to: Option<String>,
}

/// `.B/OFF/0125123456001`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Irregular {
    /// `OFF` taken off, `UNS` not seen.
    pub status: Option<String>,
    /// Which bags.
    #[serde(serialize_with = "numbers")]
    pub tags: Vec<BagTag>,
}

fn numbers<S: serde::Serializer>(tags: &[BagTag], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(tags.iter().map(BagTag::as_str))
}

impl Group {
    /// A group on the same flights, handled with this one.
    pub(super) fn further(&self) -> Self {
        Self {
            outbound: self.outbound.clone(),
            inbound: self.inbound.clone(),
            onward: self.onward.clone(),
            processing: self.processing.clone(),
            container: self.container.clone(),
            ..Self::default()
        }
    }

    /// The same with what another group of its passenger knows of the passenger and the flights.
    pub(super) fn beside(&self, other: &Self) -> Self {
        let mut group = self.clone();
        let all = group.passengers.is_empty() && group.locator.is_none();
        group.outbound = group.outbound.or_else(|| other.outbound.clone());
        group.inbound = group.inbound.or_else(|| other.inbound.clone());
        if group.onward.is_empty() {
            group.onward.clone_from(&other.onward);
        }
        if all {
            group.passengers.clone_from(&other.passengers);
            group.locator.clone_from(&other.locator);
        }
        if group.status.is_none() && group.seat.is_none() {
            (group.load, group.seat, group.status) = (group.load.or(other.load), other.seat.clone(), other.status.clone());
            group.sequence = group.sequence.or_else(|| other.sequence.clone());
        }
        group.party = group.party.or_else(|| other.party.clone());
        group
    }

    pub(super) fn has(&self, tag: &BagTag) -> bool {
        self.tags.contains(tag) || self.irregular.iter().any(|irregular| irregular.tags.contains(tag))
    }

    /// Whether it says which bags it is about.
    pub(super) fn is_tagged(&self) -> bool {
        !self.tags.is_empty() || self.irregular.iter().any(|irregular| !irregular.tags.is_empty())
    }

    pub(super) fn take(&mut self, letter: &str, element: &Element) {
        match letter {
            "F" => self.outbound = Some(leg(element)),
            "I" => self.inbound = Some(leg(element)),
            "O" if self.onward.len() < MOST => self.onward.push(leg(element)),
            "N" => self.tags.extend(tags(element)),
            "P" => self.passengers.push(passenger(element)),
            "L" => self.locator = words(element, "locator"),
            "S" => {
                self.load = element.text("load").and_then(|load| match load {
                    "Y" | "y" => Some(true),
                    "N" | "n" => Some(false),
                    _ => None,
                });
                self.seat = words(element, "seat");
                self.status = words(element, "status");
                self.sequence = words(element, "sequence");
            }
            "W" => self.weights.push(Weight {
                unit: words(element, "unit"),
                pieces: number(element, "pieces"),
                weight: number(element, "weight"),
            }),
            "J" if self.processing.len() < MOST => self.processing.push(processing(element)),
            "U" => self.container = words(element, "container"),
            "B" => self.irregular.push(Irregular { status: words(element, "status"), tags: tags(element) }),
            "E" => self.exceptions.extend(words(element, "exception")),
            "R" => self.remarks.extend(words(element, "text")),
            "C" => self.party = words(element, "group"),
            _ => {}
        }
    }
}

pub(super) fn words(element: &Element, slot: &str) -> Option<String> {
    element.text(slot).map(str::to_owned)
}

fn number(element: &Element, slot: &str) -> Option<u32> {
    match element.value(slot) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    }
}

fn day(element: &Element) -> Option<Date> {
    match element.value("date") {
        Some(Value::Day(day)) => Some(*day),
        _ => None,
    }
}

pub(super) fn tags(element: &Element) -> Vec<BagTag> {
    let plates = element.slots.iter().filter_map(|slot| match &slot.value {
        Some(Value::Plates(plates)) => Some(plates.tags()),
        _ => None,
    });
    plates.flatten().collect()
}

pub(super) fn leg(element: &Element) -> Leg {
    let flight = match element.value("flight") {
        Some(Value::Flight(flight)) => Some(*flight),
        _ => None,
    };
    let airport = match element.value("airport") {
        Some(Value::Airport(airport)) => Some(*airport),
        _ => None,
    };
    Leg { flight, date: day(element), airport, class: words(element, "class") }
}

/// `2PAGE/L/B`: two of the name Page.
fn passenger(element: &Element) -> Passenger {
    let name = element.text("surname").unwrap_or_default();
    let surname = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = name.get(..name.len() - surname.len()).unwrap_or_default().parse().ok();
    let given = element.slots.iter().skip(1).map(|slot| slot.text.trim()).filter(|given| !given.is_empty());
    Passenger { count, surname: surname.to_owned(), given: given.map(str::to_owned).collect() }
}

fn processing(element: &Element) -> Processing {
    let (time, clock) = match element.value("time") {
        Some(Value::Time(time, clock)) => (Some(*time), *clock),
        _ => (None, None),
    };
    Processing {
        code: words(element, "code"),
        agent: words(element, "agent"),
        scanner: words(element, "scanner"),
        date: day(element),
        time,
        clock,
        place: words(element, "reading_place"),
        sent_to: words(element, "sent_to"),
    }
}
