//! Times as people say them, with the airport's zone where it matters.

use super::{Lang, t};
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp, civil::Date, civil::Weekday, tz::TimeZone};

/// The zone by its IANA name, UTC where the name is unknown.
#[must_use]
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

impl Lang {
    /// `17:40`, local to the zone. 24-hour in every language: that is how airports write it.
    #[must_use]
    pub fn time(self, at: Timestamp, zone: &TimeZone) -> String {
        at.to_zoned(zone.clone()).strftime("%H:%M").to_string()
    }

    /// `17:40:05`, for what happens in a moment.
    #[must_use]
    pub fn exact_time(self, at: Timestamp, zone: &TimeZone) -> String {
        at.to_zoned(zone.clone()).strftime("%H:%M:%S").to_string()
    }

    /// `Saturday 21 November` / `11月21日 星期六`.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        match self.0 {
            Locale::En => date.strftime("%A %-d %B").to_string(),
            Locale::ZhCn => format!("{}月{}日 {}", date.month(), date.day(), weekday_zh(date.weekday())),
        }
    }

    /// `Sat`, `21 Nov` / `周六`, `11月21日`: for narrow columns.
    #[must_use]
    pub fn day_short(self, date: Date) -> (String, String) {
        match self.0 {
            Locale::En => (date.strftime("%a").to_string(), date.strftime("%-d %b").to_string()),
            Locale::ZhCn => (weekday_zh(date.weekday()).replace("星期", "周"), format!("{}月{}日", date.month(), date.day())),
        }
    }

    /// As [`Lang::date`], with the year where it is not this one: `Saturday 2 January 2027` / `2027年1月2日 星期六`.
    #[must_use]
    pub fn date_from(self, date: Date, now: Timestamp) -> String {
        if date.year() == now.to_zoned(TimeZone::UTC).year() {
            return self.date(date);
        }
        match self.0 {
            Locale::En => date.strftime("%A %-d %B %Y").to_string(),
            Locale::ZhCn => format!("{} {}", self.date_with_year(date), weekday_zh(date.weekday())),
        }
    }

    /// `21 November 2026` / `2026年11月21日`.
    #[must_use]
    pub fn date_with_year(self, date: Date) -> String {
        match self.0 {
            Locale::En => date.strftime("%-d %B %Y").to_string(),
            Locale::ZhCn => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        }
    }

    /// `November 2026` / `2026年11月`.
    #[must_use]
    pub fn month(self, day: Date) -> String {
        match self.0 {
            Locale::En => day.strftime("%B %Y").to_string(),
            Locale::ZhCn => format!("{}年{}月", day.year(), day.month()),
        }
    }

    /// `21 Nov, 17:40` / `11月21日 17:40`, local to the zone.
    #[must_use]
    pub fn date_time(self, at: Timestamp, zone: &TimeZone) -> String {
        let local = at.to_zoned(zone.clone());
        match self.0 {
            Locale::En => local.strftime("%-d %b, %H:%M").to_string(),
            Locale::ZhCn => format!("{}月{}日 {}", local.month(), local.day(), local.strftime("%H:%M")),
        }
    }

    /// `UTC−5`, `UTC+5:30`: how a place's clock stands at that instant.
    #[must_use]
    pub fn offset(self, at: Timestamp, zone: &TimeZone) -> String {
        let seconds = zone.to_offset(at).seconds();
        let (sign, minutes) = (if seconds < 0 { '−' } else { '+' }, seconds.abs() / 60);
        match minutes % 60 {
            0 => format!("UTC{sign}{}", minutes / 60),
            rest => format!("UTC{sign}{}:{rest:02}", minutes / 60),
        }
    }

    /// `Sunday 22 November, 09:15 (Newark, UTC−5)`.
    #[must_use]
    pub fn at_place(self, at: Timestamp, zone: &TimeZone, city: &str) -> String {
        let (day, time) = (self.date(at.to_zoned(zone.clone()).date()), self.time(at, zone));
        t!(self, "when-at-place", day = day, time = time, city = city.to_owned(), offset = self.offset(at, zone))
    }

    /// `today 17:40`, `yesterday 09:12`, `tomorrow 08:00`, else with its date; local to the zone.
    #[must_use]
    pub fn day_time(self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let (day, today) = (at.to_zoned(zone.clone()).date(), now.to_zoned(zone.clone()).date());
        let time = self.time(at, zone);
        if day == today {
            t!(self, "when-today", time = time)
        } else if today.yesterday().is_ok_and(|yesterday| day == yesterday) {
            t!(self, "when-yesterday", time = time)
        } else if today.tomorrow().is_ok_and(|tomorrow| day == tomorrow) {
            t!(self, "when-tomorrow", time = time)
        } else {
            self.date_time(at, zone)
        }
    }

    /// `3 h 20 min`, `45 min`, `2 days`: rounded to whole minutes, never negative.
    #[must_use]
    pub fn duration(self, span: SignedDuration) -> String {
        let minutes = (span.abs().as_secs() + 30) / 60;
        match (minutes / 1440, minutes / 60, minutes % 60) {
            (0, 0, minutes) => t!(self, "duration-minutes", minutes = minutes),
            (0, hours, 0) => t!(self, "duration-hours", hours = hours),
            (0, hours, minutes) => t!(self, "duration-hours-minutes", hours = hours, minutes = minutes),
            (days, _, _) => t!(self, "duration-days", days = days),
        }
    }

    /// `in 42 min` or `18 min late`, as deadlines say it.
    #[must_use]
    pub fn deadline(self, due: Timestamp, now: Timestamp) -> String {
        let left = due.duration_since(now);
        let span = self.duration(left);
        if left.is_negative() { t!(self, "deadline-late", span = span) } else { t!(self, "deadline-in", span = span) }
    }
}

const fn weekday_zh(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_time_is_told_with_its_place() {
        let at = "2026-11-22T14:15:00Z".parse().unwrap();
        let told = |locale, name: &str, city| Lang(locale).at_place(at, &zone(name), city);
        assert_eq!(told(Locale::En, "America/New_York", "Newark"), "Sunday 22 November, 09:15 (Newark, UTC−5)");
        assert_eq!(told(Locale::ZhCn, "Asia/Kolkata", "德里"), "11月22日 星期日 19:45（德里，UTC+5:30）");
        assert!(told(Locale::En, "Europe/London", "London").ends_with("(London, UTC+0)"));
    }

    #[test]
    fn a_date_of_another_year_says_which() {
        let now = "2026-11-21T17:00:00Z".parse().unwrap();
        let (near, far) = (Date::constant(2026, 12, 31), Date::constant(2027, 1, 2));
        assert_eq!(Lang(Locale::En).date_from(near, now), "Thursday 31 December");
        assert_eq!(Lang(Locale::En).date_from(far, now), "Saturday 2 January 2027");
        assert_eq!(Lang(Locale::ZhCn).date_from(far, now), "2027年1月2日 星期六");
    }
}
