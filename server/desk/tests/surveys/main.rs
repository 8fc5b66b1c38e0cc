//! Surveys: who is asked, that answers are kept and sent once, and that nobody is asked too often (SUR-1, SUR-2, CHG-7, CMP-8).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod answering;
mod asked;
mod complaining;
mod inviting;
mod mending;
mod person;
mod reporting;
mod scene;
mod telephone;
mod together;
mod words;
mod writing;
