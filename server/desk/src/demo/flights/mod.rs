//! The flights of the demo: the archive, the schedule rolled over it, and the flights of the fixed people.

mod archive;
mod invented;
mod load;
mod roll;
mod scenario;
mod stands;
#[cfg(test)]
mod tests;
mod ways_back;

pub use load::load;
pub use roll::roll;
pub use scenario::scenario;

use crate::{Error, Result};
use domain::policy::HUB_ZONE;
use jiff::Timestamp;
use jiff::civil::Date;

/// The demo airline.
pub const HOUSE: &str = "LD";
/// Its hub.
pub const HUB: &str = "EWR";

/// The hub's date at an instant.
pub(super) fn today(now: Timestamp) -> Result<Date> {
    now.in_tz(HUB_ZONE).map(|clock| clock.date()).map_err(|error| Error::Internal(error.to_string()))
}
