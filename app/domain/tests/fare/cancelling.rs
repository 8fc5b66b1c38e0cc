//! Cancellations.

use crate::support::{asked, booking, decided, policy, request, text, totals, with};
use domain::fare::{Failed, LineKind, Outcome, Undecided};
use serde_json::json;

#[test]
fn bands_are_counted_to_each_flight_by_itself() {
    // paid 1960: fares 1000 and 800, taxes and fuel 80 each
    for (at, refund) in [
        ("2026-04-01T00:00:00Z", "1780"), // both a week away: 10 % of 1800
        ("2026-04-24T04:00:00Z", "1780"), // exactly seven days: still the first band
        ("2026-04-24T04:00:01Z", "1680"), // a second later: 20 % of 1000, 10 % of 800
        ("2026-04-30T04:00:00Z", "1480"), // a day before: 40 % of 1000, 10 % of 800
        ("2026-05-02T04:00:00Z", "1400"), // the first has left: 40 % of 1000, 20 % of 800 (six days)
        ("2026-05-09T04:00:00Z", "1240"), // both have left: 40 % of both
    ] {
        let decision = decided(&policy(), &booking(), "cancel", at);
        assert_eq!(totals(&decision), format!("{refund} 0 0"), "{at}");
        assert_eq!(decision.outcome, Outcome::Allowed);
    }
}

#[test]
fn every_line_names_its_rule_its_source_and_its_words() {
    let decision = decided(&policy(), &booking(), "cancel", "2026-04-30T04:00:00Z");
    let fee = decision.lines.iter().find(|line| line.kind == LineKind::Fee).unwrap();
    assert_eq!((fee.said.rule.as_str(), fee.said.source.title.as_str()), ("cancel#3", "Conditions of carriage"));
    assert_eq!(fee.said.text.0["en"], "40% of CNY 1000.00: CNY 400.00");
    assert_eq!(fee.said.version, "test 1");
    assert_eq!(decision.applied[0].day.to_string(), "2026-03-01");
    let printed = serde_json::to_value(&decision).unwrap();
    assert_eq!(printed["lines"][0]["amount"], "1000.00");
    assert_eq!(printed["applied"][0]["basis"], "sale");
}

#[test]
fn fees_are_counted_once_for_what_they_say() {
    let flat = |per: &str| {
        let fee = json!({"id": "flat", "charge": "cancellation", "per": per, "amount": {"fixed": {"CNY": 100}}, "text": text("x")});
        with(policy(), "/fee/0", fee)
    };
    let mut two = booking();
    let mut other = two["passengers"][0].clone();
    other["id"] = json!("2");
    two["passengers"].as_array_mut().unwrap().push(other);
    for (per, refund) in [("segment", "3520"), ("direction", "3520"), ("ticket", "3720"), ("passenger", "3720"), ("booking", "3820")] {
        assert_eq!(totals(&decided(&flat(per), &two, "cancel", "2026-04-01T00:00:00Z")), format!("{refund} 0 0"), "{per}");
    }
    let capped = with(flat("segment"), "/charge/0/at_most", json!({"per": "booking", "fixed": {"CNY": 250}}));
    assert_eq!(totals(&decided(&capped, &two, "cancel", "2026-04-01T00:00:00Z")), "3670 0 0");
}

#[test]
fn a_fee_takes_no_more_than_there_is_unless_it_is_collected() {
    let dear = |more: serde_json::Value| {
        let mut fee = json!({"id": "dear", "charge": "cancellation", "amount": {"fixed": {"CNY": 2000}}, "text": text("x")});
        fee.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        with(policy(), "/fee/0", fee)
    };
    let total = |more| totals(&decided(&dear(more), &booking(), "cancel", "2026-04-01T00:00:00Z"));
    assert_eq!(total(json!({})), "100 0 0"); // fares and fuel are gone, taxes stay
    assert_eq!(total(json!({"from": ["fare"]})), "160 0 0");
    assert_eq!(total(json!({"from": ["taxes"]})), "1860 0 0");
    assert_eq!(total(json!({"from": ["fare"], "collect": true})), "160 0 2200");
    assert_eq!(total(json!({"share": {"adult": "10%"}})), "1560 0 0");
}

