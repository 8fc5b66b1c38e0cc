//! When a bag can be brought: parts of days its owner chooses from.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};
use std::fmt;

/// Days that can be chosen, today included.
const DAYS: i64 = 5;
/// A courier is sent so long before a part of a day begins, at the latest.
const AHEAD: SignedDuration = SignedDuration::from_hours(2);

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// 8 to 12.
    Morning,
    /// 12 to 17.
    Afternoon,
    /// 17 to 21.
    Evening,
}

impl Part {
    const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    /// First and last hour.
    #[must_use]
    pub const fn hours(self) -> (i8, i8) {
        match self {
            Self::Morning => (8, 12),
            Self::Afternoon => (12, 17),
            Self::Evening => (17, 21),
        }
    }
}

/// A part of a certain day, by the clock where the bag is brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// The day.
    pub day: Date,
    /// The part of it.
    pub part: Part,
}

impl Window {
    /// Reads `2026-11-23.morning`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, part) = text.split_once('.')?;
        Some(Self { day: day.parse().ok()?, part: Part::ALL.into_iter().find(|known| known.as_str() == part)? })
    }

    /// The windows that can be chosen now, the nearest first.
    #[must_use]
    pub fn offered(now: Timestamp, zone: &TimeZone) -> Vec<Self> {
        let today = now.to_zoned(zone.clone()).date();
        let days = (0..DAYS).filter_map(|ahead| today.checked_add(ahead.days()).ok());
        let all = days.flat_map(|day| Part::ALL.map(|part| Self { day, part }));
        all.filter(|window| window.begins(zone).is_some_and(|begins| begins >= now + AHEAD)).collect()
    }

    fn begins(self, zone: &TimeZone) -> Option<Timestamp> {
        let (first, _) = self.part.hours();
        self.day.at(first, 0, 0, 0).to_zoned(zone.clone()).ok().map(|begins| begins.timestamp())
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.day, self.part.as_str())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_too_soon_is_not_offered() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let offered = |now: &str| Window::offered(now.parse().unwrap(), &zone).iter().map(ToString::to_string).collect::<Vec<_>>();
        // ten in the morning there
        let at_ten = offered("2026-11-23T15:00:00Z");
        assert_eq!(at_ten.iter().take(3).collect::<Vec<_>>(), ["2026-11-23.afternoon", "2026-11-23.evening", "2026-11-24.morning"]);
        assert_eq!(at_ten.len(), 14);
        assert_eq!(offered("2026-11-24T02:00:00Z").first().unwrap(), "2026-11-24.morning", "late in the evening");
        assert_eq!(Window::parse("2026-11-24.morning").unwrap().part.hours(), (8, 12));
        for text in ["", "2026-11-24", "2026-11-24.night", "soon.morning"] {
            assert_eq!(Window::parse(text), None, "{text}");
        }
    }
}
