//! Numbers that can be texted.

use crate::booking::{ContactKind, contact};

/// A telephone number as networks write it (E.164): `+`, the country, the rest, at most fifteen digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads what somebody typed: spaces, hyphens and brackets go, `00` at the start is read as `+`. `None` without
    /// the country: a national number means another telephone in each of them.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        // "+44 (0)20 …": the nought is for those who dial inside the country
        let typed = typed.replace("(0)", "");
        let folded = contact::fold(ContactKind::Phone, &typed);
        let digits = folded.strip_prefix('+')?;
        // no country begins with nought; the shortest numbers with their country have eight digits
        let sound = (8..=15).contains(&digits.len()) && !digits.starts_with('0') && contact::is_usable(ContactKind::Phone, &typed);
        sound.then_some(Self(folded))
    }

    /// `+12015550142`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (typed, stored) in [
            ("+1 (201) 555-0142", "+12015550142"),
            ("001 201 555 0142", "+12015550142"),
            ("＋８６ 139 1234 5678", "+8613912345678"),
            ("+44 (0)20 7946 0018", "+442079460018"),
            (" +852 5123.4567 ", "+85251234567"),
        ] {
            assert_eq!(PhoneNumber::parse(typed).as_ref().map(PhoneNumber::as_str), Some(stored), "{typed}");
        }
    }

    #[test]
    fn what_reaches_nobody_is_no_number() {
        for typed in ["", "+", "201 555 0142", "13912345678", "+0 201 555 0142", "+1 555", "+1234567890123456", "+1 CALL ME NOW", "a@b.c"] {
            assert_eq!(PhoneNumber::parse(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn reading_anything_ends_and_is_stable(typed in "\\PC{0,60}") {
            if let Some(number) = PhoneNumber::parse(&typed) {
                prop_assert_eq!(PhoneNumber::parse(number.as_str()), Some(number));
            }
        }
    }
}
