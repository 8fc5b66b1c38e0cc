//! Sessions, codes, contacts, staff and letters on a real Postgres.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod codes;
mod contact;
mod letters;
mod limits;
mod sessions;
mod staff;
mod support;
