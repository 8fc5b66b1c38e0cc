//! Surveys: whom we ask about what, and what they answer (SUR-1, SUR-2, CHG-7, CMP-8).
//!
//! A version that was published never changes, so every answer stays an answer to what was asked. An invitation is one person and one
//! thing that happened; a link to it is a random token of which only the hash is stored. Answers are kept as they are given and
//! replaced until they are sent, once.

mod answer;
mod asked;
mod begun;
mod invite;
mod offer;
mod person;
mod quarter;
mod ship;
mod subject;
mod writing;

pub use answer::{Given, Outcome, answer};
pub(crate) use asked::answers;
pub use asked::{Channel, Sheet, Standing, sheet};
pub use begun::{New, create, discard};
pub use invite::{forget, invite_due};
pub use offer::{About, Offer, begin, offered};
pub use person::{Asked, Said, archive, erase, export};
pub use quarter::invite_quarter;
pub use ship::ship;
pub use writing::{Change, Listed, Survey, Version, begin_draft, change, list, publish, survey, withdraw};

use crate::{Error, Result};
use domain::survey::Form;
use serde_json::Value;

/// Reads a questionnaire as it is stored.
pub(crate) fn form(stored: Value) -> Result<Form> {
    serde_json::from_value(stored).map_err(|error| Error::Internal(error.to_string()))
}

/// A questionnaire as it is stored.
pub(crate) fn stored<T: serde::Serialize>(value: &T) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| Error::Internal(error.to_string()))
}
