//! The case: one conversation about one matter, seen by everyone concerned at one address.
//!
//! The timeline of entries is the truth; [`State`] is its fold. What an entry is, who may see it and
//! what it does to the case is decided here, so the database, the pages and the live stream agree.

pub mod deadline;
mod entry;
mod kind;
mod reference;
#[cfg(feature = "server")]
pub mod search;
mod state;
mod status;
mod topic;

pub use entry::{Actor, Audience, BagStep, Entry, Event, InvitationStep, Notice, Person, to_microseconds};
pub use kind::{Channel, Kind, Priority};
pub use reference::{Reference, ReferenceError};
pub use state::{FoldError, State, fold};
pub use status::{Stage, Status};
pub use topic::Topic;

/// Row id of a case.
pub type CaseId = i64;
