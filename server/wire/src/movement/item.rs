//! Elements: a code and its value.

use crate::{
    calendar::{self, Clock, digits},
    fault::{Fault, quoted},
};
use domain::flight::Code;
use jiff::civil::Date;
use serde::Serialize;

/// What an element's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// One time or two between a stroke, and an airport behind.
    Times,
    Delays,
    Passengers,
    Day,
    Weight,
    Text,
}

/// The codes of AHM 780 and those seen beside them, the longer before those they begin with.
const CODES: &[(&str, Takes)] = &[
    ("EDL", Takes::Delays),
    ("DLA", Takes::Text),
    ("DL", Takes::Delays),
    ("FLD", Takes::Day),
    ("CRT", Takes::Text),
    ("MAP", Takes::Text),
    ("TOF", Takes::Weight),
    ("TOW", Takes::Weight),
    ("ZFW", Takes::Weight),
    ("PAX", Takes::Passengers),
    ("POB", Takes::Passengers),
    ("PX", Takes::Passengers),
    ("DR", Takes::Text),
    ("RC", Takes::Text),
    ("AD", Takes::Times),
    ("AA", Takes::Times),
    ("EA", Takes::Times),
    ("EB", Takes::Times),
    ("ED", Takes::Times),
    ("EO", Takes::Times),
    ("NI", Takes::Times),
    ("RR", Takes::Times),
    ("FR", Takes::Times),
    ("TD", Takes::Times),
];

/// An element, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// `AD1207/1219`, `EA1500 FRA`
    Times {
        /// `AD`
        code: &'static str,
        /// The first; none in `AA/1520`.
        first: Option<Clock>,
        /// The second.
        second: Option<Clock>,
        /// Where, behind an estimated arrival.
        airport: Option<Code>,
    },
    /// `DL64/72/0015/0020`
    Delays {
        /// `DL`, `EDL`
        code: &'static str,
        /// Each code with its duration.
        delays: Vec<Delay>,
    },
    /// `PX112/10`, `PAX215+0INF`, `POB247`
    Passengers {
        /// `PX`
        code: &'static str,
        /// Those in seats, or all on board.
        count: u32,
        /// Infants. Some stations mean passengers in transit.
        infants: Option<u32>,
    },
    /// `FLD22`
    Day {
        /// `FLD`
        code: &'static str,
        /// The day, month and year inferred.
        day: Date,
    },
    /// `TOW70000`
    Weight {
        /// `TOW`
        code: &'static str,
        /// In the sender's unit.
        weight: u32,
    },
    /// `DR71`, `DLA1A/2B`
    Text {
        /// `DR`
        code: &'static str,
        /// As it came.
        text: String,
    },
}

/// Why, and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delay {
    /// Of AHM 730: two digits, with a letter or without.
    pub code: String,
    /// Hours and minutes, `0015`; not every code comes with one.
    pub duration: Option<Clock>,
}

/// Reads the elements of a line; what is none is warned of.
///
/// # Errors
/// A time that is none.
pub(super) fn items(line: usize, text: &str, context: Date, warnings: &mut Vec<Fault>) -> Result<Vec<Item>, Fault> {
    let mut words = text.split_whitespace().peekable();
    let mut items = Vec::new();
    while let Some(word) = words.next() {
        let known = CODES.iter().find_map(|(code, takes)| Some((*code, *takes, word.strip_prefix(code)?)));
        let Some((code, takes, mut value)) = known.filter(|(_, takes, value)| begins(*takes, value)) else {
            warnings.push(Fault::new(line, "", format!("kept as it came: {}", quoted(word))));
            continue;
        };
        if value.is_empty() {
            // `PX 112`: the value is the next word
            let Some(next) = words.next_if(|next| begins(takes, next) && !next.is_empty()) else {
                warnings.push(Fault::new(line, code, "nothing behind it"));
                continue;
            };
            value = next;
        }
        match Item::read(code, takes, value, context) {
            Some(Item::Times { code, first, second, airport }) => {
                let behind = words.next_if(|next| airport.is_none() && is_airport(next));
                items.push(Item::Times { code, first, second, airport: airport.or_else(|| Code::parse(behind?)) });
            }
            Some(item) => items.push(item),
            None if takes == Takes::Times => return Err(Fault::new(line, code, format!("time {}", quoted(value)))),
            None => warnings.push(Fault::new(line, code, quoted(value))),
        }
    }
    Ok(items)
}

