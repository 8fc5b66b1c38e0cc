//! What passengers say in words, in answers to surveys and where a complaint begins: understood after it is sent, corrected by staff, and put
//! together with what others say (SUR-3). Each is a row of `feedback`, a message by its number; the words stay where they were said.
//!
//! The model runs in the process. It is what ships and the corrections, learned in the order of their numbers, so that every process knows
//! the same; one that begins learns the newest of them again ([`domain::feedback::forgotten_until`]).

mod correct;
mod forget;
mod list;
mod model;
mod patterns;
mod understand;

pub use correct::correct;
pub(crate) use forget::forget;
pub(crate) use list::matching;
pub use list::{Filter, Message, Page, Which, count, list};
pub use model::Model;
pub use patterns::{Patterns, patterns};
pub use understand::understand_due;

use crate::{Error, Result};
use domain::feedback::UNSURE;
use domain::rights::{Departments, Viewer, may_read_answers};

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
