//! Cases: one use-case a function, one transaction each. Whoever asks comes first and is judged first
//! (`domain::rights`); what happens is an entry of the timeline, judged by `domain::case`, written with
//! the columns it changes, the letter it promises and the notice it gives.

mod acted;
mod address;
mod answers;
mod assign;
mod at;
mod bag;
mod brought;
mod claimed;
mod close;
mod companion;
mod delivery;
mod departments;
mod draft;
mod entries;
mod file;
mod letters;
mod list;
mod live;
pub mod mail;
mod new;
mod readdress;
mod record;
mod reply;
pub mod social;
mod submission;
mod texted;
mod timeline;
pub mod together;
mod triage;
mod verify;
mod view;

pub(crate) use acted::{acted, identified, noted, refund_late};
pub use address::change_address;
pub use answers::read_answers;
pub use assign::{hand_over, take, transfer};
pub use at::At;
pub(crate) use bag::{done_with, locked, opened_by, tell, worked_on};
pub use brought::{Answer, Brought, By, Taken, bring, say};
pub(crate) use claimed::{claim_goes_on, claim_noted, claimant_says, claimed_in, decided};
pub use close::{answered, close, escalate, verdict};
pub use companion::{Companion, Invited, invite, redeem, withdraw};
pub(crate) use delivery::not_delivered;
pub use delivery::{Delivery, Sending};
pub use departments::{Colleague, Department, colleagues, departments};
pub use draft::{Draft, draft, forget_draft, keep_draft};
pub use file::CaseFile;
pub(crate) use file::reads;
pub use list::{Brief, Mine, earlier, mine};
pub use live::{Mark, marks, watch};
pub(crate) use new::{Begun, begin};
pub use new::{New, Opened, Opening, Origin, SUBJECT_LONGEST, WORDS_LONGEST, by_mail_only, open, seed};
pub use readdress::{Readdress, readdress};
pub use record::{Recorded, record};
pub use reply::{How, Written, note, reply};
pub(crate) use reply::{goes_on, taken_up};
pub(crate) use submission::settle;
pub use submission::{Once, forget_submissions, fresh_key, opened_with};
pub(crate) use texted::from_number;
pub use timeline::{Step, append_all};
pub use triage::{set_deadline, set_priority, set_topic};
pub use verify::{Difference, verify};
pub use view::{CaseView, Head, StaffView, view};

use crate::Error;
use domain::case::FoldError;

/// Postgres channel of the live stream; payload `LS-7K3M-9Q2F <seq> everyone|staff`.
pub const CHANNEL: &str = "landside";

/// What is not possible in the case's present state is a conflict; anything else a fault of ours.
fn refused(error: FoldError) -> Error {
    match error {
        FoldError::Transition { .. } => Error::Conflict("case-moved-on"),
        FoldError::Nobody => Error::Conflict("case-needs-somebody"),
        other => Error::Internal(other.to_string()),
    }
}
