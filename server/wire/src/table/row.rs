//! One row by column name, remembering everything that is wrong with it.

use super::read::Bad;

/// A row being read.
pub(super) struct Row<'a> {
    line: u64,
    places: &'a [&'static str],
    fields: &'a [&'a str],
    bad: Vec<Bad>,
}

impl<'a> Row<'a> {
    pub(super) const fn new(line: u64, places: &'a [&'static str], fields: &'a [&'a str]) -> Self {
        Self { line, places, fields, bad: Vec::new() }
    }

    pub(super) fn into_bad(self) -> Vec<Bad> {
        self.bad
    }

    /// What stands in a column, trimmed; empty where the file has no such column.
    fn text(&self, column: &'static str) -> &'a str {
        let place = self.places.iter().position(|name| *name == column);
        place.and_then(|place| self.fields.get(place)).map_or("", |field| field.trim())
    }

    /// Something is wrong with a column.
    pub(super) fn complain(&mut self, column: &'static str, reason: impl Into<String>) {
        self.bad.push(Bad { line: self.line, column: Some(column), reason: reason.into() });
    }

    /// A value that must be there. `None` once a complaint is noted.
    pub(super) fn get<T>(&mut self, column: &'static str, read: impl Fn(&str) -> Result<T, &'static str>) -> Option<T> {
        if self.text(column).is_empty() {
            self.complain(column, "is empty");
            return None;
        }
        self.maybe(column, read)?
    }

    /// A value that may be left empty. `None` once a complaint is noted.
    #[allow(clippy::option_option)]
    pub(super) fn maybe<T>(&mut self, column: &'static str, read: impl Fn(&str) -> Result<T, &'static str>) -> Option<Option<T>> {
        let text = self.text(column);
        if text.is_empty() {
            return Some(None);
        }
        match read(text) {
            Ok(value) => Some(Some(value)),
            Err(expected) => {
                let shown: String = text.chars().take(40).collect();
                self.complain(column, format!("\"{shown}\" is not {expected}"));
                None
            }
        }
    }
}
