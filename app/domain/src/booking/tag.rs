//! The bag tag.

use super::digits::{Unreadable, alphanumerics};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A bag tag number (IATA Resolution 740): a leading digit, three digits of the issuer, six of the serial.
///
/// A rush re-tag keeps issuer and serial and changes the leading digit, so two tags are the same bag
/// when [`BagTag::same_bag`] says so, not when they are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BagTag(String);

impl BagTag {
    /// Reads ten digits as on the bar code or nine as some lists print them (the leading digit is 0 then).
    /// For the form `LD123456` see [`BagTag::parse_with`].
    ///
    /// # Errors
    /// [`Unreadable::Tag`] for anything else, and for `0000000000`, which scanners send when they read nothing.
    pub fn parse(typed: &str) -> Result<Self, Unreadable> {
        Self::parse_with(typed, |_| None)
    }

    /// As [`BagTag::parse`], and also a carrier code with six digits as people read it from the tag;
    /// `issuer` gives the carrier's three digits.
    ///
    /// # Errors
    /// [`Unreadable::Tag`] also where the carrier is not known.
    pub fn parse_with(typed: &str, issuer: impl FnOnce(&str) -> Option<u16>) -> Result<Self, Unreadable> {
        let folded = alphanumerics(typed, 10).ok_or(Unreadable::Tag)?;
        let all_digits = folded.bytes().all(|b| b.is_ascii_digit());
        let plate = match folded.len() {
            10 if all_digits => folded,
            9 if all_digits => format!("0{folded}"),
            8 if !all_digits => {
                let (carrier, serial) = folded.split_at_checked(2).ok_or(Unreadable::Tag)?;
                if !serial.bytes().all(|b| b.is_ascii_digit()) {
                    return Err(Unreadable::Tag);
                }
                let number = issuer(carrier).filter(|number| *number < 1000).ok_or(Unreadable::Tag)?;
                format!("0{number:03}{serial}")
            }
            _ => return Err(Unreadable::Tag),
        };
        if plate.bytes().all(|b| b == b'0') { Err(Unreadable::Tag) } else { Ok(Self(plate)) }
    }

    /// Ten ASCII digits, as stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Issuer and serial, nine digits: what stays the same when a bag is tagged again in a rush.
    #[must_use]
    pub fn bag(&self) -> &str {
        self.0.get(1..).unwrap_or_default()
    }

    /// The three digits of the airline that issued the tag: a hint only, handlers issue them too.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.0.get(1..4).unwrap_or_default()
    }

    /// Whether both name the same bag.
    #[must_use]
    pub fn same_bag(&self, other: &Self) -> bool {
        self.bag() == other.bag()
    }
}

/// As read aloud: `0992 123456`.
impl fmt::Display for BagTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (issuer, serial) = self.0.split_at_checked(4).unwrap_or((&self.0, ""));
        write!(f, "{issuer} {serial}")
    }
}

impl TryFrom<String> for BagTag {
    type Error = Unreadable;

    fn try_from(typed: String) -> Result<Self, Unreadable> {
        Self::parse(&typed)
    }
}

impl From<BagTag> for String {
    fn from(tag: BagTag) -> Self {
        tag.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn known(carrier: &str) -> Option<u16> {
        match carrier {
            "LD" => Some(992),
            "BA" => Some(125),
            "U2" => Some(888),
            _ => None,
        }
    }

    #[test]
    fn the_three_ways_to_write_a_tag_are_one() {
        for typed in ["0125728359", "125728359", "BA728359", "ba 728-359", "0125 728359", "０１２５７２８３５９"] {
            assert_eq!(BagTag::parse_with(typed, known).unwrap().as_str(), "0125728359", "{typed}");
        }
        assert_eq!(BagTag::parse_with("U2 123456", known).unwrap().as_str(), "0888123456");
        assert_eq!(BagTag::parse("0992123456").unwrap().to_string(), "0992 123456");
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        let wrong = [
            "",
            "0000000000",
            "000000000",
            "012572835900",
            "02207501805003",
            "XX728359",
            "BA72835",
            "BA7283590",
            "BAA28359",
            "12345678",
            "😀",
        ];
        for typed in wrong {
            assert_eq!(BagTag::parse_with(typed, known), Err(Unreadable::Tag), "{typed}");
        }
        assert_eq!(BagTag::parse("BA728359"), Err(Unreadable::Tag));
    }

    #[test]
    fn a_rush_tag_is_the_same_bag() {
        let [first, rush, other] = ["0125728359", "2125728359", "0125728358"].map(|tag| BagTag::parse(tag).unwrap());
        assert!(first.same_bag(&rush) && first != rush);
        assert!(!first.same_bag(&other));
        assert_eq!(first.issuer(), "125");
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_again(plate in 1u64..10_000_000_000) {
            let tag = BagTag::parse(&format!("{plate:010}")).unwrap();
            prop_assert_eq!(BagTag::parse(&tag.to_string()), Ok(tag));
        }

        #[test]
        fn reading_never_panics(typed in ".{0,30}") {
            let _ = BagTag::parse_with(&typed, known);
        }
    }
}
