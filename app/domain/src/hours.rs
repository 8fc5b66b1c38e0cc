//! Opening hours: when a department works, and when so much working time has passed.

use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Time},
    tz::TimeZone,
};
use std::{collections::BTreeMap, fmt};

/// Beyond this nobody is promised anything: a calendar without an open hour in it is an error in the data.
const HORIZON_DAYS: i32 = 400;

/// From opening to closing on one day, local time; closing at midnight is the next day's 00:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Opens.
    pub opens: Time,
    /// Closes; none is midnight at the end of the day.
    pub closes: Option<Time>,
}

impl Span {
    /// Reads the spans of a day as people write them: `08:00-12:00, 13:00-20:00`, `0:00–24:00`; nothing is closed.
    #[must_use]
    pub fn parse_day(text: &str) -> Option<Vec<Self>> {
        text.split([',', '，', ';']).map(str::trim).filter(|span| !span.is_empty()).map(Self::parse).collect()
    }

    fn parse(text: &str) -> Option<Self> {
        let (opens, closes) = text.split_once(['-', '–', '—', '～', '~'])?;
        let time = |text: &str| {
            let (hour, minute) = text.trim().split_once([':', '：'])?;
            Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
        };
        let closes = closes.trim();
        let span = Self { opens: time(opens)?, closes: if matches!(closes, "24:00" | "24：00") { None } else { Some(time(closes)?) } };
        span.closes.is_none_or(|closes| closes > span.opens).then_some(span)
    }

    /// As [`Span::parse_day`] reads it.
    #[must_use]
    pub fn write_day(spans: &[Self]) -> String {
        let written: Vec<String> = spans.iter().map(ToString::to_string).collect();
        written.join(", ")
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-", self.opens.strftime("%H:%M"))?;
        match self.closes {
            Some(closes) => write!(f, "{}", closes.strftime("%H:%M")),
            None => f.write_str("24:00"),
        }
    }
}

/// When a department answers on one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    zone: TimeZone,
    /// Monday first; spans in order, apart from each other
    week: [Vec<Span>; 7],
    /// days that differ: holidays are empty
    days: BTreeMap<Date, Vec<Span>>,
}

impl Hours {
    /// Around the clock, every day.
    #[must_use]
    pub fn always() -> Self {
        let day = || vec![Span { opens: Time::midnight(), closes: None }];
        Self { zone: TimeZone::UTC, week: std::array::from_fn(|_| day()), days: BTreeMap::new() }
    }

    /// A week in a zone, Monday first, with the days that differ. Spans are put in order, overlapping ones joined, empty ones dropped.
    #[must_use]
    pub fn new(zone: TimeZone, week: [Vec<Span>; 7], days: BTreeMap<Date, Vec<Span>>) -> Self {
        Self { zone, week: week.map(tidy), days: days.into_iter().map(|(day, spans)| (day, tidy(spans))).collect() }
    }

    /// The instant by which `minutes` of open time have passed since `from`; asked while closed, time begins at the next
    /// opening. Minutes are real ones, so a day of 23 or 25 hours counts as what it is. Where a calendar opens no more, time
    /// counts around the clock from its last closing: a promise is always an instant.
    #[must_use]
    pub fn due(&self, from: Timestamp, minutes: i32) -> Timestamp {
        let mut left = SignedDuration::from_mins(i64::from(minutes.max(0)));
        let mut closed = from;
        let plain = |from: Timestamp, left| from.checked_add(left).unwrap_or(Timestamp::MAX);
        let Ok(first) = from.to_zoned(self.zone.clone()).date().checked_sub(1.day()) else { return plain(from, left) };
        for ahead in 0..HORIZON_DAYS {
            let Ok(day) = first.checked_add(ahead.days()) else { break };
            for (opens, closes) in self.open_on(day) {
                let begins = opens.max(from);
                if closes <= begins {
                    continue;
                }
                let open = closes.duration_since(begins);
                if left <= open {
                    return plain(begins, left);
                }
                left -= open;
                closed = closes;
            }
        }
        plain(closed, left)
    }

    /// How much open time lies between two instants.
    #[must_use]
    pub fn between(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        let mut sum = SignedDuration::ZERO;
        let (first, last) = (from.to_zoned(self.zone.clone()).date(), to.to_zoned(self.zone.clone()).date());
        let Ok(mut day) = first.checked_sub(1.day()) else { return sum };
        while day <= last {
            for (opens, closes) in self.open_on(day) {
                let (begins, ends) = (opens.max(from), closes.min(to));
                if begins < ends {
                    sum += ends.duration_since(begins);
                }
            }
            let Ok(next) = day.checked_add(1.day()) else { break };
            day = next;
        }
        sum
    }

    /// The open spans of a local day as instants. A time the clock skips is the instant it jumps to.
    fn open_on(&self, day: Date) -> Vec<(Timestamp, Timestamp)> {
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        let spans = self.days.get(&day).or_else(|| self.week.get(weekday)).map_or(&[][..], Vec::as_slice);
        let instant = |day: Date, time: Time| self.zone.to_ambiguous_timestamp(day.to_datetime(time)).compatible().ok();
        let spans = spans.iter().filter_map(|span| {
            let closes = match span.closes {
                Some(time) => instant(day, time),
                None => instant(day.checked_add(1.day()).ok()?, Time::midnight()),
            };
            Some((instant(day, span.opens)?, closes?))
        });
        spans.collect()
    }
}

