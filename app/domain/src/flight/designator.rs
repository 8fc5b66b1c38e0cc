//! What a flight is called.

use super::Code;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Airline and number, as on the sign: `LD408`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Designator {
    /// The airline's two letters or digits.
    pub carrier: Code,
    /// 1 to 9999.
    pub number: u16,
    /// The letter of a flight that left on another day than planned, or ran twice.
    pub suffix: Option<char>,
}

/// What is wrong with a text that should name a flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a flight number")]
pub struct NotADesignator;

impl Designator {
    /// Puts the two parts together; `None` where either is out of range.
    #[must_use]
    pub fn new(carrier: &str, number: i32) -> Option<Self> {
        let carrier = Code::parse(carrier).filter(|code| is_carrier(code.as_str()))?;
        let number = u16::try_from(number).ok().filter(|number| (1..=9999).contains(number))?;
        Some(Self { carrier, number, suffix: None })
    }

    /// The number as the database keeps it.
    #[must_use]
    pub fn number(&self) -> i32 {
        i32::from(self.number)
    }

    /// For people: `LD 408`.
    #[must_use]
    pub fn spaced(&self) -> String {
        let suffix = self.suffix.map(String::from).unwrap_or_default();
        format!("{} {}{suffix}", self.carrier, self.number)
    }
}

/// Two letters or digits, not both digits (IATA Resolution 762).
fn is_carrier(text: &str) -> bool {
    text.len() == 2 && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// A full-width letter, digit or hyphen as the plain one.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    }
}

impl FromStr for Designator {
    type Err = NotADesignator;

    /// As people type it: either case, spaces and hyphens, leading zeros, full-width letters and digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain: String = text.chars().map(narrow).filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '\u{2011}')).collect();
        if !plain.is_ascii() {
            return Err(NotADesignator);
        }
        let (carrier, rest) = plain.split_at_checked(2).ok_or(NotADesignator)?;
        let digits = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = rest.get(digits.len()..).unwrap_or_default();
        if suffix.len() > 1 || digits.len() > 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotADesignator);
        }
        let number = digits.parse().map_err(|_| NotADesignator)?;
        let designator = Self::new(carrier, number).ok_or(NotADesignator)?;
        Ok(Self { suffix: suffix.chars().next().map(|c| c.to_ascii_uppercase()), ..designator })
    }
}

impl fmt::Display for Designator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.carrier, self.number)?;
        self.suffix.map_or(Ok(()), |suffix| write!(f, "{suffix}"))
    }
}

/// A flight on its day: the local date at which it should leave its first airport. One key may be several
/// legs. Written `LD408/2026-11-21`, as in its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FlightKey {
    /// Airline and number.
    pub designator: Designator,
    /// Local date of planned departure.
    pub date: Date,
}

impl fmt::Display for FlightKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.designator, self.date)
    }
}

impl FromStr for FlightKey {
    type Err = NotADesignator;

    /// Reads what it writes; a dot does for the stroke.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (designator, date) = text.split_once(['/', '.']).ok_or(NotADesignator)?;
        Ok(Self { designator: designator.parse()?, date: date.parse().map_err(|_| NotADesignator)? })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn people_type_flight_numbers_in_many_ways() {
        for (typed, read) in [
            ("LD408", "LD408"),
            (" ld 0408 ", "LD408"),
            ("Ld-408", "LD408"),
            ("9e3456", "9E3456"),
            ("B6 1", "B61"),
            ("LD 00723", "LD723"),
            ("ld408a", "LD408A"),
            ("ＬＤ４０８", "LD408"),
            ("ｌｄ　４０８", "LD408"),
        ] {
            assert_eq!(typed.parse::<Designator>().unwrap().to_string(), read);
        }
        for bad in ["", "LD", "408", "LD0", "LD10000", "LDX", "12345", "LD40A8", "LD408AB", "王408", "LD 4 0 8 9 9 9 9"] {
            assert_eq!(bad.parse::<Designator>(), Err(NotADesignator), "{bad:?}");
        }
        assert_eq!("LD 408".parse::<Designator>().unwrap().spaced(), "LD 408");
    }

    #[test]
    fn a_key_reads_what_it_writes() {
        let key: FlightKey = "LD408.2026-11-21".parse().unwrap();
        assert_eq!(key.to_string(), "LD408/2026-11-21");
        assert_eq!("ld 408/2026-11-21".parse(), Ok(key));
        for bad in ["LD408", "LD408.2026-13-01", ".2026-11-21", "LD408.2026-11-21.x"] {
            assert!(bad.parse::<FlightKey>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,12}") {
            if let Ok(designator) = text.parse::<Designator>() {
                prop_assert_eq!(designator.to_string().parse::<Designator>().unwrap(), designator);
            }
        }
    }
}
