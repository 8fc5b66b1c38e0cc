#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
//! What becomes known of a leg, and when.

use super::*;
use crate::flight::archive::Source;
use crate::flight::{Phase, fold};
use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn newark() -> TimeZone {
    TimeZone::get("America/New_York").unwrap()
}

fn around() -> Circumstances {
    Circumstances { inbound_late: false, alternate: code("PIT"), other_gate: "C77".into() }
}

fn leg(id: i32, departs: i16, duration: i16, out: Option<i16>, arrival: Option<i16>) -> Leg {
    Leg {
        id,
        day: date(2013, 3, 10),
        carrier: code("LD"),
        number: 408,
        tail: None,
        origin: code("EWR"),
        destination: code("LAX"),
        departs,
        duration,
        departure_delay: out,
        arrival_delay: arrival,
        air_time: out.and(arrival).map(|_| duration - 35),
        distance: 2454,
        source: Source::Flown,
    }
}

#[test]
fn times_are_right_over_midnight_and_changing_clocks() {
    let los_angeles = TimeZone::get("America/Los_Angeles").unwrap();
    for (day, departs, leaves, lands) in [
        // an ordinary day; the next three: clocks forward, clocks back, over midnight
        (date(2026, 11, 21), 600, "2026-11-21T10:00-05:00", "2026-11-21T13:10-08:00"),
        (date(2026, 3, 8), 60, "2026-03-08T01:00-05:00", "2026-03-08T05:10-07:00"),
        (date(2026, 11, 1), 30, "2026-11-01T00:30-04:00", "2026-11-01T02:40-08:00"),
        (date(2026, 11, 21), 1380, "2026-11-21T23:00-05:00", "2026-11-22T02:10-08:00"),
        // an hour that does not exist is the hour after
        (date(2026, 3, 8), 150, "2026-03-08T03:30-04:00", "2026-03-08T06:40-07:00"),
    ] {
        let schedule = schedule(&leg(1, departs, 370, Some(0), Some(0)), day, &newark());
        let show = |at: Timestamp, zone: &TimeZone| at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M%:z").to_string();
        assert_eq!((show(schedule.departs, &newark()), show(schedule.arrives, &los_angeles)), (leaves.to_owned(), lands.to_owned()));
    }
}

#[test]
fn each_outcome_ends_where_the_archive_says() {
    for (out, arrival, phase) in [
        (Some(0), Some(-10), Phase::Arrived),
        (Some(300), Some(290), Phase::Arrived),
        (Some(20), None, Phase::Diverted),
        (None, None, Phase::Cancelled),
    ] {
        let leg = leg(5, 600, 370, out, arrival);
        let schedule = schedule(&leg, date(2026, 11, 21), &newark());
        let told = reports(&leg, &schedule, &around());
        let end = fold(&schedule, &told, schedule.arrives + mins(1440));
        assert_eq!(end.phase, phase);
        if let (Some(out), Some(arrival)) = (out, arrival) {
            assert_eq!((end.departure.delay_minutes(), end.arrival.delay_minutes()), (out.into(), arrival.into()));
        }
    }
}

#[test]
fn a_late_aircraft_is_the_reason_where_it_is() {
    let leg = leg(5, 600, 370, Some(90), Some(85));
    let schedule = schedule(&leg, date(2026, 11, 21), &newark());
    let told = reports(&leg, &schedule, &Circumstances { inbound_late: true, ..around() });
    assert!(told.iter().filter_map(|report| report.news.reason()).all(|reason| reason == Reason::Inbound));
}

proptest! {
    /// Whatever the archive holds: nothing is known before its time, phases go on and never back, times stay in order.
    #[test]
    fn a_flight_lives_forward(
        id in 1_i32..900_000,
        departs in 0_i16..1440,
        duration in 25_i16..1000,
        out in proptest::option::weighted(0.95, -40_i16..1300),
        gained in -60_i16..200,
        diverted in proptest::bool::weighted(0.05),
        inbound_late: bool,
        ahead in 0_i32..900,
    ) {
        let arrival = out.filter(|_| !diverted).map(|out| out + gained);
        let leg = leg(id, departs, duration, out, arrival);
        let day = jiff::ToSpan::days(ahead);
        let day = date(2025, 1, 1).checked_add(day).unwrap();
        let schedule = schedule(&leg, day, &newark());
        prop_assert!(schedule.arrives > schedule.departs);
        let told = reports(&leg, &schedule, &Circumstances { inbound_late, ..around() });
        prop_assert!(told.windows(2).all(|pair| pair[0].known_at <= pair[1].known_at));

        let first_irregular = told.iter().find(|report| report.news.reason().is_some() || report.news.place().is_some()).map(|report| report.known_at);
        let mut now = schedule.departs - mins(1440);
        let mut before = fold(&schedule, &told, now);
        prop_assert_eq!(before.phase, Phase::Scheduled);
        while now < schedule.arrives + mins(2000) {
            now += mins(7);
            let state = fold(&schedule, &told, now);
            prop_assert!(state.phase.step() >= before.phase.step(), "{:?} then {:?} at {}", before.phase, state.phase, now);
            prop_assert!(state.progress >= before.progress || state.phase == Phase::Diverted);
            if first_irregular.is_none_or(|known| now < known) {
                prop_assert!(!matches!(state.phase, Phase::Cancelled | Phase::Diverted | Phase::Delayed));
                prop_assert_eq!(state.reason, None);
                prop_assert_eq!(&state.gate, &None);
            }
            prop_assert!(state.departure.actual.is_none_or(|at| at <= now) && state.arrival.actual.is_none_or(|at| at <= now));
            prop_assert!(state.phase != Phase::NoNews, "the demo always knows");
            before = state;
        }
        prop_assert!(matches!(before.phase, Phase::Arrived | Phase::Cancelled | Phase::Diverted));
    }
}
