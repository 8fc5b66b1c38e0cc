//! Flight status: looking flights up, and one flight on its day. Public.

mod ask;
mod board;
mod days;
pub mod flight;
mod head;
mod history;
pub mod lookup;
mod rotation;
mod rows;
mod says;
mod times;

use crate::words::when::zone;
use desk::flights::Airport;
use jiff::tz::TimeZone;

fn zone_of(airport: &Airport) -> TimeZone {
    zone(&airport.zone)
}
