//! A small policy and a small booking, to be changed as a test needs.

use domain::fare::{Ask, Booking, Decision, Failed, Fault, Request, RuleFile, Rulebook, decide};
use serde_json::{Value, json};

/// A sentence in both languages.
pub fn text(words: &str) -> Value {
    json!({"en": words, "zh-CN": words})
}

/// A policy with one family, cancellation by bands, changes for a flat fee.
pub fn policy() -> Value {
    json!({
        "format": 1, "policy": "test", "version": "1", "title": text("Test"), "basis": "sale", "from": "2026-01-01", "zone": "Asia/Shanghai",
        "currencies": ["CNY"], "source": "coc", "sources": {"coc": {"title": "Conditions of carriage"}},
        "families": {"saver": {"name": text("Saver"), "cabin": "economy"}},
        "charge": [
            {"id": "cancellation", "name": text("Cancellation"), "actions": "cancel"},
            {"id": "change", "name": text("Change"), "actions": "change"}
        ],
        "permit": [{"id": "may", "text": text("You may."), "allowed": true}],
        "fee": [
            {"id": "cancel", "charge": "cancellation", "text": text("{percent}% of {base}: {amount}"), "bands": [
                {"at_least": "7d", "amount": {"percent": 10, "of": "fare"}},
                {"at_least": "48h", "less_than": "7d", "amount": {"percent": 20, "of": "fare"}},
                {"less_than": "48h", "amount": {"percent": 40, "of": "fare"}}
            ]},
            {"id": "move", "charge": "change", "text": text("Change fee {amount}"), "amount": {"fixed": {"CNY": "100"}}}
        ],
        "part": [
            {"id": "fare-back", "of": "fare", "refundable": 100, "text": text("Fare {amount}")},
            {"id": "taxes-back", "of": ["taxes", "surcharges"], "refundable": 100, "text": text("{code} {amount}")},
            {"id": "extras", "of": "ancillaries", "refundable": 0, "text": text("{code} is kept")}
        ],
        "difference": [{"id": "diff", "higher": "charge", "lower": "keep", "taxes_lower": "refund", "text": text("Difference {amount}")}]
    })
}

/// One adult, there and back, Beijing and Shanghai; 1000 and 800 with 50 of tax each and 30 of fuel.
pub fn booking() -> Value {
    json!({
        "locator": "X4TE6N", "currency": "CNY", "booked_at": "2026-03-01T10:00:00+08:00[Asia/Shanghai]", "point_of_sale": "CN",
        "segments": [
            {"id": "1", "flight": "ZX981", "origin": "PEK", "origin_country": "CN", "destination": "SHA", "destination_country": "CN",
             "departs": "2026-05-01T12:00:00+08:00[Asia/Shanghai]", "cabin": "economy", "family": "saver", "direction": 1},
            {"id": "2", "flight": "ZX982", "origin": "SHA", "origin_country": "CN", "destination": "PEK", "destination_country": "CN",
             "departs": "2026-05-08T12:00:00+08:00[Asia/Shanghai]", "cabin": "economy", "family": "saver", "direction": 2}
        ],
        "passengers": [{"id": "1", "type": "adult", "coupons": [
            {"segment": "1", "fare": "1000", "taxes": [{"code": "CN", "amount": "50"}], "surcharges": [{"code": "YQ", "amount": "30"}]},
            {"segment": "2", "fare": "800", "taxes": [{"code": "CN", "amount": "50"}], "surcharges": [{"code": "YQ", "amount": "30"}]}
        ]}]
    })
}

/// Puts `value` at a path such as `/fee/0/per`.
pub fn with(mut whole: Value, path: &str, value: Value) -> Value {
    let (parent, key) = path.rsplit_once('/').unwrap();
    let parent = whole.pointer_mut(parent).unwrap_or_else(|| panic!("no {path}"));
    match parent {
        Value::Object(map) => drop(map.insert(key.to_owned(), value)),
        Value::Array(list) if key == "-" => list.push(value),
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        _ => panic!("no {path}"),
    }
    whole
}

pub fn file(value: Value) -> RuleFile {
    serde_json::from_value(value).unwrap()
}

pub fn book(value: Value) -> Rulebook {
    Rulebook::new(vec![file(value)]).unwrap_or_else(|faults| panic!("{}", told(&faults)))
}

pub fn told(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

pub fn read(value: &Value) -> Booking {
    serde_json::from_value(value.clone()).unwrap()
}

pub fn request(action: &str, at: &str) -> Request {
    Request::new(action, at.parse().unwrap())
}

pub fn asked(policy: &Value, booking: &Value, request: &Request) -> Result<Decision, Failed> {
    decide(&book(policy.clone()), None, Ask { booking: &read(booking), request, offer: None })
}

pub fn decided(policy: &Value, booking: &Value, action: &str, at: &str) -> Decision {
    asked(policy, booking, &request(action, at)).unwrap_or_else(|failed| panic!("{failed}"))
}

/// `refund voucher to_pay` of the one currency there is.
pub fn totals(decision: &Decision) -> String {
    let all: Vec<_> = decision
        .totals
        .iter()
        .map(|total| format!("{} {} {}", total.refund.normalize(), total.voucher.normalize(), total.to_pay.normalize()))
        .collect();
    all.join("; ")
}
