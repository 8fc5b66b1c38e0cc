//! Messages from the outbox to a mail server: at least once, each under one Message-ID for good.

mod enclosed;
mod post;
mod worker;

pub use post::Post;
pub use worker::{Carrier, Refusal, deliver, deliver_due};
