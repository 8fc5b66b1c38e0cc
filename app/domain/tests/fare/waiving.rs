//! What staff waive: by a code of the rules, or the fees for a reason; and how far their own word goes.

use crate::support::{asked, book, booking, policy, read, request, text, told, totals, with};
use domain::fare::{
    Ask, Ground, LineKind, Outcome, Request, RuleFile, Rulebook, STAFF_WAIVER, Waive, WaiverReason, check, decide, endorsements, spared,
    waiver_codes, waiver_limit, worth,
};
use domain::rights::Role;
use serde_json::{Value, json};

const AT: &str = "2026-04-29T00:00:00Z";

fn waiving(action: &str, waive: Waive) -> Request {
    Request { waive: Some(waive), ..request(action, AT) }
}

fn coded() -> Value {
    let waiver = |id: &str, when: Value| json!({"id": id, "code": "STORM-1", "charges": "all", "when": when, "text": text("Storm.")});
    with(policy(), "/waiver", json!([waiver("a", json!({"action": "cancel"})), waiver("b", json!({"action": "change", "tier": "!none"}))]))
}

fn code(code: &str) -> Waive {
    Waive::Code { code: code.to_owned() }
}

#[test]
fn fees_are_given_back_by_a_line_each_and_nothing_else_is() {
    let plain = asked(&policy(), &booking(), &request("cancel", AT)).unwrap();
    let waived = asked(&policy(), &booking(), &waiving("cancel", Waive::Fees)).unwrap();
    // 20 percent of 1000, and 10 of 800
    assert_eq!((totals(&plain), totals(&waived)), ("1680 0 0".to_owned(), "1960 0 0".to_owned()));
    assert_eq!(spared(&plain, &waived, read(&booking()).currency), 280.into());
    let own: Vec<_> = waived.lines.iter().filter(|line| line.said.rule == STAFF_WAIVER).collect();
    assert_eq!(own.len(), waived.lines.iter().filter(|line| line.kind == LineKind::Fee).count() / 2);
    assert!(own.iter().all(|line| line.kind == LineKind::Fee && line.amount.is_sign_positive() && line.said.text.0.is_empty()));
}

