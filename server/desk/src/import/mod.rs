//! An airline's own data: tables read by `wire`, checked against what is here, written whole or not at all.

mod airports;
mod bookings;
mod flights;

use crate::{Error, PgPool};
use jiff::Timestamp;
use wire::table::Bad;

pub use airports::airports;
pub use bookings::bookings;
pub use flights::flights;

/// The tables that can be brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Airports: first, because flights need their time zones.
    Airports,
    /// Flights.
    Flights,
    /// Bookings.
    Bookings,
}

/// Why nothing was brought in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Rows that cannot be taken, every one with its line and reason.
    #[error("{} faults in the file", .0.len())]
    Bad(Vec<Bad>),
    /// The database.
    #[error(transparent)]
    Desk(#[from] Error),
}

impl From<sqlx::Error> for Refused {
    fn from(error: sqlx::Error) -> Self {
        Self::Desk(error.into())
    }
}

/// Brings in a table and answers how many airports, flights or bookings it held.
///
/// # Errors
/// `Bad` with every row that cannot be taken, in the order of the file; then nothing was written. Those of the database.
pub async fn import(db: &PgPool, now: Timestamp, kind: Kind, bytes: &[u8]) -> Result<usize, Refused> {
    match kind {
        Kind::Airports => airports(db, bytes).await,
        Kind::Flights => flights(db, bytes).await,
        Kind::Bookings => bookings(db, now, bytes).await,
    }
}

/// Faults in the order of the file, or none.
fn refuse(mut bad: Vec<Bad>) -> Result<(), Refused> {
    bad.sort();
    if bad.is_empty() { Ok(()) } else { Err(Refused::Bad(bad)) }
}
