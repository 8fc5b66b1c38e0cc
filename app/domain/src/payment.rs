//! Money through a payment provider (I3, CHG-10): the states of a charge and of a refund, what news from the provider make
//! of them, what is still to be asked, and what reconciliation does where the two sides differ.
//!
//! News come late, twice and in any order. Therefore states have one order among them, and what is known is the furthest
//! of all that was heard: the same news in any order end alike.

mod kinds;
mod mend;
mod spread;

pub use kinds::{Direction, Order, Reason, State};
pub use mend::{Mend, Mismatch, Ours, Theirs, mend};
pub use spread::{Paid, spread};
