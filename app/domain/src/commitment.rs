//! What airline and airport have committed themselves to in public, and how a figure is judged (PRO-1). The commitments are those of
//! an airport's published service commitments and a carrier's handbook (domain.md §8).

use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Weekday},
    tz::TimeZone,
};

/// A commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Commitment {
    /// Passengers are satisfied.
    Satisfaction,
    /// A complaint has a first answer within 24 hours.
    FirstAnswer,
    /// A complaint to the carrier is handled within 24 hours.
    Handled,
    /// A complaint on the spot is taken at once.
    OnTheSpot,
    /// A complaint in writing is answered in three working days.
    InWriting,
    /// The first bag is out within [`crate::bag::FIRST_BAG`] of arrival.
    FirstBag,
    /// The last bag is out within [`crate::bag::LAST_BAG`].
    LastBag,
    /// Ten minutes at most at check-in.
    CheckIn,
    /// Fifteen minutes at most before security.
    SecurityWait,
    /// Two minutes at most through screening.
    Screening,
    /// News of an irregular flight every fifteen minutes.
    News,
    /// The boarding pass is there half an hour before boarding.
    BoardingPass,
    /// A page is there within [`PAGE`].
    Pages,
}

/// A page of the portal is answered within this time.
pub const PAGE: SignedDuration = SignedDuration::from_secs(2);
/// A complaint is answered, and handled, within this time.
pub const COMPLAINT: SignedDuration = SignedDuration::from_hours(24);
/// Satisfied is who says so many of five, or more.
pub const SATISFIED: i16 = 4;
/// A complaint in writing, in working days.
pub const IN_WRITING_DAYS: u8 = 3;
/// Fewer than this say nothing about whether something gets better.
const FEW: i64 = 30;
/// A change of so many thousandths is none.
const SAME: i64 = 5;

impl Commitment {
    /// All of them, in the order they are published.
    pub const ALL: [Self; 13] = [
        Self::Satisfaction,
        Self::FirstAnswer,
        Self::Handled,
        Self::InWriting,
        Self::OnTheSpot,
        Self::FirstBag,
        Self::LastBag,
        Self::News,
        Self::CheckIn,
        Self::BoardingPass,
        Self::SecurityWait,
        Self::Screening,
        Self::Pages,
    ];

    /// As stored, and part of the keys of its words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Satisfaction => "satisfaction",
            Self::FirstAnswer => "first-answer",
            Self::Handled => "handled",
            Self::OnTheSpot => "on-the-spot",
            Self::InWriting => "in-writing",
            Self::FirstBag => "first-bag",
            Self::LastBag => "last-bag",
            Self::CheckIn => "check-in",
            Self::SecurityWait => "security-wait",
            Self::Screening => "screening",
            Self::News => "news",
            Self::BoardingPass => "boarding-pass",
            Self::Pages => "pages",
        }
    }

    /// Reads what [`Commitment::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// In how many of a thousand it is to be kept; 1000 where the commitment names no share: every time.
    #[must_use]
    pub const fn target(self) -> i64 {
        match self {
            Self::Satisfaction => 900,
            Self::CheckIn | Self::SecurityWait => 950,
            _ => 1000,
        }
    }

    /// Whether the portal sees how it went. What it does not see is published as not yet measured.
    #[must_use]
    pub const fn measured(self) -> bool {
        matches!(
            self,
            Self::Satisfaction | Self::FirstAnswer | Self::Handled | Self::InWriting | Self::FirstBag | Self::LastBag | Self::Pages
        )
    }
}

/// How often it was kept, of how often that could be judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Kept.
    pub kept: i64,
    /// Judged.
    pub judged: i64,
}

impl Tally {
    /// Counts one more.
    pub fn count(&mut self, kept: bool) {
        self.kept += i64::from(kept);
        self.judged += 1;
    }

    /// Thousandths that were kept, rounded down: what was broken once never reads "100 %". None where nothing was judged.
    #[must_use]
    pub fn share(self) -> Option<i64> {
        (self.judged > 0).then(|| self.kept * 1000 / self.judged)
    }

    /// Whether the target was reached. None where nothing was judged.
    #[must_use]
    pub fn reached(self, target: i64) -> Option<bool> {
        (self.judged > 0).then(|| self.kept * 1000 >= self.judged * target)
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.kept += more.kept;
        self.judged += more.judged;
    }
}

/// How a figure moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// Kept more often, by so many thousandths.
    Better(i64),
    /// Kept less often.
    Worse(i64),
    /// By less than half a point.
    Same,
    /// One of the two is too small to compare.
    TooFew,
}

/// Compares a month with the one before it.
#[must_use]
pub fn trend(before: Tally, after: Tally) -> Trend {
    if before.judged < FEW || after.judged < FEW {
        return Trend::TooFew;
    }
    match after.share().unwrap_or_default() - before.share().unwrap_or_default() {
        more @ SAME.. => Trend::Better(more),
        less if less <= -SAME => Trend::Worse(-less),
        _ => Trend::Same,
    }
}

