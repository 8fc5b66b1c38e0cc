//! Changes.

use crate::support::{asked, booking, decided, policy, request, text, totals, with};
use domain::fare::{Becomes, Failed, LineKind, Outcome, Unfit};
use serde_json::{Value, json};

/// The way there a day later, for such a price.
fn offered(fare: &str, taxes: &str) -> Value {
    let offer = json!({
        "replaces": ["1"],
        "segments": [{"flight": "ZX983", "origin": "PEK", "destination": "SHA", "departs": "2026-05-02T12:00:00+08:00[Asia/Shanghai]",
            "cabin": "economy", "family": "saver"}],
        "prices": [{"passenger": "1", "fare": fare, "surcharges": [{"code": "YQ", "amount": "30"}], "taxes": [{"code": "CN", "amount": taxes}]}]
    });
    with(booking(), "/offer", offer)
}

const AT: &str = "2026-04-01T00:00:00Z";

#[test]
fn extras_go_along_come_back_or_are_lost_as_the_rules_say() {
    let rule = |id: &str, codes: serde_json::Value, becomes: &str| json!({"id": id, "codes": codes, "becomes": becomes, "text": text("{code} {amount} {of}")});
    let rules =
        json!([rule("bags", json!("BAG"), "moves"), rule("seats", json!("SEAT"), "lost"), rule("meals", json!("MEAL"), "refunded")]);
    let file = with(policy(), "/extra", rules);
    let extra = |code: &str, segment: &str| json!({"code": code, "passenger": "1", "segment": segment, "amount": "40"});
    let mut used = extra("MEAL", "1");
    used["used"] = json!(true);
    let whole = json!({"code": "COVER", "passenger": "1", "amount": "25"});
    let extras = json!([extra("BAG", "1"), extra("SEAT", "1"), extra("MEAL", "1"), extra("MEAL", "2"), used, extra("WIFI", "1"), whole]);
    let offer = json!({"replaces": ["1"], "segments": [], "prices": [
        {"passenger": "1", "fare": "1000", "taxes": [{"code": "CN", "amount": "50"}], "surcharges": [{"code": "YQ", "amount": "30"}]}]});
    let booking = with(with(booking(), "/ancillaries", extras), "/offer", offer);
    let decision = decided(&file, &booking, "change", "2026-04-20T00:00:00Z");
    let told: Vec<_> = decision
        .lines
        .iter()
        .filter(|line| line.kind == LineKind::Ancillary)
        .map(|line| (line.code.clone().unwrap(), line.amount.to_string(), line.becomes.unwrap()))
        .collect();
    // of the way back, used, without a rule, for the whole trip: nothing is said
    let line = |code: &str, amount: &str, becomes| (code.to_owned(), amount.to_owned(), becomes);
    assert_eq!(told, [line("BAG", "0.00", Becomes::Moves), line("SEAT", "0.00", Becomes::Lost), line("MEAL", "40.00", Becomes::Refunded)]);
    assert_eq!(totals(&decision), "40 0 100");
}

#[test]
fn the_difference_is_charged_kept_refunded_or_credited() {
    assert_eq!(totals(&decided(&policy(), &offered("1200", "60"), "change", AT)), "0 0 310");
    let lower = |lower: &str, offset: bool| {
        let policy = with(policy(), "/difference/0/lower", json!(lower));
        let policy = with(policy, "/difference/0/offset", json!(offset));
        totals(&decided(&policy, &offered("840", "40"), "change", AT))
    };
    assert_eq!(lower("keep", false), "10 0 100");
    assert_eq!(lower("refund", false), "170 0 100");
    assert_eq!(lower("voucher", false), "10 160 100");
    assert_eq!(lower("voucher", true), "10 60 0"); // the fee comes out of what is left over
    let borne = with(policy(), "/difference/0/higher", json!("none"));
    assert_eq!(totals(&decided(&borne, &offered("1200", "50"), "change", AT)), "0 0 100");
}

