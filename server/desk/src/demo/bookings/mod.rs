//! Twenty thousand invented bookings on the airline's own flights, the same from the same seed.

pub(super) mod chance;
mod fares;
mod legs;
mod make;
mod names;

pub(super) use fares::{BASIC, BUSINESS, FLEX, Fare, STANDARD};

use crate::{Result, bookings};
use jiff::Timestamp;
use legs::Network;
use make::Maker;
use sqlx::PgConnection;

/// The year of the archive.
const SEED: u64 = 2013;
/// Rows held in memory at a time.
const BATCH: usize = 5_000;

/// Makes `count` bookings on the flights of `carrier` that are in the database, in the caller's transaction.
/// Returns how many were made: none where there are no flights.
///
/// # Errors
/// Those of the database.
pub async fn load(db: &mut PgConnection, now: Timestamp, carrier: &str, count: usize) -> Result<usize> {
    let network = Network::fetch(db, carrier, now).await?;
    if network.legs.is_empty() {
        return Ok(0);
    }
    let mut maker = Maker::new(SEED, network, now);
    let mut made = 0;
    while made < count {
        let batch: Vec<_> = (0..BATCH.min(count - made)).map(|_| maker.booking()).collect();
        bookings::insert(db, &batch).await?;
        made += batch.len();
        tracing::info!(made, of = count, "demo bookings");
    }
    Ok(made)
}
