//! What passengers say in words: understood after it is sent, corrected by staff, and put together with what others say (SUR-3).
//!
//! The model runs in the process. It is what ships and the corrections, learned in the order of their numbers, so that every process knows
//! the same; one that begins learns the newest of them again ([`domain::feedback::forgotten_until`]).

mod correct;
mod list;
mod model;
mod patterns;

pub use correct::correct;
pub(crate) use list::matching;
pub use list::{Filter, Message, Page, Which, count, list};
pub use model::{Model, understand_due};
pub use patterns::{Patterns, patterns};

use crate::{Error, Result};
use domain::rights::{Departments, Viewer, may_read_answers};

/// Which answer, of which question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The invitation it answers.
    pub invitation: uuid::Uuid,
    /// The question, by id.
    pub question: String,
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
