//! What passengers say in words: understood after it is sent, corrected by staff, and put together with what others say (SUR-3).
//!
//! The model runs in the process. It is what ships and the corrections, learned in the order of their numbers, so that every process knows
//! the same; one that begins learns the newest of them again ([`domain::feedback::forgotten_until`]).

mod complaints;
mod correct;
mod list;
mod model;
mod patterns;
mod understand;

pub(crate) use complaints::forget as forget_complaints;
pub use correct::correct;
pub(crate) use list::matching;
pub use list::{Filter, Message, Page, Which, count, list};
pub use model::Model;
pub use patterns::{Patterns, patterns};
pub use understand::understand_due;

use crate::{Error, Result};
use domain::feedback::UNSURE;
use domain::rights::{Departments, Viewer, may_read_answers};

/// Where words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the answer to a question, by its id, of an invitation.
    Answer(uuid::Uuid, String),
    /// At the beginning of a complaint, by the row id of its case.
    Complaint(i64),
}

impl Place {
    /// As a form has it; no other place has the same.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Answer(invitation, question) => format!("a-{invitation}-{question}"),
            Self::Complaint(case) => format!("c-{case}"),
        }
    }

    /// Reads what [`Place::to_text`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(case) = text.strip_prefix("c-") {
            return Some(Self::Complaint(case.parse().ok()?));
        }
        let (invitation, question) = text.strip_prefix("a-")?.split_at_checked(36)?;
        Some(Self::Answer(invitation.parse().ok()?, question.strip_prefix('-')?.to_owned()))
    }
}

/// The departments whose passengers the viewer may read; none: all of them.
fn allowed(viewer: &Viewer) -> Result<Option<Vec<String>>> {
    match (viewer.staff(), may_read_answers(viewer)) {
        (None, _) => Err(Error::SignInFirst),
        (_, Some(Departments::Every)) => Ok(None),
        (_, Some(Departments::These(departments))) => Ok(Some(departments)),
        (_, None) => Err(Error::Forbidden),
    }
}

/// Whether colleagues had better say: it is a guess how somebody feels, or what they are not pleased about.
fn doubted(mood: domain::feedback::Mood, theme_sure: f32, mood_sure: f32) -> bool {
    mood_sure < UNSURE || mood != domain::feedback::Mood::Positive && theme_sure < UNSURE
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn places_read_back() {
        for place in [Place::Answer(uuid::Uuid::nil(), "words-2".into()), Place::Complaint(7)] {
            assert_eq!(Place::parse(&place.to_text()), Some(place));
        }
        for text in
            ["", "c-", "c-x", "a-", "a-1-words", "a-00000000-0000-0000-0000-000000000000", "é-00000000-0000-0000-0000-000000000000-x"]
        {
            assert_eq!(Place::parse(text), None, "{text}");
        }
    }
}
