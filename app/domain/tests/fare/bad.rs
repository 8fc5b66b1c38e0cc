//! Rule files that are wrong say where and why.

use crate::support::{file, policy, text, told, with};
use domain::fare::{RuleFile, Rulebook};
use serde_json::{Value, json};

fn faults(value: Value) -> String {
    told(&Rulebook::new(vec![file(value)]).unwrap_err())
}

#[test]
fn each_fault_is_told_with_its_place() {
    for (path, value, expected) in [
        ("/format", json!(2), "format: this program reads format 1"),
        ("/zone", json!("Asia/Peking"), "zone: \"Asia/Peking\" is no time zone"),
        ("/until", json!("2025-12-31"), "until: before from"),
        ("/source", json!("law"), "source: no [sources.law]"),
        ("/title", json!({"en": "Test"}), "title.zh-CN: the sentence is missing"),
        ("/permit/0/text", json!({"en": "x", "zh": "y", "zh-CN": "z"}), "permit[0].text.zh: no language of the portal"),
        ("/permit/0/text/en", json!("{amout}"), "permit[0].text.en: {amout} means nothing here"),
        ("/permit/0/text/en", json!("{amount"), "permit[0].text.en: a brace is not closed"),
        ("/permit/0/when", json!({"family": "savver"}), "permit[0].when.family: \"savver\" is not known here; declared are saver"),
        ("/permit/0/when", json!({"cabin": ["economy", "cargo"]}), "permit[0].when.cabin[1]: \"cargo\" is not known here"),
        ("/permit/0/when", json!({"route": {"from": "Europe"}}), "permit[0].when.route.from: \"Europe\" is no country"),
        ("/permit/0/when", json!({"route": {"from": "PVG"}}), "say which country PVG is in"),
        ("/permit/0/when", json!({"route": {}}), "permit[0].when.route: a route without"),
        ("/permit/0/when", json!({"departure": {"at_least": 48}}), "permit[0].when.departure.at_least: a length of time"),
        ("/permit/0/when", json!({"departure": {"at_least": "48h", "less_than": "24h"}}), "permit[0].when.departure: the lower limit"),
        ("/permit/0/when", json!({"changes_made": {"at_least": "1h"}}), "permit[0].when.changes_made.at_least: a whole number"),
        ("/permit/0/when", json!({"sold": {"from": "2026-02-01", "until": "2026-01-01"}}), "permit[0].when.sold: from is after until"),
        ("/permit/0/when", json!({"disruption": "storm"}), "permit[0].when.disruption: \"storm\" is not known"),
        ("/permit/0/when", json!({"class": "economy"}), "permit[0].when.class: \"economy\" is no booking class"),
        ("/permit/0/id", json!("cancel"), "fee[0].id: another rule is called cancel already"),
        ("/fee/0/charge", json!("refund"), "fee[0].charge: no [[charge]] is called \"refund\""),
        ("/fee/1/amount", json!({}), "fee[1].amount: exactly one of"),
        ("/fee/1/amount", json!({"free": true, "percent": 5, "of": "fare"}), "fee[1].amount: exactly one of"),
        ("/fee/1/amount", json!({"percent": 5}), "fee[1].amount.percent: of what"),
        ("/fee/1/amount", json!({"percent": 105, "of": "fare"}), "fee[1].amount.percent: between 0 and 100"),
        ("/fee/1/amount", json!({"percent": 5, "of": "fair"}), "fee[1].amount.of: \"fair\" is not one of"),
        ("/fee/1/amount", json!({"fixed": {"USD": 10}}), "fee[1].amount.fixed: no amount in CNY"),
        ("/fee/1/amount", json!({"fixed": {"CNY": "10.005"}}), "fee[1].amount.fixed.CNY: CNY has 2 digits"),
        ("/fee/1/amount", json!({"fixed": {"CNY": "-1"}}), "fee[1].amount.fixed.CNY: an amount is not below zero"),
        ("/fee/1/bands", json!([{"amount": {"free": true}}]), "fee[1].amount: an amount or bands, not both"),
        ("/fee/0/bands", json!([]), "fee[0]: an amount, or bands"),
        ("/fee/0/bands/1/at_least", json!("24h"), "fee[0].bands[2]: overlaps the band 2 of this fee"),
        ("/fee/0/share", json!({"pensioner": 50}), "fee[0].share.pensioner: not among the passengers"),
        ("/fee/0/share", json!({"child": 150}), "fee[0].share.child: between 0 and 100"),
        ("/part/0/of", json!("fares"), "part[0].of: \"fares\" is not one of"),
        ("/part/0/refundable", json!(120), "part[0].refundable: between 0 and 100"),
        ("/waiver", json!([{"id": "w", "text": text("x")}]), "waiver[0]: it sets nothing aside"),
        ("/waiver", json!([{"id": "w", "charges": "fees", "text": text("x")}]), "waiver[0].charges: \"fees\" is not known"),
        ("/form", json!([{"id": "f", "form": "payment", "text": text("x")}]), "form[0].form: original or voucher"),
        ("/significant", json!([{"id": "s", "text": text("x")}]), "significant[0]: nothing would be significant"),
        (
            "/insurance",
            json!([{"id": "i", "ancillary": "C", "share": 50, "paid_by": "insurer", "text": text("x")}]),
            "insurance[0]: a cover of nothing",
        ),
        ("/families/saver/cabin", json!("cattle"), "families.saver.cabin: \"cattle\" is not among the cabins"),
        ("/airports", json!({"PVG": "China"}), "airports.PVG: an airport of three capitals"),
        ("/regions", json!({"europe": ["DE", "france"]}), "regions.europe[1]: \"france\" is no country"),
        ("/rounding", json!({"units": {"CNY": 0}}), "rounding.units.CNY: a step above zero"),
    ] {
        let told = faults(with(policy(), path, value.clone()));
        assert!(told.contains(expected), "{path} = {value}\n{told}");
    }
}

