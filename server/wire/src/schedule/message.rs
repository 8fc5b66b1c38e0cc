//! ASM (one day) and SSM (a period): a mode, a reference, then changes parted by `//`.

use super::{
    row::{self, Row, Says},
    submessage::{Data, Submessage},
};
use crate::{
    calendar::{self, digits},
    fault::{Fault, Reading, quoted},
    typeb::{Kind, free_text},
};
use jiff::civil::Date;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// A message that changes schedules, its lines as they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// ASM or SSM.
    pub kind: Kind,
    /// The line of the identifier, as it came.
    pub announced: String,
    /// Each line below.
    pub rows: Vec<Row>,
}

/// A message's place among those of its sender, in the order they were written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Serial {
    /// The day it was written.
    pub day: Date,
    /// Group of messages of the day.
    pub group: u32,
    /// Its part of the group.
    pub part: u16,
}

/// What the times are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Mode {
    /// UTC, also where nothing is said.
    #[serde(rename = "UTC")]
    Utc,
    /// Local time of each airport.
    #[serde(rename = "LT")]
    Local,
}

const SSM: [&str; 13] = ["ACK", "ADM", "CNL", "CON", "EQT", "FLT", "NAC", "NEW", "REV", "RPL", "RSD", "SKD", "TIM"];
const ASM: [&str; 12] = ["ACK", "ADM", "CNL", "CON", "EQT", "FLT", "NAC", "NEW", "RIN", "RPL", "RRT", "TIM"];

/// Reads a message from the line of its identifier on.
///
/// # Errors
/// Why it is refused, at the place.
pub fn parse(kind: Kind, lines: &[(usize, String)], context: Date) -> Result<Reading<Message>, Fault> {
    let ((at, announced), rest) = lines.split_first().ok_or_else(|| Fault::new(1, "", "nothing"))?;
    let mut reader = Reader { kind, context, expects: Expects::Action, days: Vec::new(), warnings: Vec::new() };
    let mut rows = Vec::new();
    for (line, text) in rest {
        let says = reader.row(*line, text)?;
        rows.push(Row { line: *line, text: text.clone(), says });
    }
    let acts = rows.iter().any(|row| matches!(row.says, Says::Action(_)));
    if !acts || reader.expects == Expects::Flight {
        return Err(Fault::new(*at, "", if acts { "names no flight" } else { "says no action" }));
    }
    Ok(Reading { value: Message { kind, announced: announced.clone(), rows }, warnings: reader.warnings })
}

/// What must come next.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Expects {
    /// Mode and reference first, in the first submessage.
    Action,
    Flight,
    Rest,
    Free,
    /// Another submessage, or more of the free text.
    BehindFree,
}

struct Reader {
    kind: Kind,
    context: Date,
    expects: Expects,
    /// Those of the flights of the submessage.
    days: Vec<Date>,
    warnings: Vec<Fault>,
}

impl Reader {
    fn row(&mut self, line: usize, text: &str) -> Result<Says, Fault> {
        // free text ends where another submessage begins
        if text == "//" {
            self.expects = if self.expects == Expects::Free { Expects::BehindFree } else { Expects::Action };
            return Ok(Says::Next);
        }
        if self.expects == Expects::Free || free_text(text).is_some() {
            self.expects = if self.expects == Expects::Flight { Expects::Flight } else { Expects::Free };
            return Ok(Says::Free);
        }
        let says = match self.expects {
            Expects::Action => self.head(line, text),
            Expects::BehindFree => {
                let action = text.split([' ', '/']).next().unwrap_or_default();
                if SSM.contains(&action) || ASM.contains(&action) {
                    self.head(line, text)
                } else {
                    self.expects = Expects::Free;
                    Says::Kept
                }
            }
            Expects::Flight => {
                let flights = row::flights(text, self.context, true).ok_or_else(|| Fault::new(line, "flight", quoted(text)))?;
                self.expects = Expects::Rest;
                Says::Flights(flights)
            }
            Expects::Rest | Expects::Free => {
                // of several flights on several days it would be told of which
                let day = self.days.first().copied().filter(|first| self.days.iter().all(|day| day == first));
                let says = row::below_flight(line, text, (self.context, day), &mut self.warnings)?;
                let more = if says == Says::Kept { row::flights(text, self.context, false) } else { None };
                more.map_or(says, Says::Flights)
            }
        };
        if let Says::Flights(flights) = &says {
            self.days.extend(flights.iter().filter_map(|flight| flight.date));
            for flight in flights.iter().filter(|flight| !flight.more.is_empty()) {
                self.warnings.push(Fault::new(line, "flight", format!("kept as it came: {}", quoted(&flight.more.join(" ")))));
            }
        }
        if says == Says::Kept {
            self.warnings.push(Fault::new(line, "", format!("kept as it came: {}", quoted(text))));
        }
        Ok(says)
    }

