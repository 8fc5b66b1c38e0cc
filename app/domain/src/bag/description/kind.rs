//! What sort of bag it is: the two digits of the trade's chart, in our own words.

use std::fmt;

/// How a sort of bag closes, or that it is no ordinary bag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// Suitcases and boxes without a zip.
    Closed,
    /// Bags with a zip.
    Zip,
    /// Everything with a shape of its own.
    Special,
}

/// A sort of bag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BagType(u8);

/// Each code of the chart with the key of its words.
const CHART: [(u8, &str); 57] = [
    (1, "bag-type-01"),
    (2, "bag-type-02"),
    (3, "bag-type-03"),
    (5, "bag-type-05"),
    (6, "bag-type-06"),
    (7, "bag-type-07"),
    (8, "bag-type-08"),
    (9, "bag-type-09"),
    (10, "bag-type-10"),
    (12, "bag-type-12"),
    (20, "bag-type-20"),
    (22, "bag-type-22"),
    (23, "bag-type-23"),
    (25, "bag-type-25"),
    (26, "bag-type-26"),
    (27, "bag-type-27"),
    (28, "bag-type-28"),
    (29, "bag-type-29"),
    (50, "bag-type-50"),
    (51, "bag-type-51"),
    (52, "bag-type-52"),
    (53, "bag-type-53"),
    (54, "bag-type-54"),
    (55, "bag-type-55"),
    (56, "bag-type-56"),
    (57, "bag-type-57"),
    (58, "bag-type-58"),
    (59, "bag-type-59"),
    (60, "bag-type-60"),
    (61, "bag-type-61"),
    (62, "bag-type-62"),
    (63, "bag-type-63"),
    (64, "bag-type-64"),
    (65, "bag-type-65"),
    (66, "bag-type-66"),
    (67, "bag-type-67"),
    (68, "bag-type-68"),
    (69, "bag-type-69"),
    (71, "bag-type-71"),
    (72, "bag-type-72"),
    (73, "bag-type-73"),
    (74, "bag-type-74"),
    (75, "bag-type-75"),
    (81, "bag-type-81"),
    (82, "bag-type-82"),
    (83, "bag-type-83"),
    (85, "bag-type-85"),
    (89, "bag-type-89"),
    (90, "bag-type-90"),
    (92, "bag-type-92"),
    (93, "bag-type-93"),
    (94, "bag-type-94"),
    (95, "bag-type-95"),
    (96, "bag-type-96"),
    (97, "bag-type-97"),
    (98, "bag-type-98"),
    (99, "bag-type-99"),
];

/// Sorts people take for each other.
const NEAR: [(u8, u8); 14] =
    [(1, 2), (2, 22), (1, 22), (22, 23), (1, 3), (3, 23), (2, 5), (5, 27), (22, 27), (6, 7), (10, 12), (25, 29), (73, 74), (66, 67)];

impl BagType {
    /// Every sort, as the chart counts them.
    pub fn all() -> impl Iterator<Item = Self> {
        CHART.iter().map(|(code, _)| Self(*code))
    }

    /// Reads two digits of the chart.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let code = text.parse::<u8>().ok().filter(|_| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()))?;
        Self::all().find(|one| one.0 == code)
    }

    /// The number of the chart.
    #[must_use]
    pub const fn code(self) -> u8 {
        self.0
    }

    /// How it closes.
    #[must_use]
    pub const fn family(self) -> Family {
        match self.0 {
            0..=19 => Family::Closed,
            20..=49 => Family::Zip,
            _ => Family::Special,
        }
    }

    /// Key of its words.
    #[must_use]
    pub fn key(self) -> &'static str {
        CHART.iter().find(|(code, _)| *code == self.0).map_or("bag-type-99", |(_, key)| key)
    }

    /// Whether people take one for the other; each is near itself.
    #[must_use]
    pub fn near(self, other: Self) -> bool {
        self == other || NEAR.iter().any(|pair| *pair == (self.0, other.0) || *pair == (other.0, self.0))
    }
}

/// Two digits, as in a descriptor.
impl fmt::Display for BagType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}
