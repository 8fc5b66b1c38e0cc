//! Flights by number or route.

use super::{Airport, Flight, load};
use crate::{Error, PgPool, Result};
use domain::flight::Designator;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use jiff_sqlx::ToSqlx;

/// Every leg of a number on its day, first leg first; none where it does not fly.
///
/// # Errors
/// Those of the database.
pub async fn by_designator(db: &PgPool, now: Timestamp, designator: Designator, date: Date) -> Result<Vec<Flight>> {
    by_number(db, now, designator, date, date).await
}

/// Every leg of a number from one local date to another, both included, earliest first.
///
/// # Errors
/// Those of the database.
pub async fn by_number(db: &PgPool, now: Timestamp, designator: Designator, from: Date, to: Date) -> Result<Vec<Flight>> {
    let ids = sqlx::query_scalar!(
        "select id from flight where carrier = $1 and number = $2 and flight_date between $3 and $4 order by scheduled_out limit 60",
        designator.carrier.as_str(),
        designator.number(),
        from.to_sqlx() as _,
        to.to_sqlx() as _,
    );
    load(db, now, &ids.fetch_all(db).await?).await
}

/// Every flight between two airports that leaves on a local date of the first, earliest first.
///
/// # Errors
/// Those of the database; `Internal` where the zone of the airport is unknown.
pub async fn by_route(db: &PgPool, now: Timestamp, from: &Airport, to: &Airport, date: Date) -> Result<Vec<Flight>> {
    let zone = from.time_zone()?;
    let day =
        |date: Date| date.to_zoned(zone.clone()).map(|midnight| midnight.timestamp()).map_err(|error| Error::Internal(error.to_string()));
    let next = date.checked_add(1.day()).map_err(|error| Error::Internal(error.to_string()))?;
    let ids = sqlx::query_scalar!(
        "select id from flight
          where origin = $1 and scheduled_out >= $3 and scheduled_out < $4 and destination = $2
          order by scheduled_out, id limit 200",
        from.code,
        to.code,
        day(date)?.to_sqlx() as _,
        day(next)?.to_sqlx() as _,
    );
    load(db, now, &ids.fetch_all(db).await?).await
}
