//! The use-cases over Postgres: fetch, call the rule in `domain`, store, in one transaction.
//!
//! Every use-case takes the person who asks, so that rights cannot be forgotten, and the instant it
//! runs at, so that tests need no clock.

pub mod access;
pub mod audit;
pub mod bags;
pub mod bookings;
pub mod cases;
pub mod changes;
pub mod claims;
pub mod commitments;
pub mod demo;
mod error;
pub mod feedback;
pub mod files;
pub mod flights;
pub mod help;
pub mod hours;
pub mod import;
pub mod improvements;
pub mod machines;
pub mod outbox;
pub mod papers;
pub mod payments;
pub mod phrases;
pub mod queue;
pub mod reports;
pub mod reservations;
pub mod staff;
pub mod surveys;
pub mod telegrams;
pub mod texts;

pub use error::{Error, FieldError, Result};
pub use sqlx::PgPool;

/// The schema, as this program knows it.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

/// Asks the database for nothing, to know that it answers.
///
/// # Errors
/// `Unavailable` where it does not.
pub async fn ping(db: &PgPool) -> Result<()> {
    sqlx::query("select 1").execute(db).await?;
    Ok(())
}
