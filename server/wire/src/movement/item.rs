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

/// What is known of a message before its elements are.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// The day of the flight: others are near it.
    pub context: Date,
    /// It tells where the flight goes instead, with a time or without.
    pub diverted: bool,
}

/// Reads the elements of a line; what is none is warned of.
///
/// # Errors
/// A time that is none.
pub(super) fn items(line: usize, text: &str, told: Told, warnings: &mut Vec<Fault>) -> Result<Vec<Item>, Fault> {
    let mut words = text.split_whitespace().peekable();
    let mut items = Vec::new();
    while let Some(word) = words.next() {
        let Some((code, takes, mut value)) = known(word) else {
            warnings.push(Fault::new(line, "", format!("kept as it came: {}", quoted(word))));
            continue;
        };
        let apart = value.is_empty();
        if apart {
            let airport = words.peek().copied().filter(|next| told.diverted && code == "EA" && is_airport(next)).and_then(Code::parse);
            if airport.is_some() {
                words.next();
                items.push(Item::Times { code, first: None, second: None, airport });
                continue;
            }
            // `PX 112`: the value is the next word
            let Some(next) = words.next_if(|next| begins(takes, next) && !next.is_empty()) else {
                warnings.push(Fault::new(line, code, "nothing behind it"));
                continue;
            };
            value = next;
        }
        match Item::read(code, takes, value, told.context) {
            Some(Item::Times { code, first, second, airport }) => {
                let behind = words.next_if(|next| code == "EA" && airport.is_none() && is_airport(next));
                items.push(Item::Times { code, first, second, airport: airport.or_else(|| Code::parse(behind?)) });
            }
            Some(item) => {
                for duration in value.split('/').filter(|part| matches!(item, Item::Delays { .. }) && no_duration(part)) {
                    warnings.push(Fault::new(line, code, format!("duration {}", quoted(duration))));
                }
                if matches!(item, Item::Passengers { .. }) && value.split(['/', '+']).count() > 2 {
                    warnings.push(Fault::new(line, code, format!("{}: only the first two numbers are read", quoted(value))));
                }
                if let Item::Delays { delays, .. } = &item
                    && !value.split('/').any(no_duration)
                    && delays.len() > 1
                    && delays.iter().all(|delay| delay.duration.is_none())
                {
                    warnings.push(Fault::new(line, code, format!("{}: codes without their durations", quoted(value))));
                }
                items.push(item);
            }
            // a number among words: `AD 7 PAX`
            None if takes == Takes::Times && (!apart || is_of_a_time(value)) => {
                return Err(Fault::new(line, code, format!("time {}", quoted(value))));
            }
            None => warnings.push(Fault::new(line, code, format!("kept as it came: {}", quoted(value)))),
        }
    }
    Ok(items)
}

/// The element a word begins with, and what stands behind its code.
fn known(word: &str) -> Option<(&'static str, Takes, &str)> {
    let mut codes = CODES.iter().filter_map(|(code, takes)| Some((*code, *takes, word.strip_prefix(code)?)));
    codes.find(|(_, takes, value)| begins(*takes, value))
}

/// Whether a value of the kind can begin so: free text may begin with any code.
fn begins(takes: Takes, value: &str) -> bool {
    let Some(first) = value.bytes().next() else { return true };
    match takes {
        _ if first.is_ascii_digit() => true,
        Takes::Times => first == b'/' && value.len() > 1,
        Takes::Delays if value.starts_with("/") && value.len() > 1 => true,
        Takes::Delays => delays(value).is_some_and(|delays| delays.iter().any(|delay| delay.duration.is_some())),
        _ => false,
    }
}

/// Whether as many digits stand at its begin as a time has.
fn is_of_a_time(value: &str) -> bool {
    matches!(value.bytes().take_while(u8::is_ascii_digit).count(), 0 | 4 | 6)
}

fn is_airport(word: &str) -> bool {
    matches!(word.len(), 3 | 4) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

impl Item {
    fn read(code: &'static str, takes: Takes, value: &str, context: Date) -> Option<Self> {
        Some(match takes {
            Takes::Times => {
                // `1200Z/1210Z`: all times are UTC
                let plain = value.replace("Z/", "/");
                let letters = plain.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(plain.len());
                let (times, behind) = plain.split_at_checked(letters)?;
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

/// `0015`, whether there is such a time or not.
fn is_duration(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// `0175`: written as a duration and none.
fn no_duration(part: &str) -> bool {
    is_duration(part) && Clock::parse(part).is_none()
}

/// `72`, `93A`, `RA`
fn is_code(code: &str) -> bool {
    let (first, letter) = code.split_at_checked(2).unwrap_or((code, ""));
    let all = |text: &str, kind: fn(&u8) -> bool| text.as_bytes().iter().all(kind);
    let numbered = !first.is_empty() && all(first, u8::is_ascii_digit) && letter.len() < 2 && all(letter, u8::is_ascii_alphabetic);
    numbered || (code.len() == 2 && all(code, u8::is_ascii_uppercase))
}

/// Codes first (two digits, with a letter or without, or two letters), then durations of four digits, in the same order.
fn delays(value: &str) -> Option<Vec<Delay>> {
    let is_duration = |part: &&str| is_duration(part);
    let parts: Vec<&str> = value.split('/').filter(|part| !part.is_empty()).collect();
    let codes = parts.iter().filter(|part| !is_duration(part));
    let mut durations = parts.iter().filter(|part| is_duration(part)).map(|part| Clock::parse(part));
    let delays: Vec<Delay> = codes.map(|code| Delay { code: (*code).to_owned(), duration: durations.next().flatten() }).collect();
    let good = delays.iter().all(|delay| is_code(&delay.code));
    (good && !delays.is_empty() && durations.next().is_none()).then_some(delays)
}
