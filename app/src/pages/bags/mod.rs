//! `/bags`: where a checked bag is.

pub mod delivery;
mod line;
pub mod open;
pub mod report;
pub mod trace;
