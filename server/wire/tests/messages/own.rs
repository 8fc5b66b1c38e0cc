//! The messages of `cases/*.txt`: invented, with the traits and the dirt of real ones.
//!
//! A case is `=== what it is`, the message, `---`, then a line for each thing expected: a JSON pointer and its value,
//! `warns` with a warning, `refused` with the reason. Warnings are counted: a message without `warns` is a clean one.
//! Control characters stand as their pictures (`␁`), `context` gives the day from which years are inferred.

use super::{json, round_trips};
use jiff::civil::Date;
use serde_json::Value;
use wire::decode::{Format, decode};
use wire::number::Of;
use wire::typeb;

const FILES: &[(&str, &str, Option<Format>)] = &[
    ("bag", include_str!("cases/bag.txt"), None),
    ("movement", include_str!("cases/movement.txt"), None),
    ("schedule", include_str!("cases/schedule.txt"), None),
    ("file", include_str!("cases/file.txt"), Some(Format::ScheduleFile)),
    ("pass", include_str!("cases/pass.txt"), Some(Format::Pass)),
    ("tags", include_str!("cases/tags.txt"), Some(Format::Number(Of::Tag))),
];

pub struct Case {
    pub name: String,
    pub bytes: Vec<u8>,
    pub context: Date,
    pub format: Option<Format>,
    expected: Vec<String>,
}

fn unpicture(text: &str) -> String {
    text.chars().map(|c| if ('␀'..='␟').contains(&c) { char::from_u32(c as u32 - 0x2400).unwrap() } else { c }).collect()
}

pub fn cases() -> Vec<Case> {
    let files = FILES.iter().flat_map(|(file, text, format)| {
        text.split("\n=== ").skip(1).map(move |block| {
            let (name, rest) = block.split_once('\n').unwrap();
            let (message, expected) = rest.split_once("\n---").unwrap_or_else(|| panic!("{file}: {name} has no ---"));
            let lines: Vec<&str> = expected.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
            let context = lines.iter().find_map(|line| line.strip_prefix("context ")).unwrap_or("2026-11-21");
            Case {
                name: format!("{file}: {name}"),
                bytes: unpicture(message).into_bytes(),
                context: context.parse().unwrap(),
                format: *format,
                expected: lines.into_iter().filter(|line| !line.starts_with("context ")).map(str::to_owned).collect(),
            }
        })
    });
    files.collect()
}

fn check(case: &Case) -> Result<(), String> {
    let (mut documents, mut warnings, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for read in decode(&case.bytes, case.format, case.context) {
        match read {
            Ok(reading) => {
                warnings.extend(reading.warnings.iter().map(ToString::to_string));
                documents.push(json(&reading));
            }
            Err(fault) => refused.push(fault.to_string()),
        }
    }
    // the first document's fields are named without its place: `/kind`; others by it: `#1/kind`
    let at = |pointer: &str| match pointer.strip_prefix('#') {
        Some(rest) => {
            let (place, pointer) = rest.split_once('/').unwrap();
            documents.get(place.parse::<usize>().unwrap()).and_then(|document| document.pointer(&format!("/{pointer}")))
        }
        None => documents.first().and_then(|document| document.pointer(pointer)),
    };
    let (mut warned, mut wrong) = (0, 0);
    for line in &case.expected {
        let (what, value) = line.split_once(' ').unwrap_or((line, ""));
        let good = match what {
            "warns" => {
                warned += 1;
                warnings.iter().any(|warning| warning == value)
            }
            "refused" => {
                wrong += 1;
                refused.iter().any(|reason| reason == value)
            }
            "messages" => documents.len() == value.parse::<usize>().unwrap(),
            _ => {
                let value: Value = serde_json::from_str(value).unwrap_or_else(|_| panic!("{}: {line}", case.name));
                at(what) == Some(&value) || (value.is_null() && at(what).is_none())
            }
        };
        if !good {
            return Err(format!(
                "{line}\n  warnings {warnings:#?}\n  refused {refused:#?}\n  {}",
                serde_json::to_string(&documents).unwrap()
            ));
        }
    }
    if (warned, wrong) != (warnings.len(), refused.len()) {
        return Err(format!("warnings {warnings:#?} and refusals {refused:#?}"));
    }
    Ok(())
}

#[test]
fn our_own_messages_say_what_they_mean() {
    let cases = cases();
    let wrong: Vec<String> = cases.iter().filter_map(|case| check(case).err().map(|why| format!("{}: {why}", case.name))).collect();
    println!("{} messages of our own, {} as expected", cases.len(), cases.len() - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.len() >= 177, "only {} messages: the files are not the whole", cases.len());
}

#[test]
fn our_own_messages_are_written_as_they_came() {
    for case in cases() {
        round_trips(&case.name, &case.bytes, case.format, case.context);
        if case.format.is_none() {
            let text = typeb::text(&case.bytes);
            let reads = decode(&case.bytes, None, case.context);
            if reads.iter().all(Result::is_ok) {
                let written: Vec<String> = reads.into_iter().flatten().map(|read| read.value.write()).collect();
                assert_eq!(written.join("\n"), typeb::normalise(&text), "{}", case.name);
            }
        }
    }
}
