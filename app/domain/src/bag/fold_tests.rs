#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

pub(crate) fn scan(minute: i64, what: What, flight: &str) -> Scan {
    let begun: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
    let flight: Option<FlightKey> = (!flight.is_empty()).then(|| format!("{flight}/2026-11-21").parse().unwrap());
    Scan {
        at: begun + SignedDuration::from_mins(minute),
        what,
        id: u128::try_from(minute).unwrap() * 1_000
            + what as u128 * 10
            + flight.map_or(0, |flight| u128::from(flight.designator.number % 10)),
        airport: Code::airport("EWR"),
        flight,
        towards: Code::airport("ORD"),
        ends: None,
        place: None,
        rush: false,
        keys: Vec::new(),
        locator: None,
    }
}

fn told(scans: &[Scan]) -> (Option<What>, Option<String>) {
    let trace = fold(scans);
    (trace.state, trace.flight.map(|flight| flight.designator.to_string()))
}

#[test]
fn a_bag_is_where_it_was_last_handled() {
    use What::{Accepted, Announced, Arrived, Loaded, NotSeen, Offloaded, Sorted, Transferred, Withdrawn};
    use What::{NotSeenTakenBack, OffloadTakenBack};
    for (name, scans, state, flight) in [
        ("nothing", vec![], None, ""),
        ("announced is not seen", vec![scan(0, Announced, "LD8")], None, ""),
        ("checked in", vec![scan(0, Accepted, "LD8")], Some(Accepted), "LD8"),
        ("checked in is heard of last", vec![scan(9, Accepted, "LD8"), scan(1, Loaded, "LD8")], Some(Loaded), "LD8"),
        ("a reader behind the hold", vec![scan(1, Loaded, "LD8"), scan(2, Sorted, "LD8")], Some(Loaded), "LD8"),
        ("a change", vec![scan(0, Accepted, "LD8"), scan(2, Accepted, "LD9")], Some(Accepted), "LD9"),
        ("taken off", vec![scan(1, Loaded, "LD8"), scan(2, Offloaded, "LD8")], Some(Offloaded), "LD8"),
        ("taken off the flight before", vec![scan(1, Loaded, "LD9"), scan(2, Offloaded, "LD8")], Some(Loaded), "LD9"),
        ("looked for in vain", vec![scan(0, Accepted, "LD8"), scan(3, NotSeen, "LD8")], Some(NotSeen), "LD8"),
        ("and sent on", vec![scan(3, NotSeen, "LD8"), scan(4, Accepted, "LD9"), scan(5, Loaded, "LD9")], Some(Loaded), "LD9"),
        ("changes", vec![scan(1, Loaded, "LD8"), scan(4, Transferred, "LD9")], Some(Transferred), "LD9"),
        ("is there", vec![scan(1, Loaded, "LD8"), scan(4, Arrived, "LD8")], Some(Arrived), "LD8"),
        ("does not travel", vec![scan(1, Accepted, "LD8"), scan(4, Withdrawn, "LD8")], Some(Withdrawn), "LD8"),
        (
            "not taken off after all",
            vec![scan(1, Loaded, "LD8"), scan(2, Offloaded, "LD8"), scan(3, OffloadTakenBack, "LD8")],
            Some(Loaded),
            "LD8",
        ),
        (
            "in the same minute",
            vec![scan(1, Loaded, "LD8"), scan(2, OffloadTakenBack, "LD8"), scan(2, Offloaded, "LD8")],
            Some(Loaded),
            "LD8",
        ),
        (
            "and then it was",
            vec![scan(1, Loaded, "LD8"), scan(2, OffloadTakenBack, "LD8"), scan(3, Offloaded, "LD8")],
            Some(Offloaded),
            "LD8",
        ),
        (
            "of another flight",
            vec![scan(1, Loaded, "LD8"), scan(2, Offloaded, "LD8"), scan(3, OffloadTakenBack, "LD9")],
            Some(Offloaded),
            "LD8",
        ),
        ("there after all", vec![scan(1, Sorted, "LD8"), scan(2, NotSeen, "LD8"), scan(3, NotSeenTakenBack, "")], Some(Sorted), "LD8"),
        ("one of two", vec![scan(1, Sorted, "LD8"), scan(2, NotSeen, "LD8"), scan(3, OffloadTakenBack, "LD8")], Some(NotSeen), "LD8"),
        ("nothing to take back", vec![scan(3, NotSeenTakenBack, "LD8")], None, ""),
        ("too late to take back", vec![scan(1, Loaded, "LD8"), scan(4, Withdrawn, "LD8")], Some(Loaded), "LD8"),
    ] {
        assert_eq!(told(&scans), (state, (!flight.is_empty()).then(|| flight.to_owned())), "{name}");
    }
}

#[test]
fn a_number_that_comes_round_again_is_another_bag() {
    let month = 60 * 24 * 30;
    let trace = fold(&[scan(0, What::Accepted, "LD8"), scan(5, What::Arrived, "LD8"), scan(month, What::Accepted, "LD9")]);
    assert_eq!((trace.state, trace.scans.len()), (Some(What::Accepted), 1));
    assert_eq!(trace.flights(), [scan(0, What::Accepted, "LD9").flight.unwrap()]);
}

#[test]
fn who_changes_knows_the_flight_before_and_who_is_aboard() {
    let trace = fold(&[scan(1, What::Loaded, "LD8"), scan(4, What::Transferred, "LD9")]);
    let (first, second) = (scan(0, What::Loaded, "LD8").flight.unwrap(), trace.flight.unwrap());
    assert_eq!(trace.came_on, Some(first));
    assert!(trace.aboard(first) && !trace.aboard(second));
    let off = [scan(1, What::Loaded, "LD8"), scan(2, What::Offloaded, "LD8"), scan(3, What::OffloadTakenBack, "LD8")];
    assert!(!fold(&off[..2]).aboard(first) && fold(&off).aboard(first));
}

#[test]
fn where_it_ends_is_what_was_told_last() {
    let ending = |minute, what, flight, airport| Scan { ends: Code::airport(airport), ..scan(minute, what, flight) };
    let first = [ending(0, What::Accepted, "LD8", "DEN"), ending(0, What::Announced, "LD9", "DEN")];
    assert_eq!(fold(&first).ends, Code::airport("DEN"));
    let changed = [first[0].clone(), first[1].clone(), scan(3, What::Sorted, "LD8"), ending(2, What::Accepted, "LD7", "SEA")];
    assert_eq!(fold(&changed).ends, Code::airport("SEA"));
}

fn any_scan() -> impl Strategy<Value = Scan> {
    (0_i64..40, prop::sample::select(What::ALL.to_vec()), prop::sample::select(vec!["LD8", "LD9", ""]))
        .prop_map(|(minute, what, flight)| scan(minute, what, flight))
}

proptest! {
    #[test]
    fn order_and_repeats_change_nothing(
        scans in proptest::collection::vec(any_scan(), 1..12),
        again in proptest::collection::vec(any::<prop::sample::Index>(), 0..20),
        order in proptest::collection::vec(any::<u32>(), 32),
    ) {
        let whole = fold(&scans);
        let repeated = scans.iter().chain(again.iter().map(|place| place.get(&scans)));
        let mut mixed: Vec<(u32, &Scan)> = order.into_iter().zip(repeated).collect();
        mixed.sort_by_key(|(key, _)| *key);
        let mixed: Vec<Scan> = mixed.into_iter().map(|(_, scan)| scan.clone()).collect();
        prop_assert_eq!(fold(&mixed), whole.clone());
        prop_assert_eq!(fold(&whole.scans), whole);
    }
}
