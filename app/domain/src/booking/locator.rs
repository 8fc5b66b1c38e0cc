//! The booking reference.

use super::digits::{Unreadable, alphanumerics};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A booking reference (record locator): five to eight letters and digits, upper case.
///
/// Six is usual, but real ones have five to seven and the boarding-pass field holds seven; 0, 1, O and I
/// do occur, so nothing is guessed at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Locator(String);

impl Locator {
    /// Reads a reference as typed: case, spaces, hyphens and full-width letters do not matter.
    ///
    /// # Errors
    /// [`Unreadable::Locator`] for anything that no booking could have.
    pub fn parse(typed: &str) -> Result<Self, Unreadable> {
        alphanumerics(typed, 8).filter(|folded| folded.len() >= 5).map(Self).ok_or(Unreadable::Locator)
    }

    /// As stored and as printed: `DEMO3B`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// References looked for in one message.
const MENTIONED_MOST: usize = 60;

/// Everything in these words that could be a booking reference, in the order of writing, each once. Most of it is words:
/// only a booking that is there, and is the writer's, tells which is one.
#[must_use]
pub fn mentioned(words: &str) -> Vec<Locator> {
    let mut found: Vec<Locator> = Vec::new();
    let plain: String = words.chars().map(|c| if matches!(c, '！'..='～') { narrow(c) } else { c }).collect();
    for token in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|token| (5..=8).contains(&token.len())) {
        if let Some(locator) = Locator::parse(token).ok().filter(|locator| !found.contains(locator)) {
            found.push(locator);
        }
        if found.len() == MENTIONED_MOST {
            break;
        }
    }
    found
}

/// A full-width letter, digit or sign as the plain one.
fn narrow(c: char) -> char {
    u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c)
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Locator {
    type Error = Unreadable;

    fn try_from(typed: String) -> Result<Self, Unreadable> {
        Self::parse(&typed)
    }
}

impl From<Locator> for String {
    fn from(locator: Locator) -> Self {
        locator.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn however_it_is_typed_it_is_the_same_reference() {
        for typed in ["DEMO3B", "demo3b", " demo 3b ", "DEM-O3B", "ＤＥＭＯ３Ｂ", "DEMO–3B", "\u{feff}DEMO3B\u{200b}"] {
            assert_eq!(Locator::parse(typed).unwrap().as_str(), "DEMO3B", "{typed:?}");
        }
    }

    #[test]
    fn real_ones_are_taken_and_nonsense_is_not() {
        for real in ["52MM0", "0847CN", "ABC123", "X4TE6N", "ZQ7O92", "K1ABCDE", "ABCDEF12"] {
            assert_eq!(Locator::parse(real).unwrap().to_string(), real);
        }
        for typed in ["", "ABCD", "ABCDEFGH9", "DEMO3!", "ДЕМО3Б", "王王王王王", "' or 1=1", "DEMO3B; drop table"] {
            assert_eq!(Locator::parse(typed), Err(Unreadable::Locator), "{typed}");
        }
    }

    #[test]
    fn what_could_be_a_reference_is_found_in_what_people_write() {
        for (words, found) in [
            ("My booking is demo3b, thanks.", &["BOOKING", "DEMO3B", "THANKS"][..]),
            ("我的预订号是DEMO3B，请帮忙", &["DEMO3B"]),
            ("ＤＥＭＯ３Ｂ/DEMO3B (DEMO4C)", &["DEMO3B", "DEMO4C"]),
            ("a b 123 LD 402 wang@x.y", &[]),
            ("", &[]),
        ] {
            assert_eq!(mentioned(words).iter().map(Locator::as_str).collect::<Vec<_>>(), found, "{words}");
        }
        assert_eq!(mentioned(&(10_000..20_000).map(|n| format!("{n} ")).collect::<String>()).len(), MENTIONED_MOST);
    }

    proptest! {
        #[test]
        fn folding_is_settled_after_once(typed in "\\PC{0,30}") {
            if let Ok(locator) = Locator::parse(&typed) {
                prop_assert_eq!(Locator::parse(locator.as_str()), Ok(locator.clone()));
                prop_assert_eq!(Locator::parse(&locator.as_str().to_lowercase()), Ok(locator));
            }
        }
    }
}
