//! Digits and letters as people type them: full-width, Arabic-Indic, spaced, hyphenated.

use serde::{Deserialize, Serialize};

/// Something typed that cannot be what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unreadable {
    /// Not five to eight letters and digits.
    #[error("a booking reference has five to eight letters and digits")]
    Locator,
    /// Not thirteen digits.
    #[error("a ticket number has thirteen digits")]
    Ticket,
    /// Neither ten nor nine digits nor a known carrier code and six digits.
    #[error("a bag tag has ten digits")]
    Tag,
    /// Not six digits.
    #[error("a one-time code has six digits")]
    Code,
}

impl Unreadable {
    /// Key of the sentence in the locale files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Locator => "unreadable-locator",
            Self::Ticket => "unreadable-ticket",
            Self::Tag => "unreadable-tag",
            Self::Code => "unreadable-code",
        }
    }
}

/// True for what people put between the characters of a number and mean nothing by: spaces, hyphens
/// and dashes of any kind, dots, slashes, and the invisible marks that copying brings along.
pub(super) fn is_filler(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '_' | '.' | '/' | '·' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// One letter or digit in plain ASCII upper case, or nothing where it is neither.
pub(super) fn plain(c: char) -> Option<char> {
    let offset = match c {
        '0'..='9' | 'A'..='Z' => return Some(c),
        'a'..='z' => return Some(c.to_ascii_uppercase()),
        // full-width forms, as Chinese and Japanese keyboards give them
        '０'..='９' => u32::from(c) - u32::from('０') + u32::from('0'),
        'Ａ'..='Ｚ' => u32::from(c) - u32::from('Ａ') + u32::from('A'),
        'ａ'..='ｚ' => u32::from(c) - u32::from('ａ') + u32::from('A'),
        '\u{0660}'..='\u{0669}' => u32::from(c) - 0x0660 + u32::from('0'),
        '\u{06f0}'..='\u{06f9}' => u32::from(c) - 0x06f0 + u32::from('0'),
        '\u{0966}'..='\u{096f}' => u32::from(c) - 0x0966 + u32::from('0'),
        _ => return None,
    };
    char::from_u32(offset)
}

/// Letters and digits without what stands between them, upper case; nothing where something else was typed
/// or more than `most` characters are left.
pub(super) fn alphanumerics(typed: &str, most: usize) -> Option<String> {
    let mut folded = String::with_capacity(most);
    for c in typed.chars().filter(|c| !is_filler(*c)) {
        if folded.len() == most {
            return None;
        }
        folded.push(plain(c)?);
    }
    Some(folded)
}

/// Digits without what stands between them, of exactly the length asked for.
pub(super) fn digits(typed: &str, length: usize) -> Option<String> {
    alphanumerics(typed, length).filter(|folded| folded.len() == length && folded.bytes().all(|b| b.is_ascii_digit()))
}

/// A one-time code: six digits, typed with or without spaces.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Code(String);

impl Code {
    /// Reads a code as typed.
    ///
    /// # Errors
    /// [`Unreadable::Code`] for anything but six digits.
    pub fn parse(typed: &str) -> Result<Self, Unreadable> {
        digits(typed, 6).map(Self).ok_or(Unreadable::Code)
    }

    /// The code of a number; the millions are dropped.
    #[must_use]
    pub fn from_number(number: u32) -> Self {
        Self(format!("{:06}", number % 1_000_000))
    }

    /// Six ASCII digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_six_digits_however_they_are_spaced() {
        for typed in ["123456", " 123 456 ", "12-34-56", "１２３４５６", "١٢٣٤٥٦", "1\u{a0}2\u{2009}3456"] {
            assert_eq!(Code::parse(typed).unwrap().as_str(), "123456", "{typed}");
        }
        for typed in ["", "12345", "1234567", "12345a", "😀23456", "123456 and more"] {
            assert_eq!(Code::parse(typed), Err(Unreadable::Code), "{typed}");
        }
        assert_eq!(Code::from_number(1_000_042).as_str(), "000042");
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_reads_its_own_writing(typed in ".{0,40}", number in 0u32..1_000_000) {
            let _ = Code::parse(&typed);
            let code = Code::from_number(number);
            prop_assert_eq!(Code::parse(code.as_str()), Ok(code));
        }
    }
}
