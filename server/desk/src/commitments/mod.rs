//! What was promised in public and how often it was kept (PRO-1): counted by day, published by month and quarter.

mod figures;
mod measure;

pub use figures::{Figure, Published, between, published};
pub use measure::{add, measure};
