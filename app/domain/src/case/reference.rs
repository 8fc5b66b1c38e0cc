//! Case references people can read over the telephone: `LS-7K3M-9Q2F`.

use std::fmt;
use std::str::FromStr;

/// 2-9 and A-Z without I and O: nothing in it can be mistaken for 0 or 1.
pub(crate) const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Characters after `LS`, the last of which checks the others.
const LENGTH: usize = 8;
/// What every valid reference adds up to.
const SUM: u8 = 10;

/// A case's reference in its one written form, `LS-XXXX-XXXX`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

/// Why a text is no reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// It has 0, 1, I or O, which no reference has: read it again.
    #[error("a reference never contains 0, 1, I or O")]
    Ambiguous,
    /// Too long, too short, or characters of another kind.
    #[error("a reference is LS and eight letters or digits")]
    Form,
    /// The check character does not fit: a slip somewhere.
    #[error("the check character does not fit")]
    Check,
}

impl ReferenceError {
    /// Key of the sentence that says so.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ambiguous => "case-reference-ambiguous",
            Self::Form => "case-reference-form",
            Self::Check => "case-reference-check",
        }
    }
}

impl Reference {
    /// The reference for a number; only its lowest 35 bits count, so draw it at random and let the
    /// database's unique key refuse a second use.
    #[must_use]
    pub fn from_number(number: u64) -> Self {
        let mut values: Vec<u8> = (0..LENGTH - 1).map(|place| ((number >> (5 * place)) & 31) as u8).collect();
        values.push(double(sum(&values)) ^ SUM);
        Self::write(&values)
    }

    /// Reads what people type: any case, spaces and dashes anywhere, `LS` or not.
    ///
    /// # Errors
    /// [`ReferenceError`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, ReferenceError> {
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
        let body = match letters.strip_prefix(&['L', 'S']) {
            Some(rest) if letters.len() == LENGTH + 2 => rest,
            _ => letters.as_slice(),
        };
        if body.len() != LENGTH {
            return Err(ReferenceError::Form);
        }
        if body.iter().any(|c| matches!(c, '0' | '1' | 'I' | 'O')) {
            return Err(ReferenceError::Ambiguous);
        }
        let values: Option<Vec<u8>> = body.iter().map(|&c| value(c)).collect();
        let values = values.ok_or(ReferenceError::Form)?;
        if sum(&values) == SUM { Ok(Self::write(&values)) } else { Err(ReferenceError::Check) }
    }

    /// As written: `LS-7K3M-9Q2F`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn write(values: &[u8]) -> Self {
        let mut text = String::from("LS");
        for (place, value) in values.iter().enumerate() {
            if place % 4 == 0 {
                text.push('-');
            }
            text.push(ALPHABET.get(usize::from(*value)).map_or('2', |&letter| char::from(letter)));
        }
        Self(text)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

pub(crate) fn value(letter: char) -> Option<u8> {
    ALPHABET.iter().position(|&known| char::from(known) == letter).and_then(|place| u8::try_from(place).ok())
}

/// Multiplies by the generator of the field of 32 elements (x⁵ + x² + 1).
pub(crate) const fn double(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 32 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

/// Each place weighs a different power of the generator, so one wrong character and any two
/// exchanged ones always change the sum.
pub(crate) fn sum(values: &[u8]) -> u8 {
    values.iter().fold(0, |sum, value| double(sum) ^ value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_example_of_the_handbook_is_valid_however_it_is_typed() {
        for text in ["LS-7K3M-9Q2F", "ls7k3m9q2f", " 7k3m 9q2f ", "LS 7K3M9Q2F", "ls–7k3m–9q2f"] {
            assert_eq!(Reference::parse(text).unwrap().as_str(), "LS-7K3M-9Q2F", "{text}");
        }
    }

    #[test]
    fn each_kind_of_wrong_has_its_own_sentence() {
        assert_eq!(Reference::parse("LS-7K3M-9Q20"), Err(ReferenceError::Ambiguous));
        assert_eq!(Reference::parse("LS-7K3M-9O2F"), Err(ReferenceError::Ambiguous));
        assert_eq!(Reference::parse("LS-7K3M"), Err(ReferenceError::Form));
        assert_eq!(Reference::parse("王王王王王王王王"), Err(ReferenceError::Form));
        assert_eq!(Reference::parse(""), Err(ReferenceError::Form));
        assert_eq!(Reference::parse("LS-7K3M-9Q2G"), Err(ReferenceError::Check));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(number: u64) {
            let reference = Reference::from_number(number);
            prop_assert_eq!(Reference::parse(reference.as_str()).unwrap(), reference);
        }

        #[test]
        fn one_wrong_character_is_noticed(number: u64, place in 0usize..8, other in 0usize..32) {
            let reference = Reference::from_number(number);
            let mut letters: Vec<char> = reference.as_str()[3..].replace('-', "").chars().collect();
            let wrong = char::from(ALPHABET[other]);
            prop_assume!(letters[place] != wrong);
            letters[place] = wrong;
            prop_assert_eq!(Reference::parse(&letters.iter().collect::<String>()), Err(ReferenceError::Check));
        }

        #[test]
        fn two_exchanged_characters_are_noticed(number: u64, a in 0usize..8, b in 0usize..8) {
            let reference = Reference::from_number(number);
            let mut letters: Vec<char> = reference.as_str()[3..].replace('-', "").chars().collect();
            prop_assume!(letters[a] != letters[b]);
            letters.swap(a, b);
            prop_assert_eq!(Reference::parse(&letters.iter().collect::<String>()), Err(ReferenceError::Check));
        }

        #[test]
        fn no_text_is_too_odd_to_read(text in ".*") {
            let _ = Reference::parse(&text);
        }
    }
}
