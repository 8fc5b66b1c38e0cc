//! Letters as they are stored and read again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::super::{LetterChange, LetterFlight, LetterPlace, Replaced};
use super::*;
use domain::booking::notices::News;
use domain::money::Currency;

fn facts() -> TripFacts {
    let place = LetterPlace { city: String::new(), iata: "EWR".into(), zone: "America/New_York".into(), terminal: None, gate: None };
    let (departs, arrives) = (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
    let flight = LetterFlight {
        position: 1,
        designator: "LD 1".into(),
        from: place.clone(),
        to: place,
        departs,
        arrives,
        seats: vec!["1A".into()],
        belt: None,
        off: false,
    };
    let change = Some(LetterChange { news: News::Later, was: departs, instead: None, misses: None });
    TripFacts {
        locator: "DEMO2A".into(),
        as_of: departs,
        flights: vec![flight],
        bags_included: 1,
        bags: 0,
        abroad: false,
        answered_within: 60,
        wished: true,
        change,
        transfer: Some("holds".into()),
    }
}

fn reissue() -> Reissue {
    let money = |amount: i64| Money::new(amount.into(), Currency::parse("USD").unwrap());
    Reissue {
        trip: facts(),
        action: "change".into(),
        was: vec![Replaced { designator: "LD 1".into(), date: "2026-11-28".parse().unwrap(), from: "EWR".into(), to: "ORD".into() }],
        paid: money(75),
        back: money(0),
        voucher: money(0),
        due_by: None,
        change_id: uuid::Uuid::nil(),
        asked_for: "DEMO2A".into(),
        by: Some("Mei Chen".into()),
        endorsed: vec!["American Airlines".into()],
    }
}

#[test]
fn only_what_was_turned_on_can_be_turned_off() {
    assert_eq!(Letter::TripReminder(facts()).list(), Some(List::Trip));
    assert_eq!(Letter::TripItinerary(TripFacts { wished: false, ..facts() }).list(), None);
    // the desk shows such letters by it
    assert_eq!(serde_json::to_value(Letter::TripReminder(facts())).unwrap()["locator"], "DEMO2A");
}

#[test]
fn the_column_says_what_the_json_says() {
    let text = String::new;
    for letter in [
        Letter::Code { locator: None },
        Letter::ContactChanged { locator: text(), new: text() },
        Letter::CaseOpened { reference: text(), subject: text(), reply_by: None, of: None },
        Letter::CaseReply { reference: text(), subject: text(), by: text(), asks: true, words: None },
        Letter::CaseDeadline { reference: text(), subject: text(), reply_by: Timestamp::UNIX_EPOCH, reason: text() },
        Letter::CaseClosed { reference: text(), subject: text() },
        Letter::CaseInvitation { reference: text(), by: text() },
        Letter::Survey { title: text(), lead: text(), until: Timestamp::UNIX_EPOCH },
        Letter::CaseAddress { reference: text(), new: text() },
        Letter::CaseReaddressed { reference: text(), subject: text() },
        Letter::CaseMerged { reference: text(), subject: text(), from: text() },
        Letter::CaseApart { reference: text(), subject: text(), other: text() },
        Letter::TripItinerary(facts()),
        Letter::TripReminder(facts()),
        Letter::TripConnection(facts()),
        Letter::TripArrival(facts()),
        Letter::TripChange(facts()),
        Letter::TripReissued(Box::new(reissue())),
        Letter::TripLapsed(facts()),
        Letter::TripToPay { locator: text(), change_id: Uuid::nil(), amount: reissue().paid, until: Timestamp::UNIX_EPOCH, by: text() },
        Letter::RefundLate {
            reference: text(),
            locator: text(),
            amount: reissue().paid,
            due_by: "2026-12-01".parse().unwrap(),
            reply_by: Timestamp::UNIX_EPOCH,
        },
        Letter::TextsStopped,
        Letter::TextsStarted,
        Letter::SocialAnswer {
            reference: text(),
            network: text(),
            thread_id: text(),
            reply_to: text(),
            words: text(),
            public: true,
            by: text(),
        },
    ] {
        let json = serde_json::to_value(&letter).unwrap();
        assert_eq!(json["kind"], letter.kind());
        assert_eq!(serde_json::from_value::<Letter>(json).unwrap(), letter);
    }
}

#[test]
fn letters_of_an_older_version_are_read() {
    let old = serde_json::json!({ "kind": "case_reply", "reference": "LS", "subject": "Bag", "by": "Mei" });
    let read = serde_json::from_value::<Letter>(old).unwrap();
    assert_eq!(read, Letter::CaseReply { reference: "LS".into(), subject: "Bag".into(), by: "Mei".into(), asks: false, words: None });
    let old = serde_json::json!({ "kind": "case_opened", "reference": "LS", "subject": "Bag", "reply_by": null });
    assert!(matches!(serde_json::from_value::<Letter>(old).unwrap(), Letter::CaseOpened { of: None, .. }));
}
