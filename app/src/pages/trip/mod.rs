//! `/trip` and `/trip/{locator}`: the door, and everything behind it.

mod actions;
mod aside;
pub mod change;
mod ends;
mod head;
mod hold;
mod journey;
pub mod messages;
mod onward;
pub mod open;
pub mod page;
mod reach;
mod says;
