//! Changing, cancelling and getting money back: what may be chosen, what it costs, seats held meanwhile, and one transaction in which
//! seats, coupons, money, the case and the letter move together (CHG-1 to CHG-8).
//!
//! Everything that touches seats and coupons goes through [`reservation`]: the local adapter of the reservation port, in the caller's
//! transaction. What it costs is decided by `domain::fare` from the airline's rule files ([`Tariff`]), asked with a booking as
//! [`question`] writes it down; question, answer and files are kept with the change.

mod afterwards;
mod airlines;
mod behalf;
mod carry;
mod confirm;
mod extras;
mod late;
mod market;
mod open;
mod options;
mod question;
mod quote;
mod receipt;
mod remote;
mod reservation;
mod run;
mod segments;
mod settle;
mod shown;
mod split;
mod tariff;
mod terms;
mod verify;
mod waiver;

pub use afterwards::{refunds_failed, say};
pub use confirm::{Confirmed, Words, confirm};
pub use late::refunds_late;
pub use open::{Choices, Closed, Part, choices, closed_of};
pub use options::{Day, Offered, Options, Totals, Wanted, options};
pub use quote::{extend, hold, quote_cancel, release};
pub(crate) use receipt::sold;
pub use receipt::{Beside, Past, Receipt, Sold, Ticket, receipt};
pub use reservation::{Filing, file_fares, open_cabins, recount};
pub(crate) use reservation::{Fitted, fit_cabins, usual_cabins};
pub use run::{Failure, Stage, expire_due, settle, settle_due};
pub use shown::{Action, Brief, Change, ChangedFlight, change, of_trip, waits};
pub use tariff::{RuleText, Tariff};
pub use terms::terms;
pub use verify::{Difference, verify};
pub use waiver::{Decided, Waivable, Waiver, WaiverState, approvals, decide_waiver, take_back, waivable, waive};
