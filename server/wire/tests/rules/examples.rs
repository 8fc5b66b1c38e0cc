//! The two policies that ship, and the storm.

use super::{ask, booked, findings, request, rules, total, totals};
use domain::fare::{Outcome, Who};
use serde_json::json;

const LANDSIDE: &str = "../rules/landside-air.toml";
const STORM: &str = "../rules/landside-air-storm.toml";
const QINGHE: &str = "../rules/qinghe-air.toml";

#[test]
fn they_have_nothing_to_mend() {
    for names in [&[LANDSIDE] as &[_], &[LANDSIDE, STORM], &[QINGHE]] {
        assert_eq!(findings(&rules(names)), [] as [&str; 0]);
    }
}

#[test]
fn landside_air_cancels_for_flat_fees() {
    let (rules, booking) = (rules(&[LANDSIDE]), booked("landside-standard"));
    for (at, expected) in [
        // each: 180 + 60 of fare less 100 and 60 (no more than there is), 27 of tax; the seat of 19
        ("2026-11-20T12:00:00Z", "233 0 0"),
        // 24 hours to the second, 39 days ahead: 2 × 267 and 19
        ("2026-11-03T14:30:00Z", "553 0 0"),
        ("2026-11-03T14:30:01Z", "233 0 0"),
        // the way there has left: its fare is lost, the way back is worth its tax; all taxes, the seat
        ("2026-12-13T00:00:00Z", "73 0 0"),
    ] {
        assert_eq!(total(&rules, &booking, "cancel", at), expected, "{at}");
    }
    let mut one = request("cancel", "2026-11-20T12:00:00Z");
    one.passengers = vec!["chidi".into()];
    assert_eq!(totals(&ask(&rules, &booking, &one).unwrap()), "126 0 0");
    one.segments = vec!["2".into()];
    assert_eq!(totals(&ask(&rules, &booking, &one).unwrap()), "9 0 0"); // the fare of 60 goes into the fee of 100
}

#[test]
fn landside_air_changes_for_fee_and_difference() {
    let (rules, mut booking) = (rules(&[LANDSIDE]), booked("landside-standard"));
    // Ada is gold: 30 of fare and 2.25 of tax. Chidi: 75 less the 60 and 4.50 left over.
    assert_eq!(total(&rules, &booking, "change", "2026-11-20T12:00:00Z"), "0 0 42.75");
    let late = ask(&rules, &booking, &request("change", "2026-12-12T17:20:01Z")).unwrap();
    assert_eq!((late.outcome, late.because[0].rule.as_str()), (Outcome::Refused, "change-too-late"));
    assert!(late.because[0].text.0["zh-CN"].contains("LD408"));
    for segment in [0, 1] {
        booking["segments"][segment]["family"] = json!("basic");
    }
    let basic = ask(&rules, &booking, &request("change", "2026-11-20T12:00:00Z")).unwrap();
    assert_eq!((basic.outcome, basic.because[0].rule.as_str()), (Outcome::Refused, "change-basic"));
    assert_eq!(total(&rules, &booking, "cancel", "2026-11-20T12:00:00Z"), "19 0 0");
    booking["segments"][0]["disruption"] = json!({"arrives_later_minutes": 180});
    assert_eq!(total(&rules, &booking, "change", "2026-11-20T12:00:00Z"), "23.5 60 0"); // what is cheaper still comes back, and the seat
    let mut one = request("cancel", "2026-12-13T00:00:00Z");
    one.segments = vec!["1".into()];
    assert_eq!(totals(&ask(&rules, &booking, &one).unwrap()), "415 0 0"); // 2 × 198 and the seat, though it has left
    one.segments = vec!["2".into()];
    assert_eq!(totals(&ask(&rules, &booking, &one).unwrap()), "138 0 0"); // the way back as well: 2 × 69
}

#[test]
fn in_a_storm_flights_move_free_of_charge() {
    let (rules, mut booking) = (rules(&[LANDSIDE, STORM]), booked("landside-standard"));
    let decision = ask(&rules, &booking, &request("change", "2026-12-11T12:00:00Z")).unwrap();
    assert_eq!(totals(&decision), "4.5 60 0");
    assert_eq!(decision.applied.iter().map(|applied| applied.version.as_str()).collect::<Vec<_>>(), ["2026.1", "storm-2026-12"]);
    booking["offer"]["segments"][0]["departs"] = json!("2026-12-21T14:20:00-05:00[America/New_York]");
    assert_eq!(total(&rules, &booking, "change", "2026-12-11T12:00:00Z"), "4.5 60 32.25"); // the fee is waived, the difference is not
    assert_eq!(total(&rules, &booking, "change", "2026-12-09T12:00:00Z"), "0 0 42.75"); // before the notice
}

