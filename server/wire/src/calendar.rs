//! Days and times as messages write them: months in letters, years left out, `2400`.
//!
//! A year that was not sent is the one that brings the day nearest to the context, a date the caller gives.

use jiff::civil::{Date, Time};
use jiff::{ToSpan, Unit};
use serde::{Serialize, Serializer};
use std::fmt;

const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// Days: every date of a year has one no further away; of a leap day that has not, another was meant.
const HALF_A_YEAR: i32 = 183;

/// Of the days, the one nearest to the context; the later where two are as near.
pub(crate) fn nearest(days: impl Iterator<Item = Date>, context: Date) -> Option<Date> {
    days.min_by_key(|day| (distance(*day, context), std::cmp::Reverse(*day)))
}

fn distance(one: Date, other: Date) -> i32 {
    one.since((Unit::Day, other)).map_or(i32::MAX, |span| span.get_days().abs())
}

/// The month's number from its three English letters, in either case.
fn month(letters: &str) -> Option<i8> {
    let place = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(letters))?;
    i8::try_from(place + 1).ok()
}

/// Reads `05FEB`, `5Feb`, `18 APR`, `05FEB26`, `05FEB2026` and `FEB05`. `29FEB` is a day where one lies within half a year.
#[must_use]
pub fn day(text: &str, context: Date) -> Option<Date> {
    let plain: String = text.chars().filter(|c| *c != ' ').collect();
    let letters_from = plain.find(|c: char| c.is_ascii_alphabetic())?;
    let (before, rest) = plain.split_at_checked(letters_from)?;
    let (letters, after) = rest.split_at_checked(3)?;
    let month = month(letters)?;
    let (day, year) = if before.is_empty() { (after, "") } else { (before, after) };
    let day: i8 = digits(day, 1..=2)?;
    match year.len() {
        0 => nearest(years_around(context).filter_map(|year| Date::new(year, month, day).ok()), context)
            .filter(|day| distance(*day, context) <= HALF_A_YEAR),
        2 => {
            let last: i16 = digits(year, 2..=2)?;
            let century = context.year() - context.year().rem_euclid(100);
            let years = [century - 100, century, century + 100].into_iter();
            nearest(years.filter_map(|century| Date::new(century.checked_add(last)?, month, day).ok()), context)
        }
        _ => Date::new(digits(year, 4..=4)?, month, day).ok(),
    }
}

/// A leap day may be four years away, or eight where a century is none.
fn years_around(context: Date) -> impl Iterator<Item = i16> {
    (-8..=8).filter_map(move |shift| context.year().checked_add(shift))
}

/// Writes `05FEB`.
#[must_use]
pub fn write_day(day: Date) -> String {
    let month = usize::try_from(day.month() - 1).ok().and_then(|month| MONTHS.get(month)).unwrap_or(&"");
    format!("{:02}{month}", day.day())
}

/// Writes `05FEB26`.
#[must_use]
pub fn write_day_of_year(day: Date) -> String {
    format!("{}{:02}", write_day(day), day.year().rem_euclid(100))
}

/// The date nearest to the context that falls on this day of its month, as movement messages name days.
#[must_use]
pub fn day_of_month(day: i8, context: Date) -> Option<Date> {
    let first = context.first_of_month();
    let months = (-2_i32..=2).filter_map(|shift| first.checked_add(shift.months()).ok());
    nearest(months.filter_map(|month| Date::new(month.year(), month.month(), day).ok()), context)
}

/// The day with this number in its year, nearest to the context.
#[must_use]
pub fn day_of_year(number: i16, context: Date) -> Option<Date> {
    nearest(years_around(context).filter_map(|year| in_year(year, number)), context)
}

/// The day with this number in the given year: 226 is 13 August in a leap year and 14 August in others.
#[must_use]
pub fn in_year(year: i16, number: i16) -> Option<Date> {
    let first = Date::new(year, 1, 1).ok()?;
    (1..=first.days_in_year()).contains(&number).then(|| first.checked_add((i64::from(number) - 1).days()).ok()).flatten()
}

/// Digits alone, of so many places, as a number.
pub(crate) fn digits<T: std::str::FromStr>(text: &str, places: std::ops::RangeInclusive<usize>) -> Option<T> {
    let good = places.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| text.parse().ok()).flatten()
}

/// A time of day as sent: `0930`, `2400`, or with the day of the month before it, `210930`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Clock {
    /// Day of the month, where it was sent.
    pub day: Option<i8>,
    /// 0 to 24; 24 only with no minutes.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
}

