//! `/bags`: where a checked bag is.

mod line;
pub mod open;
pub mod report;
pub mod trace;