#[test]
fn whoever_sold_the_ticket_refunds_it() {
    let (rules, mut booking) = (rules(&[LANDSIDE]), booked("landside-standard"));
    booking["agency"] = json!("Harbour Travel");
    let handled = |action: &str| ask(&rules, &booking, &request(action, "2026-11-20T12:00:00Z")).unwrap().handled.unwrap();
    let refund = handled("cancel");
    assert_eq!((refund.who, refund.agency.as_deref()), (Who::Agency, Some("Harbour Travel")));
    assert!(refund.said.text.0["en"].starts_with("Harbour Travel sold"));
    assert_eq!(handled("change").who, Who::Airline);
    let due = ask(&rules, &booking, &request("cancel", "2026-11-20T12:00:00Z")).unwrap().due.unwrap();
    assert_eq!((due.by.to_string().as_str(), due.said.rule.as_str()), ("2026-12-01", "card-7"));
}

#[test]
fn a_cover_pays_what_illness_costs() {
    let (rules, mut booking) = (rules(&[LANDSIDE]), booked("landside-standard"));
    booking["ancillaries"] = json!([{"code": "COVER", "passenger": "ada", "amount": "24"}]);
    let mut ill = request("cancel", "2026-11-20T12:00:00Z");
    ill.passengers = vec!["ada".into()];
    assert_eq!(totals(&ask(&rules, &booking, &ill).unwrap()), "107 0 0");
    (ill.reason, ill.evidence) = (Some("illness".into()), true);
    assert_eq!(totals(&ask(&rules, &booking, &ill).unwrap()), "267 0 0"); // 160 of fees come back, the 24 do not
}

#[test]
fn qinghe_air_takes_percentages_by_class_and_hour() {
    let (rules, booking) = (rules(&[QINGHE]), booked("qinghe-family"));
    for (at, expected, claim) in [
        // 15 %: 111.45 → 111 and 91.50 → 92; 30 %: 93, and 27 → 50 at least; the infant nothing
        ("2026-11-30T16:00:00Z", "1837 0 0", Some("163.2")),
        // three hours before the first: 60 %: 446 and 366
        ("2026-12-19T22:00:00Z", "1228 0 0", Some("431.2")),
        // on the day of purchase: everything, the covers too
        ("2026-11-01T15:59:59Z", "2208 0 0", None),
        ("2026-11-01T16:00:00Z", "1837 0 0", Some("163.2")),
        // both have left: 446 and 366 of the first, all of the second's fare; the accident cover has begun
        ("2026-12-27T13:00:00Z", "941 0 0", None),
    ] {
        let decision = ask(&rules, &booking, &request("cancel", at)).unwrap();
        assert_eq!(totals(&decision), expected, "{at}");
        assert_eq!(decision.claims.first().map(|claim| claim.amount.normalize().to_string()).as_deref(), claim, "{at}");
    }
    let mut ill = request("cancel", "2026-12-19T22:00:00Z");
    (ill.reason, ill.evidence) = (Some("illness".into()), true);
    assert_eq!(totals(&ask(&rules, &booking, &ill).unwrap()), "2183 0 0");
}

#[test]
fn qinghe_air_takes_flat_fees_abroad() {
    let (rules, mut booking) = (rules(&[QINGHE]), booked("qinghe-family"));
    booking["segments"][0]["destination_country"] = json!("JP");
    booking["segments"][1]["origin_country"] = json!("JP");
    // each ticket once: 1000, 750 of which there are 700, 100
    assert_eq!(total(&rules, &booking, "cancel", "2026-11-30T16:00:00Z"), "383 0 0");
    booking["segments"][1]["class"] = json!("Y"); // the most restrictive of the two
    assert_eq!(total(&rules, &booking, "cancel", "2026-11-30T16:00:00Z"), "383 0 0");
    let mut one = request("cancel", "2026-12-21T00:00:00Z");
    one.passengers = vec!["xiao".into()];
    booking["passengers"][2]["coupons"][0]["status"] = json!("used");
    booking["passengers"][2]["coupons"][0]["one_way_fare"] = json!("150");
    // 120 less 30 for what was flown one way, less a tenth of 300
    assert_eq!(totals(&ask(&rules, &booking, &one).unwrap()), "60 0 0");
}

#[test]
fn a_group_loses_a_tenth_free_of_charge() {
    let (rules, mut booking) = (rules(&[QINGHE]), booked("qinghe-family"));
    booking["group"] = json!(true);
    let people: Vec<_> = (0..10)
        .map(|id| json!({"id": id.to_string(), "type": "adult", "coupons": [{"segment": "1", "fare": "500"}, {"segment": "2", "fare": "500"}]}))
        .collect();
    booking["passengers"] = json!(people);
    booking["ancillaries"] = json!([]);
    let mut some = request("cancel", "2026-11-30T16:00:00Z");
    some.passengers = vec!["0".into()];
    assert_eq!(totals(&ask(&rules, &booking, &some).unwrap()), "1000 0 0");
    some.passengers.push("1".into());
    assert_eq!(totals(&ask(&rules, &booking, &some).unwrap()), "1800 0 0"); // a fifth: 10 % of each
}
