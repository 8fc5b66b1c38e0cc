//! What messages are called.

use serde::{Serialize, Serializer};

/// What a message is about, and with it who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Bags.
    Bag,
    /// Files of bags that are missing or found.
    Record,
    /// Movements of aircraft.
    Movement,
    /// Loads.
    Load,
    /// Lists of passengers.
    List,
    /// Changes of schedule.
    Schedule,
}

/// The identifier at the head of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kind {
    /// `BSM`.
    pub code: &'static str,
    /// What it is about.
    pub family: Family,
}

const FAMILIES: [(Family, &[&str]); 6] = [
    (Family::Bag, &["BSM", "BPM", "BTM", "BUM", "BNS", "BCM", "BMM", "BRQ"]),
    (Family::Record, &["AHL", "OHD", "DPR", "FWD", "ROH", "QOH"]),
    (Family::Movement, &["MVT", "DIV", "MVA"]),
    (Family::Load, &["LDM"]),
    (Family::List, &["PNL", "ADL", "CAL", "PAL", "PTM", "PSM", "TPM", "PFS", "PRL", "ETL"]),
    (Family::Schedule, &["ASM", "SSM"]),
];

impl Kind {
    /// The kind with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        FAMILIES.iter().find_map(|(family, codes)| {
            let code = codes.iter().find(|known| known.eq_ignore_ascii_case(code))?;
            Some(Self { code, family: *family })
        })
    }

    /// The kind a line announces: its code alone (`BSM`), with a mark (`MVT COR`, `COR MVT`, `BSM CHG`) or, for a file on a
    /// bag, with its reference (`AHL JFKBA10231`). Words after it that are none of these make it a line of free text.
    #[must_use]
    pub fn announced_by(line: &str) -> Option<Self> {
        let is_mark = |word: &str| MARKS.iter().chain(&AFTER).any(|mark| mark.eq_ignore_ascii_case(word));
        let mut words = line.split_whitespace().skip_while(|word| MARKS.contains(word)).peekable();
        let first = words.next()?;
        // in small letters alone, or with a mark in small letters as well
        let small =
            |second: Option<&&str>| second.is_none_or(|second| is_mark(second) && !MARKS.contains(second) && !AFTER.contains(second));
        let kind = Self::parse(first).filter(|kind| kind.code == first || small(words.peek()))?;
        let is_reference = |word: &str| kind.family == Family::Record && (6..=11).contains(&word.len());
        words.all(|word| is_mark(word) || is_reference(word)).then_some(kind)
    }
}

/// What may follow the identifier on its line.
const AFTER: [&str; 4] = ["CHG", "DEL", "UTC", "LT"];

/// What may stand before or after the identifier: correction, revision, possible duplicate.
pub(crate) const MARKS: [&str; 3] = ["COR", "REV", "PDM"];

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}
