//! Bags missed and bags on hand brought together: pairs that may be one are found as they come in, shown with their reasons, and decided by
//! staff (BAG-4).

mod decide;
mod shown;
mod weigh;

pub use decide::{Act, decide};
pub use shown::{Decided, Held, Missed, Pair, held, pairs_of_case};
pub use weigh::weigh_due;
