//! Bookings: locators, names, tickets, tags, contacts, and the words they come in.
//!
//! What people type is folded before it is compared: full-width and Arabic-Indic digits, case,
//! spaces and every kind of hyphen. What cannot be folded is an [`Unreadable`], whose key names a
//! sentence in the locale files.

mod check;
pub mod contact;
#[cfg(feature = "server")]
pub mod coupon;
mod digits;
mod kinds;
mod locator;
#[cfg(feature = "server")]
pub mod name;
pub mod notices;
pub mod options;
pub mod outlook;
pub mod party;
mod tag;
mod ticket;

pub use check::IdentityCheck;
pub use digits::{Code, Unreadable};
pub use kinds::{BookingState, Cabin, ContactKind, PassengerKind, SegmentStatus, fare_percent};
pub use locator::{Locator, mentioned};
pub use tag::BagTag;
pub use ticket::TicketNumber;
