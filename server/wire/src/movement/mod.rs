//! Movements of aircraft (AHM 780): MVT, DIV and MVA.
//!
//! Below the flight stand elements, a letter code and its value (`AD1207/1219`, `DL72/0015`), any number on a line, until `SI`
//! begins free text that is never read. Times are UTC, four digits or six with the day. A line is kept as it came beside what it
//! means. Refused are a flight that cannot be read and a time that is none; everything else strange is kept and warned of.

mod flight_line;
mod item;
mod message;
#[cfg(test)]
mod tests;

pub use flight_line::FlightLine;
pub use item::{Delay, Item};
pub use message::{Leg, Message, Row, parse};
