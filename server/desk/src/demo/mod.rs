//! The demo: a fictional airline with people, flights, bookings and cases.

mod bags;
pub mod bookings;
pub mod cases;
pub mod flights;
mod help;
mod improvements;
mod load;
mod market;
pub mod people;
mod photos;
mod phrases;
pub mod staff;
mod surveys;

pub use load::{anchor, keep_current, load, load_help};
pub use photos::photos;
