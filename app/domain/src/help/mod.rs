//! Texts that are written, approved by somebody else and kept by versions: help articles, what they lead to and the terms they are
//! found by; and procedures of the house.

mod action;
mod compare;
mod due;
mod index;
pub mod markdown;
mod pinyin;
mod procedure;
mod question;
mod spelling;
mod state;
mod target;
mod terms;

pub use action::Action;
pub use compare::{Fate, Line, compare};
pub use due::{Due, due, review_by};
pub use index::{index, tokens};
pub use procedure::{Book, Place, Text, WorkStep};
pub use question::{Part, Question, synonyms_of};
pub use spelling::{closest, deletions};
pub use state::{State, Step};
pub use target::{PAGES, STAFF_PAGES, Target, target};

use serde::{Deserialize, Serialize};

/// What an author writes, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    /// As a passenger would say it.
    pub title: String,
    /// One or two sentences that already answer.
    pub summary: String,
    /// Other words people type for it, separated by commas; never shown.
    pub synonyms: String,
    /// Markdown.
    pub body: String,
}

/// Longest title, in characters.
pub const LONGEST_TITLE: usize = 120;
/// Longest summary, in characters.
pub const LONGEST_SUMMARY: usize = 400;
/// Longest list of synonyms, in characters.
pub const LONGEST_SYNONYMS: usize = 1_000;
/// Longest article, in characters.
pub const LONGEST_BODY: usize = 20_000;

/// Whether this may stand in `/help/{slug}`: small letters, digits and single hyphens.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && text.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain() {
        assert!(is_slug("bag-missing") && is_slug("cancel-within-24-hours"));
        for wrong in ["", "-", "a--b", "Bag", "bag_missing", "行李", "a-", "../x", &"a".repeat(81)] {
            assert!(!is_slug(wrong), "{wrong}");
        }
    }
}
