#![allow(clippy::unwrap_used)]
use super::*;
use crate::{calendar::Clock, typeb::Kind};
use domain::flight::Code;
use jiff::civil::date;
use proptest::prelude::*;

fn clock() -> impl Strategy<Value = Clock> {
    (prop::option::of(1i8..=31), 0i8..24, 0i8..60).prop_map(|(day, hour, minute)| Clock { day, hour, minute })
}

fn item() -> impl Strategy<Value = Item> {
    let times = (prop::sample::select(vec!["AD", "AA", "FR"]), clock(), prop::option::of(clock()))
        .prop_map(|(code, first, second)| Item::Times { code, first: Some(first), second, airport: None });
    let estimate = (clock(), "[A-Z]{3}").prop_map(|(first, airport)| Item::Times {
        code: "EA",
        first: Some(first),
        second: None,
        airport: Code::airport(&airport),
    });
    let delays = proptest::collection::vec("[0-9]{2}[A-Z]?", 1..3).prop_map(|codes| {
        let duration = Clock { day: None, hour: 0, minute: 15 };
        Item::Delays { code: "DL", delays: codes.into_iter().map(|code| Delay { code, duration: Some(duration) }).collect() }
    });
    let passengers = (0u32..1_000, prop::option::of(0u32..20)).prop_map(|(count, infants)| Item::Passengers { code: "PX", count, infants });
    let weight = (0u32..1_000_000).prop_map(|weight| Item::Weight { code: "TOW", weight });
    prop_oneof![times, estimate, delays, passengers, weight]
}

proptest! {
    #[test]
    fn what_is_meant_is_written_and_read_again(
        flight in "[A-Z]{2}[1-9][0-9]{0,3}", day in 1i8..=30, rows in proptest::collection::vec(proptest::collection::vec(item(), 1..4), 1..5),
    ) {
        let flight = FlightLine::new(flight.parse().unwrap(), date(2026, 11, day), "GBZHA", vec!["LHR".to_owned()]);
        let kind = Kind::parse("MVT").unwrap();
        let meant = Message { kind, announced: "MVT".to_owned(), flight, rows: rows.into_iter().map(Row::new).collect() };
        let lines: Vec<(usize, String)> = meant.write().lines().enumerate().map(|(place, line)| (place + 1, line.to_owned())).collect();
        let read = parse(kind, &lines, date(2026, 11, 15)).unwrap();
        prop_assert_eq!(&read.warnings, &[]);
        prop_assert_eq!(read.value, meant);
    }
}
