#![allow(clippy::unwrap_used)]
use super::*;
use crate::{calendar::Clock, typeb::Kind};
use domain::flight::Code;
use jiff::civil::date;
use proptest::prelude::*;

fn leg(days: Vec<i8>, to: Option<jiff::civil::Date>) -> FlightLeg {
    let at = |airport| At {
        airport: Code::airport(airport).unwrap(),
        time: Clock::parse("1420").unwrap(),
        utc_offset: None,
        day: 0,
        terminal: None,
    };
    FlightLeg { flight: "LD408".parse().unwrap(), from: date(2026, 11, 20), to, days, every: 1, departs: at("EWR"), arrives: at("ORD") }
}

#[test]
fn a_leg_is_flown_on_the_days_of_its_period() {
    let days = |leg: FlightLeg, until| leg.series().map_or(0, |series| series.within(leg.from, until).count());
    assert_eq!(days(leg(vec![6, 7], Some(date(2026, 11, 29))), date(2026, 12, 31)), 4);
    assert_eq!(days(leg(vec![1, 2, 3, 4, 5, 6, 7], None), date(2026, 11, 22)), 3);
    assert_eq!(days(leg(vec![], None), date(2027, 11, 22)), 0);
}

proptest! {
    #[test]
    fn what_is_read_is_written_as_it_came(
        action in "NEW|CNL|RPL|TIM",
        flight in "[A-Z]{2}[1-9][0-9]{0,3}[A-Z]?",
        legs in proptest::collection::vec(("[A-Z]{3}([01][0-9]|2[0-3])[0-5][0-9](/[1-3])?", "[A-Z]{3}([01][0-9]|2[0-3])[0-5][0-9](/[1-3])?"), 1..4),
        days in "[1-7]{1,7}",
    ) {
        let mut lines = vec!["SSM".to_owned(), "UTC".into(), action.clone(), flight.clone(), format!("01MAY27 30JUN27 {days}"), "J 738 .Y180".into()];
        lines.extend(legs.iter().map(|(from, to)| format!("{from} {to}")));
        let numbered: Vec<(usize, String)> = lines.iter().cloned().enumerate().map(|(place, line)| (place + 1, line)).collect();
        let read = parse(Kind::parse("SSM").unwrap(), &numbered, date(2026, 11, 21)).unwrap();
        prop_assert_eq!(&read.warnings, &[]);
        let submessages = read.value.submessages();
        prop_assert_eq!(submessages[0].legs.len(), legs.len());
        prop_assert_eq!(&submessages[0].action, &action);
        prop_assert_eq!(submessages[0].flights[0].flight, flight.parse().unwrap());
        prop_assert_eq!(read.value.write(), lines.join("\n"));
    }
}
