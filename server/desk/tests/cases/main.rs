//! Cases against a real Postgres, concurrency included.
#![allow(clippy::cloned_ref_to_slice_refs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod careful;
mod common;
mod concurrency;
mod demo;
mod held;
mod journey;
mod merge;
mod presence;
mod readdress;
mod rights;
mod together;
mod trail;
