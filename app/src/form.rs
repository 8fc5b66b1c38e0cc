//! A submitted form that comes back: what was typed, and what to say about it (I8).

use crate::words::Lang;
use desk::FieldError;
use leptos::prelude::use_context;

/// What forms carry unseen, and the acts of one press.
const UNSEEN: [&str; 32] = [
    "draft", "files", "kept", "remove", "held", "undo", "now", "off", "on", "settle", "write", "phrase", "key", "step", "seen", "return",
    "next", "from", "case", "trip", "owner", "level", "closing", "answered", "asks", "reopens", "public", "personal", "act", "match",
    "claim", "thing",
];

/// What was typed into a form and why it was not taken. Empty on a first look.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Fields as submitted; secrets are left out.
    pub values: Vec<(String, String)>,
    /// One sentence (by locale key) a field.
    pub errors: Vec<FieldError>,
    /// A sentence about the whole form, already in the reader's language: "wait two minutes", "somebody was faster".
    pub problem: Option<String>,
    /// Fields and sentences about them that are already in the reader's language: files that were not taken.
    pub told: Vec<(&'static str, String)>,
    /// Path of the page that shows it again; empty on a first look.
    pub page: String,
}

impl Typed {
    /// What was typed into a field, empty if nothing was.
    #[must_use]
    pub fn value(&self, field: &str) -> String {
        self.value_opt(field).unwrap_or_default()
    }

    /// What was typed into a field, if it was submitted at all.
    #[must_use]
    pub fn value_opt(&self, field: &str) -> Option<String> {
        self.values.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone())
    }

    /// The sentence about a field, if there is one.
    #[must_use]
    pub fn error(&self, lang: Lang, field: &str) -> Option<String> {
        self.errors.iter().find(|error| error.field == field).map(|error| lang.text(error.message, None))
    }

    /// Whether anything people fill in has come back with the page.
    #[must_use]
    pub fn holds_something(&self) -> bool {
        self.values.iter().any(|(name, value)| !value.trim().is_empty() && !UNSEEN.contains(&name.as_str()))
    }

    /// Whether this is a form shown again, rather than a first look.
    #[must_use]
    pub const fn returned(&self) -> bool {
        !self.page.is_empty()
    }

    /// Whether anything is to be said.
    #[must_use]
    pub const fn failed(&self) -> bool {
        !self.errors.is_empty() || !self.told.is_empty() || self.problem.is_some()
    }
}

/// The form being shown again, or an empty one.
#[must_use]
pub fn typed() -> Typed {
    use_context::<Typed>().unwrap_or_default()
}
