//! What the demo's passengers and agents write.

use domain::case::{Kind, Topic};

/// A matter in words: asked, asked back, answered, not yet. `{flight}`, `{from}`, `{to}`, `{locator}`,
/// `{name}` and `{agent}` are filled in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Story {
    pub(super) kind: Kind,
    pub(super) topic: Topic,
    pub(super) subject: &'static str,
    pub(super) words: &'static str,
    /// Staff to staff.
    pub(super) note: &'static str,
    /// Staff ask back.
    pub(super) question: &'static str,
    /// The passenger's answer to that.
    pub(super) detail: &'static str,
    /// Staff answer.
    pub(super) answer: &'static str,
    /// The passenger is not content yet.
    pub(super) not_yet: &'static str,
}

/// A sentence with its gaps filled.
pub(super) fn filled(text: &str, gaps: &[(&str, &str)]) -> String {
    gaps.iter().fold(text.to_owned(), |text, (gap, value)| text.replace(gap, value))
}
