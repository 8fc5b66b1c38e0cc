//! Fare rules as files: TOML in, a rulebook out, or every fault with its file, line and column. `docs/rules.md` describes the format.

mod claims;
mod locate;
mod surveys;

pub use claims::{claim, claims};
pub use surveys::survey;

use domain::fare::{
    Booking, Charge, Difference, Due, Fault, Fee, Finding, FormRule, Handler, Insurance, Offer, Part, Permit, RuleFile, Rulebook,
    Significant, Step, Used, Waiver, check,
};
use locate::Located;
use serde::de::DeserializeOwned;
use std::fmt;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Deserializer, Error, ValueDeserializer},
};

/// The largest rule file taken, in bytes.
pub const LARGEST_FILE: usize = 4 << 20;

/// A rule file as somebody wrote it.
#[derive(Debug, Clone)]
pub struct Written {
    /// What reports call it: its path.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bad {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// What is wrong, in words.
    pub reason: String,
}

/// `tariff.toml:41:12: "savver" is not known here`
impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.reason)
    }
}

/// Something `check` found, with every place it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The first place, and what is found.
    pub bad: Bad,
    /// `conflict`, `uncovered`, `unreachable`, `unchecked`.
    pub kind: &'static str,
    /// The other places.
    pub also: Vec<Bad>,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}: {}", self.bad.file, self.bad.line, self.bad.column, self.kind, self.bad.reason)?;
        self.also.iter().try_for_each(|also| write!(f, " (and {}:{})", also.file, also.line))
    }
}

/// Rule files that were read, and can still be found in.
#[derive(Debug)]
pub struct Rules {
    /// What they say.
    pub book: Rulebook,
    located: Vec<Located>,
}

/// Reads rule files that belong together.
///
/// # Errors
/// Every fault of every file, in the order of files and lines.
pub fn read(written: &[Written]) -> Result<Rules, Vec<Bad>> {
    let mut bad = Vec::new();
    let (mut files, mut located) = (Vec::new(), Vec::new());
    for one in written {
        match file(one) {
            Ok((file, place)) => {
                files.push(file);
                located.push(place);
            }
            Err(mut faults) => bad.append(&mut faults),
        }
    }
    if written.is_empty() {
        bad.push(Bad { file: "rules".to_owned(), line: 1, column: 1, reason: "there is no rule file".to_owned() });
    }
    if bad.is_empty() {
        match Rulebook::new(files) {
            Ok(book) => return Ok(Rules { book, located }),
            Err(faults) => {
                bad = faults.iter().filter_map(|Fault { file, path, reason }| located.get(*file)?.bad(path, reason).into()).collect()
            }
        }
    }
    bad.sort();
    Err(bad)
}

impl Rules {
    /// Everything there is to mend: conflicts, gaps, rules that are never reached.
    #[must_use]
    pub fn check(&self) -> Vec<Found> {
        let found = |finding: Finding| {
            let place = |(file, path): &(usize, Vec<Step>), reason: &str| self.located.get(*file).map(|located| located.bad(path, reason));
            let mut places = finding.places.iter();
            let bad = place(places.next()?, &finding.reason)?;
            Some(Found { bad, kind: finding.kind.word(), also: places.filter_map(|other| place(other, "")).collect() })
        };
        check(&self.book).into_iter().filter_map(found).collect()
    }
}

/// One file, with the places of everything in it.
fn file(written: &Written) -> Result<(RuleFile, Located), Vec<Bad>> {
    let (table, place) = table(written)?;
    let faults = lists(&table);
    if !faults.is_empty() {
        return Err(faults.iter().map(|error| place.error(error)).collect());
    }
    serde::Deserialize::deserialize(Deserializer::from(table)).map(|file| (file, place.clone())).map_err(|error| vec![place.error(&error)])
}

/// What stands in a file, and where.
fn table(written: &Written) -> Result<(Spanned<DeTable<'_>>, Located), Vec<Bad>> {
    let text = written.text.strip_prefix('\u{feff}').unwrap_or(&written.text);
    if text.len() > LARGEST_FILE {
        let reason = format!("a rule file of more than {} megabytes", LARGEST_FILE >> 20);
        return Err(vec![Bad { file: written.name.clone(), line: 1, column: 1, reason }]);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let place = Located::new(&written.name, &written.text, table.clone());
    if errors.is_empty() { Ok((table, place)) } else { Err(errors.iter().map(|error| place.error(error)).collect()) }
}

/// Reads each rule by itself first: whoever made five mistakes is told of five, not of one at a time.
fn lists(table: &Spanned<DeTable<'_>>) -> Vec<Error> {
    let mut errors = Vec::new();
    for (key, value) in table.get_ref() {
        let DeValue::Array(list) = value.get_ref() else { continue };
        let read: fn(Spanned<DeValue<'_>>) -> Option<Error> = match key.get_ref().as_ref() {
            "charge" => wrong::<Charge>,
            "permit" => wrong::<Permit>,
            "fee" => wrong::<Fee>,
            "part" => wrong::<Part>,
            "difference" => wrong::<Difference>,
            "form" => wrong::<FormRule>,
            "used" => wrong::<Used>,
            "handler" => wrong::<Handler>,
            "due" => wrong::<Due>,
            "waiver" => wrong::<Waiver>,
            "insurance" => wrong::<Insurance>,
            "significant" => wrong::<Significant>,
            _ => continue,
        };
        errors.extend(list.iter().filter_map(|item| read(item.clone())));
    }
    errors
}

fn wrong<T: DeserializeOwned>(item: Spanned<DeValue<'_>>) -> Option<Error> {
    T::deserialize(ValueDeserializer::from(item)).err()
}

/// Reads a booking with its prices from JSON.
///
/// # Errors
/// What is wrong, with line and column.
pub fn booking(name: &str, text: &str) -> Result<Booking, Bad> {
    json(name, text)
}

/// Reads an offer of new flights from JSON.
///
/// # Errors
/// What is wrong, with line and column.
pub fn offer(name: &str, text: &str) -> Result<Offer, Bad> {
    json(name, text)
}

fn json<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Bad> {
    serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).map_err(|error| {
        let told = error.to_string();
        let reason = told.rsplit_once(" at line ").map_or(told.as_str(), |(reason, _)| reason).to_owned();
        Bad { file: name.to_owned(), line: error.line().max(1), column: error.column().max(1), reason }
    })
}
