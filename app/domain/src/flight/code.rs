//! Short codes of the trade: airlines, airports, registrations.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One to seven capital letters and digits, kept in place: a year of flights holds millions of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code {
    bytes: [u8; 7],
    length: u8,
}

impl Code {
    /// Reads a code in either case; `None` for anything but one to seven ASCII letters and digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let length = u8::try_from(text.len()).ok().filter(|length| (1..=7).contains(length))?;
        let mut bytes = [0; 7];
        for (place, byte) in bytes.iter_mut().zip(text.bytes()) {
            if !byte.is_ascii_alphanumeric() {
                return None;
            }
            *place = byte.to_ascii_uppercase();
        }
        Some(Self { bytes, length })
    }

    /// Reads the code of an airport: three letters or digits, at least one of them a letter.
    #[must_use]
    pub fn airport(text: &str) -> Option<Self> {
        Self::parse(text).filter(|code| code.length == 3 && code.bytes.iter().any(u8::is_ascii_alphabetic))
    }

    /// The code as written everywhere.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Code {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a code of one to seven letters and digits")
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn codes_are_capitals_and_digits() {
        assert_eq!(Code::parse(" ewr ").unwrap().as_str(), "EWR");
        assert_eq!(Code::parse("N14228").unwrap().to_string(), "N14228");
        for bad in ["", "  ", "TOOLONGX", "É1", "A-B", "王"] {
            assert_eq!(Code::parse(bad), None, "{bad:?}");
        }
        assert_eq!(Code::airport("ord").map(|code| code.to_string()), Some("ORD".to_owned()));
        for bad in ["EW", "EWRX", "123"] {
            assert_eq!(Code::airport(bad), None, "{bad:?}");
        }
    }
}
