//! What is out of order at an airport now, in numbers.

use super::store::reports;
use crate::{PgPool, Result};
use domain::flight::{Phase, Schedule, fold};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;

/// Departures this long before and after now are counted; the words on the page say so.
const AROUND: SignedDuration = SignedDuration::from_hours(3);
/// From this many minutes on a delay is an irregularity.
const LATE: i64 = 60;

/// Departures of the hours around an instant, and how many of them are out of order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Irregular {
    /// All that are planned.
    pub departures: usize,
    /// Leave, or left, at least an hour late.
    pub late: usize,
    /// Do not fly.
    pub cancelled: usize,
}

/// Departures planned up to three hours before and after now, as known now.
///
/// # Errors
/// Those of the database.
pub async fn irregular_now(db: &PgPool, now: Timestamp, airport: &str) -> Result<Irregular> {
    let rows = sqlx::query!(
        "select id, scheduled_out, scheduled_in from flight where origin = $1 and scheduled_out between $2 and $3",
        airport,
        (now - AROUND).to_sqlx() as _,
        (now + AROUND).to_sqlx() as _,
    );
    let rows = rows.fetch_all(db).await?;
    let reports = reports(db, now, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let mut count = Irregular { departures: rows.len(), ..Irregular::default() };
    for row in &rows {
        let Some(known) = reports.get(&row.id) else { continue };
        let schedule = Schedule { departs: row.scheduled_out.to_jiff(), arrives: row.scheduled_in.to_jiff() };
        let state = fold(&schedule, known, now);
        if state.phase == Phase::Cancelled {
            count.cancelled += 1;
        } else if state.departure.delay_minutes() >= LATE {
            count.late += 1;
        }
    }
    Ok(count)
}
