//! Who is looking: browser sessions, what they have proved, and how often they may try.

mod change;
mod code;
mod grant;
mod identity;
mod limit;
mod session;
mod sweep;
mod ticket;
mod token;
mod ways;

pub use change::change_contact;
pub use code::{Sent, check_code, send_code, send_code_to};
pub use grant::{GrantKind, Proof, grant, grant_proof};
pub use identity::{Identified, identify};
pub(crate) use identity::{identified, keep as keep_identity};
pub use limit::{Standing, count, forgive, limit, network_key};
use session::rotate;
pub use session::{end, find, open};
pub(crate) use session::{keeper, open_for, session_of};
pub use sweep::{Swept, sweep};
pub use ticket::prove_by_ticket;
pub use token::Token;
pub use ways::{Pending, Reader, Ways, pending_code, ways};
