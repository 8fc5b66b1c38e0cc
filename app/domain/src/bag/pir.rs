//! The reference of a report about a bag, as every airline writes it: `EWRLD12345`.

use std::fmt;
use std::str::FromStr;

/// Station (three letters), airline (two), five digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pir(String);

/// Numbers one station and airline has.
const NUMBERS: u32 = 100_000;
/// Characters of a reference.
const LENGTH: usize = 10;

impl Pir {
    /// The reference with this number at a station; of the number five digits count. `None` where station or airline are no codes.
    #[must_use]
    pub fn new(station: &str, carrier: &str, number: u32) -> Option<Self> {
        format!("{station}{carrier}{:05}", number % NUMBERS).parse().ok()
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where it was reported, or where the bag was to arrive.
    #[must_use]
    pub fn station(&self) -> &str {
        self.0.get(..3).unwrap_or_default()
    }

    /// The airline that looks for it.
    #[must_use]
    pub fn carrier(&self) -> &str {
        self.0.get(3..5).unwrap_or_default()
    }
}

impl FromStr for Pir {
    type Err = ();

    /// Reads what people type: any case, spaces and dashes anywhere.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let letters = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.' | '/'));
        let letters: String = letters.take(LENGTH + 1).map(|c| c.to_ascii_uppercase()).collect();
        let (station, rest) = letters.split_at_checked(3).ok_or(())?;
        let (carrier, number) = rest.split_at_checked(2).ok_or(())?;
        let all = |part: &str, fits: fn(&u8) -> bool| part.bytes().all(|byte| fits(&byte));
        let named = all(station, u8::is_ascii_uppercase)
            && all(carrier, u8::is_ascii_alphanumeric)
            && carrier.bytes().any(|byte| byte.is_ascii_uppercase());
        let numbered = number.len() == 5 && all(number, u8::is_ascii_digit);
        if named && numbered { Ok(Self(letters)) } else { Err(()) }
    }
}

impl fmt::Display for Pir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn references_are_read_however_they_are_typed() {
        for text in ["EWRLD12345", "ewrld12345", " EWR LD 12345 ", "EWR-LD-12345"] {
            assert_eq!(text.parse::<Pir>().unwrap().as_str(), "EWRLD12345", "{text}");
        }
        for text in ["PHLDL19676", "BKKTG98852", "ORDUA39034", "PVG9C00001"] {
            assert!(text.parse::<Pir>().is_ok(), "{text}");
        }
        for text in ["", "EWRLD1234", "EWRLD123456", "EW1LD12345", "EWR9912345", "LS-7K3M-9Q2F", "行李LD123456", "EWRLDABCDE"] {
            assert!(text.parse::<Pir>().is_err(), "{text}");
        }
        let pir = Pir::new("EWR", "LD", 100_007).unwrap();
        assert_eq!((pir.as_str(), pir.station(), pir.carrier()), ("EWRLD00007", "EWR", "LD"));
        assert_eq!(Pir::new("newark", "LD", 1), None);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in ".*") {
            let _ = text.parse::<Pir>();
        }
    }
}
