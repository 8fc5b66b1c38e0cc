//! Flights: what they are called, when they should go, what is reported about them, and the state that folds to.
//!
//! [`fold`] is the one place that decides how a flight stands; it knows nothing of where reports come from.
//! [`archive`] and [`overlay`] make a believable present out of a year that was really flown.

pub mod archive;
mod code;
mod designator;
pub mod overlay;
mod plan;
mod report;
mod state;

pub use code::Code;
pub use designator::{Designator, FlightKey};
pub use plan::{Days, Serial, Stamp, Stamps};
pub use report::{News, Reason, Report, Schedule};
pub use state::{LATE_MINUTES, Phase, State, Times, Tone, fold, fold_as_booked, plan_at};