#[test]
fn conditions_look_at_the_new_flights() {
    let with_when = |when: Value| {
        let waiver = json!({"id": "free", "charges": ["change"], "no_difference": true, "when": when, "text": text("Free.")});
        with(policy(), "/waiver", json!([waiver]))
    };
    let free = "0 0 0";
    for (when, fare, expected) in [
        (json!({"new": {"days_moved": {"at_most": 1}, "route": "same"}}), "1200", free),
        (json!({"new": {"days_moved": {"less_than": 1}}}), "1200", "0 0 310"),
        (json!({"new": {"fare": "higher"}}), "1200", free),
        (json!({"new": {"fare": "higher"}}), "900", "0 0 110"),
        (json!({"new": {"cabin": "same", "family": "saver", "carrier": "ZX"}}), "1200", free),
        (json!({"new": {"departs": {"from": "2026-05-02", "until": "2026-05-02"}}}), "1200", free),
        (json!({"new": {"departs": {"until": "2026-05-01"}}}), "1200", "0 0 310"),
        (json!({"flight": "ZX981", "asked": {"until": "2026-04-01"}, "route": {"touches": "CN"}}), "1200", free),
        (json!({"changes_made": {"less_than": 1}}), "1200", free),
        (json!({"changes_made": {"at_least": 1}}), "1200", "0 0 310"),
        (json!({"tier": "!none"}), "1200", "0 0 310"),
        (json!({"channel": ["web", "app"], "issuer": "airline", "point_of_sale": "CN", "route": {"scope": "domestic"}}), "1200", free),
    ] {
        assert_eq!(totals(&decided(&with_when(when.clone()), &offered(fare, "60"), "change", AT)), expected, "{when}");
    }
}

#[test]
fn a_change_the_carrier_causes_is_free_whatever_the_fare() {
    let mut policy = with(
        policy(),
        "/permit",
        json!([
            {"id": "never", "allowed": false, "text": text("Not changeable."), "when": {"action": "change"}},
            {"id": "may-cancel", "allowed": true, "text": text("x"), "when": {"action": "cancel"}}
        ]),
    );
    policy["significant"] =
        json!([{"id": "late", "arrives_later": "3h", "cancelled": true, "when": {"route": {"scope": "domestic"}}, "text": text("x")}]);
    policy["waiver"] = json!([{"id": "ours", "permits": true, "charges": "all", "parts": "all", "no_difference": true,
        "when": {"disruption": "late"}, "text": text("Free: we caused it.")}]);
    let late = |minutes: i64| with(offered("1500", "50"), "/segments/0/disruption", json!({"arrives_later_minutes": minutes}));
    assert_eq!(decided(&policy, &late(179), "change", AT).outcome, Outcome::Refused);
    let free = decided(&policy, &late(180), "change", AT);
    assert_eq!((free.outcome, totals(&free).as_str(), free.because[0].rule.as_str()), (Outcome::Allowed, "0 0 0", "ours"));
}

#[test]
fn what_does_not_fit_is_said() {
    let fails = |booking: &Value, request| match asked(&policy(), booking, &request) {
        Err(Failed::Unfit(unfit)) => unfit.to_string(),
        other => panic!("{other:?}"),
    };
    assert!(fails(&booking(), request("change", AT)).contains("offer"));
    assert!(fails(&booking(), request("fly", AT)).contains("\"fly\""));
    let mut nobody = request("cancel", AT);
    nobody.passengers = vec!["9".into()];
    assert!(fails(&booking(), nobody).contains("passenger \"9\""));
    assert!(fails(&with(booking(), "/segments/0/family", json!("savver")), request("cancel", AT)).contains("savver"));
    let flown = with(booking(), "/passengers/0/coupons/0/status", json!("used"));
    let flown = with(flown, "/passengers/0/coupons/1/status", json!("closed"));
    let failed = asked(&policy(), &flown, &request("cancel", AT)).unwrap_err();
    assert_eq!(failed, Failed::Unfit(Unfit::NothingOpen));
}
