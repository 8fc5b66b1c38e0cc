//! Baggage messages (IATA RP 1745): BSM, BPM, BTM, BUM, BNS, BCM, BMM and BRQ, and the bag files that use their dotted layout.
//!
//! A message is its lines in their order; an element is a letter and slots between strokes. Every slot is kept as it came
//! beside what it means, so a message is written again exactly. [`Message::groups`] says what it tells about whose bags.
//!
//! Refused are a BSM without a tag or without `.V`, and a departure on a day no calendar has: it would be put to another
//! flight. Everything else that is strange is kept and warned of.

mod element;
mod group;
mod layout;
mod message;
mod reader;
mod slot;
#[cfg(test)]
mod tests;
mod view;

pub use element::{Element, Slot};
pub use group::{Group, Leg, Passenger, Processing, Weight};
pub use message::{Body, Message, Version, parse};
pub use slot::{Plates, Value};
