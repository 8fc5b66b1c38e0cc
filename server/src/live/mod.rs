//! Live pages: what changed is announced by id only, and the page fetches itself again with its own rights.
//!
//! Every topic has a version that only grows (a case's newest visible entry, the instant a flight's newest report
//! became known). A stream tells the versions on connecting and whenever they grow, so a lost
//! connection misses nothing and repeats nothing.

mod hub;
mod listen;
mod stream;

pub use hub::{Hub, Mark, Topic};
pub use listen::{follow_bags, follow_flights, listen};
pub use stream::live;
