//! Whatever a file says, it is read or refused: nothing panics, nothing takes for ever.

use super::folder;
use domain::fare::{Ask, Request, decide};
use proptest::prelude::*;
use wire::rules::{Written, booking, read};

fn example(name: &str) -> String {
    std::fs::read_to_string(folder(name)).unwrap()
}

/// Some of its lines left out, doubled, or with another value.
fn mangled(text: &str, changes: &[(usize, u8, String)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (place, what, word) in changes {
        let place = place % lines.len();
        match what % 4 {
            0 => drop(lines.remove(place)),
            1 => lines.insert(place, lines[place].clone()),
            2 => lines[place] = lines[place].replacen(|letter: char| letter.is_ascii_digit(), word, 1),
            _ => lines[place] = lines[place].split_once('=').map_or_else(|| word.clone(), |(key, _)| format!("{key}= {word}")),
        }
    }
    lines.join("\n")
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("true".to_owned()),
        Just("\"all\"".to_owned()),
        Just("[]".to_owned()),
        Just("{}".to_owned()),
        Just("-1".to_owned()),
        Just("\"79228162514264337593543950335\"".to_owned()),
        Just("9223372036854775807".to_owned()),
        Just("\"-99999999999d\"".to_owned()),
        "\\PC{0,12}"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    #[test]
    fn rules_and_bookings_are_read_or_refused(
        which in 0usize..3, rules in proptest::collection::vec((0usize..2_000, any::<u8>(), word()), 0..4),
        booked in proptest::collection::vec((0usize..2_000, any::<u8>(), word()), 0..2), action in prop_oneof![Just("cancel"), Just("change"), Just("taxes")]
    ) {
        let name = ["../rules/landside-air.toml", "../rules/qinghe-air.toml", "tests/rules/policies/dunes.toml"][which];
        let other = ["landside-standard", "qinghe-family", "landside-standard"][which];
        let text = mangled(&example(name), &rules);
        let Ok(rules) = read(&[Written { name: name.into(), text }]) else { return Ok(()) };
        for found in rules.check() {
            prop_assert!(!found.to_string().is_empty());
        }
        let Ok(booking) = booking("b", &mangled(&example(&format!("../rules/bookings/{other}.json")), &booked)) else { return Ok(()) };
        let request = Request::new(action, "2026-11-20T12:00:00Z".parse().unwrap());
        if let Ok(decision) = decide(&rules.book, None, Ask { booking: &booking, request: &request, offer: None }) {
            let lines: rust_decimal::Decimal = decision.lines.iter().map(|line| line.amount).sum();
            prop_assert_eq!(lines, decision.totals.iter().map(|total| total.sum).sum());
            prop_assert!(decision.totals.iter().all(|total| !total.refund.is_sign_negative() || total.refund.is_zero()));
        }
    }

    #[test]
    fn anything_at_all_is_refused_in_peace(text in "\\PC{0,200}") {
        let _ = read(&[Written { name: "x".into(), text: text.clone() }]);
        let _ = booking("x", &text);
    }
}
