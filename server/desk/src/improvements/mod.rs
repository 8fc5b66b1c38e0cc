//! The register of improvements: findings, causes, measures, whether they helped, and what is told in public (SUR-5, OFF-5).
//!
//! Every act is one transaction that locks the improvement, asks `domain::improvement` whether it can be done and `domain::rights` who may,
//! and appends who did it.

mod act;
mod create;
mod effect;
mod public;
mod read;
mod tell;

pub use act::{Change, Measured, Plan, Told, act};
pub use create::{New, create};
pub use effect::{Of, effect_of, measure};
pub use public::{Published, published};
pub use read::{Entry, Improvement, Line, Register, Words, find, register};
pub use tell::tell_due;

/// Characters of a finding, a measure, a result.
pub const LONGEST: usize = 1_000;
/// Characters of one why.
pub const WHY_LONGEST: usize = 200;
