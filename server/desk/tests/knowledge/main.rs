//! Writing help over Postgres (INQ-6).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod articles;
mod common;
mod concurrency;
mod steps;