fn tidy(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| span.closes.is_none_or(|closes| closes > span.opens));
    spans.sort_by_key(|span| span.opens);
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            // the one before lasts to midnight, or at least until this one opens
            Some(last) if last.closes.is_none() => {}
            Some(last) if last.closes >= Some(span.opens) => {
                last.closes = if span.closes.is_none() { None } else { last.closes.max(span.closes) };
            }
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn span(opens: i8, closes: i8) -> Span {
        Span { opens: Time::constant(opens, 0, 0, 0), closes: (closes < 24).then(|| Time::constant(closes, 0, 0, 0)) }
    }

    /// Monday to Friday, eight to eight, New York; Thanksgiving 2026 closed.
    fn office() -> Hours {
        let week = std::array::from_fn(|day| if day < 5 { vec![span(8, 20)] } else { Vec::new() });
        Hours::new(TimeZone::get("America/New_York").unwrap(), week, BTreeMap::from([("2026-11-26".parse().unwrap(), Vec::new())]))
    }

    #[test]
    fn closed_hours_do_not_count() {
        let table = [
            // Saturday noon, an hour: Monday nine
            ("2026-11-21T17:00:00Z", 60, "2026-11-23T14:00:00Z"),
            // Friday half past seven in the evening, an hour: Monday half past eight
            ("2026-11-21T00:30:00Z", 60, "2026-11-23T13:30:00Z"),
            // Wednesday before Thanksgiving at seven in the evening, two hours: Friday nine
            ("2026-11-26T00:00:00Z", 120, "2026-11-27T14:00:00Z"),
            // to the very minute it closes
            ("2026-11-23T13:00:00Z", 720, "2026-11-24T01:00:00Z"),
        ];
        for (from, minutes, due) in table {
            assert_eq!(office().due(at(from), minutes), at(due), "{from} + {minutes}");
        }
    }

    #[test]
    fn a_day_is_read_as_it_is_written() {
        for (typed, kept) in [("8:00-12:00,13:00–20:00", "08:00-12:00, 13:00-20:00"), (" 0：00～24:00 ", "00:00-24:00"), ("", "")] {
            let spans = Span::parse_day(typed).unwrap();
            assert_eq!(Span::write_day(&spans), kept);
            assert_eq!(Span::parse_day(kept).unwrap(), spans);
        }
        for wrong in ["8-12", "08:00", "12:00-08:00", "25:00-26:00", "08:00-08:00", "closed"] {
            assert_eq!(Span::parse_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_with_a_changed_clock_is_as_long_as_it_is() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let hours = Hours::new(zone, std::array::from_fn(|_| vec![span(0, 24)]), BTreeMap::new());
        // 1 November 2026 has 25 hours
        assert_eq!(hours.between(at("2026-11-01T04:00:00Z"), at("2026-11-02T05:00:00Z")), SignedDuration::from_hours(25));
        assert_eq!(hours.due(at("2026-11-01T03:00:00Z"), 1440), at("2026-11-02T03:00:00Z"));
    }

    #[test]
    fn a_calendar_that_never_opens_still_promises() {
        let never = Hours::new(TimeZone::UTC, std::array::from_fn(|_| vec![span(9, 9)]), BTreeMap::new());
        assert_eq!(never.due(at("2026-11-21T12:00:00Z"), 60), at("2026-11-21T13:00:00Z"));
        assert_eq!(Hours::always().due(Timestamp::MAX, 60), Timestamp::MAX);
    }

    fn any_hours() -> impl Strategy<Value = Hours> {
        let spans = || prop::collection::vec((0_i8..24, 1_i8..=24).prop_map(|(opens, closes)| span(opens, closes)), 0..3);
        let zones = prop::sample::select(vec!["America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "UTC"]);
        (zones, prop::array::uniform7(spans()), prop::collection::btree_map(0_i32..60, spans(), 0..4)).prop_map(|(zone, week, days)| {
            let first: Date = "2026-10-20".parse().unwrap();
            let days = days.into_iter().map(|(ahead, spans)| (first.checked_add(ahead.days()).unwrap(), spans)).collect();
            Hours::new(TimeZone::get(zone).unwrap(), week, days)
        })
    }

    proptest! {
        #[test]
        fn exactly_the_promised_time_is_open(hours in any_hours(), from in 1_792_000_000_i64..1_799_000_000, minutes in 1_i32..3000) {
            let from = Timestamp::from_second(from).unwrap();
            let due = hours.due(from, minutes);
            let open = hours.between(from, due);
            let promised = SignedDuration::from_mins(i64::from(minutes));
            // a calendar that opens no more is the exception
            let over = hours.between(due, due + SignedDuration::from_hours(24 * 90)) == SignedDuration::ZERO;
            prop_assert!(open == promised || over && open < promised, "{open:?}");
        }

        #[test]
        fn later_and_longer_are_never_due_earlier(hours in any_hours(), from in 1_792_000_000_i64..1_799_000_000, minutes in 0_i32..1500, more in 0_i32..1500) {
            let (from, later) = (Timestamp::from_second(from).unwrap(), Timestamp::from_second(from + i64::from(more)).unwrap());
            prop_assert!(hours.due(from, minutes) <= hours.due(from, minutes + more));
            prop_assert!(from <= hours.due(from, minutes));
            prop_assert!(hours.due(from, minutes) <= hours.due(later, minutes));
        }

        #[test]
        fn around_the_clock_is_plain_addition(from in 0_i64..4_000_000_000, minutes in 0_i32..100_000) {
            let from = Timestamp::from_second(from).unwrap();
            prop_assert_eq!(Hours::always().due(from, minutes), from + SignedDuration::from_mins(i64::from(minutes)));
        }
    }
}
