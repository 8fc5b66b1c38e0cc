//! Conversations on social networks: a thread is a case. A connector brings what is written there and takes our answers back;
//! whoever wrote has not been identified, so nothing about a booking stands beside it.

mod answers;
mod take;
mod thread;

pub use answers::{Answers, Waiting, delivered, refused, waiting};
pub use take::{Post, Posted, take};
pub use thread::{Delivery, There, Thread};
pub(super) use thread::{beside, said_there, thread_of};
