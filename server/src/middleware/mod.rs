//! What every request passes through, outermost first; the order is in [`crate::router`].

pub mod csrf;
pub mod last_copy;
pub mod observe;
pub mod security;
pub mod to_the_end;
pub mod visit;
