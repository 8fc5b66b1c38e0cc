//! Whether it helped: the same figure before and after, and how sure the difference is.

use crate::statistic::{Estimate, difference};

/// Days before and after that are compared.
pub const SPAN_DAYS: i64 = 90;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Metric {
    /// Of those who answer, how many are satisfied all in all.
    Satisfied,
    /// The recommendation score.
    Recommended,
    /// Of those who were asked how easy it was, how many say 5 or more of 7.
    Easy,
    /// Of those who answer, how many complain in words about one theme.
    Complaints,
}

impl Metric {
    /// Every metric.
    pub const ALL: [Self; 4] = [Self::Satisfied, Self::Recommended, Self::Easy, Self::Complaints];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Recommended => "recommended",
            Self::Easy => "easy",
            Self::Complaints => "complaints",
        }
    }

    /// Reads what [`Metric::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.as_str() == text)
    }
}

/// What can be said of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effect {
    /// Too few have answered, before or after.
    TooFew,
    /// The figures: before, after, and after less before. `better` is none where the difference may be chance.
    Seen {
        /// Before it took effect.
        before: Estimate,
        /// Since.
        after: Estimate,
        /// What changed.
        difference: Estimate,
        /// Whether it got better, where that is sure.
        better: Option<bool>,
    },
}

/// Compares them.
#[must_use]
pub fn effect(metric: Metric, before: Option<Estimate>, after: Option<Estimate>) -> Effect {
    let (Some(before), Some(after)) = (before, after) else { return Effect::TooFew };
    if before.few() || after.few() {
        return Effect::TooFew;
    }
    let difference = difference(before, after);
    // fewer complaints are better, more of anything else is
    let better = difference.clear().then_some((difference.value > 0.0) != (metric == Metric::Complaints));
    Effect::Seen { before, after, difference, better }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::share;

    #[test]
    fn better_is_said_only_where_it_is_sure() {
        let better = |metric, before, after| match effect(metric, before, after) {
            Effect::Seen { better, .. } => Some(better),
            Effect::TooFew => None,
        };
        for (before, after, expected) in [
            (share(40, 100), share(70, 100), Some(Some(true))),
            (share(70, 100), share(40, 100), Some(Some(false))),
            (share(50, 100), share(52, 100), Some(None)),
            (share(1, 2), share(90, 100), None),
            (share(50, 100), share(9, 9), None),
            (None, share(50, 100), None),
            (share(50, 100), None, None),
        ] {
            assert_eq!(better(Metric::Satisfied, before, after), expected);
            assert_eq!(better(Metric::Complaints, before, after), expected.map(|told| told.map(|better| !better)));
        }
        assert!(Metric::ALL.into_iter().all(|metric| Metric::parse(metric.as_str()) == Some(metric)));
    }
}
