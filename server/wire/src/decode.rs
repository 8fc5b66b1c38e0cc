//! One door for all formats: bytes in, documents out, each message by itself.

use crate::{
    fault::{Fault, Reading},
    number::{Number, Of},
    pass::{self, Pass},
    schedule::{self, Record, Records},
    telegram::Telegram,
    typeb::{self, Family, Parcel},
};
use jiff::civil::Date;
use serde::Serialize;

/// What an input holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Type B messages; of one family, where it is given.
    Telegram(Option<Family>),
    /// A schedule file, a record a line.
    ScheduleFile,
    /// Boarding passes, one a line.
    Pass,
    /// Numbers, one a line.
    Number(Of),
}

/// A message, read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Document {
    /// A Type B message.
    Telegram(Telegram),
    /// A record of a schedule file.
    Record(Filed),
    /// A boarding pass.
    Pass(Scanned),
    /// A number.
    Number(Numbered),
}

/// A record of a schedule file, named as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Filed {
    kind: &'static str,
    /// What the columns say.
    #[serde(flatten)]
    pub record: Record,
}

/// A boarding pass, named as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scanned {
    kind: &'static str,
    /// What the barcode says.
    #[serde(flatten)]
    pub pass: Pass,
}

/// A number with what it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Numbered {
    kind: &'static str,
    #[serde(flatten)]
    number: Number,
}

impl Document {
    /// As it is written again.
    #[must_use]
    pub fn write(&self) -> String {
        match self {
            Self::Telegram(telegram) => telegram.write(),
            Self::Record(filed) => filed.record.write(),
            Self::Pass(scanned) => scanned.pass.write(),
            Self::Number(numbered) => numbered.number.write(),
        }
    }
}

impl Format {
    /// What an input most likely holds, by its first line.
    #[must_use]
    pub fn guess(text: &str) -> Self {
        let parcels = typeb::split(text);
        if parcels.iter().any(|parcel| parcel.identifier().is_some()) {
            return Self::Telegram(None);
        }
        if schedule::is_file(text) {
            return Self::ScheduleFile;
        }
        if is_pass(text) {
            return Self::Pass;
        }
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.next().and_then(Of::guess).map_or(Self::Telegram(None), Self::Number)
    }
}

/// Reads every message of an input, in its order.
#[must_use]
pub fn decode(bytes: &[u8], format: Option<Format>, context: Date) -> Vec<Result<Reading<Document>, Fault>> {
    let text = typeb::text(bytes);
    let read = match format.unwrap_or_else(|| Format::guess(&text)) {
        Format::Telegram(family) => telegrams(&text, family, context),
        Format::ScheduleFile => records(&text, context),
        Format::Pass => passes(&text, context),
        Format::Number(of) => numbers(&text, of),
    };
    if read.is_empty() { vec![Err(Fault::new(1, "", "nothing to read"))] } else { read }
}

fn telegrams(text: &str, family: Option<Family>, context: Date) -> Vec<Result<Reading<Document>, Fault>> {
    typeb::split(text).iter().map(|parcel| telegram(parcel, family, context)).collect()
}

fn telegram(parcel: &Parcel, family: Option<Family>, context: Date) -> Result<Reading<Document>, Fault> {
    let read = Telegram::parse(parcel, context)?;
    if family.is_some_and(|family| family != read.value.kind.family) {
        let line = parcel.lines.first().map_or(1, |(line, _)| *line);
        return Err(Fault::new(line, "", format!("{} is of another kind", read.value.kind.code)));
    }
    Ok(read.map(Document::Telegram))
}

fn records(text: &str, context: Date) -> Vec<Result<Reading<Document>, Fault>> {
    let mut records = Records::new(context);
    let read = text.lines().enumerate().filter_map(|(place, line)| records.read(place + 1, line));
    read.map(|read| Ok(read?.map(|record| Document::Record(Filed { kind: "SSIM", record })))).collect()
}

/// Whether it begins as a boarding pass does, a scanner's `]Q3` before it or not.
fn is_pass(text: &str) -> bool {
    let text = text.trim_start();
    let text = text.strip_prefix(']').and_then(|rest| rest.get(2..)).unwrap_or(text);
    matches!(text.as_bytes(), [b'M', b'0'..=b'9', ..])
}

/// Each line is a pass or at fault; all of it is one where none or only the first begins as one. Blanks at the end of a pass belong to it.
fn passes(text: &str, context: Date) -> Vec<Result<Reading<Document>, Fault>> {
    let lines: Vec<(usize, &str)> = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    let each = lines.iter().skip(1).any(|(_, line)| is_pass(line));
    let whole = [(0, text.trim_end_matches(['\r', '\n']))];
    let passes = if each || lines.len() < 2 { lines.as_slice() } else { &whole };
    let read = passes.iter().map(|(place, line)| {
        let read = pass::parse(line.trim_start(), place + 1, context)?;
        Ok(read.map(|pass| Document::Pass(Scanned { kind: "BCBP", pass })))
    });
    read.collect()
}

fn numbers(text: &str, of: Of) -> Vec<Result<Reading<Document>, Fault>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = lines.map(|(place, line)| {
        let number = of.read(line.trim()).map_err(|reason| Fault::new(place + 1, "", reason))?;
        let warnings = number.warning().map(|warning| Fault::new(place + 1, "", warning)).into_iter().collect();
        let kind = match of {
            Of::Tag => "tag",
            Of::Ticket => "ticket",
            Of::Booking => "booking",
            Of::File => "file",
        };
        Ok(Reading { value: Document::Number(Numbered { kind, number }), warnings })
    });
    read.collect()
}
