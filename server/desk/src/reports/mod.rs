//! Reports: what passengers said in surveys, added up with how far it may be off (SUR-4, OFF-5, CHG-7, CMP-8).
//!
//! What is added up are the rows of `survey_figure`, written in the transaction that sends a response; `landside check` counts them anew.

mod answers;
mod asked;
mod figures;
mod keep;
mod quarter;
mod sql;

pub use answers::{Behind, Cursor, Response, Shown, behind, exported, response};
pub use asked::{Asked, Outcome, tally};
pub(crate) use figures::spread;
pub use figures::{Report, Row, report, totals};
pub(crate) use keep::keep;
pub use keep::{complete, verify};
pub use quarter::{Quarter, quarter};
