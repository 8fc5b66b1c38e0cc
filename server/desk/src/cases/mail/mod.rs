//! Mail that comes in becomes part of its case: once, from the right sender, answered by no loop.

mod accept;
mod beside;
mod bounce;
mod find;
mod hanging;
mod take;

pub use accept::accept;
pub(super) use beside::beside;
pub use beside::{Beside, Outcome};
pub use hanging::Hanging;
pub use take::{Taken, forget_raw, take};
pub(super) use take::{look_again, standing};
