//! What others published, where the folder `shared/samples` stands beside the project: few of it may be copied.
//! What is valid is read, and says what its source says; what is not is refused or warned of, at its place.

mod compare;
mod passes;

use super::{Read, json, round_trips};
use jiff::civil::{Date, date};
use serde_json::Value;
use std::path::PathBuf;
use wire::decode::{Document, Format, decode};
use wire::number::Of;

fn folder() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    [beside, PathBuf::from("/work/shared/samples")].into_iter().find(|folder| folder.is_dir())
}

pub struct Sample {
    value: Value,
}

impl Sample {
    fn text(&self, key: &str) -> &str {
        self.value[key].as_str().unwrap_or_default()
    }

    fn raw(&self) -> &[u8] {
        self.text("raw").as_bytes()
    }
}

/// The samples of a file; none where the folder is not there.
fn samples(file: &str) -> Vec<Sample> {
    let Some(folder) = folder() else {
        println!("{file}: shared/samples is not here, our own messages alone are tried");
        return Vec::new();
    };
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    let samples: Vec<Sample> = text.lines().map(|line| Sample { value: serde_json::from_str(line).unwrap() }).collect();
    assert!(!samples.is_empty(), "{file} holds nothing");
    samples
}

#[derive(Default, Debug)]
struct Tally {
    valid: usize,
    expected: usize,
    refused: usize,
    warned: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn tell(self, file: &str, count: usize) {
        let Self { valid, expected, refused, warned, wrong } = self;
        println!(
            "{file}: {count} samples; {valid} valid read, {expected} of them with what the source expects; of the others {refused} refused, {warned} warned of"
        );
        assert!(wrong.is_empty(), "{file}:\n{}", wrong.join("\n"));
    }

    fn count(&mut self, name: &str, sample: &Sample, reads: &[Read]) {
        let good: Vec<Value> = reads.iter().flatten().map(json).collect();
        let bad: Vec<String> = reads.iter().filter_map(|read| read.as_ref().err().map(ToString::to_string)).collect();
        let warned = reads.iter().flatten().any(|read| !read.warnings.is_empty());
        match sample.text("kind") {
            "valid" if !bad.is_empty() => self.wrong.push(format!("{name}: valid but refused: {bad:?}")),
            "valid" => {
                self.valid += 1;
                let expect = &sample.value["expect"];
                if let Some(document) = good.first().filter(|_| !expect.is_null()) {
                    let different = if document["kind"] == "BCBP" { passes::differences } else { compare::differences };
                    match different(expect, document) {
                        differences if differences.is_empty() => self.expected += 1,
                        differences => self.wrong.push(format!("{name}: {differences:?}\n    {document}")),
                    }
                }
            }
            _ if !bad.is_empty() => self.refused += 1,
            _ if warned => self.warned += 1,
            kind => self.wrong.push(format!("{name}: {kind}, and nothing was said: {good:?}")),
        }
    }
}

const CONTEXT: Date = date(2026, 11, 21);

fn run(file: &str, format: impl Fn(&Sample) -> Option<Format>) {
    let samples = samples(file);
    let mut tally = Tally::default();
    for (place, sample) in samples.iter().enumerate() {
        let name = format!("{file} {}", place + 1);
        tally.count(&name, sample, &decode(sample.raw(), format(sample), context(sample)));
        // whatever it is taken for, nothing panics
        for format in [None, Some(Format::Telegram(None)), Some(Format::Pass), Some(Format::Number(Of::Tag))] {
            round_trips(&name, sample.raw(), format, CONTEXT);
        }
    }
    tally.tell(file, samples.len());
}

/// A day in the year from which a source infers others, where it names one.
fn context(sample: &Sample) -> Date {
    let expect = &sample.value["expect"];
    if let Some(day) = expect["_context_date"].as_str() {
        return day.parse().unwrap();
    }
    let year = sample.text("note").rsplit_once("reference year ").and_then(|(_, year)| year.parse().ok());
    // the encoder's samples say when their pass is from
    let year = year.or_else(|| expect.pointer("/data/issuanceDate")?.as_str()?.get(..4)?.parse().ok());
    let flown = expect["departureDay"]
        .as_str()
        .or_else(|| expect["Date of issue"].as_str())
        .or_else(|| expect.pointer("/data/legs/0/flightDate")?.as_str()?.get(..10));
    year.map(|year| date(year, 12, 31)).or_else(|| flown?.parse().ok()).unwrap_or(CONTEXT)
}

#[test]
fn boarding_passes() {
    run("bcbp.jsonl", |_| Some(Format::Pass));
}

#[test]
fn messages_about_flights() {
    run("typeb_flight.jsonl", |_| None);
}

#[test]
fn messages_about_bags() {
    run("typeb_baggage.jsonl", |_| None);
}

#[test]
fn a_whole_schedule_file() {
    let Some(text) = folder().and_then(|folder| std::fs::read(folder.join("../data/schedule_sample.ssim")).ok()) else {
        println!("schedule_sample.ssim is not here");
        return;
    };
    let reads = decode(&text, None, CONTEXT);
    let legs = reads.iter().flatten().filter(|read| matches!(&read.value, Document::Record(filed) if filed.record.leg.is_some())).count();
    println!("schedule_sample.ssim: {} records, {legs} legs", reads.len());
    assert_eq!((reads.len(), legs), (519, 514));
    assert!(reads.iter().all(|read| read.as_ref().is_ok_and(|read| read.warnings.is_empty())));
    let written: Vec<String> = reads.iter().flatten().map(|read| read.value.write()).collect();
    let came = String::from_utf8(text).unwrap();
    assert!(came.lines().filter(|line| !line.starts_with('0')).eq(written.iter().map(String::as_str)));
}

#[test]
fn numbers() {
    let samples = samples("bagtags.jsonl");
    let (mut read, mut refused, mut warned, mut wrong) = (0, 0, 0, Vec::new());
    for (place, sample) in samples.iter().enumerate() {
        let of = match sample.text("type") {
            kind if kind.starts_with("ticket") => Of::Ticket,
            "worldtracer_ref" => Of::File,
            "pnr" => Of::Booking,
            _ => Of::Tag,
        };
        let expect = &sample.value["expect"];
        let reads = decode(sample.raw(), Some(Format::Number(of)), CONTEXT);
        match (&reads[0], expect["valid"] == Value::Bool(false)) {
            (Ok(reading), false) => match compare::number(expect, &sample.value["split_by_us"], &json(reading)) {
                differences if differences.is_empty() => read += 1,
                differences => wrong.push(format!("{}: {differences:?}", place + 1)),
            },
            (Err(_), true) => refused += 1,
            (Ok(reading), true) if !reading.warnings.is_empty() => warned += 1,
            (outcome, _) => wrong.push(format!("{}: {outcome:?}", place + 1)),
        }
    }
    println!("bagtags.jsonl: {} samples; {read} read as expected, {refused} refused, {warned} warned of", samples.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}
