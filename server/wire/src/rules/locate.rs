//! Where in a file something stands.

use super::Bad;
use domain::fare::Step;
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Error},
};

/// What stands where: every value with the bytes it takes.
#[derive(Debug, Clone)]
enum Node {
    Table(Vec<(String, Range<usize>, Node, Range<usize>)>),
    List(Vec<(Node, Range<usize>)>),
    Plain,
}

impl Node {
    fn table(table: &DeTable<'_>) -> Self {
        let entry = |(key, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
            (key.get_ref().to_string(), key.span(), Self::of(value.get_ref()), value.span())
        };
        Self::Table(table.iter().map(entry).collect())
    }

    fn of(value: &DeValue<'_>) -> Self {
        match value {
            DeValue::Table(table) => Self::table(table),
            DeValue::Array(list) => Self::List(list.iter().map(|item| (Self::of(item.get_ref()), item.span())).collect()),
            _ => Self::Plain,
        }
    }
}

/// A file and the places of everything in it.
#[derive(Debug, Clone)]
pub(super) struct Located {
    name: String,
    /// Where each line begins, in bytes.
    lines: Vec<usize>,
    text: String,
    root: Node,
}

impl Located {
    pub(super) fn new(name: &str, text: &str, table: Spanned<DeTable<'_>>) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.to_owned(), lines, root: Node::table(table.get_ref()), text }
    }

    /// What is wrong at the end of a path, or as far along it as the file goes.
    pub(super) fn bad(&self, path: &[Step], reason: &str) -> Bad {
        let (mut node, mut at, mut told) = (&self.root, 0, Vec::new());
        for (place, step) in path.iter().enumerate() {
            let next = match (node, step) {
                (Node::Table(entries), Step::Key(key)) => {
                    entries.iter().find(|(name, ..)| name == key).map(|(_, key, node, _)| (node, key.start))
                }
                (Node::List(items), Step::Index(index)) => items.get(*index).map(|(node, span)| (node, span.start)),
                _ => None,
            };
            let Some((next, start)) = next else {
                told = path.get(place..).unwrap_or_default().to_vec();
                break;
            };
            (node, at) = (next, start);
        }
        // what the file lacks is named, what it has is pointed at
        let lacking: Vec<_> = told.iter().filter_map(|step| if let Step::Key(key) = step { Some(key.as_str()) } else { None }).collect();
        let reason = if lacking.is_empty() { reason.to_owned() } else { format!("{}: {reason}", lacking.join(".")) };
        self.at(at, reason)
    }

    /// What the reader of the format found wrong.
    pub(super) fn error(&self, error: &Error) -> Bad {
        self.at(error.span().map_or(0, |span| span.start), error.message().trim().replace('\n', ", "))
    }

    fn at(&self, byte: usize, reason: String) -> Bad {
        let line = self.lines.partition_point(|start| *start <= byte).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or_default();
        let column = self.text.get(start..byte).map_or(0, |before| before.chars().count()) + 1;
        Bad { file: self.name.clone(), line, column, reason }
    }
}
