//! Cases against a real Postgres, concurrency included.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod careful;
mod common;
mod concurrency;
mod demo;
mod journey;
mod rights;
mod trail;
