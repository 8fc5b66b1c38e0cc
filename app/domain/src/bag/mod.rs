//! Checked bags: what was seen of one, how that stands together, and what it means for whoever waits for it.
//!
//! [`fold`] is the one place that decides where a bag is. It takes scans in any order and any number of times.

mod damage;
pub mod description;
mod fold;
pub mod matching;
mod pir;
mod problem;
mod progress;
mod promise;
mod scan;
mod standing;
mod window;

pub use damage::{Damage, Part as BrokenPart, Severity};
pub use fold::{Trace, fold};
pub use pir::Pir;
pub use problem::{Limits, Problem};
pub use progress::{LOST_AFTER, Stage, daily};
pub use promise::{Delivery, FIRST_BAG, LAST_BAG, delivery};
pub use scan::{Scan, What};
pub use standing::{FlightNow, Risk, Standing, risk, standing};
pub use window::{Part, Window};
