//! `/trip` and `/trip/{locator}`: the door, and everything behind it.

mod actions;
mod aside;
pub mod certificate;
pub mod change;
pub mod documents;
mod ends;
mod head;
mod hold;
mod journey;
pub mod messages;
mod onward;
pub mod open;
pub mod page;
pub mod pass;
mod reach;
mod says;
