//! What a message says about whose bags: typed, and free of the order of its lines.

use super::{element::Element, message::Message, slot::Value};
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

impl Message {
    /// Whose bags it is about. Another passenger begins at a `.F` (or `.I`) after the first one's, or where what a passenger begins
    /// with comes again: mostly the tags (`.N`), after the name, reference or printer of the one before; the name or the reference where
    /// those came before the tags. A container before the tags is of the tags that follow it. With another passenger
    /// flights go on, and where and when bags were handled, until something else is said; so does the latter with the same `.F`
    /// once more. What is said before any flight or tag of where and when holds for all.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        let mut reader = Reader::default();
        for (_, element) in self.elements() {
            reader.take(element);
        }
        reader.done()
    }
}

/// What of a passenger comes first, and therefore begins the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum First {
    Tags,
    Name,
    Locator,
    Printer,
}

#[derive(Default)]
struct Reader {
    groups: Vec<Group>,
    open: Group,
    head: Group,
    begun: bool,
    /// What the open group began with.
    first: Option<First>,
    /// It has a name, reference or printer.
    named: bool,
    /// Its name stands behind its tags.
    named_behind: bool,
    /// Where and when is of the group before, until it says its own.
    inherited: bool,
    /// Containers stand before the tags in them.
    boxed: Option<bool>,
    /// The one of the next tags.
    next_box: Option<String>,
}

impl Reader {
    fn take(&mut self, element: &Element) {
        let letter = element.letter.to_ascii_uppercase();
        if !self.begun && matches!(letter.as_str(), "F" | "I" | "N") {
            (self.head.processing, self.begun) = (self.open.processing.clone(), true);
        }
        if let Some(next) = self.next(&letter, element) {
            self.groups.push(std::mem::replace(&mut self.open, next));
            (self.named, self.named_behind, self.inherited, self.first) = (false, false, true, None);
            self.open.container = self.next_box.take().or_else(|| self.open.container.take());
        }
        self.first = self.first.or(first(&letter, element));
        let names = matches!(letter.as_str(), "P" | "L" | "T");
        // between tags and name it is of these tags
        if names && !self.named && self.first == Some(First::Tags) {
            self.open.container = self.next_box.take().or_else(|| self.open.container.take());
        }
        self.named |= names;
        self.named_behind |= letter == "P" && self.open.is_tagged();
        match letter.as_str() {
            "J" if std::mem::take(&mut self.inherited) => self.open.processing.clear(),
            "U" if *self.boxed.get_or_insert(!self.open.is_tagged()) && self.open.is_tagged() => {
                self.next_box = words(element, "container");
                return;
            }
            _ => {}
        }
        self.open.take(&letter, element);
    }

    /// What the element begins, where it begins another passenger or container.
    fn next(&self, letter: &str, element: &Element) -> Option<Group> {
        let (open, tagged) = (&self.open, self.open.is_tagged());
        match letter {
            "F" if open.outbound.is_some() && open.outbound == Some(leg(element)) => {
                let further = open.further();
                Some(Group { inbound: None, onward: Vec::new(), ..further })
            }
            "F" if open.outbound.is_some() => Some(self.head.clone()),
            "I" if open.inbound.is_some() && !open.tags.is_empty() => Some(self.head.clone()),
            _ => {
                let next = match (first(letter, element).filter(|_| tagged)?, self.first?) {
                    (First::Tags, _) if letter != "N" && !open.tags.is_empty() => false,
                    (First::Tags, First::Tags) => self.named || self.next_box.is_some(),
                    (First::Tags, First::Locator | First::Printer) => self.named_behind,
                    (one, first) => one == first,
                };
                next.then(|| open.further())
            }
        }
    }

    fn done(mut self) -> Vec<Group> {
        // nothing followed it: it is of the bags before
        self.open.container = self.next_box.take().or_else(|| self.open.container.take());
        if self.open != Group::default() {
            self.groups.push(self.open);
        }
        for group in self.groups.iter_mut().filter(|group| group.tags.is_empty()) {
            group.tags = group.irregular.iter().flat_map(|irregular| irregular.tags.clone()).collect();
        }
        self.groups
    }
}

/// What of a passenger an element is.
fn first(letter: &str, element: &Element) -> Option<First> {
    match letter {
        "N" => Some(First::Tags),
        "B" if !tags(element).is_empty() => Some(First::Tags),
        "P" => Some(First::Name),
        "L" => Some(First::Locator),
        "T" => Some(First::Printer),
        _ => None,
    }
}

impl Group {
    /// A group on the same flights, handled with this one.
    fn further(&self) -> Self {
        Self {
            outbound: self.outbound.clone(),
            inbound: self.inbound.clone(),
            onward: self.onward.clone(),
            processing: self.processing.clone(),
            container: self.container.clone(),
            ..Self::default()
        }
    }

    /// Whether it says which bags it is about.
    fn is_tagged(&self) -> bool {
        !self.tags.is_empty() || self.irregular.iter().any(|irregular| !irregular.tags.is_empty())
    }

    fn take(&mut self, letter: &str, element: &Element) {
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

fn words(element: &Element, slot: &str) -> Option<String> {
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

fn tags(element: &Element) -> Vec<BagTag> {
    let plates = element.slots.iter().filter_map(|slot| match &slot.value {
        Some(Value::Plates(plates)) => Some(plates.tags()),
        _ => None,
    });
    plates.flatten().collect()
}

fn leg(element: &Element) -> Leg {
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
