//! I3: money moves once. A charge or refund is planned in the transaction that needs it, under its caller's key; a worker
//! asks the provider until it has an answer, always under the same key; what the provider says is taken in any order.
//!
//! No card number ever comes here: people pay on the provider's own page.

mod before;
mod hear;
mod list;
mod orders;
mod plan;
mod read;
mod reconcile;
mod sign;

pub(crate) use before::{detach, paid_before};
pub use hear::{Changed, Heard, News, Source, event};
pub use list::{Filter, Listed, Page, list};
pub use orders::{Due, Failure, Original, answered, capture, due, give_up, tried, void};
pub use plan::{NewCharge, NewPayout, NewRefund, plan_charge, plan_payout, plan_refund};
pub use read::{Payment, authorised_unused, by_key, find, of_booking, refundable, waiting};
pub use reconcile::{Found, agrees, begin, compare, end, missing, parked, quiet};
pub use sign::{Signature, TOLERANCE, sign};

/// Postgres channel on which a payment that changed or has something due is told by its id.
pub const CHANNEL: &str = "landside_payment";

/// The key of a payment in another's commit wakes workers and pages.
async fn notify(tx: &mut sqlx::PgConnection, id: uuid::Uuid) -> crate::Result<()> {
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, id.to_string()).execute(tx).await?;
    Ok(())
}
