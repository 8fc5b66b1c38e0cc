//! Seats and coupons in a reservation system that is not our database (docs/reservations.md): what was written down is asked, and what is
//! answered goes on from here.

mod http;
mod mirror;
mod system;
mod worker;

pub use http::HttpReservations;
pub use mirror::{Trouble, follow, turn};
pub use system::{Entry, Page, Refusal, ReservationSystem};
pub use worker::{round, work};
