#![allow(clippy::unwrap_used)]
use super::*;
use crate::typeb::{self, Kind};
use domain::{booking::BagTag, flight::Code};
use jiff::ToSpan;
use jiff::civil::{Date, Time, date};
use proptest::prelude::*;

fn read(text: &str, context: Date) -> Message {
    let parcel = typeb::split(text).remove(0);
    let (place, kind) = parcel.identifier().unwrap();
    parse(kind, &parcel.lines[place..], context).unwrap().value
}

fn message(elements: Vec<Element>) -> Message {
    let body = elements.into_iter().enumerate().map(|(place, element)| (place + 2, Body::Element(element)));
    let end = std::iter::once((0, Body::End("ENDBSM".to_owned())));
    Message { kind: Kind::parse("BSM").unwrap(), announced: "BSM".to_owned(), body: body.chain(end).collect() }
}

fn text(words: &str) -> Option<Value> {
    Some(Value::Text(words.to_owned()))
}

fn routes(letter: &'static str, context: Date) -> impl Strategy<Value = Element> {
    ("[A-Z]{2}[1-9][0-9]{2,3}[A-Z]?", -170i64..170, "[A-Z]{3}", "[A-Z]?").prop_map(move |(flight, days, airport, class)| {
        let flight = Some(Value::Flight(flight.parse().unwrap()));
        let day = context.checked_add(days.days()).ok().filter(|day| (day.month(), day.day()) != (2, 29)).map(Value::Day);
        let class = Some(class).filter(|class| !class.is_empty()).map(Value::Text);
        Element::new(letter, [flight, day, Some(Value::Airport(Code::airport(&airport).unwrap())), class])
    })
}

fn plates() -> impl Strategy<Value = Element> {
    (1u64..10_000_000_000, 1u16..=300).prop_map(|(plate, count)| {
        let first = BagTag::parse(&format!("{plate:010}")).unwrap();
        Element::new("N", [Some(Value::Plates(Plates { first, count: Some(count) }))])
    })
}

fn handled(context: Date) -> impl Strategy<Value = Element> {
    (0i8..24, 0i8..60, 0i8..60, prop::sample::select(vec![None, Some('L'), Some('Z')])).prop_map(move |(hour, minute, second, zone)| {
        let time = Value::Time(Time::new(hour, minute, second, 0).unwrap(), zone);
        Element::new("J", [text("S"), None, None, Some(Value::Day(context)), Some(time), text("LB9")])
    })
}

proptest! {
    #[test]
    fn what_is_meant_is_written_and_read_again(
        outbound in routes("F", date(2026, 11, 21)),
        onward in proptest::collection::vec(routes("O", date(2026, 11, 21)), 0..4),
        plates in proptest::collection::vec(plates(), 1..4),
        handled in handled(date(2026, 11, 21)),
        words in "[A-Z ]{1,20}",
    ) {
        let version = Element::new("V", [text("1LEWR")]);
        let remark = Element::new("R", [text(words.trim()).filter(|_| !words.trim().is_empty())]);
        let elements = [version, outbound].into_iter().chain(onward).chain(plates).chain([handled, remark]).collect();
        let meant = message(elements);
        let again = read(&meant.write(), date(2026, 11, 21));
        prop_assert_eq!(again.groups(), meant.groups());
        prop_assert_eq!(again.write(), meant.write());
    }
}

#[test]
fn a_bag_counts_its_tags_out() {
    let first = BagTag::parse("0992999999").unwrap();
    for (count, tags) in [(None, 1), (Some(0), 1), (Some(1), 1), (Some(999), 999)] {
        assert_eq!(Plates { first: first.clone(), count }.tags().len(), tags, "{count:?}");
    }
}
