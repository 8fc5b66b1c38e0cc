//! From bytes to rows with line numbers.

use super::{LARGEST_FILE, LONGEST_FIELD, row::Row};
use std::fmt;

/// A row with the line of the file it began on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<T> {
    /// Line, from 1; the line with the column names is 1.
    pub line: u64,
    /// What it says.
    pub row: T,
}

/// Why a row, or the whole file, cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bad {
    /// Line, from 1.
    pub line: u64,
    /// The column at fault, where it is one.
    pub column: Option<&'static str>,
    /// What is wrong with it, in words.
    pub reason: String,
}

impl Bad {
    /// A fault of a whole line.
    #[must_use]
    pub fn line(line: u64, reason: impl Into<String>) -> Self {
        Self { line, column: None, reason: reason.into() }
    }
}

/// A file as far as it could be read: its good rows, and why the others are none. One bad row, and nothing is loaded;
/// the good ones are there to be checked further, so that every fault is told at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<T> {
    /// Rows that say something.
    pub rows: Vec<Line<T>>,
    /// Why others cannot be taken.
    pub bad: Vec<Bad>,
}

impl<T> Read<T> {
    fn nothing(bad: Vec<Bad>) -> Self {
        Self { rows: Vec::new(), bad }
    }

    /// Every row, if none is bad.
    ///
    /// # Errors
    /// Every row that cannot be taken, with its line and reason, in the order of the file.
    pub fn whole(mut self) -> Result<Vec<Line<T>>, Vec<Bad>> {
        self.bad.sort_by_key(|bad| bad.line);
        if self.bad.is_empty() { Ok(self.rows) } else { Err(self.bad) }
    }
}

/// `line 12, departs: "25:00" is not a time such as 07:05`
impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(f, "line {}, {column}: {}", self.line, self.reason),
            None => write!(f, "line {}: {}", self.line, self.reason),
        }
    }
}

/// A column of a format.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub name: &'static str,
    pub required: bool,
}

pub(super) const fn required(name: &'static str) -> Column {
    Column { name, required: true }
}

pub(super) const fn optional(name: &'static str) -> Column {
    Column { name, required: false }
}

/// Reads every row, and says what is wrong with each that cannot be read.
pub(super) fn rows<T>(bytes: &[u8], columns: &[Column], read: impl Fn(&mut Row<'_>) -> Option<T>) -> Read<T> {
    let bytes = match plain(bytes) {
        Ok(bytes) => bytes,
        Err(bad) => return Read::nothing(bad),
    };
    let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter(bytes)).has_headers(false).flexible(true).from_reader(bytes);
    let mut record = ::csv::ByteRecord::new();
    let (mut places, mut good, mut bad) = (None, Vec::new(), Vec::new());
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                bad.push(Bad::line(error.position().map_or(0, ::csv::Position::line), error.to_string()));
                break;
            }
        }
        let line = line_of(bytes, &record);
        match (&places, fields(&record)) {
            (_, Err(reason)) => bad.push(Bad::line(line, reason)),
            (None, Ok(names)) => match header(&names, columns) {
                Ok(named) => places = Some(named),
                Err(bad) => return Read::nothing(bad),
            },
            (Some(_), Ok(fields)) if fields.iter().all(|field| field.trim().is_empty()) => {}
            (Some(places), Ok(fields)) if fields.len() != places.len() => {
                bad.push(Bad::line(line, format!("{} fields where the first line names {}", fields.len(), places.len())));
            }
            (Some(places), Ok(fields)) => {
                let mut row = Row::new(line, places, &fields);
                let value = read(&mut row);
                bad.extend(row.into_bad());
                good.extend(value.map(|row| Line { line, row }));
            }
        }
    }
    if places.is_none() && bad.is_empty() {
        bad.push(Bad::line(1, "the file is empty"));
    }
    Read { rows: good, bad }
}

/// Without byte order mark; other encodings and files too large are refused by name.
fn plain(bytes: &[u8]) -> Result<&[u8], Vec<Bad>> {
    if bytes.len() > LARGEST_FILE {
        return Err(vec![Bad::line(1, format!("the file has more than {} megabytes: split it", LARGEST_FILE >> 20))]);
    }
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => Ok(rest),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(vec![Bad::line(1, "the file is UTF-16: save it as CSV UTF-8")]),
        _ => Ok(bytes),
    }
}

/// Semicolon where the first line has more of them, as spreadsheets in many countries write it.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| first.iter().filter(|byte| **byte == wanted).count();
    if count(b';') > count(b',') { b';' } else { b',' }
}

/// The line a record begins on. The reader gives the place where it began to look, which empty lines precede.
fn line_of(bytes: &[u8], record: &::csv::ByteRecord) -> u64 {
    let Some(position) = record.position() else { return 0 };
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let skipped = bytes
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .filter(|byte| **byte == b'\n')
        .count();
    position.line() + skipped as u64
}

fn fields(record: &::csv::ByteRecord) -> Result<Vec<&str>, String> {
    record
        .iter()
        .map(|field| {
            if field.len() > LONGEST_FIELD {
                return Err(format!("a field of {} bytes: is a quotation mark left open?", field.len()));
            }
            std::str::from_utf8(field).map_err(|_| "not UTF-8: save the file as CSV UTF-8".to_owned())
        })
        .collect()
}

/// Which column stands at each place.
fn header(names: &[&str], columns: &[Column]) -> Result<Vec<&'static str>, Vec<Bad>> {
    let mut places = Vec::with_capacity(names.len());
    let mut bad = Vec::new();
    for name in names {
        let folded = name.trim().to_lowercase().replace([' ', '-'], "_");
        match columns.iter().find(|column| column.name == folded) {
            Some(column) if places.contains(&column.name) => bad.push(Bad::line(1, format!("the column \"{folded}\" stands twice"))),
            Some(column) => places.push(column.name),
            None => bad.push(Bad::line(1, format!("no column is called \"{}\"", folded.chars().take(40).collect::<String>()))),
        }
    }
    let missing = columns.iter().filter(|column| column.required && !places.contains(&column.name));
    bad.extend(missing.map(|column| Bad::line(1, format!("the column \"{}\" is missing", column.name))));
    if bad.is_empty() { Ok(places) } else { Err(bad) }
}
