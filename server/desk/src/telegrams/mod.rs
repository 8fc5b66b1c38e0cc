//! Airline messages: taken in as they came, then worked through once, in their order.
//!
//! [`take`] only keeps them. [`work`] reads a batch, moves bags and flights, and is done with them in one transaction; one
//! process works at a time. What waits for a tag or flight nobody knows yet is parked, what cannot be read is rejected, and
//! staff put it right ([`list`], [`mend`]).

mod flights;
mod mend;
mod plans;
mod read;
mod says;
mod sweep;
mod take;
mod work;

pub use mend::{Change, Fault, Listed, Opened, Page, State, Wanted, again, list, mend, open, replay_all, set_aside};
pub use plans::work_file;
pub use sweep::{forget, retry_parked};
pub use take::{MOST, Taken, parcels, take};
pub(crate) use work::bring_straight;
pub use work::work;
