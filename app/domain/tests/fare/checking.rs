//! What `check` finds.

use crate::support::{book, policy, text, with};
use domain::fare::check;
use serde_json::{Value, json};

fn found(policy: Value) -> Vec<String> {
    check(&book(policy)).into_iter().map(|finding| format!("{}: {}", finding.kind.word(), finding.reason)).collect()
}

#[test]
fn a_sound_policy_has_nothing_to_mend() {
    assert_eq!(found(policy()), [] as [&str; 0]);
}

#[test]
fn what_is_wrong_is_found() {
    let flex = with(policy(), "/families/flex", json!({"name": text("Flex"), "cabin": "economy"}));
    let permit = |id: &str, when: Value, rank: i32| json!({"id": id, "allowed": true, "rank": rank, "when": when, "text": text("x")});
    for (policy, expected) in [
        (
            with(policy(), "/permit/-", permit("too", json!({"action": "cancel"}), 0)),
            "conflict: permit: may and too both hold for action cancel",
        ),
        (with(policy(), "/permit/-", permit("never", json!({"action": "fly"}), 0)), ""),
        (with(policy(), "/permit/0/when", json!({"action": "change"})), "uncovered: permit: no rule for action cancel"),
        (with(flex.clone(), "/permit/0/when", json!({"family": "saver"})), "uncovered: permit: no rule for family flex"),
        (with(policy(), "/permit/-", permit("above", json!({}), 1)), "unreachable: may: rules of a higher rank hold for every case of it"),
        (
            with(policy(), "/permit/-", permit("first", json!({"cabin": "first", "family": "saver"}), 1)),
            "unreachable: first: no case can meet",
        ),
        (
            with(policy(), "/fee/0/bands/2", json!({"less_than": "24h", "amount": {"free": true}})),
            "uncovered: fee of the charge cancellation: no rule for departure (segment) at least 1d and less than 2d",
        ),
        (
            with(policy(), "/fee/0/bands/2", json!({"less_than": "48h", "at_least": "0h", "amount": {"free": true}})),
            "uncovered: fee of the charge cancellation: no rule for departure (segment) less than 0h",
        ),
        (with(policy(), "/part/2/of", json!(["ancillaries", "taxes"])), "conflict: part: taxes-back and extras both hold for of taxes"),
        (with(policy(), "/part/1/codes", json!(["CN", "YQ"])), "uncovered: part: no rule for"),
        (
            with(policy(), "/fee/1/when", json!({"route": {"scope": "domestic"}})),
            "uncovered: fee of the charge change: no rule for route (direction) such as",
        ),
        (
            with(policy(), "/difference/0/when", json!({"new": {"fare": "higher"}})),
            "uncovered: difference: no rule for new.fare same or lower",
        ),
    ] {
        let policy = if expected.is_empty() { with(policy, "/actions", json!({"fly": "charge"})) } else { policy };
        let found = found(policy);
        if expected.is_empty() {
            assert!(found.iter().any(|found| found.starts_with("conflict")), "{found:?}");
        } else {
            assert!(found.iter().any(|found| found.starts_with(expected)), "{expected}\n{found:#?}");
        }
    }
}

#[test]
fn refusals_need_no_fee_and_ranks_settle_conflicts() {
    let mut policy = with(policy(), "/families/basic", json!({"name": text("Basic"), "cabin": "economy"}));
    policy["permit"] = json!([
        {"id": "may", "allowed": true, "text": text("x")},
        {"id": "basic", "allowed": false, "rank": 1, "when": {"family": "basic", "action": "change"}, "text": text("x")}
    ]);
    policy["fee"][1]["when"] = json!({"family": "saver"});
    assert_eq!(found(policy), [] as [&str; 0]);
}

#[test]
fn routes_are_told_apart() {
    let mut policy = policy();
    policy["airports"] = json!({"PVG": "CN", "HKG": "HK"});
    policy["regions"] = json!({"europe": ["DE", "FR"]});
    let fee = |id: &str, route: Value| json!({"id": id, "charge": "change", "amount": {"fixed": {"CNY": 1}}, "text": text("x"), "when": {"route": route}});
    let with_fees = |fees: Vec<Value>| {
        let mut policy = policy.clone();
        policy["fee"].as_array_mut().unwrap().truncate(1);
        policy["fee"].as_array_mut().unwrap().extend(fees);
        found(policy)
    };
    let between = json!({"between": ["CN", "europe"]});
    let sound = with_fees(vec![
        fee("home", json!({"scope": "domestic"})),
        fee("away", json!({"scope": "international", "between": ["!CN", ["!DE", "!FR"]]})),
        fee("europe", between.clone()),
    ]);
    // from China to China's neighbours is in `away`, since neither end is China and Europe at once
    assert!(sound.iter().all(|found| !found.starts_with("conflict: fee of the charge change: home and")), "{sound:#?}");
    let conflict =
        with_fees(vec![fee("all", json!({"scope": "international"})), fee("home", json!({"scope": "domestic"})), fee("europe", between)]);
    assert!(conflict.iter().any(|found| found.contains("all and europe both hold")), "{conflict:#?}");
    let impossible = with_fees(vec![
        fee("all", json!({"scope": "international"})),
        fee("home", json!({"scope": "domestic"})),
        fee("odd", json!({"scope": "domestic", "from": "PVG", "to": "DE"})),
    ]);
    assert_eq!(impossible, ["unreachable: odd: no case can meet its conditions"]);
}
