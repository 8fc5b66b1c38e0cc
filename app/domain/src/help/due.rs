//! When an article wants to be read against the facts again.

use crate::policy::{ARTICLE_DOUBTS, ARTICLE_REVIEW_MONTHS};
use jiff::{ToSpan, civil::Date};

/// Why an article is on the review list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Nobody has read it against the facts for a year.
    Age,
    /// Since somebody did, most readers say that it does not help.
    Doubt,
}

/// The day by which it is to be read again.
#[must_use]
pub fn review_by(reviewed_on: Date) -> Date {
    reviewed_on.saturating_add(ARTICLE_REVIEW_MONTHS.months())
}

/// Whether it is time, given what readers said since it was last read: yes and no.
#[must_use]
pub fn due(reviewed_on: Date, today: Date, yes: i64, no: i64) -> Option<Due> {
    if review_by(reviewed_on) <= today {
        Some(Due::Age)
    } else if yes + no >= ARTICLE_DOUBTS && no > yes {
        Some(Due::Doubt)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_or_the_readers_bring_it_up() {
        let reviewed = date(2025, 11, 21);
        assert_eq!(due(reviewed, date(2026, 11, 20), 0, 0), None);
        assert_eq!(due(reviewed, date(2026, 11, 21), 9, 0), Some(Due::Age));
        assert_eq!(due(reviewed, date(2026, 1, 1), 2, 3), Some(Due::Doubt));
        assert_eq!(due(reviewed, date(2026, 1, 1), 0, 4), None, "too few have spoken");
        assert_eq!(due(reviewed, date(2026, 1, 1), 3, 3), None);
        assert_eq!(review_by(Date::MAX), Date::MAX);
    }
}
