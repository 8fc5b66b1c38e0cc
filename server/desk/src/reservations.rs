//! A reservation system that is not this database: seats and coupons are its own, and what stands here is a mirror. What a change needs
//! of it is written down in the transaction that needs it; a worker asks until it has an answer, always under the change's number; what
//! was answered is carried out here in one transaction with money, case and letter (`changes::settle`).
//!
//! Without one (the local adapter, `changes::reservation`) nothing of this is ever written.

mod asked;
mod mirror;
mod orders;
mod plan;

pub use asked::{Answer, Changing, Closing, Coupon, Done, Flight, Holding, Known, Leg, Reason, Ticket};
pub use mirror::{CabinNews, CouponNews, Learnt, News, begin, end, learn};
pub use orders::{Due, Failure, Order, answered, due, kept_elsewhere, tried, waiting};
pub(crate) use plan::{ask_change, ask_hold, known, withdraw};

/// Postgres channel on which something new to ask is told by its number.
pub const CHANNEL: &str = "landside_reservation";
