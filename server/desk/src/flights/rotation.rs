//! Where an aircraft comes from and where it goes next.

use super::{Flight, load};
use crate::{PgPool, Result};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;

/// An aircraft that stood longer than this does not "come from" anywhere.
const WITHIN: SignedDuration = SignedDuration::from_hours(36);

/// The leg that brings the aircraft of this one, if it is known.
///
/// # Errors
/// Those of the database.
pub async fn comes_from(db: &PgPool, now: Timestamp, flight: &Flight) -> Result<Option<Flight>> {
    let Some(tail) = &flight.tail else { return Ok(None) };
    let departs = flight.schedule.departs;
    let before = sqlx::query_scalar!(
        "select id from flight
          where tail = $1 and scheduled_out < $2 and scheduled_out > $3 and scheduled_in <= $2 and destination = $4
          order by scheduled_out desc limit 1",
        tail,
        departs.to_sqlx() as _,
        (departs - WITHIN).to_sqlx() as _,
        flight.origin.code,
    );
    let id = before.fetch_optional(db).await?;
    Ok(load(db, now, id.as_slice()).await?.pop())
}

/// The leg this one's aircraft flies next, if it is known.
///
/// # Errors
/// Those of the database.
pub async fn goes_on(db: &PgPool, now: Timestamp, flight: &Flight) -> Result<Option<Flight>> {
    let Some(tail) = &flight.tail else { return Ok(None) };
    let arrives = flight.schedule.arrives;
    let after = sqlx::query_scalar!(
        "select id from flight
          where tail = $1 and scheduled_out >= $2 and scheduled_out < $3 and origin = $4
          order by scheduled_out limit 1",
        tail,
        arrives.to_sqlx() as _,
        (arrives + WITHIN).to_sqlx() as _,
        flight.destination.code,
    );
    let id = after.fetch_optional(db).await?;
    Ok(load(db, now, id.as_slice()).await?.pop())
}
