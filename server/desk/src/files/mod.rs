//! Files people send. A file is taken in three steps, each of which may be the last one that happens: looked through and
//! made fit (`wire::files`), staged (row, bytes, row), and made part of an entry in the entry's own transaction.
//! What is cut off in between is swept up.

mod attach;
mod fetch;
mod fit;
mod stage;
mod store;
mod sweep;

pub use attach::{Chosen, FileOf};
pub(crate) use attach::{attach, attach_held, attach_mail, hold, of_entries, of_ids, repeat, sent_already, take_back};
pub use fetch::{Fetched, fetch};
pub use fit::{Fit, fit};
pub use stage::{Staged, put_aside, remove, stage, staged};
pub use store::{Bytes, Store};
pub use sweep::{release, sweep};
