#![allow(clippy::unwrap_used)]
use super::*;
use domain::flight::Code;
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn years_come_from_the_issue_or_the_context() {
    let shortest = |day: &str| format!("M1OKAFOR/ADA          EX4TE6N EWRORDLD 0408 {day}");
    let issued = |issue: &str, day: &str| format!("{}Y014A0025 10D>607   {issue}", shortest(day));
    for (text, context, flight) in [
        (shortest("326"), date(2018, 4, 2), date(2018, 11, 22)),
        (shortest("364"), date(2026, 1, 2), date(2025, 12, 30)),
        (shortest("002"), date(2026, 12, 30), date(2027, 1, 2)),
        (shortest("99 "), date(2018, 4, 2), date(2018, 4, 9)),
        (issued("1364", "001"), date(2023, 6, 1), date(2022, 1, 1)),
        (issued("1325", "326"), date(2018, 4, 2), date(2011, 11, 22)),
        (issued("6225", "226"), date(2016, 1, 1), date(2016, 8, 13)),
        (issued("0225", "226"), date(2010, 12, 31), date(2010, 8, 14)),
        (issued("6001", "001"), date(2025, 12, 31), date(2026, 1, 1)),
        (issued("6036", "035"), date(2026, 2, 5), date(2026, 2, 4)),
        (issued("8366", "366"), date(2031, 2, 5), date(2028, 12, 31)),
    ] {
        assert_eq!(parse(&text, 1, context).unwrap().value.legs[0].date, Some(flight), "{text} on {context}");
    }
    assert_eq!(parse(&shortest("367"), 1, date(2026, 1, 1)).unwrap().value.legs[0].date, None);
}

proptest! {
    #[test]
    fn what_is_issued_is_read_again(
        name in "[A-Z]{2,9}/[A-Z]{1,9}",
        days in 0i64..3_000,
        legs in proptest::collection::vec(("[A-Z0-9]{6}", "[A-Z]{3}", "[A-Z]{2}[1-9][0-9]{0,3}", 0i64..3, 0u16..9_999), 1..=4),
        plates in proptest::collection::vec(1u64..10_000_000_000, 0..=3),
        ticket in 1u64..10_000_000_000,
    ) {
        let issued = date(2022, 1, 1).checked_add(days.days()).unwrap();
        let ticket = TicketNumber::parse(&format!("016{ticket:010}")).unwrap();
        let tags: Vec<BagTag> = plates.iter().map(|plate| BagTag::parse(&format!("{plate:010}")).unwrap()).collect();
        let mut day = issued;
        let flights: Vec<Ticketed> = legs.iter().map(|(locator, airport, flight, later, sequence)| {
            day = day.checked_add(later.days()).unwrap();
            let route = (Code::airport("EWR").unwrap(), Code::airport(airport).unwrap());
            Ticketed { locator, route, flight: flight.parse().unwrap(), date: day, class: 'Y', seat: "014A", sequence: *sequence, ticket: Some(&ticket) }
        }).collect();
        let pass = compose(&name, issued, Code::parse("LD").unwrap(), &tags, &flights);
        let read = parse(&pass.write(), 1, issued).unwrap();
        prop_assert_eq!(&read.warnings, &[]);
        prop_assert_eq!(read.value.tags(), tags);
        let read_ticket = read.value.legs[0].ticket();
        prop_assert_eq!(read_ticket.as_ref(), Some(&ticket));
        prop_assert_eq!(read.value.legs[0].flight(), Some(flights[0].flight));
        prop_assert_eq!(read.value, pass);
    }

    #[test]
    fn whatever_is_read_is_written_as_it_came(text in "(\\]Q3)?M[1-4][ -~]{10,200}|M[12][A-Z/ \u{410}-\u{42f}]{44}1[0-9A-F ]{4}(>[0-9][0-3][0-9A-F])?\\PC{0,150}") {
        if let Ok(read) = parse(&text, 1, date(2026, 1, 1)) {
            prop_assert_eq!(read.value.write(), text);
        }
    }
}