/// Whether something due was done in time. None while there is time left.
#[must_use]
pub fn kept(done: Option<Timestamp>, due: Timestamp, now: Timestamp) -> Option<bool> {
    match done {
        Some(done) => Some(done <= due),
        None => (now > due).then_some(false),
    }
}

/// The end of the last of so many working days, Monday to Friday, after the day it reached us on.
#[must_use]
pub fn working_days_after(from: Timestamp, days: u8, zone: &TimeZone) -> Timestamp {
    let mut day = from.to_zoned(zone.clone()).date();
    let mut left = days;
    while left > 0 {
        let Ok(next) = day.tomorrow() else { return Timestamp::MAX };
        day = next;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    begin(day.tomorrow().unwrap_or(Date::MAX), zone)
}

/// When a day begins at a place; the end of time where the calendar ends.
#[must_use]
pub fn begin(day: Date, zone: &TimeZone) -> Timestamp {
    day.to_zoned(zone.clone()).map_or(Timestamp::MAX, |midnight| midnight.timestamp())
}

/// Spans figures are told for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spans {
    /// First day of this month.
    pub month: Date,
    /// Of the last whole month.
    pub last_month: Date,
    /// Of the month before that.
    pub month_before: Date,
    /// Of this quarter: the last whole one ends before it.
    pub quarter: Date,
    /// Of the last whole quarter.
    pub last_quarter: Date,
}

/// A day anybody can ask about: what is outside no calendar of ours has to hold.
#[must_use]
pub fn plausible(day: Date) -> Option<Date> {
    (2000..=2100).contains(&day.year()).then_some(day)
}

/// The spans seen from a day.
#[must_use]
pub fn spans(today: Date) -> Spans {
    let month = today.first_of_month();
    let back = |day: Date, months: i64| day.checked_sub(months.months()).unwrap_or(Date::MIN);
    let quarter = back(month, i64::from((month.month() - 1) % 3));
    Spans { month, last_month: back(month, 1), month_before: back(month, 2), quarter, last_quarter: back(quarter, 3) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_share_is_never_rounded_up_and_decides_by_the_counts() {
        let tally = Tally { kept: 9_999, judged: 10_000 };
        assert_eq!((tally.share(), tally.reached(1000), tally.reached(999)), (Some(999), Some(false), Some(true)));
        assert_eq!((Tally::default().share(), Tally::default().reached(900)), (None, None));
    }

    #[test]
    fn a_trend_needs_enough_on_both_sides() {
        let of = |kept| Tally { kept, judged: 100 };
        for (before, after, told) in [
            (of(90), of(92), Trend::Better(20)),
            (of(92), of(90), Trend::Worse(20)),
            (of(90), of(90), Trend::Same),
            (Tally { kept: 2, judged: 2 }, of(90), Trend::TooFew),
            (of(90), Tally::default(), Trend::TooFew),
        ] {
            assert_eq!(trend(before, after), told, "{before:?} {after:?}");
        }
    }

    #[test]
    fn in_time_too_late_or_still_open() {
        let at = |hour: i64| Timestamp::from_second(hour * 3600).unwrap();
        for (done, now, told) in
            [(Some(at(24)), at(90), Some(true)), (Some(at(25)), at(90), Some(false)), (None, at(24), None), (None, at(25), Some(false))]
        {
            assert_eq!(kept(done, at(24), now), told, "{done:?} at {now}");
        }
    }

    #[test]
    fn working_days_leave_out_weekends() {
        let zone = TimeZone::get("America/New_York").unwrap();
        for (from, ends) in [
            // Monday morning: until Thursday's end
            ("2026-11-16T14:00:00Z", "2026-11-20T05:00:00Z"),
            // Thursday evening, already Friday in UTC: Friday, Monday, Tuesday
            ("2026-11-20T02:00:00Z", "2026-11-25T05:00:00Z"),
            // Saturday: Monday, Tuesday, Wednesday
            ("2026-11-21T14:00:00Z", "2026-11-26T05:00:00Z"),
        ] {
            assert_eq!(working_days_after(from.parse().unwrap(), IN_WRITING_DAYS, &zone), ends.parse().unwrap(), "{from}");
        }
        assert_eq!(working_days_after(Timestamp::MAX, 3, &zone), Timestamp::MAX);
    }

    #[test]
    fn months_and_quarters_end_where_calendars_say() {
        let told = spans(date(2026, 1, 31));
        assert_eq!((told.month, told.last_month, told.month_before), (date(2026, 1, 1), date(2025, 12, 1), date(2025, 11, 1)));
        assert_eq!((told.quarter, told.last_quarter), (date(2026, 1, 1), date(2025, 10, 1)));
        assert_eq!(spans(date(2026, 11, 22)).last_quarter, date(2026, 7, 1));
    }

    #[test]
    fn names_are_read_as_they_are_written() {
        for one in Commitment::ALL {
            assert_eq!(Commitment::parse(one.as_str()), Some(one));
        }
    }
}
