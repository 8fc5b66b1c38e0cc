#![allow(clippy::unwrap_used)]
use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn ends(departs: &str, departs_day: i8, arrives: &str, arrives_day: i8) -> Ends {
    Ends {
        departs: Clock::parse(departs).unwrap(),
        departs_day,
        arrives: Clock::parse(arrives).unwrap(),
        arrives_day,
        offsets: (None, None),
    }
}

fn told(mode: Mode, day: &str, ends: &Ends, from: &str, to: &str) -> Option<(String, String, String)> {
    let flown = flown(mode, day.parse().unwrap(), ends, &zone(from), &zone(to))?;
    Some((flown.date.to_string(), flown.departs.to_string(), flown.arrives.to_string()))
}

#[test]
fn a_day_is_the_day_of_its_clock_and_the_date_is_the_one_at_the_airport() {
    const NEW_YORK: &str = "America/New_York";
    const CHICAGO: &str = "America/Chicago";
    const SHANGHAI: &str = "Asia/Shanghai";
    const AUCKLAND: &str = "Pacific/Auckland";
    const HONOLULU: &str = "Pacific/Honolulu";
    for (mode, day, leg, (from, to), date, departs, arrives) in [
        // west of UTC: after midnight there it is still yesterday here
        (
            Mode::Utc,
            "2026-11-22",
            ends("0110", 0, "0345", 0),
            (NEW_YORK, CHICAGO),
            "2026-11-21",
            "2026-11-22T01:10:00Z",
            "2026-11-22T03:45:00Z",
        ),
        (
            Mode::Local,
            "2026-11-21",
            ends("2010", 0, "2145", 0),
            (NEW_YORK, CHICAGO),
            "2026-11-21",
            "2026-11-22T01:10:00Z",
            "2026-11-22T03:45:00Z",
        ),
        // east of it: before midnight there it is tomorrow here
        (
            Mode::Utc,
            "2026-11-21",
            ends("2230", 0, "0130", 1),
            (SHANGHAI, SHANGHAI),
            "2026-11-22",
            "2026-11-21T22:30:00Z",
            "2026-11-22T01:30:00Z",
        ),
        (
            Mode::Local,
            "2026-11-22",
            ends("0630", 0, "0930", 0),
            (SHANGHAI, SHANGHAI),
            "2026-11-22",
            "2026-11-21T22:30:00Z",
            "2026-11-22T01:30:00Z",
        ),
        // over the date line it arrives the day before it left
        (
            Mode::Local,
            "2026-11-22",
            ends("2300", 0, "1300", 0),
            (AUCKLAND, HONOLULU),
            "2026-11-22",
            "2026-11-22T10:00:00Z",
            "2026-11-22T23:00:00Z",
        ),
        (
            Mode::Local,
            "2026-11-22",
            ends("0100", 0, "1000", -1),
            (AUCKLAND, HONOLULU),
            "2026-11-22",
            "2026-11-21T12:00:00Z",
            "2026-11-21T20:00:00Z",
        ),
        // the second leg of a number leaves after midnight: the day of the number, the date of its own
        (
            Mode::Local,
            "2026-11-21",
            ends("0040", 1, "0215", 1),
            (CHICAGO, NEW_YORK),
            "2026-11-22",
            "2026-11-22T06:40:00Z",
            "2026-11-22T07:15:00Z",
        ),
        (
            Mode::Utc,
            "2026-11-21",
            ends("0640", 1, "0715", 1),
            (CHICAGO, NEW_YORK),
            "2026-11-22",
            "2026-11-22T06:40:00Z",
            "2026-11-22T07:15:00Z",
        ),
        // midnight at the end of the day
        (
            Mode::Utc,
            "2026-11-21",
            ends("2200", 0, "2400", 0),
            (SHANGHAI, SHANGHAI),
            "2026-11-22",
            "2026-11-21T22:00:00Z",
            "2026-11-22T00:00:00Z",
        ),
        // 8 March 2026, 02:00 to 03:00 does not exist: an hour later
        (
            Mode::Local,
            "2026-03-08",
            ends("0230", 0, "0530", 0),
            (NEW_YORK, NEW_YORK),
            "2026-03-08",
            "2026-03-08T07:30:00Z",
            "2026-03-08T09:30:00Z",
        ),
        // 1 November 2026, 01:00 to 02:00 comes twice: the first; an arrival before the departure is the second
        (
            Mode::Local,
            "2026-11-01",
            ends("0130", 0, "0330", 0),
            (NEW_YORK, NEW_YORK),
            "2026-11-01",
            "2026-11-01T05:30:00Z",
            "2026-11-01T08:30:00Z",
        ),
        (
            Mode::Local,
            "2026-11-01",
            ends("0145", 0, "0130", 0),
            (NEW_YORK, NEW_YORK),
            "2026-11-01",
            "2026-11-01T05:45:00Z",
            "2026-11-01T06:30:00Z",
        ),
        (
            Mode::Utc,
            "2026-11-01",
            ends("0630", 0, "0730", 0),
            (NEW_YORK, NEW_YORK),
            "2026-11-01",
            "2026-11-01T06:30:00Z",
            "2026-11-01T07:30:00Z",
        ),
    ] {
        let said = format!("{mode:?} {day} {leg:?}");
        assert_eq!(told(mode, day, &leg, from, to), Some((date.into(), departs.into(), arrives.into())), "{said}");
    }
    // which of the two hours is meant may have been told
    let second = Ends { offsets: (Some(-300), None), ..ends("0130", 0, "0330", 0) };
    assert_eq!(told(Mode::Local, "2026-11-01", &second, NEW_YORK, NEW_YORK).unwrap().1, "2026-11-01T06:30:00Z");
    // and is not believed where it cannot be
    let summer = Ends { offsets: (Some(-240), None), ..ends("0730", 0, "0930", 0) };
    assert_eq!(told(Mode::Local, "2026-12-01", &summer, NEW_YORK, NEW_YORK).unwrap().1, "2026-12-01T12:30:00Z");
    for (arrives, day) in [("0900", 0), ("0930", 0), ("1200", 2), ("1300", 1), ("0800", 0)] {
        assert_eq!(told(Mode::Utc, "2026-11-21", &ends("0930", 0, arrives, day), NEW_YORK, NEW_YORK), None, "{arrives}/{day}");
    }
}