    fn head(&mut self, line: usize, text: &str) -> Says {
        if matches!(text, "UTC" | "LT") {
            return Says::Mode;
        }
        if is_reference(text) {
            return Says::Reference;
        }
        let (action, behind) = text.split_once(' ').unwrap_or((text, ""));
        let is_action = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        // several at once: `EQT/TIM`
        if !action.split('/').all(is_action) {
            return Says::Kept;
        }
        let (known, set): (&[&str], &str) = if self.kind.code == "SSM" { (&SSM, "SSM") } else { (&ASM, "ASM") };
        for unknown in action.split('/').filter(|action| !known.contains(action)) {
            self.warnings.push(Fault::new(line, "action", format!("{unknown} is not in the {set} set")));
        }
        self.days.clear();
        self.expects = if matches!(action, "ACK" | "NAC") { Expects::Rest } else { Expects::Flight };
        Says::Action(behind.trim().to_owned())
    }
}

/// `20APR26444E001`, `21JAN00052E001/000000-UT422/21JAN`: day and month, group, `E` or `C`, message.
fn is_reference(text: &str) -> bool {
    let first = text.split(['/', ' ']).next().unwrap_or_default();
    let parts = first.split_at_checked(5).and_then(|(day, rest)| Some((day, rest.split_at_checked(5)?)));
    let Some((day, (group, end))) = parts else { return false };
    let last: Option<u32> = end.get(1..).and_then(|number| digits(number, 3..=3));
    day.bytes().take(2).all(|byte| byte.is_ascii_digit())
        && day.bytes().skip(2).all(|byte| byte.is_ascii_uppercase())
        && digits::<u32>(group, 5..=5).is_some()
        && end.starts_with(['E', 'C'])
        && last.is_some()
}

impl Message {
    /// What its times are in.
    #[must_use]
    pub fn mode(&self) -> Mode {
        let said = self.rows.iter().find(|row| row.says == Says::Mode).map(|row| row.text.as_str());
        let local = said == Some("LT") || self.announced.split(' ').any(|word| word == "LT");
        if local { Mode::Local } else { Mode::Utc }
    }

    /// The sender's reference.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        self.rows.iter().find(|row| row.says == Says::Reference).map(|row| row.text.as_str())
    }

    /// Where it stands in the order of its sender: day, group and part of the reference, the year the nearest to the context.
    #[must_use]
    pub fn serial(&self, context: Date) -> Option<Serial> {
        let (day, rest) = self.reference()?.split_at_checked(5)?;
        let (group, end) = rest.split_at_checked(5)?;
        Some(Serial { day: calendar::day(day, context)?, group: digits(group, 5..=5)?, part: digits(end.get(1..4)?, 3..=3)? })
    }

    /// What it changes.
    #[must_use]
    pub fn submessages(&self) -> Vec<Submessage> {
        let mut all: Vec<Submessage> = Vec::new();
        for row in &self.rows {
            if let Says::Action(behind) = &row.says {
                let action = row.text.split(' ').next().unwrap_or_default().to_owned();
                all.push(Submessage { line: row.line, action, behind: behind.clone(), ..Submessage::default() });
            }
            let Some(open) = all.last_mut() else { continue };
            match &row.says {
                Says::Flights(flights) => open.flights.extend(flights.iter().cloned()),
                Says::Period(period) => open.periods.push(period.clone()),
                Says::Equipment(equipment) => open.equipment = Some(equipment.clone()),
                Says::Leg(leg) => open.legs.push(leg.clone()),
                Says::Spans(spans) => open.flights.last_mut().into_iter().for_each(|flight| flight.legs.extend(spans)),
                Says::Data { from, to, element, text } => {
                    open.data.push(Data { from: *from, to: *to, element: *element, text: text.clone() });
                }
                _ => {}
            }
        }
        all
    }

    /// As it is written, a line each.
    #[must_use]
    pub fn write(&self) -> String {
        let rows = self.rows.iter().map(|row| row.text.as_str());
        let lines: Vec<&str> = std::iter::once(self.announced.as_str()).chain(rows).collect();
        lines.join("\n")
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("time_mode", &self.mode())?;
        map.serialize_entry("reference", &self.reference())?;
        map.serialize_entry("submessages", &self.submessages())?;
        let free = self.rows.iter().filter(|row| row.says == Says::Free).map(|row| free_text(&row.text).unwrap_or(&row.text).trim());
        let free: Vec<&str> = free.filter(|text| !text.is_empty()).collect();
        if !free.is_empty() {
            map.serialize_entry("si", &free)?;
        }
        map.end()
    }
}
