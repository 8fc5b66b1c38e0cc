//! What may be wrong with a bag, and how long one has to say so.

use super::progress::LOST_AFTER;
use crate::case::Topic;
use jiff::{SignedDuration, ToSpan, civil::Date};

/// Missing bags are best reported before leaving the airport, at the latest so long after landing: what is near is found sooner.
const ADVISED_WITHIN: SignedDuration = SignedDuration::from_hours(4);
/// Damage is complained of in writing within so many days of getting the bag (Montreal Convention, art. 31).
const DAMAGE_DAYS: i64 = 7;
/// Delay within so many days of getting it (the same).
const DELAY_DAYS: i64 = 21;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Problem {
    /// It did not come.
    Missing,
    /// It came broken.
    Damaged,
    /// Something was taken out of it.
    Pilfered,
    /// Somebody else's was taken from the belt.
    WrongBag,
    /// Something stayed in the cabin.
    LeftOnBoard,
}

/// How long one has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Best said so long after landing.
    pub advised: Option<SignedDuration>,
    /// In writing within so many days of getting the bag; later nothing is owed any more.
    pub complain_days: Option<i64>,
    /// Counts as lost so many days after it should have come.
    pub lost_days: Option<i64>,
}

impl Problem {
    /// Every problem, the commonest first.
    pub const ALL: [Self; 5] = [Self::Missing, Self::Damaged, Self::Pilfered, Self::WrongBag, Self::LeftOnBoard];

    /// As stored and in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Damaged => "damaged",
            Self::Pilfered => "pilfered",
            Self::WrongBag => "wrong-bag",
            Self::LeftOnBoard => "left-on-board",
        }
    }

    /// Reads what [`Problem::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.as_str() == text)
    }

    /// Keys of the sentence a passenger chooses it by, and of what is to be known before.
    #[must_use]
    pub const fn keys(self) -> [&'static str; 2] {
        match self {
            Self::Missing => ["bag-problem-missing", "bag-problem-missing-hint"],
            Self::Damaged => ["bag-problem-damaged", "bag-problem-damaged-hint"],
            Self::Pilfered => ["bag-problem-pilfered", "bag-problem-pilfered-hint"],
            Self::WrongBag => ["bag-problem-wrong-bag", "bag-problem-wrong-bag-hint"],
            Self::LeftOnBoard => ["bag-problem-left-on-board", "bag-problem-left-on-board-hint"],
        }
    }

    /// What its case is about.
    #[must_use]
    pub const fn topic(self) -> Topic {
        match self {
            Self::Missing | Self::WrongBag => Topic::BagMissing,
            Self::Damaged => Topic::BagDamaged,
            Self::Pilfered => Topic::BagContents,
            Self::LeftOnBoard => Topic::LeftOnBoard,
        }
    }

    /// Whether a bag is looked for: it has a search, and is brought when it is found.
    #[must_use]
    pub const fn searched(self) -> bool {
        matches!(self, Self::Missing | Self::WrongBag | Self::LeftOnBoard)
    }

    /// How long one has.
    #[must_use]
    pub const fn limits(self) -> Limits {
        match self {
            Self::Missing | Self::WrongBag => {
                Limits { advised: Some(ADVISED_WITHIN), complain_days: Some(DELAY_DAYS), lost_days: Some(LOST_AFTER) }
            }
            Self::Damaged | Self::Pilfered => Limits { advised: None, complain_days: Some(DAMAGE_DAYS), lost_days: None },
            Self::LeftOnBoard => Limits { advised: Some(ADVISED_WITHIN), complain_days: None, lost_days: None },
        }
    }

    /// The last day to complain of a bag one got (or should have got) on this day; days are calendar days.
    #[must_use]
    pub fn complain_by(self, got: Date) -> Option<Date> {
        self.limits().complain_days.and_then(|days| got.checked_add(days.days()).ok())
    }

    /// Whether it is too late to be owed anything: a damaged bag one has had for longer than the limit. A bag that has not come
    /// yet is never too late to be looked for.
    #[must_use]
    pub fn late(self, got: Date, today: Date) -> bool {
        !self.searched() && self.complain_by(got).is_some_and(|last| today > last)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_problem_has_its_time() {
        let got = date(2026, 11, 10);
        let table = [
            (Problem::Missing, Some(4), Some(date(2026, 12, 1)), Some(21)),
            (Problem::Damaged, None, Some(date(2026, 11, 17)), None),
            (Problem::Pilfered, None, Some(date(2026, 11, 17)), None),
            (Problem::WrongBag, Some(4), Some(date(2026, 12, 1)), Some(21)),
            (Problem::LeftOnBoard, Some(4), None, None),
        ];
        for (problem, hours, last, lost) in table {
            let limits = problem.limits();
            assert_eq!(limits.advised.map(|advised| advised.as_hours()), hours, "{problem:?}");
            assert_eq!(problem.complain_by(got), last, "{problem:?}");
            assert_eq!(limits.lost_days, lost, "{problem:?}");
            assert_eq!(Problem::parse(problem.as_str()), Some(problem));
        }
    }

    #[test]
    fn damage_is_late_after_the_seventh_day_and_a_search_never() {
        let got = date(2026, 11, 10);
        assert!(!Problem::Damaged.late(got, date(2026, 11, 17)), "the seventh day counts");
        assert!(Problem::Damaged.late(got, date(2026, 11, 18)));
        assert!(!Problem::Missing.late(got, date(2027, 11, 18)));
        assert!(!Problem::LeftOnBoard.late(got, date(2027, 11, 18)));
    }
}
