//! Bags: what messages say of them, and where their owners and stations see them to be.

mod apply;
mod left;
mod live;
mod open;
mod station;
mod sweep;
mod trace;

pub(crate) use apply::{Brought, apply, known};
pub use left::left_behind;
pub use live::{changed, versions};
pub use open::{Opened, open_bag};
pub use station::{AtRisk, Delivered, Departing, Station, station};
pub use sweep::forget;
pub use trace::{Leg, Step, Traced, trace};
