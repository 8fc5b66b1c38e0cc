//! What a bag looks like, as the trade writes it down: `BK22RHW` is a black upright with a zip, hard, with handle and wheels.
//!
//! Codes are those of the chart airlines share; words and drawings are our own.

mod contents;
mod kind;
mod look;

pub use contents::Contents;
pub use kind::{BagType, Family};
pub use look::{Colour, Extra, Material};
use std::fmt;
use std::str::FromStr;

/// Elements behind colour and type.
const ELEMENTS: usize = 3;

/// A bag by the chart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Description {
    /// Its colour.
    pub colour: Colour,
    /// What sort it is.
    pub kind: BagType,
    /// What it is made of, where that is worth saying.
    pub material: Option<Material>,
    /// What is on it, each once, the most telling first.
    extras: Vec<Extra>,
}

/// A text that is no description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DescriptionError {
    /// Not two letters of a colour at the beginning.
    #[error("no colour of the chart")]
    Colour,
    /// Not two digits of a type behind it.
    #[error("no type of the chart")]
    Kind,
    /// More than three elements, two materials, or a letter that is neither.
    #[error("no elements of the chart")]
    Elements,
}

impl Description {
    /// A bag; of its extras as many are kept as a descriptor holds, the most telling first.
    #[must_use]
    pub fn new(colour: Colour, kind: BagType, material: Option<Material>, mut extras: Vec<Extra>) -> Self {
        extras.sort_unstable();
        extras.dedup();
        extras.truncate(ELEMENTS - usize::from(material.is_some()));
        Self { colour, kind, material, extras }
    }

    /// What is on it.
    #[must_use]
    pub fn extras(&self) -> &[Extra] {
        &self.extras
    }
}

/// Seven characters: material, then what is on it by the alphabet, then `X`.
impl fmt::Display for Description {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut extras: Vec<&str> = self.extras.iter().map(|one| one.as_str()).collect();
        extras.sort_unstable();
        let letters: String = self.material.map(Material::as_str).into_iter().chain(extras).collect();
        write!(f, "{}{}{letters:X<ELEMENTS$}", self.colour.as_str(), self.kind)
    }
}

impl FromStr for Description {
    type Err = DescriptionError;

    /// Reads a descriptor in any case, its elements in any order, trailing `X` or not.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().to_ascii_uppercase();
        let colour = text.get(..2).and_then(Colour::parse).ok_or(DescriptionError::Colour)?;
        let kind = text.get(2..4).and_then(BagType::parse).ok_or(DescriptionError::Kind)?;
        let elements = text.get(4..).filter(|rest| rest.len() <= ELEMENTS).ok_or(DescriptionError::Elements)?;
        let (mut material, mut extras) = (None, Vec::new());
        for letter in elements.chars().filter(|letter| *letter != 'X').map(String::from) {
            match (Material::parse(&letter), Extra::parse(&letter)) {
                (Some(one), _) if material.is_none() => material = Some(one),
                (None, Some(extra)) => extras.push(extra),
                _ => return Err(DescriptionError::Elements),
            }
        }
        Ok(Self::new(colour, kind, material, extras))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn descriptors_of_the_trade_are_read() {
        let one: Description = "BK22RHW".parse().unwrap();
        assert_eq!((one.colour, one.kind.code(), one.material), (Colour::Black, 22, Some(Material::Rigid)));
        assert_eq!(one.extras(), [Extra::Wheels, Extra::Handle]);
        assert_eq!(one.to_string(), "BK22RHW");
        assert_eq!("bu25xxx".parse::<Description>().unwrap().to_string(), "BU25XXX");
        assert_eq!("TD01".parse::<Description>().unwrap().to_string(), "BN01XXX", "the older chart's tweed");
        for (text, wrong) in [
            ("", DescriptionError::Colour),
            ("QQ22XXX", DescriptionError::Colour),
            ("BK21XXX", DescriptionError::Kind),
            ("BK2", DescriptionError::Kind),
            ("BK+1XXX", DescriptionError::Kind),
            ("BK22RHWS", DescriptionError::Elements),
            ("BK22RLX", DescriptionError::Elements),
            ("BK22Z", DescriptionError::Elements),
            ("箱子", DescriptionError::Colour),
        ] {
            assert_eq!(text.parse::<Description>(), Err(wrong), "{text}");
        }
    }

    #[test]
    fn what_people_take_for_each_other_is_near() {
        let kind = |code: &str| BagType::parse(code).unwrap();
        assert!(Colour::Black.near(Colour::Blue) && Colour::Grey.near(Colour::Black) && Colour::Beige.near(Colour::White));
        assert!(!Colour::Red.near(Colour::Green) && !Colour::Blue.near(Colour::Yellow));
        assert!(kind("01").near(kind("02")) && kind("22").near(kind("02")) && kind("23").near(kind("22")));
        assert!(!kind("22").near(kind("29")) && kind("63").near(kind("63")));
        assert_eq!((kind("05").family(), kind("29").family(), kind("62").family()), (Family::Closed, Family::Zip, Family::Special));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(colour in 0usize..12, kind in 0usize..57, material in proptest::option::of(0usize..5), extras in proptest::collection::vec(0usize..6, 0..7)) {
            let kind = BagType::all().nth(kind).unwrap();
            let extras = extras.into_iter().map(|one| Extra::ALL[one]).collect();
            let bag = Description::new(Colour::ALL[colour], kind, material.map(|one| Material::ALL[one]), extras);
            let text = bag.to_string();
            prop_assert_eq!(text.len(), 7);
            prop_assert_eq!(text.parse::<Description>().unwrap(), bag);
        }

        #[test]
        fn no_text_is_too_odd(text in ".*") {
            let _ = text.parse::<Description>();
        }
    }
}
