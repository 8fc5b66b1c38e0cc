//! Writing help over Postgres (INQ-6), and procedures (OFF-7).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod articles;
mod common;
mod concurrency;
mod procedures;
mod steps;
