//! The schema editors check rule files by says what the reader takes: the same keys everywhere.

use super::folder;
use domain::fare as f;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The keys a type takes, as its own refusal of an unknown one lists them.
fn keys<T: DeserializeOwned>() -> BTreeSet<String> {
    let refusal = serde_json::from_value::<T>(json!({"no such key": 0})).err().unwrap().to_string();
    refusal.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_schema_has_the_keys_of_the_format() {
    let text = std::fs::read_to_string(folder("../../docs/rules.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let said = |object: &Value| object["properties"].as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(said(&schema), keys::<f::RuleFile>());
    for (name, keys) in [
        ("ahead", keys::<f::Ahead>()),
        ("amount", keys::<f::Amount>()),
        ("band", keys::<f::Band>()),
        ("bounds", keys::<f::Bounds>()),
        ("cap", keys::<f::Cap>()),
        ("charge", keys::<f::Charge>()),
        ("dates", keys::<f::Dates>()),
        ("defaults", keys::<f::Defaults>()),
        ("difference", keys::<f::Difference>()),
        ("due", keys::<f::Due>()),
        ("extra", keys::<f::Extra>()),
        ("family", keys::<f::Family>()),
        ("fee", keys::<f::Fee>()),
        ("form", keys::<f::FormRule>()),
        ("handler", keys::<f::Handler>()),
        ("insurance", keys::<f::Insurance>()),
        ("new", keys::<f::New>()),
        ("permit", keys::<f::Permit>()),
        ("rates", keys::<f::Rates>()),
        ("refundable", keys::<f::Part>()),
        ("round", keys::<f::Round>()),
        ("rounding", keys::<f::Rounding>()),
        ("route", keys::<f::Route>()),
        ("significant", keys::<f::Significant>()),
        ("source", keys::<f::Source>()),
        ("staff_waivers", keys::<f::StaffWaivers>()),
        ("used", keys::<f::Used>()),
        ("valid", keys::<f::Validity>()),
        ("waiver", keys::<f::Waiver>()),
        ("when", keys::<f::When>()),
    ] {
        assert_eq!(said(&schema["$defs"][name]), keys, "{name}");
    }
}