impl Clock {
    /// Reads four digits, or six with the day before the hour.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = match text.len() {
            6 => {
                let (day, time) = text.split_at_checked(2)?;
                (Some(digits(day, 2..=2).filter(|day| (1..=31).contains(day))?), time)
            }
            _ => (None, text),
        };
        let (hour, minute) = time.split_at_checked(2)?;
        let (hour, minute): (i8, i8) = (digits(hour, 2..=2)?, digits(minute, 2..=2)?);
        let good = (hour < 24 && minute < 60) || (hour == 24 && minute == 0);
        good.then_some(Self { day, hour, minute })
    }

    /// The time on the wall; `2400` is midnight.
    #[must_use]
    pub fn time(self) -> Time {
        Time::new(self.hour % 24, self.minute, 0, 0).unwrap_or(Time::MIN)
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(day) = self.day {
            write!(f, "{day:02}")?;
        }
        write!(f, "{:02}{:02}", self.hour, self.minute)
    }
}

impl Serialize for Clock {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_year_nobody_sent_is_the_nearest() {
        for (text, context, read) in [
            ("05FEB", date(2026, 1, 20), date(2026, 2, 5)),
            ("31DEC", date(2026, 1, 2), date(2025, 12, 31)),
            ("01JAN", date(2025, 12, 30), date(2026, 1, 1)),
            ("14Feb", date(2026, 2, 14), date(2026, 2, 14)),
            ("18 apr", date(2026, 2, 14), date(2026, 4, 18)),
            ("5FEB", date(2026, 2, 14), date(2026, 2, 5)),
            ("APR18", date(2026, 2, 14), date(2026, 4, 18)),
            ("30APR26", date(2027, 1, 1), date(2026, 4, 30)),
            ("30APR99", date(2027, 1, 1), date(1999, 4, 30)),
            ("09JUN2005", date(2027, 1, 1), date(2005, 6, 9)),
            ("29FEB", date(2027, 9, 1), date(2028, 2, 29)),
            ("29FEB", date(2028, 8, 30), date(2028, 2, 29)),
            ("29FEB28", date(2026, 6, 1), date(2028, 2, 29)),
        ] {
            assert_eq!(day(text, context), Some(read), "{text} seen on {context}");
        }
        for bad in ["", "JAN32", "32JAN", "00JAN", "30FEB", "05FEV", "FEB", "05FEB2", "05FEB026", "ЯНВ05", "0/7MAY", "05F", "29FEB"] {
            assert_eq!(day(bad, date(2026, 1, 1)), None, "{bad}");
        }
    }

    #[test]
    fn the_day_of_the_year_knows_leap_years() {
        assert_eq!(in_year(2016, 226), Some(date(2016, 8, 13)));
        assert_eq!(in_year(2010, 226), Some(date(2010, 8, 14)));
        assert_eq!(in_year(2015, 366), None);
        assert_eq!(day_of_year(366, date(2026, 5, 1)), Some(date(2024, 12, 31)));
        assert_eq!(day_of_year(1, date(2025, 12, 31)), Some(date(2026, 1, 1)));
        assert_eq!(day_of_month(31, date(2026, 2, 14)), Some(date(2026, 1, 31)));
        assert_eq!(day_of_month(1, date(2026, 2, 27)), Some(date(2026, 3, 1)));
    }

    #[test]
    fn times_are_four_digits_or_six() {
        for good in ["0000", "2359", "2400", "211100"] {
            assert_eq!(Clock::parse(good).unwrap().to_string(), good);
        }
        for bad in ["", "999", "9999", "2401", "001100", "321100", "9999999", "1 00", "١٢٣٤"] {
            assert_eq!(Clock::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(days in -20_000i64..20_000, off in -180i64..=180) {
            let day_meant = date(2026, 6, 15).checked_add(days.days()).unwrap();
            let context = day_meant.checked_add(off.days()).unwrap();
            prop_assert_eq!(day(&write_day(day_meant), context).unwrap().month(), day_meant.month());
            if (day_meant.month(), day_meant.day()) != (2, 29) {
                prop_assert_eq!(day(&write_day(day_meant), context), Some(day_meant));
                prop_assert_eq!(day(&write_day_of_year(day_meant), context), Some(day_meant));
            }
        }

        #[test]
        fn nothing_panics(text in ".{0,12}", year in -9999i16..=9999, number in any::<i16>()) {
            let context = date(year, 6, 1);
            let _ = (day(&text, context), Clock::parse(&text), day_of_year(number, context), in_year(year, number));
            let _ = day_of_month(i8::try_from(number % 100).unwrap(), context);
        }
    }
}
