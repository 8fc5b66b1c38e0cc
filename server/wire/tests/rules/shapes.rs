//! Other published shapes: each fits as data, has nothing to mend, and gives amounts computed by hand.

use super::{ask, booked, findings, request, rules, total, totals};
use domain::fare::{Outcome, Request};
use serde_json::{Value, json};

fn policy(name: &str) -> String {
    format!("tests/rules/policies/{name}.toml")
}

/// There and back for one: 200 and 100, with 40 and 10 of tax, in a family and a currency.
fn booking(family: &str, currency: &str) -> Value {
    let mut booking = booked("landside-standard");
    booking["currency"] = json!(currency);
    for segment in [0, 1] {
        booking["segments"][segment]["family"] = json!(family);
    }
    booking["passengers"] = json!([{"id": "1", "type": "adult", "coupons": [
        {"segment": "1", "fare": "200", "taxes": [{"code": "AA", "amount": "40"}]},
        {"segment": "2", "fare": "100", "taxes": [{"code": "AA", "amount": "10"}]}
    ]}]);
    booking["ancillaries"] = json!([]);
    booking["offer"]["prices"] = json!([{"passenger": "1", "fare": "230", "taxes": [{"code": "AA", "amount": "40"}]}]);
    booking
}

const AT: &str = "2026-11-20T12:00:00Z"; // 22 days before the first flight

#[test]
fn none_has_anything_to_mend() {
    for name in ["kestrel", "hinode", "cascade", "dunes", "mango"] {
        assert_eq!(findings(&rules(&[&policy(name)])), [] as [&str; 0], "{name}");
    }
}

#[test]
fn a_low_cost_carrier_asks_by_channel_and_gives_back_taxes() {
    let rules = rules(&[&policy("kestrel")]);
    let value = booking("value", "EUR");
    assert_eq!(total(&rules, &value, "cancel", AT), "0 0 0");
    assert_eq!(total(&rules, &value, "taxes", AT), "25 0 0"); // 50 less 25
    assert_eq!(total(&rules, &value, "change", AT), "0 0 75"); // 45 and 30
    let mut at_the_desk = request("change", AT);
    at_the_desk.channel = "airport".into();
    assert_eq!(totals(&ask(&rules, &value, &at_the_desk).unwrap()), "0 0 90");
    assert_eq!(total(&rules, &value, "name", AT), "0 0 115");
    assert_eq!(total(&rules, &value, "name", "2026-11-03T12:00:00Z"), "0 0 0");
    let missed = |at: &str| {
        let mut request = request("missed-flight", at);
        request.segments = vec!["1".into()];
        ask(&rules, &value, &request).map(|decision| (decision.outcome, totals(&decision))).unwrap()
    };
    assert_eq!(missed("2026-12-12T20:20:00Z"), (Outcome::Allowed, "0 0 100".into()));
    assert_eq!(missed("2026-12-12T20:20:01Z"), (Outcome::Refused, String::new()));
    let mut plus = booking("plus", "GBP");
    plus["offer"]["segments"][0]["departs"] = json!("2026-12-13T14:20:00-05:00[America/New_York]");
    assert_eq!(total(&rules, &plus, "change", AT), "0 0 30");
}

#[test]
fn a_japanese_carrier_counts_days_and_whole_yen() {
    let rules = rules(&[&policy("hinode")]);
    let mut value = booking("value", "JPY");
    value["passengers"][0]["coupons"] = json!([{"segment": "1", "fare": "12345"}]);
    for (at, refund) in [
        ("2026-11-20T12:00:00Z", "5735"), // 22 days: 50 % are 6172.5 → 6170, and 440
        ("2026-12-12T04:59:59Z", "4505"), // still the day before in New York: 60 % are 7407 → 7400
        ("2026-12-12T19:20:01Z", "4505"), // an hour after departure it is still its day
        ("2026-12-13T05:00:00Z", "0"),    // the day after: 12340, and the 5 that are left of it
    ] {
        assert_eq!(total(&rules, &value, "cancel", at), format!("{refund} 0 0"), "{at}");
    }
    let mut flex = value;
    flex["segments"][0]["family"] = json!("flex");
    assert_eq!(total(&rules, &flex, "cancel", AT), "11905 0 0");
}