/// Whether a value of the kind can begin so: free text may begin with any code.
fn begins(takes: Takes, value: &str) -> bool {
    let first = value.bytes().next();
    first.is_none_or(|byte| byte.is_ascii_digit() || (takes == Takes::Times && byte == b'/' && value.len() > 1))
}

fn is_airport(word: &str) -> bool {
    matches!(word.len(), 3 | 4) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

impl Item {
    fn read(code: &'static str, takes: Takes, value: &str, context: Date) -> Option<Self> {
        Some(match takes {
            Takes::Times => {
                let letters = value.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(value.len());
                let (times, behind) = value.split_at_checked(letters)?;
                let airport = if matches!(behind, "" | "Z") { None } else { Some(Code::parse(behind).filter(|_| is_airport(behind))?) };
                let (first, second) = times.split_once('/').unwrap_or((times, ""));
                let (first, second) = (clock(first)?, clock(second)?);
                Self::Times { code, first, second, airport }
            }
            Takes::Delays => Self::Delays { code, delays: delays(value)? },
            Takes::Passengers => {
                let (count, rest) = value.split_once(['/', '+']).unwrap_or((value, ""));
                let infants = rest.split('/').next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_alphabetic());
                let infants = if infants.is_empty() { None } else { Some(digits(infants, 1..=4)?) };
                Self::Passengers { code, count: digits(count, 1..=4)?, infants }
            }
            Takes::Day => {
                let day = digits(value, 1..=2).and_then(|day| calendar::day_of_month(day, context));
                Self::Day { code, day: day.or_else(|| calendar::day(value, context))? }
            }
            Takes::Weight => Self::Weight { code, weight: digits(value, 1..=7)? },
            Takes::Text => Self::Text { code, text: value.to_owned() },
        })
    }

    /// As it is written.
    #[must_use]
    pub fn write(&self) -> String {
        match self {
            Self::Times { code, first, second, airport } => {
                let time = |time: &Option<Clock>| time.map(|time| time.to_string()).unwrap_or_default();
                let second = if second.is_some() { format!("/{}", time(second)) } else { String::new() };
                format!("{code}{}{second}{}", time(first), airport.map(|airport| format!(" {airport}")).unwrap_or_default())
            }
            Self::Delays { code, delays } => {
                let codes = delays.iter().map(|delay| delay.code.clone());
                let durations = delays.iter().filter_map(|delay| Some(delay.duration?.to_string()));
                format!("{code}{}", codes.chain(durations).collect::<Vec<_>>().join("/"))
            }
            Self::Passengers { code, count, infants } => {
                format!("{code}{count}{}", infants.map(|infants| format!("/{infants}")).unwrap_or_default())
            }
            Self::Day { code, day } => format!("{code}{:02}", day.day()),
            Self::Weight { code, weight } => format!("{code}{weight}"),
            Self::Text { code, text } => format!("{code}{text}"),
        }
    }
}

/// A time, or nothing where nothing was sent.
fn clock(text: &str) -> Option<Option<Clock>> {
    if text.is_empty() { Some(None) } else { Clock::parse(text).map(Some) }
}

/// Codes of one to three characters first, then durations of four digits, in the same order.
fn delays(value: &str) -> Option<Vec<Delay>> {
    let is_duration = |part: &&str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = value.split('/').filter(|part| !part.is_empty()).collect();
    let codes = parts.iter().filter(|part| !is_duration(part));
    let mut durations = parts.iter().filter(|part| is_duration(part)).map(|part| Clock::parse(part));
    let delays: Vec<Delay> = codes.map(|code| Delay { code: (*code).to_owned(), duration: durations.next().flatten() }).collect();
    let good =
        delays.iter().all(|delay| (1..=3).contains(&delay.code.len()) && delay.code.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    (good && !delays.is_empty() && durations.next().is_none()).then_some(delays)
}
