//! Lists of passengers: names (PNL, ADL) and who needs assistance (CAL, PAL), with the requests behind each name.

use crate::{
    airline::Flight,
    calendar::{self, digits},
    fault::{Fault, Reading, quoted},
};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// A list. Its lines are kept as they came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The flight.
    pub flight: Flight,
    /// Local day of departure, year inferred.
    pub date: Date,
    /// Where it departs.
    pub station: Option<String>,
    /// Which part of a long list, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// Passengers to a destination in a class.
    pub totals: Vec<Total>,
    /// Those named.
    pub entries: Vec<Entry>,
    /// The codes of the requests of all, each once: `WCHR`.
    pub ssr_codes: BTreeSet<String>,
    /// Every line from the identifier on.
    #[serde(skip)]
    pub lines: Vec<String>,
}

/// `-HKG002F`, `-LAX Y`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Total {
    /// Where to.
    pub destination: String,
    /// How many, where it is told.
    pub count: Option<u32>,
    /// Class.
    pub class: String,
}

/// `1NEWSURNAMEJR .R/DEAF`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// `ADD`, `DEL`, `CHG`; none in a full list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Where to, from the last total above.
    pub destination: Option<String>,
    /// How many share the name.
    pub count: u32,
    /// As sent, family name before the stroke.
    pub name: String,
    /// `.R/WCHR`: what stands behind, without the dot.
    pub elements: Vec<String>,
}

/// Reads a message from the line of its identifier on.
///
/// # Errors
/// Where it names no flight and day.
pub fn parse(lines: &[(usize, String)], context: Date) -> Result<Reading<Message>, Fault> {
    let at = lines.first().map_or(1, |(line, _)| *line);
    let Some((line, head)) = lines.get(1) else {
        return Err(Fault::new(at, "flight", "missing"));
    };
    let mut message = head_of(*line, head, context)?;
    let (mut warnings, mut action) = (Vec::new(), None);
    for (line, text) in lines.iter().skip(2) {
        if matches!(text.as_str(), "ADD" | "DEL" | "CHG") {
            action = Some(text.clone());
        } else if !text.starts_with("END") && !message.take(text, action.as_ref()) {
            warnings.push(Fault::new(*line, "", format!("kept as it came: {}", quoted(text))));
        }
    }
    let requests = message.entries.iter().flat_map(|entry| &entry.elements).filter_map(|element| element.strip_prefix("R/"));
    let codes = requests.filter_map(|request| request.get(..4).filter(|code| code.bytes().all(|byte| byte.is_ascii_uppercase())));
    message.ssr_codes = codes.map(str::to_owned).collect();
    message.lines = lines.iter().map(|(_, text)| text.clone()).collect();
    Ok(Reading { value: message, warnings })
}

/// `DL9714/06JUN HKG PART1`
fn head_of(line: usize, text: &str, context: Date) -> Result<Message, Fault> {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let fault = |reason: String| Fault::new(line, "flight", reason);
    let (flight, day) = first.split_once('/').ok_or_else(|| fault(quoted(first)))?;
    let flight = flight.parse().map_err(|_| fault(quoted(flight)))?;
    let date = digits(day, 1..=2).and_then(|day| calendar::day_of_month(day, context)).or_else(|| calendar::day(day, context));
    let date = date.ok_or_else(|| fault(format!("day {}", quoted(day))))?;
    let station = words.next().map(str::to_owned);
    let part = words.find_map(|word| word.strip_prefix("PART")?.parse().ok());
    Ok(Message { flight, date, station, part, totals: Vec::new(), entries: Vec::new(), ssr_codes: BTreeSet::new(), lines: Vec::new() })
}

impl Message {
    fn take(&mut self, text: &str, action: Option<&String>) -> bool {
        if let Some(total) = text.strip_prefix('-').and_then(total) {
            self.totals.push(total);
            return true;
        }
        let name = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let count = text.get(..text.len() - name.len()).and_then(|count| digits(count, 1..=3));
        let mut parts = name.split(" .");
        match (count, text.strip_prefix('.'), self.entries.last_mut()) {
            // more of the one above
            (None, Some(more), Some(last)) => last.elements.extend(more.split(" .").map(|element| element.trim().to_owned())),
            (Some(count), None, _) => {
                let name = parts.next().unwrap_or_default().trim().to_owned();
                let elements = parts.map(|element| element.trim().to_owned()).collect();
                let destination = self.totals.last().map(|total| total.destination.clone());
                self.entries.push(Entry { action: action.cloned(), destination, count, name, elements });
            }
            _ => return false,
        }
        true
    }

    /// As it came, a line each.
    #[must_use]
    pub fn write(&self) -> String {
        self.lines.join("\n")
    }
}

fn total(text: &str) -> Option<Total> {
    let (destination, rest) = text.split_at_checked(3)?;
    let rest = rest.trim();
    let class = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = rest.get(..rest.len() - class.len())?;
    let good = destination.bytes().all(|byte| byte.is_ascii_uppercase()) && class.len() == 1 && count.len() <= 4;
    good.then(|| Total { destination: destination.to_owned(), count: count.parse().ok(), class: class.to_owned() })
}