#[test]
fn what_cannot_even_be_read_says_so() {
    for (path, value, expected) in [
        ("/currencies", json!(["RMB"]), "\"RMB\" is no currency in use"),
        ("/fee/1/amount", json!({"fixed": {"EURO": 10}}), "\"EURO\" is no currency in use"),
        ("/fee/1/amount", json!({"fixed": {"CNY": 19.5}}), "quotation marks"),
        ("/fee/1/amuont", json!({}), "unknown field `amuont`"),
        ("/permit/0/when", json!({"familly": "saver"}), "unknown field `familly`"),
        ("/fee/0/per", json!("leg"), "unknown variant `leg`"),
        ("/basis", json!("today"), "unknown variant `today`"),
        ("/from", json!("2026-13-01"), "is not a day such as"),
        ("/permit/0/when", json!({"family": []}), "an empty list would never hold"),
        ("/permit/0/when", json!({"family": ["!saver", "flex"]}), "every word"),
    ] {
        let error = serde_json::from_value::<RuleFile>(with(policy(), path, value)).unwrap_err().to_string();
        assert!(error.contains(expected), "{path}: {error}");
    }
}

#[test]
fn versions_do_not_hold_at_once() {
    let version = |version: &str, from: &str, until: &str| {
        let policy = with(with(policy(), "/version", json!(version)), "/from", json!(from));
        file(if until.is_empty() { policy } else { with(policy, "/until", json!(until)) })
    };
    let both = |a, b| Rulebook::new(vec![a, b]);
    assert!(both(version("1", "2026-01-01", "2026-06-30"), version("2", "2026-07-01", "")).is_ok());
    let overlap = told(&both(version("1", "2026-01-01", "2026-07-01"), version("2", "2026-07-01", "")).unwrap_err());
    assert!(overlap.contains("from: holds at the same time as version 1"), "{overlap}");
    let twice = told(&both(version("1", "2026-01-01", "2026-06-30"), version("1", "2026-07-01", "")).unwrap_err());
    assert!(twice.contains("version: there is a version 1"), "{twice}");
}