#[test]
fn a_code_opens_its_own_waivers_where_they_hold() {
    let total = |request: &Request| totals(&asked(&coded(), &booking(), request).unwrap());
    for (waive, expected) in [(None, "1680 0 0"), (Some(code("STORM-1")), "1960 0 0"), (Some(code("STORM-2")), "1680 0 0")] {
        assert_eq!(total(&Request { waive: waive.clone(), ..request("cancel", AT) }), expected, "{waive:?}");
    }
    let codes = |action: &str| {
        let request = request(action, AT);
        let booking = with(
            booking(),
            "/offer",
            json!({"replaces": ["1"], "segments": [], "prices": [
            {"passenger": "1", "fare": "1000", "taxes": [{"code": "CN", "amount": "50"}]}]}),
        );
        let codes = waiver_codes(&book(coded()), None, Ask { booking: &read(&booking), request: &request, offer: None }).unwrap();
        codes.into_iter().map(|one| (one.code, one.said.text.0["en"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(codes("cancel"), [("STORM-1".to_owned(), "Storm.".to_owned())]);
    assert_eq!(codes("change"), [], "theirs is for members");
}

#[test]
fn a_code_permits_what_is_refused_and_says_so_in_a_line_of_its_own() {
    let refused = with(policy(), "/permit/0", json!({"id": "never", "text": text("Never."), "allowed": false}));
    let waiver = json!([{"id": "once", "code": "IROP-1", "permits": true, "text": text("This once.")}]);
    let file = with(refused.clone(), "/waiver", waiver.clone());
    let plain = asked(&file, &booking(), &request("cancel", AT)).unwrap();
    assert_eq!((plain.outcome, plain.lines.len()), (Outcome::Refused, 0));
    let waived = asked(&file, &booking(), &waiving("cancel", code("IROP-1"))).unwrap();
    assert_eq!((waived.outcome, totals(&waived).as_str()), (Outcome::Allowed, "1680 0 0"), "fees stay");
    let said: Vec<_> = waived.lines.iter().filter(|line| line.kind == LineKind::Permit).collect();
    assert_eq!(said.len(), 2, "each flight");
    assert!(said.iter().all(|line| line.amount.is_zero() && line.said.rule == "once" && line.code.as_deref() == Some("IROP-1")));
    for other in [code("IROP-2"), Waive::Fees] {
        assert_eq!(asked(&file, &booking(), &waiving("cancel", other)).unwrap().outcome, Outcome::Refused);
    }
    let known = waiver_codes(&book(file), None, Ask { booking: &read(&booking()), request: &request("cancel", AT), offer: None }).unwrap();
    assert!(known.iter().all(|code| code.permits));
    // what is at stake: all that the tickets concerned cost
    assert_eq!(worth(&read(&booking()), &request("change", AT)), 1960.into());
    assert_eq!(worth(&read(&booking()), &Request { segments: vec!["2".into()], ..request("change", AT) }), 880.into());
    // where nothing is refused it permits nothing, and check says so
    let idle = book(with(policy(), "/waiver", waiver));
    let found: Vec<_> = check(&idle).into_iter().map(|finding| finding.reason).collect();
    assert_eq!(found, ["once: it permits what no permit refuses"]);
    assert_eq!(check(&book(refused)).len(), 0);
    let waived = decide(&idle, None, Ask { booking: &read(&booking()), request: &waiving("cancel", code("IROP-1")), offer: None }).unwrap();
    assert!(!waived.lines.iter().any(|line| line.kind == LineKind::Permit));
}

#[test]
fn tickets_are_endorsed_where_the_rules_say_and_to_whom() {
    let own = json!({"id": "own", "rank": 1, "text": text("x"), "allowed": false, "when": {"action": "change", "new": {"carrier": "!ZX"}}});
    let significant = json!([{"id": "big", "cancelled": true, "text": text("x")}]);
    let waiver = |more: Value| {
        let plain = json!({"id": "endorsed", "endorses": ["KE", "MU"], "permits": true, "charges": "all", "no_difference": true,
            "text": text("Another airline."), "when": {"action": "change", "disruption": "big", "departure": {"at_most": "72h"}}});
        let policy = with(policy(), "/tiers", json!(["gold"]));
        with(with(with(policy, "/permit/-", own.clone()), "/significant", significant.clone()), "/waiver", json!([plain, more]))
    };
    let file = waiver(json!({"id": "other", "endorses": "HO", "permits": true, "text": text("x"), "when": {"tier": "!none"}}));
    assert_eq!(check(&book(file.clone())).len(), 0);
    let cancelled = with(booking(), "/segments/0/disruption", json!({"cancelled": true}));
    let there = Request { segments: vec!["1".into()], ..request("change", AT) };
    let airlines = |booking: &Value, request: &Request| {
        endorsements(&book(file.clone()), None, Ask { booking: &read(booking), request, offer: None }).unwrap()
    };
    assert_eq!(airlines(&cancelled, &there), ["KE", "MU"]);
    assert_eq!(airlines(&booking(), &there), [] as [&str; 0], "as planned");
    assert_eq!(airlines(&cancelled, &request("change", AT)), [] as [&str; 0], "the way back is as planned");
    assert_eq!(airlines(&cancelled, &Request { at: "2026-04-20T00:00:00Z".parse().unwrap(), ..there.clone() }), [] as [&str; 0]);
    assert_eq!(airlines(&cancelled, &Request { action: "cancel".into(), ..there.clone() }), [] as [&str; 0]);
    let offered = |flights: &[&str]| {
        let segment = |flight: &&str| {
            json!({"flight": flight, "origin": "PEK", "destination": "SHA", "cabin": "economy",
            "departs": "2026-05-01T15:00:00+08:00[Asia/Shanghai]"})
        };
        let segments: Vec<_> = flights.iter().map(segment).collect();
        let price = json!([{"passenger": "1", "fare": "1400", "taxes": [{"code": "CN", "amount": "50"}]}]);
        let booking = with(cancelled.clone(), "/offer", json!({"replaces": ["1"], "segments": segments, "prices": price}));
        asked(&file, &booking, &there).unwrap()
    };
    let endorsed = offered(&["MU5101"]);
    assert_eq!((endorsed.outcome, endorsed.because[0].rule.as_str(), totals(&endorsed).as_str()), (Outcome::Allowed, "endorsed", "0 0 0"));
    assert_eq!(offered(&["ZX100", "MU5101"]).because[0].rule, "endorsed", "one's own may be part of it");
    assert_eq!(offered(&["MU5101", "CA1"]).outcome, Outcome::Refused, "not to whom nothing is said of");
    assert_eq!(offered(&["HO1"]).outcome, Outcome::Refused, "theirs is for members");
    assert_eq!(totals(&offered(&["ZX100"])), "0 0 470", "one's own flights go by the other rules");
    for (wrong, expected) in [
        (json!({"endorses": "!MU", "permits": true}), "airlines themselves"),
        (json!({"endorses": "MUX", "permits": true}), "airline code"),
        (json!({"endorses": "MU"}), "permits = true"),
        (json!({"endorses": "MU", "permits": true, "code": "IROP-1"}), "neither with a code"),
        (json!({"endorses": "MU", "permits": true, "when": {"new": {"route": "same"}}}), "neither with a code"),
    ] {
        let mut one = with(with(wrong, "/id", json!("wrong")), "/text", text("x"));
        one = with(one, "/charges", json!("all"));
        let faults = told(&Rulebook::new(vec![serde_json::from_value::<RuleFile>(waiver(one)).unwrap()]).unwrap_err());
        assert!(faults.contains(expected), "{faults}");
    }
}

#[test]
fn limits_are_by_role_and_currency() {
    let file = with(policy(), "/staff_waivers", json!({"agent": {"CNY": "500"}, "supervisor": {"CNY": "5000"}}));
    let limit = |file: Value, role: Role| {
        waiver_limit(&book(file), None, &read(&booking()), AT.parse().unwrap(), role).map(|limit| limit.amount.to_string())
    };
    assert_eq!(limit(file.clone(), Role::Agent).as_deref(), Some("500.00"));
    assert_eq!(limit(file.clone(), Role::Owner), None, "everything is approved");
    assert_eq!(limit(file.clone(), Role::Supervisor).as_deref(), Some("5000.00"));
    assert_eq!(limit(file.clone(), Role::Administrator), None);
    assert_eq!(limit(policy(), Role::Agent), None);
    // in another currency by the rates of the file
    let rated = with(file, "/rates", json!({"as_of": "2026-01-01", "base": "CNY", "quotes": {"JPY": "20"}}));
    let yen = read(&with(booking(), "/currency", json!("JPY")));
    assert_eq!(waiver_limit(&book(rated), None, &yen, AT.parse().unwrap(), Role::Agent).unwrap().to_string(), "JPY 10000");
}

#[test]
fn what_is_written_wrong_is_found() {
    let faults = |value: Value| told(&Rulebook::new(vec![serde_json::from_value::<RuleFile>(value).unwrap()]).unwrap_err());
    assert!(faults(with(coded(), "/waiver/0/code", json!("no code"))).contains("capital letters"));
    assert!(faults(with(policy(), "/staff_waivers", json!({"agent": {"USD": "5"}}))).contains("CNY"));
}

#[test]
fn grounds_are_read_from_forms() {
    assert_eq!(Ground::parse("code:storm-1"), Some(Ground::Code { code: "STORM-1".into() }));
    for reason in WaiverReason::ALL {
        assert_eq!(Ground::parse(reason.as_str()), Some(Ground::Reason { reason }));
    }
    for nothing in ["", "code:", "code: ", "because"] {
        assert_eq!(Ground::parse(nothing), None, "{nothing:?}");
    }
}
