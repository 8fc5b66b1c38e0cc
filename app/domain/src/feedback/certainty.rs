//! How sure an answer is, in words; and what somebody's figures say about how they feel.

/// Below this an answer is told to be a guess, and colleagues are asked first about those.
pub const UNSURE: f32 = 0.55;
/// From here on it is told to be sure.
const SURE: f32 = 0.8;

/// How sure an answer is, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Hardly better than any other.
    Guess,
    /// More likely than all others together.
    Probable,
    /// Four in five, or more.
    Sure,
}

impl Certainty {
    /// Of a share from 0 to 1.
    #[must_use]
    pub fn of(share: f32) -> Self {
        match share {
            share if share >= SURE => Self::Sure,
            share if share >= UNSURE => Self::Probable,
            _ => Self::Guess,
        }
    }
}

/// The figure somebody gave to the whole, beside their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rated {
    /// 1 or 2 of 5, up to 4 of 10.
    Low,
    /// 3 of 5, 5 or 6 of 10.
    Middling,
    /// 4 of 5, 7 or 8 of 10.
    Good,
    /// 5 of 5, 9 or 10 of 10.
    High,
}

impl Rated {
    /// Of what was given: satisfaction from 1 to 5 and recommendation from 0 to 10; the lower of both, as who is angry about one thing
    /// writes about that.
    #[must_use]
    pub fn of(satisfaction: Option<i16>, recommendation: Option<i16>) -> Option<Self> {
        let satisfied = satisfaction.map(|given| match given {
            ..=2 => Self::Low,
            3 => Self::Middling,
            4 => Self::Good,
            5.. => Self::High,
        });
        let recommends = recommendation.map(|given| match given {
            ..=4 => Self::Low,
            5..=6 => Self::Middling,
            7..=8 => Self::Good,
            9.. => Self::High,
        });
        match (satisfied, recommends) {
            (Some(one), Some(other)) => Some(if one.rank() <= other.rank() { one } else { other }),
            (one, other) => one.or(other),
        }
    }

    const fn rank(self) -> u8 {
        self as u8
    }

    /// How much more often than others who gave this feel each way, in the order of [`super::Mood::ALL`]. Set down, not learned: words that are
    /// plain still win.
    pub(super) const fn prior(self) -> [f32; 3] {
        match self {
            Self::Low => [1.7, 0.8, 0.25],
            Self::Middling => [1.25, 1.0, 0.7],
            Self::Good => [0.75, 1.0, 1.3],
            Self::High => [0.25, 0.8, 1.7],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_in_words() {
        for (share, word) in [(0.3, Certainty::Guess), (UNSURE, Certainty::Probable), (0.79, Certainty::Probable), (0.8, Certainty::Sure)] {
            assert_eq!(Certainty::of(share), word, "{share}");
        }
    }

    #[test]
    fn the_lower_figure_tells() {
        for (satisfaction, recommendation, rated) in [
            (None, None, None),
            (Some(5), None, Some(Rated::High)),
            (None, Some(9), Some(Rated::High)),
            (Some(5), Some(3), Some(Rated::Low)),
            (Some(3), Some(10), Some(Rated::Middling)),
            (Some(4), Some(8), Some(Rated::Good)),
        ] {
            assert_eq!(Rated::of(satisfaction, recommendation), rated);
        }
    }
}
