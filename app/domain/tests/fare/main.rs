//! Fare rules: bookings put to them, by table and by chance.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod bad;
mod cancelling;
mod chance;
mod changing;
mod checking;
mod support;
mod waiving;