#[test]
fn amounts_combine() {
    for (amount, refund) in [
        (json!({"highest": [{"percent": 10, "of": "fare"}, {"fixed": {"CNY": 90}}]}), "1770"),
        (json!({"lowest": [{"percent": 10, "of": "fare"}, {"fixed": {"CNY": 90}}]}), "1790"),
        (json!({"sum": [{"percent": 10, "of": "fare"}, {"fixed": {"CNY": 90}}]}), "1600"),
        (json!({"percent": 50, "of": "total"}), "980"),
        (json!({"percent": 100, "of": ["surcharges", "taxes"]}), "1800"),
        (json!({"free": true}), "1960"),
    ] {
        let fee = json!({"id": "fee", "charge": "cancellation", "amount": amount, "text": text("x")});
        let decision = decided(&with(policy(), "/fee/0", fee), &booking(), "cancel", "2026-04-01T00:00:00Z");
        assert_eq!(totals(&decision), format!("{refund} 0 0"), "{amount}");
    }
}

#[test]
fn waivers_set_aside_what_they_name_and_say_so() {
    let waiver = json!({"id": "free-24h", "charges": "all", "parts": "all", "text": text("Within 24 hours: free."),
        "when": {"action": "cancel", "since_booking": {"at_most": "24h"}, "booked_ahead": {"at_least": "7d"}}});
    let policy = with(policy(), "/waiver", json!([waiver]));
    let decision = decided(&policy, &booking(), "cancel", "2026-03-02T02:00:00Z");
    assert_eq!(totals(&decision), "1960 0 0");
    let fees: Vec<_> = decision.lines.iter().filter(|line| line.kind == LineKind::Fee).collect();
    assert_eq!((fees.len(), fees[0].said.rule.as_str(), fees[0].of.to_string().as_str()), (2, "free-24h", "100.00"));
    assert_eq!(totals(&decided(&policy, &booking(), "cancel", "2026-03-02T02:00:01Z")), "1780 0 0");
    let half = with(policy, "/waiver/0/remain", json!(50));
    assert_eq!(totals(&decided(&half, &booking(), "cancel", "2026-03-02T02:00:00Z")), "1870 0 0");
}

#[test]
fn what_was_flown_counts() {
    let mut flown = booking();
    flown["passengers"][0]["coupons"][0]["status"] = json!("used");
    flown["passengers"][0]["coupons"][0]["one_way_fare"] = json!("1300");
    let at = "2026-05-02T04:00:00Z"; // six days before the way back: 20 % of 800
    assert_eq!(totals(&decided(&policy(), &flown, "cancel", at)), "720 0 0");
    let used = |value: &str| with(policy(), "/used", json!([{"id": "flown", "value": value, "text": text("x")}]));
    assert_eq!(totals(&decided(&used("coupon"), &flown, "cancel", at)), "720 0 0");
    assert_eq!(totals(&decided(&used("one_way"), &flown, "cancel", at)), "420 0 0"); // 300 more for the way there
    assert_eq!(totals(&decided(&used("none"), &flown, "cancel", at)), "50 0 0"); // the fee eats the fuel, the tax stays
    flown["passengers"][0]["coupons"][0].as_object_mut().unwrap().remove("one_way_fare");
    let failed = asked(&used("one_way"), &flown, &request("cancel", at)).unwrap_err();
    assert!(matches!(failed, Failed::Undecided(Undecided::Missing { .. })), "{failed}");
}

#[test]
fn money_comes_back_in_the_form_the_rules_say() {
    let voucher = json!([{"id": "credit", "form": "voucher", "of": ["fare", "surcharges"], "valid": {"months": 12, "from": "issue"},
        "text": text("Until {until}")}]);
    let policy = with(policy(), "/form", voucher);
    let decision = decided(&policy, &booking(), "cancel", "2026-04-01T00:00:00Z");
    assert_eq!(totals(&decision), "100 1680 0");
    let terms = decision.voucher.unwrap();
    assert_eq!((terms.until.unwrap().to_string().as_str(), terms.said.text.0["en"].as_str()), ("2027-03-01", "Until 2027-03-01"));
}

#[test]
fn only_taxes_come_back_where_only_they_are_asked_for() {
    let mut policy = policy();
    policy["charge"].as_array_mut().unwrap().push(json!({"id": "tax-fee", "name": text("x"), "actions": "taxes"}));
    let fee = json!({"id": "tax-admin", "charge": "tax-fee", "from": ["taxes"], "amount": {"fixed": {"CNY": 30}}, "text": text("x")});
    policy["fee"].as_array_mut().unwrap().push(fee);
    assert_eq!(totals(&decided(&policy, &booking(), "taxes", "2026-04-01T00:00:00Z")), "40 0 0");
}

