//! Money in and out through a payment provider (docs/payments.md): what was planned is asked, what is answered is taken,
//! and now and then the two books are compared.

mod http;
mod news;
mod provider;
mod reconcile;
mod statement;
mod worker;

pub use http::{HttpPayments, pages};
pub use news::go_on;
pub use provider::{Book, Opening, PayingOut, PaymentProvider, Refunding, Refusal};
pub use reconcile::reconcile;
pub use statement::Statement;
pub use worker::work;

/// The header a provider's message is signed in.
pub const SIGNATURE: &str = "payment-signature";
