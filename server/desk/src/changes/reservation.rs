//! Seats, fares and coupons: the local adapter of the reservation port. It works in the caller's transaction; whoever moves seats holds
//! the rows of their cabins, in one order, so that two movements follow each other and never wait in a circle (I4).

mod coupons;
mod fares;
mod flights;
mod seats;

pub(crate) use coupons::Coupon;
pub(super) use coupons::{Issued, Keep, NewCoupon, close, coupons, issue, next_ticket};
pub(super) use fares::{Fares, fares};
pub use fares::{Filing, file_fares};
pub(super) use flights::{Sale, for_sale, goes, near};
pub(super) use seats::{Cabins, Hold, hold, move_seats, release};
pub(crate) use seats::{Fitted, fit_cabins, usual_cabins};
pub use seats::{open_cabins, recount};
