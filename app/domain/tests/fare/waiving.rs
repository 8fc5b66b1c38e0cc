//! What staff waive: by a code of the rules, or the fees for a reason; and how far their own word goes.

use crate::support::{asked, book, booking, policy, read, request, text, told, totals, with};
use domain::fare::{
    Ask, Ground, LineKind, Request, RuleFile, Rulebook, STAFF_WAIVER, Waive, WaiverReason, spared, waiver_codes, waiver_limit,
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