#[test]
fn an_american_carrier_gives_credit() {
    let rules = rules(&[&policy("cascade")]);
    assert_eq!(total(&rules, &booking("main", "USD"), "cancel", AT), "0 350 0");
    assert_eq!(total(&rules, &booking("refundable", "USD"), "cancel", AT), "350 0 0");
    assert_eq!(total(&rules, &booking("basic", "USD"), "cancel", AT), "0 251 0");
    assert_eq!(total(&rules, &booking("basic", "USD"), "cancel", "2026-11-03T00:00:00Z"), "350 0 0");
    let decision = ask(&rules, &booking("main", "USD"), &request("cancel", AT)).unwrap();
    assert_eq!(decision.voucher.unwrap().until.unwrap().to_string(), "2027-11-02");
    assert_eq!(ask(&rules, &booking("basic", "USD"), &request("change", AT)).unwrap().outcome, Outcome::Refused);
    let mut same_day = booking("main", "USD");
    same_day["offer"]["segments"][0]["departs"] = json!("2026-12-12T18:20:00-05:00[America/New_York]");
    assert_eq!(total(&rules, &same_day, "change", "2026-12-12T12:00:00Z"), "0 0 105");
    same_day["passengers"][0]["tier"] = json!("gold");
    assert_eq!(total(&rules, &same_day, "change", "2026-12-12T12:00:00Z"), "0 0 30");
    let mut abroad = booking("basic", "CAD");
    abroad["segments"][0]["destination_country"] = json!("FR");
    assert_eq!(total(&rules, &abroad, "cancel", AT), "0 80 0"); // 350 less 270
    assert_eq!(total(&rules, &booking("main", "USD"), "cancel", "2026-12-16T12:00:00Z"), "0 0 0");
}

#[test]
fn a_gulf_carrier_converts_and_takes_the_most_restrictive() {
    let rules = rules(&[&policy("dunes")]);
    assert_eq!(total(&rules, &booking("saver", "USD"), "cancel", AT), "150 0 0");
    assert_eq!(total(&rules, &booking("special", "USD"), "cancel", AT), "50 0 0");
    assert_eq!(total(&rules, &booking("saver", "KWD"), "cancel", AT), "288.58 0 0"); // 350 less 61.420
    let mut mixed = booking("flex", "USD");
    mixed["segments"][1]["family"] = json!("saver");
    assert_eq!(total(&rules, &mixed, "cancel", AT), "150 0 0");
    let missed = Request { no_show: Some(true), ..request("cancel", "2026-12-12T20:00:00Z") };
    assert_eq!(totals(&ask(&rules, &booking("flex", "AED"), &missed).unwrap()), "50 0 0"); // 367.25 eats 300 of fare
}

#[test]
fn an_indian_carrier_takes_the_lower_of_fee_and_fare() {
    let rules = rules(&[&policy("mango")]);
    let mut saver = booking("saver", "INR");
    saver["passengers"][0]["coupons"] = json!([
        {"segment": "1", "fare": "5200", "taxes": [{"code": "IN", "amount": "300"}]}, {"segment": "2", "fare": "1800"}
    ]);
    assert_eq!(total(&rules, &saver, "cancel", AT), "2501 0 0"); // 2999 of 5200, 1800 of 1800, and the tax
    assert_eq!(total(&rules, &saver, "cancel", "2026-12-12T12:00:00Z"), "1501 0 0"); // 3999 of 5200
    assert_eq!(total(&rules, &saver, "cancel", "2026-12-12T18:00:00Z"), "300 0 0"); // too late: the tax (and 1800 of 1800)
    assert_eq!(total(&rules, &saver, "cancel", "2026-11-04T14:00:00Z"), "7300 0 0");
    let counter = Request { channel: "counter".into(), ..request("cancel", AT) };
    assert_eq!(totals(&ask(&rules, &saver, &counter).unwrap()), "300 2201 0");
    let mut flexi = booking("flexi", "INR");
    for (made, pays) in [(0, "30"), (1, "30"), (2, "1029")] {
        flexi["passengers"][0]["changes_made"] = json!(made);
        assert_eq!(total(&rules, &flexi, "change", AT), format!("0 0 {pays}"));
    }
}

#[test]
fn passengers_may_choose_between_credit_and_money() {
    let rules = rules(&[&policy("choice")]);
    assert_eq!(findings(&rules), [] as [&str; 0]);
    let booking = booking("any", "USD");
    assert_eq!(total(&rules, &booking, "cancel", AT), "175 0 0"); // half of 350
    assert_eq!(total(&rules, &booking, "cancel-for-credit", AT), "0 350 0");
    assert_eq!(total(&rules, &booking, "change", AT), "0 0 30");
    let mut late = booking.clone();
    late["offer"]["segments"][0]["departs"] = json!("2027-11-03T14:20:00-04:00[America/New_York]");
    assert_eq!(ask(&rules, &late, &request("change", AT)).unwrap().outcome, Outcome::Refused); // a year after booking
    let mut award = booking;
    for (coupon, points) in [(0, "20000"), (1, "15000")] {
        award["passengers"][0]["coupons"][coupon]["fare"] = json!({"amount": points, "currency": "PTS"});
    }
    assert_eq!(total(&rules, &award, "redeposit", AT), "32000 0 0; 50 0 0"); // 3000 points less, the taxes in dollars
}
