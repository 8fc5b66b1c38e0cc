//! Flights of long ago go; those a booking or a case names stay for as long as these do.

use crate::{Error, PgPool, Result};
use domain::policy::FLIGHT_DAYS_KEPT;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use jiff_sqlx::ToSqlx;

/// Flights removed in one transaction: a second's work.
const AT_ONCE: i64 = 5_000;

/// Removes flights, with their reports, that were due longer ago than `domain::policy::FLIGHT_DAYS_KEPT` and that no
/// booking and no case names; answers with their number. Every leg of a number on a day stays or goes with the others.
/// The archive punctuality is counted from is another table and is not touched. Safe to run anywhere, at any time,
/// more than once.
///
/// # Errors
/// Those of the database.
pub async fn sweep(db: &PgPool, now: Timestamp) -> Result<u64> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let oldest = today.checked_sub(FLIGHT_DAYS_KEPT.days()).map_err(|error| Error::Internal(error.to_string()))?;
    let mut removed = 0;
    loop {
        let mut tx = db.begin().await?;
        // bookings and cases of years are read through: longer than a page may wait
        sqlx::query("set local statement_timeout = '60s'").execute(&mut *tx).await?;
        let some = sqlx::query!(
            "with named as materialized (
                 select carrier, number, flight_date from segment where flight_date < $1
                 union
                 select carrier, number, flight_date from case_file where flight_date < $1)
             delete from flight where id in (
                 select f.id from flight f
                  where f.flight_date < $1
                    and not exists (select from named n where (n.carrier, n.number, n.flight_date) = (f.carrier, f.number, f.flight_date))
                  limit $2)",
            oldest.to_sqlx() as _,
            AT_ONCE,
        );
        let some = some.execute(&mut *tx).await?.rows_affected();
        tx.commit().await?;
        removed += some;
        if some < AT_ONCE.unsigned_abs() {
            return Ok(removed);
        }
    }
}
