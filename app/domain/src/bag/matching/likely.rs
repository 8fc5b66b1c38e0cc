//! How likely a pair is, in steps people tell apart.

use super::{CLEAR, threshold};

/// How likely two are one bag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likely {
    /// Worth a look, as likely wrong as right.
    Possible,
    /// Enough to tell staff of their own accord.
    Likely,
    /// A hundred times more than that.
    Certain,
}

impl Likely {
    /// Every step.
    pub const ALL: [Self; 3] = [Self::Possible, Self::Likely, Self::Certain];

    /// What a sum means among so many bags; none where it is not worth a look.
    #[must_use]
    pub fn of(score: i32, among: usize) -> Option<Self> {
        match score - threshold(among) {
            20.. => Some(Self::Certain),
            0.. => Some(Self::Likely),
            more if more >= -CLEAR => Some(Self::Possible),
            _ => None,
        }
    }

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }

    /// Reads what [`Likely::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// Key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Possible => "match-possible",
            Self::Likely => "match-likely",
            Self::Certain => "match-certain",
        }
    }
}
