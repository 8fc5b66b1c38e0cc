//! A flight as messages name it.

use super::with_icao;
use domain::flight::{Code, Designator};
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::fmt;
use std::str::FromStr;

/// Airline, number and suffix as sent. The airline may be its three-letter code, and some numbers are 0:
/// [`Flight::designator`] is the flight everybody else knows, where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Flight {
    /// Two or three letters or digits.
    pub airline: Code,
    /// 0 to 99999.
    pub number: u32,
    /// The letter of a flight that runs twice or on another day.
    pub suffix: Option<char>,
}

impl Flight {
    /// What passengers know it by: `LH505` for `DLH0505`.
    #[must_use]
    pub fn designator(&self) -> Option<Designator> {
        let airline = self.airline.as_str();
        let airline = if airline.len() == 3 { with_icao(airline)?.iata } else { airline };
        let designator = Designator::new(airline, i32::try_from(self.number).ok()?)?;
        Some(Designator { suffix: self.suffix, ..designator })
    }

    /// Puts the parts together; `None` where the airline has neither two nor three letters or digits.
    #[must_use]
    pub fn new(airline: &str, number: &str, suffix: &str) -> Option<Self> {
        let airline = Code::parse(airline).filter(|code| is_airline(code.as_str()))?;
        let number = crate::calendar::digits(number, 1..=5)?;
        let mut letters = suffix.chars();
        let suffix = letters.next();
        let good = letters.next().is_none() && suffix.is_none_or(|c| c.is_ascii_alphabetic());
        good.then_some(Self { airline, number, suffix: suffix.map(|c| c.to_ascii_uppercase()) })
    }
}

fn is_airline(code: &str) -> bool {
    match code.len() {
        2 => code.bytes().any(|byte| byte.is_ascii_alphabetic()),
        3 => code.bytes().all(|byte| byte.is_ascii_alphabetic()),
        _ => false,
    }
}

impl FromStr for Flight {
    type Err = &'static str;

    /// `SK4416`, `BA0117`, `U2123`, `DLH0505`, `SK 4416`, `UT422A`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const BAD: &str = "not a flight";
        let plain: String = text.chars().filter(|c| *c != ' ').collect();
        if !plain.is_ascii() {
            return Err(BAD);
        }
        let letters = plain.bytes().take(3).filter(u8::is_ascii_alphabetic).count();
        let (airline, rest) = plain.split_at_checked(if letters == 3 { 3 } else { 2 }).ok_or(BAD)?;
        let number = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        Self::new(airline, number, rest.get(number.len()..).unwrap_or_default()).ok_or(BAD)
    }
}

/// As most write it: three digits at least.
impl fmt::Display for Flight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:03}", self.airline, self.number)?;
        self.suffix.map_or(Ok(()), |suffix| write!(f, "{suffix}"))
    }
}

impl Serialize for Flight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut flight = serializer.serialize_struct("Flight", 4)?;
        flight.serialize_field("airline", &self.airline)?;
        flight.serialize_field("number", &self.number)?;
        flight.serialize_field("suffix", &self.suffix)?;
        flight.serialize_field("designator", &self.designator().map(|designator| designator.to_string()))?;
        flight.end()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn flights_are_read_as_senders_write_them() {
        for (text, airline, number, designator) in [
            ("SK4416", "SK", 4416, Some("SK4416")),
            ("BA0117", "BA", 117, Some("BA117")),
            ("U2123", "U2", 123, Some("U2123")),
            ("7C6013", "7C", 6013, Some("7C6013")),
            ("Y7919", "Y7", 919, Some("Y7919")),
            ("DLH0505", "DLH", 505, Some("LH505")),
            ("XXX0505", "XXX", 505, None),
            ("AL001", "AL", 1, Some("AL1")),
            ("LD408A", "LD", 408, Some("LD408A")),
            ("SK 4416", "SK", 4416, Some("SK4416")),
            ("sk4416", "SK", 4416, Some("SK4416")),
            ("BA00723", "BA", 723, Some("BA723")),
            ("LD000", "LD", 0, None),
        ] {
            let flight: Flight = text.parse().unwrap();
            assert_eq!((flight.airline.as_str(), flight.number), (airline, number), "{text}");
            assert_eq!(flight.designator().map(|known| known.to_string()).as_deref(), designator, "{text}");
        }
        for bad in ["", "SK", "SKAA", "4416", "SK123456", "SK44AB", "ЮТ0280", "SK-4416", "S"] {
            assert!(bad.parse::<Flight>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(text in "\\PC{0,9}|[A-Z0-9]{2,9}") {
            if let Ok(flight) = text.parse::<Flight>() {
                prop_assert_eq!(flight.to_string().parse::<Flight>(), Ok(flight));
            }
        }
    }
}
