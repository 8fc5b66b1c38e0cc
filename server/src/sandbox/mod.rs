//! `landside sandbox …`: stand-ins for services outside, each a process of its own.

pub mod payments;
pub mod reservations;
pub mod sms;
