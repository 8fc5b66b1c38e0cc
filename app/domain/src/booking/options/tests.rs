#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

fn at(clock: &str) -> Timestamp {
    format!("2026-11-24T{clock}:00Z").parse().unwrap()
}

fn flight(number: i32, [origin, destination]: [&str; 2], [departs, arrives]: [&str; 2], left: u16) -> Flight {
    Flight {
        key: FlightKey { designator: crate::flight::Designator::new("LD", number).unwrap(), date: "2026-11-24".parse().unwrap() },
        origin: origin.into(),
        destination: destination.into(),
        departs: at(departs),
        arrives: at(arrives),
        abroad: false,
        left,
    }
}

fn names(flights: &[Flight], from: &[&str], to: &[&str], people: u16) -> Vec<String> {
    journeys(flights, from, to, people, at("06:00")).iter().map(ToString::to_string).collect()
}

#[test]
fn direct_and_by_a_change_that_can_be_made() {
    let flights = [
        flight(1, ["EWR", "LAX"], ["12:00", "18:00"], 3),
        flight(2, ["EWR", "ORD"], ["08:00", "10:00"], 9),
        // 44 minutes: nobody makes it
        flight(3, ["ORD", "LAX"], ["10:44", "14:00"], 9),
        flight(4, ["ORD", "LAX"], ["10:45", "15:00"], 2),
        // nine hours of waiting
        flight(5, ["ORD", "LAX"], ["19:00", "23:00"], 9),
        // gone before anybody gets there
        flight(6, ["EWR", "LAX"], ["06:30", "09:00"], 9),
    ];
    let direct = "LD1.2026-11-24.EWR";
    assert_eq!(names(&flights, &["EWR"], &["LAX"], 2), [direct, "LD2.2026-11-24.EWR~LD4.2026-11-24.ORD"]);
    // a family of three stays together
    assert_eq!(names(&flights, &["EWR"], &["LAX"], 3), [direct]);
    assert!(names(&flights, &["EWR"], &["LAX"], 4).is_empty());
    assert!(names(&flights, &["EWR"], &["SFO"], 1).is_empty());
}

#[test]
fn crossing_a_border_takes_longer_to_change() {
    let mut flights = [flight(2, ["EWR", "ORD"], ["08:00", "10:00"], 9), flight(4, ["ORD", "YYZ"], ["11:00", "13:00"], 9)];
    assert_eq!(names(&flights, &["EWR"], &["YYZ"], 1).len(), 1);
    flights[1].abroad = true;
    assert!(names(&flights, &["EWR"], &["YYZ"], 1).is_empty());
}

#[test]
fn a_detour_that_is_worse_in_every_way_is_left_out() {
    let flights = [
        flight(1, ["EWR", "LAX"], ["09:00", "12:00"], 9),
        flight(2, ["EWR", "ORD"], ["08:00", "10:00"], 9),
        flight(4, ["ORD", "LAX"], ["11:00", "15:00"], 9),
        flight(7, ["LGA", "LAX"], ["07:00", "11:00"], 9),
        flight(8, ["EWR", "LGA"], ["07:00", "07:30"], 9),
    ];
    assert_eq!(names(&flights, &["EWR"], &["LAX"], 1), ["LD1.2026-11-24.EWR"]);
    assert_eq!(names(&flights, &["EWR", "LGA"], &["LAX"], 1), ["LD1.2026-11-24.EWR", "LD7.2026-11-24.LGA"]);
}

#[test]
fn same_day_then_nearest_arrival_then_fewest_changes_then_price() {
    let one = |arrives| Journey { flights: vec![flight(1, ["EWR", "LAX"], ["09:00", arrives], 9)] };
    let two = Journey { flights: vec![flight(2, ["EWR", "ORD"], ["08:00", "10:00"], 9), flight(4, ["ORD", "LAX"], ["11:00", "15:00"], 9)] };
    let mut other_day = one("15:00");
    other_day.flights[0].key.date = "2026-11-25".parse().unwrap();
    let booked = Booked { date: "2026-11-24".parse().unwrap(), arrives: at("15:00") };
    let rank = |journey: &Journey, price: i64| journey.rank(Order::Nearest, booked, Decimal::from(price));
    assert!(rank(&one("14:00"), 90) < rank(&other_day, 0));
    assert!(rank(&one("14:30"), 90) < rank(&one("14:00"), 0));
    assert!(rank(&one("15:00"), 90) < rank(&two, 0));
    assert!(rank(&one("15:00"), 0) < rank(&one("15:00"), 90));
    let cheap = |price: i64| one("15:00").rank(Order::Cheapest, booked, Decimal::from(price));
    assert!(cheap(-20) < cheap(0) && cheap(0) < cheap(1));
    assert!(two.rank(Order::Earliest, booked, Decimal::ZERO) < one("10:00").rank(Order::Earliest, booked, Decimal::ZERO));
    for order in Order::ALL {
        assert_eq!(Order::parse(order.as_str()), order);
    }
}

proptest! {
    #[test]
    fn whatever_there_is_no_way_goes_back_in_time_or_is_too_full(
        legs in proptest::collection::vec((0usize..4, 0usize..4, 0i64..3000, -60i64..600, 0u16..5), 0..40), people in 1u16..4
    ) {
        let places = ["EWR", "ORD", "LAX", "DEN"];
        let flights: Vec<Flight> = legs.iter().zip(1..).map(|((from, to, departs, lasts, left), number)| {
            let departs = at("06:00") + SignedDuration::from_mins(*departs);
            let mut one = flight(number, [places[*from], places[*to]], ["06:00", "07:00"], *left);
            (one.departs, one.arrives) = (departs, departs + SignedDuration::from_mins(*lasts));
            one
        }).collect();
        for journey in journeys(&flights, &["EWR"], &["LAX"], people, at("06:00")) {
            prop_assert!(journey.left() >= people && (1..=2).contains(&journey.flights.len()));
            prop_assert!(journey.departs() < journey.arrives());
            for pair in journey.flights.windows(2) {
                prop_assert!(pair[1].departs.duration_since(pair[0].arrives) >= minimum_connection(&pair[0], &pair[1]));
            }
        }
    }
}
