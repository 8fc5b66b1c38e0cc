//! Airline messages over Postgres: each once, in any order; what waits, what is put right; where bags are, for whom.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod flights;
mod matches;
mod messages;
mod open;
mod plan_cases;
mod plan_files;
mod plans;
mod report;
mod scene;
mod station;
mod steps;
