//! What is wrong is told with file, line and column, all of it at once.

use super::folder;
use wire::rules::{Written, booking, read};

fn told(text: &str) -> Vec<String> {
    let written = Written { name: "x.toml".into(), text: text.into() };
    read(&[written]).unwrap_err().iter().map(ToString::to_string).collect()
}

/// A policy that is sound, to be broken.
fn sound() -> String {
    std::fs::read_to_string(folder("tests/rules/policies/dunes.toml")).unwrap()
}

/// The line a text stands on.
fn line(text: &str, of: &str) -> usize {
    text.lines().position(|line| line.contains(of)).unwrap() + 1
}

#[test]
fn each_fault_is_told_where_it_stands() {
    for (good, bad, expected) in [
        (
            "when = { family = \"flex\" }\namount",
            "when = { family = \"flexx\" }\namount",
            "\"flexx\" is not known here; declared are flex, saver, special",
        ),
        ("currencies = [\"USD\"", "currencies = [\"USB\"", "\"USB\" is no currency in use"),
        ("text = { en = \"Kept.\", zh-CN = \"不退。\" }", "text = { en = \"Kept.\" }", "zh-CN: the sentence is missing in this language"),
        ("charge = \"no-show\"", "charge = \"noshow\"", "no [[charge]] is called \"noshow\""),
        ("higher = \"charge\"", "higher = \"charges\"", "unknown variant `charges`"),
        ("refundable = 0", "refundable = 0.5", "quotation marks"),
        ("lower = \"refund\"", "lowr = \"refund\"", "unknown field `lowr`"),
        ("zone = \"Asia/Dubai\"", "zone = \"Asia/Dubay\"", "is no time zone"),
        ("from = \"2026-01-01\"", "from = \"01.02.2026\"", "is not a day such as"),
        ("less_than = \"24h\"", "less_than = \"24 hours\"", "a length of time such as"),
        ("[[difference]]", "[[difference]", "unclosed array table"),
    ] {
        let broken = sound().replacen(good, bad, 1);
        assert_ne!(broken, sound(), "{good}");
        let told = told(&broken);
        let place = format!("x.toml:{}:", line(&broken, bad.lines().next().unwrap()));
        assert!(told.iter().any(|told| told.starts_with(&place) && told.contains(expected)), "{place} {expected}\n{told:#?}");
    }
}

#[test]
fn faults_are_told_all_at_once() {
    let broken = sound().replacen("higher = \"charge\"", "higher = \"charges\"", 1).replacen("refundable = 0", "refundable = \"much\"", 1);
    assert_eq!(told(&broken).len(), 2);
    let broken =
        sound().replacen("family = \"special\"", "family = \"specal\"", 1).replacen("zone = \"Asia/Dubai\"", "zone = \"Dubai\"", 1);
    assert_eq!(told(&broken).len(), 2);
    assert_eq!(told("").len(), 1);
}

#[test]
fn native_dates_of_toml_are_dates() {
    let native = sound().replacen("from = \"2026-01-01\"", "from = 2026-01-01", 1);
    assert!(read(&[Written { name: "x.toml".into(), text: native }]).is_ok());
}

#[test]
fn what_check_finds_is_told_where_it_stands() {
    let text = sound().replacen(
        "when = { family = \"flex\" }\namount = { free = true }",
        "when = { family = [\"flex\", \"saver\"] }\namount = { free = true }",
        1,
    );
    let rules = read(&[Written { name: "x.toml".into(), text: text.clone() }]).unwrap();
    let found = rules.check();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].kind, "conflict");
    assert!(found[0].to_string().contains("refund-saver and refund-flex both hold for family saver"), "{}", found[0]);
    assert_eq!((found[0].bad.line, found[0].also[0].line), (line(&text, "refund-saver") - 1, line(&text, "refund-flex") - 1));
}

#[test]
fn bookings_tell_their_line_too() {
    let text = std::fs::read_to_string(folder("../rules/bookings/qinghe-family.json")).unwrap();
    assert!(booking("b.json", &text).is_ok());
    for (good, bad, expected) in [
        ("\"743\"", "743.5", "quotation marks"),
        ("\"fare\": \"743\"", "\"fair\": \"743\"", "unknown field `fair`"),
        ("[Asia/Shanghai]\", \"cabin\"", "\", \"cabin\"", "time zone"),
        ("\"CNY\"", "\"RMB\"", "no currency in use"),
        ("\"743\"", "\"-743\"", "not below zero"),
    ] {
        let broken = text.replacen(good, bad, 1);
        assert_ne!(broken, text, "{good}");
        let told = booking("b.json", &broken).unwrap_err();
        assert!(told.reason.contains(expected), "{told}");
        assert!(told.line > 1 && told.file == "b.json");
    }
}
