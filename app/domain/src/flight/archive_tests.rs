#![allow(clippy::unwrap_used)]
//! The archive's days and the ways back.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

#[test]
fn a_day_falls_on_the_same_weekday_of_the_same_season() {
    for (day, archived) in [
        (date(2026, 11, 21), date(2013, 11, 23)),
        (date(2026, 3, 8), date(2013, 3, 10)),
        (date(2024, 2, 29), date(2013, 2, 28)),
        (date(2027, 1, 1), date(2013, 1, 4)),
        (date(2028, 12, 31), date(2013, 12, 29)),
        (date(2013, 7, 4), date(2013, 7, 4)),
    ] {
        assert_eq!(archive_day(day), archived, "{day}");
    }
}

#[test]
fn a_clock_that_skips_or_repeats_an_hour_has_every_minute() {
    let newark = zone("America/New_York");
    // 02:30 does not exist on this day: the clock shows 03:30
    assert_eq!(local(date(2026, 3, 8), 150, &newark).to_string(), "2026-03-08T07:30:00Z");
    // 01:30 comes twice: the first
    assert_eq!(local(date(2026, 11, 1), 90, &newark).to_string(), "2026-11-01T05:30:00Z");
    assert_eq!(local(date(2026, 11, 1), 1439, &newark).to_string(), "2026-11-02T04:59:00Z");
}

fn leg(day: Date, from: &str, to: &str, departs: i16, delay: i16) -> Leg {
    Leg {
        id: 1,
        day,
        carrier: code("LD"),
        number: 408,
        tail: Some(code("N14228")),
        origin: code(from),
        destination: code(to),
        departs,
        duration: 155,
        departure_delay: Some(delay),
        arrival_delay: Some(delay),
        air_time: Some(120),
        distance: 719,
        source: Source::Flown,
    }
}

#[test]
fn an_aircraft_comes_back_between_two_departures() {
    let (newark, chicago) = (zone("America/New_York"), zone("America/Chicago"));
    let (there, here) = (Station { zone: &chicago, longitude: -87.9 }, Station { zone: &newark, longitude: -74.2 });
    let day = date(2013, 7, 10);
    let back = |delay, next| way_back(7, &leg(day, "EWR", "ORD", 600, delay), there, &leg(day, "EWR", "BOS", next, 0), here);

    let on_time = back(0, 1200).unwrap();
    assert_eq!((on_time.number, on_time.origin, on_time.destination, on_time.source), (5408, code("ORD"), code("EWR"), Source::Derived));
    // it landed at 11:35 in Chicago and turned round in 40 to 70 minutes
    assert!((695 + 40..695 + 70).contains(&on_time.departs), "{on_time:?}");
    assert!(on_time.duration < 155, "the wind helps eastward");
    assert!(on_time.departure_delay.unwrap() < 15);

    let late = back(120, 1200).unwrap();
    assert!(late.departure_delay.unwrap() > 60 && late.arrival_delay.unwrap() > 55, "{late:?}");
    assert_eq!(back(0, 900), None, "no time to come back");

    let mut gone = leg(day, "EWR", "ORD", 600, 0);
    (gone.departure_delay, gone.arrival_delay) = (None, None);
    let never = way_back(7, &gone, there, &leg(day, "EWR", "BOS", 1200, 0), here).unwrap();
    assert!(never.is_cancelled(), "what never came cannot go back");
}

proptest! {
    #[test]
    fn every_day_of_any_year_has_a_day_of_the_archive(year in 1990_i16..2090, month in 1_i8..=12, day in 1_i8..=31) {
        let Ok(asked) = Date::new(year, month, day) else { return Ok(()) };
        let found = archive_day(asked);
        prop_assert_eq!(found.year(), YEAR);
        prop_assert_eq!(found.weekday(), asked.weekday());
        // never more than a week away within the year, so the season is the same
        let same = Date::new(YEAR, month, day.min(28)).unwrap();
        prop_assert!((same.until(found).unwrap().get_days()).abs() <= 10);
        if let Ok(next) = asked.tomorrow() && next.year() == year && !(month == 2 && day == 28 && next.day() == 29) && !(month == 2 && day == 29) {
            let step = found.until(archive_day(next)).unwrap().get_days();
            prop_assert!(step == 1 || step == -6 || step == 8, "{asked}: {step}");
        }
    }

    #[test]
    fn the_lot_of_a_leg_never_changes(id in any::<i32>()) {
        prop_assert_eq!(seed(id), seed(id));
    }
}
