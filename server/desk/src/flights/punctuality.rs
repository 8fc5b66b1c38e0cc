//! How a flight number did over the archive.

use super::Flight;
use crate::{PgPool, Result};

/// Counts over the year of the archive; arrivals by how late they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Punctuality {
    /// All times it was planned.
    pub planned: i32,
    /// Arrived up to 15 minutes late.
    pub within_15: i32,
    /// Up to an hour late.
    pub within_60: i32,
    /// Up to three hours late.
    pub within_180: i32,
    /// Later than that.
    pub later: i32,
    /// Went elsewhere.
    pub diverted: i32,
    /// Did not fly.
    pub cancelled: i32,
    /// Half arrived no later than this many minutes after plan; negative is early.
    pub median_delay: Option<i16>,
}

/// How this flight's number did on this leg; `None` where the archive does not have it.
///
/// # Errors
/// Those of the database.
pub async fn punctuality(db: &PgPool, flight: &Flight) -> Result<Option<Punctuality>> {
    let row = sqlx::query_as!(
        Punctuality,
        r#"select flown + cancelled as "planned!", within_15, within_60, within_180, later, diverted, cancelled, median_delay
             from punctuality where carrier = $1 and number = $2 and origin = $3 and destination = $4"#,
        flight.designator.carrier.as_str(),
        flight.designator.number(),
        flight.origin.code,
        flight.destination.code,
    );
    Ok(row.fetch_optional(db).await?)
}
