//! Letters about a trip, by consent: the itinerary now, a reminder before each journey, a word on the way, and a correction
//! of what is no longer true (INQ-10, INQ-11).
//!
//! What is due when is a pure function of trip, consent and instant (`domain::booking::notices`); nothing planned is stored.
//! What was promised is a row of `trip_letter`, written with the promise in one transaction: that is what makes it once,
//! whichever process gets to it.

mod facts;
mod release;
mod send;
mod view;
mod wish;

pub use release::{forget, release};
pub use view::{Choice, Sent, Standing, TripLetters, of_trip, written};
pub use wish::{Wish, send_itinerary, turn_off, turn_on};
pub(crate) use wish::{contact_changed, end, own_addresses, pay_addresses, rebooked, resume, stands};

pub use facts::itinerary;

/// Which words they agreed to: a new number with every change of their meaning.
pub const WORDING: i16 = 1;
