//! The case: one conversation about one matter, seen by everyone concerned at one address.
//!
//! The timeline of entries is the truth; [`State`] is its fold. What an entry is, who may see it and
//! what it does to the case is decided here, so the database, the pages and the live stream agree.

mod act;
pub mod deadline;
mod entry;
mod gaps;
mod kind;
mod merge;
pub(crate) mod reference;
#[cfg(feature = "server")]
pub mod search;
mod state;
mod status;
mod topic;

pub use act::{Act, Arranged, FOLLOW_UPS_MOST, FollowUp, TAG_LONGEST, TAGS_MOST, brings_back, may_wait_until, morning, tag};
pub use entry::{Actor, Audience, BagReport, BagStep, Entry, Event, InvitationStep, Notice, Person, to_microseconds};
pub use gaps::{Gap, Unknown, fill_gaps, has_gap, unknown_gap};
pub use kind::{Channel, Kind, Priority};
pub use merge::{Also, NoMerge, Opener, Side, also_written_to, gets_back, may_merge};
pub use reference::{Reference, ReferenceError};
pub use state::{FoldError, State, fold};
pub use status::{Stage, Status};
pub use topic::Topic;

/// Row id of a case.
pub type CaseId = i64;
