//! What is wrong in a message, and where.

use serde::Serialize;
use std::fmt;

/// Something wrong at a place: why a message is refused, or a warning about what was kept as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
pub struct Fault {
    /// Line of the input, from 1.
    pub line: usize,
    /// The element or field at fault; empty where it is the line or the message as a whole.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub element: String,
    /// What is wrong, with the text at fault.
    pub reason: String,
}

impl Fault {
    /// A fault of one element.
    #[must_use]
    pub fn new(line: usize, element: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { line, element: element.into(), reason: reason.into() }
    }
}

impl Fault {
    /// Where in its line the text at fault stands, in bytes; `None` where the line as a whole is at fault.
    #[must_use]
    pub fn within(&self, line: &str) -> Option<std::ops::Range<usize>> {
        let words = self.reason.split([' ', ':', '…']).filter(|word| word.len() > 1 && !word.bytes().all(|byte| byte.is_ascii_lowercase()));
        let place = |word: &str| line.rfind(word).map(|from| from..from + word.len());
        words.filter_map(place).max_by_key(ExactSizeIterator::len)
    }
}

/// `line 3, .F: date JAN32`
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.element.as_str() {
            "" => write!(f, "line {}: {}", self.line, self.reason),
            element => write!(f, "line {}, {element}: {}", self.line, self.reason),
        }
    }
}

/// A value with what was strange on the way to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading<T> {
    /// What was read.
    #[serde(flatten)]
    pub value: T,
    /// What was kept as it came, or read with doubt.
    pub warnings: Vec<Fault>,
}

/// A text from strangers, short enough for a sentence about it.
#[must_use]
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let plain: String = text.chars().map(|c| if c.is_control() { '�' } else { c }).collect();
    match plain.char_indices().nth(LONGEST) {
        None => plain,
        Some((at, _)) => format!("{}…", plain.get(..at).unwrap_or_default()),
    }
}

impl<T> Reading<T> {
    /// The same with another value.
    pub(crate) fn map<U>(self, make: impl FnOnce(T) -> U) -> Reading<U> {
        Reading { value: make(self.value), warnings: self.warnings }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_shown_at_its_place() {
        for (reason, line, at) in [
            ("date JAN32", ".F/LD408/JAN32/ORD", Some(9..14)),
            ("tags 12345: no tag of ten digits", ".N/12345", Some(3..8)),
            ("missing: a BSM is about tags", ".V/1LEWR", None),
            ("missing: a BSM is about tags", "BSM", Some(0..3)),
        ] {
            assert_eq!(Fault::new(1, ".F", reason).within(line), at, "{reason}");
        }
    }
}
