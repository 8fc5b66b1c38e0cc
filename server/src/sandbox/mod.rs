//! `landside sandbox …`: stand-ins for services outside, each a process of its own.

mod lines;
mod manners;
pub mod payments;
pub mod reservations;
pub mod sms;

pub use manners::Manners;