#[test]
fn a_refund_has_its_day() {
    let due = |days: u16, counting: &str| {
        let rule = json!([{"id": "due", "days": days, "counting": counting, "text": text("By {by}")}]);
        with(with(policy(), "/due", rule), "/holidays", json!(["2026-05-01"]))
    };
    // asked on Thursday 30 April 2026 in Shanghai: 1 May is a holiday, then a weekend
    let by = |policy| decided(&policy, &booking(), "cancel", "2026-04-30T04:00:00Z").due.unwrap().by.to_string();
    assert_eq!(by(due(7, "working")), "2026-05-12");
    assert_eq!(by(due(20, "calendar")), "2026-05-20");
}

#[test]
fn covers_pay_what_they_cover() {
    let cover = |paid_by: &str, more: serde_json::Value| {
        let mut rule = json!({"id": "cover", "ancillary": "COVER", "charges": "all", "share": 80, "paid_by": paid_by, "text": text("x"),
            "when": {"reason": "illness", "evidence": true}});
        rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        with(policy(), "/insurance", json!([rule]))
    };
    let booked = with(booking(), "/ancillaries", json!([{"code": "COVER", "passenger": "1", "amount": "40"}]));
    let mut ill = request("cancel", "2026-04-01T00:00:00Z");
    ill.reason = Some("illness".into());
    ill.evidence = true;
    let by_airline = asked(&cover("airline", json!({})), &booked, &ill).unwrap();
    assert_eq!(totals(&by_airline), "1924 0 0"); // fees of 180, of which 144 come back; the cover itself is kept
    let limited = asked(&cover("airline", json!({"at_most": {"CNY": 100}})), &booked, &ill).unwrap();
    assert_eq!(totals(&limited), "1880 0 0");
    let by_insurer = asked(&cover("insurer", json!({})), &booked, &ill).unwrap();
    assert_eq!((totals(&by_insurer).as_str(), by_insurer.claims[0].amount.normalize().to_string().as_str()), ("1780 0 0", "144"));
    ill.evidence = false;
    assert!(asked(&cover("insurer", json!({})), &booked, &ill).unwrap().claims.is_empty());
    assert!(asked(&cover("insurer", json!({})), &booking(), &ill).unwrap().claims.is_empty());
}

#[test]
fn rules_that_leave_something_open_decide_nothing() {
    let refused = with(policy(), "/permit/0/allowed", json!(false));
    let decision = decided(&refused, &booking(), "cancel", "2026-04-01T00:00:00Z");
    assert_eq!((decision.outcome, decision.lines.len(), decision.because.len()), (Outcome::Refused, 0, 1));
    let why = |policy: serde_json::Value| match asked(&policy, &booking(), &request("cancel", "2026-04-01T00:00:00Z")) {
        Err(Failed::Undecided(why)) => serde_json::to_value(why).unwrap()["why"].as_str().unwrap().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(why(with(policy(), "/permit", json!([]))), "uncovered");
    assert_eq!(why(with(policy(), "/part", json!([]))), "uncovered");
    assert_eq!(why(with(policy(), "/fee/0/bands", json!([{"less_than": "1h", "amount": {"free": true}}]))), "uncovered");
    assert_eq!(why(with(policy(), "/permit/-", json!({"id": "too", "allowed": true, "text": text("x")}))), "conflict");
    assert_eq!(why(with(policy(), "/from", json!("2026-04-01"))), "no_version");
    let in_dollars = with(
        with(policy(), "/currencies", json!([])),
        "/fee/0",
        json!({"id": "f", "charge": "cancellation",
        "amount": {"fixed": {"USD": 10}}, "text": text("x")}),
    );
    assert_eq!(why(in_dollars.clone()), "no_amount");
    let rated = with(in_dollars, "/rates", json!({"as_of": "2026-03-01", "base": "USD", "quotes": {"CNY": "7.125"}}));
    assert_eq!(totals(&decided(&rated, &booking(), "cancel", "2026-04-01T00:00:00Z")), "1817.5 0 0"); // twice 71.25
}
