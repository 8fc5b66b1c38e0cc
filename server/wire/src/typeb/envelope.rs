//! What stands above a message: who gets it, who sent it and when.

use super::kind::MARKS;
use crate::calendar::Clock;
use serde::Serialize;

/// The lines above the identifier, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Envelope {
    /// Each line.
    pub heads: Vec<Head>,
}

/// A line above the identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Head {
    /// `QU LONRM1J LHRKMBA`
    Addresses {
        /// `QU`, where the line begins with one.
        #[serde(skip_serializing_if = "Option::is_none")]
        priority: Option<String>,
        /// Seven letters or digits each: airport, office, airline.
        addresses: Vec<String>,
    },
    /// `.LHRRMBA 121430`
    Origin(Origin),
    /// `COR`, `PDM`: the message corrects or repeats one; `ZCZC`: a teleprinter begins.
    Mark(String),
    /// Anything else, as it came.
    Other(String),
}

/// Who sent it, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Seven letters or digits.
    pub address: String,
    /// Day of the month, hour and minute in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<Clock>,
    /// What follows: a reference, a month.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rest: String,
}

impl Envelope {
    /// Reads the lines above an identifier.
    #[must_use]
    pub fn parse<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        Self { heads: lines.into_iter().map(Head::parse).collect() }
    }

    /// As it is written, a line each.
    #[must_use]
    pub fn write(&self) -> Vec<String> {
        self.heads.iter().map(Head::write).collect()
    }

    /// Whether a line above the message says so: `COR`, `PDM`.
    #[must_use]
    pub fn is_marked(&self, mark: &str) -> bool {
        self.heads.iter().any(|head| matches!(head, Head::Mark(marks) if marks.split(' ').any(|one| one == mark)))
    }
}

impl Head {
    /// Reads one line; what is written again is what was read.
    #[must_use]
    pub fn parse(line: &str) -> Self {
        let read = marks(line).or_else(|| origin(line)).or_else(|| addresses(line));
        read.filter(|head| head.write() == line).unwrap_or_else(|| Self::Other(line.to_owned()))
    }

    /// As it is written.
    #[must_use]
    pub fn write(&self) -> String {
        match self {
            Self::Addresses { priority, addresses } => {
                let words: Vec<&str> = priority.iter().chain(addresses).map(String::as_str).collect();
                words.join(" ")
            }
            Self::Origin(Origin { address, time, rest }) => {
                let mut line = format!(".{address}");
                let time = time.map(|time| time.to_string()).unwrap_or_default();
                for part in [time.as_str(), rest].into_iter().filter(|part| !part.is_empty()) {
                    line.push(' ');
                    line.push_str(part);
                }
                line
            }
            Self::Mark(line) | Self::Other(line) => line.clone(),
        }
    }
}

/// Whether a line can only be the head of a message that follows it.
pub(super) fn is_head(line: &str) -> bool {
    line.starts_with('=') || !matches!(Head::parse(line), Head::Other(_))
}

fn marks(line: &str) -> Option<Head> {
    let teleprinter = line == "ZCZC" || line.starts_with("ZCZC ");
    (teleprinter || line.split(' ').all(|word| MARKS.contains(&word))).then(|| Head::Mark(line.to_owned()))
}

fn origin(line: &str) -> Option<Head> {
    let mut words = line.strip_prefix('.')?.splitn(2, ' ');
    let address = words.next().filter(|word| is_address(word))?.to_owned();
    let rest = words.next().unwrap_or_default();
    let (first, after) = rest.split_once(' ').unwrap_or((rest, ""));
    let origin = match Clock::parse(first).filter(|time| time.day.is_some()) {
        Some(time) => Origin { address, time: Some(time), rest: after.to_owned() },
        None => Origin { address, time: None, rest: rest.to_owned() },
    };
    Some(Head::Origin(origin))
}

fn addresses(line: &str) -> Option<Head> {
    let mut words = line.split(' ').peekable();
    let priority = words.next_if(|word| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase()));
    let addresses: Vec<String> = words.map(str::to_owned).collect();
    let good = !addresses.is_empty() && addresses.iter().all(|word| is_address(word));
    good.then(|| Head::Addresses { priority: priority.map(str::to_owned), addresses })
}

/// Three letters of an airport, then office and airline: seven letters or digits. No airline is two digits: `EWR1430` is a time.
fn is_address(word: &str) -> bool {
    let capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let airline = word.bytes().skip(5).any(|byte| !byte.is_ascii_digit());
    word.len() == 7 && airline && word.bytes().all(capital) && word.bytes().take(3).all(|byte| byte.is_ascii_uppercase())
}