#[test]
fn days_of_the_week_are_said_or_refused() {
    for (text, read) in
        [("1234567", Some("1234567")), ("135", Some("135")), ("531", Some("135")), ("11", Some("1")), ("1.3.5..", Some("135"))]
    {
        assert_eq!(Weekdays::parse(text).map(|days| days.to_string()).as_deref(), read, "{text}");
    }
    for bad in ["", "0", "8", "12345678", "1x3", ".......", "１", "1 3"] {
        assert_eq!(Weekdays::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_series_is_flown_in_its_weeks_and_within_bounds() {
    let series = |days: &str, every, to: Option<Date>| Series { from: date(2026, 11, 20), to, days: Weekdays::parse(days).unwrap(), every };
    let told = |series: Series| series.within(date(2026, 11, 21), date(2026, 12, 12)).map(|day| day.to_string()).collect::<Vec<_>>();
    assert_eq!(told(series("67", 1, Some(date(2026, 11, 29)))), ["2026-11-21", "2026-11-22", "2026-11-28", "2026-11-29"]);
    assert_eq!(told(series("6", 2, None)), ["2026-11-21", "2026-12-05"]);
    assert_eq!(told(series("1234567", 1, Some(date(2019, 1, 1)))), Vec::<String>::new());
    assert_eq!(series("1234567", 1, None).within(date(2026, 1, 1), date(2026, 11, 22)).count(), 3);
}

proptest! {
    #[test]
    fn the_same_leg_in_utc_and_in_local_time_is_the_same(
        minutes in 0_i64..1_440 * 700, takes in 30_i64..1_500,
        from in prop::sample::select(vec!["America/New_York", "Asia/Shanghai", "Pacific/Auckland", "Pacific/Honolulu", "Asia/Kolkata", "Australia/Lord_Howe"]),
        to in prop::sample::select(vec!["Europe/London", "America/Chicago", "Pacific/Kiritimati", "Asia/Tokyo"]),
    ) {
        let departs: Timestamp = "2026-01-01T00:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes);
        let arrives = departs + SignedDuration::from_mins(takes);
        let (from, to) = (zone(from), zone(to));
        let clock = |at: Timestamp, zone: &TimeZone| Clock::parse(&at.to_zoned(zone.clone()).strftime("%H%M").to_string()).unwrap();
        let later = |at: Timestamp, zone: &TimeZone, day: Date| {
            i8::try_from(at.to_zoned(zone.clone()).date().since((Unit::Day, day)).unwrap().get_days()).unwrap()
        };
        for (mode, here, there) in [(Mode::Utc, TimeZone::UTC, TimeZone::UTC), (Mode::Local, from.clone(), to.clone())] {
            let day = day_of(mode, departs, &from);
            let offset = |at, zone: &TimeZone| Some(zone.to_offset(at).seconds() / 60);
            let leg = Ends {
                departs: clock(departs, &here), departs_day: 0, arrives: clock(arrives, &there), arrives_day: later(arrives, &there, day),
                offsets: (offset(departs, &here), offset(arrives, &there)),
            };
            let flown = flown(mode, day, &leg, &from, &to).unwrap();
            prop_assert_eq!((flown.departs, flown.arrives), (departs, arrives));
            prop_assert_eq!(flown.date, departs.to_zoned(from.clone()).date());
        }
    }
}
