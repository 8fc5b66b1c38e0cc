//! The days of a number: when it flies before and after one, and from when to when flights are known at all.

use crate::{PgPool, Result};
use domain::flight::FlightKey;
use domain::policy::FLIGHT_DAYS_KEPT;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use jiff_sqlx::ToSqlx;

/// The nearest days on which the same number flies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Neighbours {
    /// The last day before.
    pub before: Option<Date>,
    /// The first day after.
    pub after: Option<Date>,
}

/// When the same number flies next, before and after its day.
///
/// # Errors
/// Those of the database.
pub async fn neighbours(db: &PgPool, key: FlightKey) -> Result<Neighbours> {
    let row = sqlx::query!(
        r#"select (select max(flight_date) from flight where carrier = $1 and number = $2 and flight_date < $3) as "before: jiff_sqlx::Date",
                  (select min(flight_date) from flight where carrier = $1 and number = $2 and flight_date > $3) as "after: jiff_sqlx::Date""#,
        key.designator.carrier.as_str(),
        key.designator.number(),
        key.date.to_sqlx() as _,
    )
    .fetch_one(db)
    .await?;
    Ok(Neighbours { before: row.before.map(|date| date.to_jiff()), after: row.after.map(|date| date.to_jiff()) })
}

/// The first and the last day of which every flight is known; what a booking keeps beyond is not counted.
///
/// # Errors
/// Those of the database.
pub async fn known_days(db: &PgPool, now: Timestamp) -> Result<Option<(Date, Date)>> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let oldest = today.checked_sub(FLIGHT_DAYS_KEPT.days()).unwrap_or(today);
    let row = sqlx::query!(
        r#"select min(flight_date) as "first: jiff_sqlx::Date", max(flight_date) as "last: jiff_sqlx::Date" from flight where flight_date >= $1"#,
        oldest.to_sqlx() as _,
    )
    .fetch_one(db)
    .await?;
    Ok(row.first.zip(row.last).map(|(first, last)| (first.to_jiff(), last.to_jiff())))
}
