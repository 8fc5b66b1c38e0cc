//! `/trip` and `/trip/{locator}`: the door, and everything behind it.

mod actions;
mod aside;
mod ends;
mod head;
mod journey;
pub mod messages;
mod onward;
pub mod open;
pub mod page;
mod reach;
mod says;
