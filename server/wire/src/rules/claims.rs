//! Rules about bags that were late, lost or broken as a file: TOML in, rules out, or every fault with its line and column.
//! `docs/claims.md` describes the format.

use super::{Bad, Written, json, table};
use domain::claim::{ClaimRules, Facts};
use toml::de::Deserializer;

/// Reads a file of such rules.
///
/// # Errors
/// Every fault, in the order of lines.
pub fn claims(written: &Written) -> Result<ClaimRules, Vec<Bad>> {
    let (table, place) = table(written)?;
    let file = serde::Deserialize::deserialize(Deserializer::from(table)).map_err(|error| vec![place.error(&error)])?;
    ClaimRules::new(file).map_err(|faults| {
        let mut bad: Vec<_> = faults.iter().map(|fault| place.bad(&fault.path, &fault.reason)).collect();
        bad.sort();
        bad
    })
}

/// Reads a claim from JSON.
///
/// # Errors
/// What is wrong, with line and column.
pub fn claim(name: &str, text: &str) -> Result<Facts, Bad> {
    json(name, text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const HOUSE: &str = include_str!("../../../rules/claims/landside-air.toml");

    fn faults(text: &str) -> Vec<String> {
        let written = Written { name: "claims.toml".to_owned(), text: text.to_owned() };
        claims(&written).map_or_else(|bad| bad.iter().map(ToString::to_string).collect(), |_| Vec::new())
    }

    #[test]
    fn the_example_is_sound_and_each_fault_has_its_place() {
        assert_eq!(faults(HOUSE), Vec::<String>::new());
        for (from, to, told) in [
            ("sdr = 1288\n", "sdr = 1288\namount = { USD = 5 }\n", "one of sdr, amount, per_kg"),
            ("until = \"2024-12-27\"", "until = \"2025-12-27\"", "on some day \"montreal-1288\" holds too"),
            ("share = 50", "share = 150", "from 0 to 100"),
            ("regime = \"own\"\nfrom", "regime = \"owm\"\nfrom", "no regime \"owm\""),
            ("{ months = 12, keep = 80 }", "{ months = 12, keep = 101 }", "nothing gains by age"),
            ("id = \"own-claim\"", "id = \"us-claim\"", "the name of another rule"),
            ("source = \"cfr-254\"\ntext", "source = \"cfr\"\ntext", "no [sources.cfr]"),
            ("{sdr} special drawing rights for each passenger, {limit}: we", "{rate}: we", "{rate} is not known"),
            ("format = 1", "format = 2", "format 1"),
            ("years = 2", "years = 2\ndays = 3", "one of days and years"),
            ("when = {}", "when = { within = \"FR\" }", "without conditions"),
            ("lost_after_days = 21", "lost_after_days = 21\nmore = 1", "unknown field"),
        ] {
            let all = faults(&HOUSE.replacen(from, to, 1));
            let meant = all.iter().find(|line| line.contains(told));
            assert!(meant.is_some_and(|line| line.starts_with("claims.toml:") && !line.starts_with("claims.toml:0")), "{told}: {all:?}");
        }
    }
}
