//! News of aircraft: to the flight they are about, as a report like any other.

use super::says::{Moves, instant};
use crate::Result;
use crate::flights::{self, load};
use domain::flight::{FlightKey, News, Report};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::{PgConnection, PgPool};
use std::collections::HashSet;

/// Of these flights, those that are to be waited for: nobody knows them here, though their airline's are known.
pub(super) async fn unknown(tx: &mut PgConnection, flights: &HashSet<FlightKey>) -> Result<HashSet<FlightKey>> {
    let all: Vec<FlightKey> = flights.iter().copied().collect();
    let missing = sqlx::query_scalar!(
        r#"select wanted.place as "place!" from unnest($1::text[], $2::integer[], $3::date[]) with ordinality as wanted (carrier, number, day, place)
            where not exists (select from flight f where f.carrier = wanted.carrier and f.number = wanted.number and f.flight_date = wanted.day)
              and exists (select from flight f where f.carrier = wanted.carrier)"#,
        &all.iter().map(|key| key.designator.carrier.to_string()).collect::<Vec<_>>(),
        &all.iter().map(|key| key.designator.number()).collect::<Vec<_>>(),
        &all.iter().map(|key| key.date.to_sqlx()).collect::<Vec<_>>() as _,
    );
    let missing = missing.fetch_all(tx).await?;
    Ok(missing.into_iter().filter_map(|place| all.get(usize::try_from(place - 1).ok()?).copied()).collect())
}

/// Writes what a movement message tells. `false` where nobody knows the flight.
pub(super) async fn moved(db: &PgPool, tx: &mut PgConnection, known_at: Timestamp, moves: &Moves) -> Result<bool> {
    let station = moves.station.map(|code| code.to_string());
    let id = sqlx::query_scalar!(
        "select id from flight
          where carrier = $1 and number = $2 and (scheduled_out at time zone 'UTC')::date = $3
            and flight_date between $3::date - 1 and $3::date + 1
          order by (origin = $4 or destination = $4) desc nulls last, scheduled_out limit 1",
        moves.flight.designator.carrier.as_str(),
        moves.flight.designator.number(),
        moves.flight.date.to_sqlx() as _,
        station,
    );
    let Some(id) = id.fetch_optional(&mut *tx).await? else { return Ok(false) };
    // as it stood before this batch: planned times place clocks, and an estimate stands beside what is known
    let Some(flight) = load(db, known_at, &[id]).await?.pop() else { return Ok(false) };
    let (planned, state) = (flight.schedule, flight.state);
    // in the order of a flight's life: what became known in one message became known one after the other
    let told = (0_i64..).zip(&moves.told).filter_map(|(place, told)| {
        let known_at = known_at + SignedDuration::from_micros(place);
        let around = if told.what.of_departure() { planned.departs } else { planned.arrives };
        let at = instant(told.clock, around)?;
        let arrives = told.arrives.and_then(|clock| instant(clock, planned.arrives));
        Some(Report { known_at, news: told.what.news(at, arrives, state.departure.best(), state.airborne) })
    });
    let told: Vec<(i64, Report)> = told.filter(|report| sensible(report, planned.departs)).map(|report| (id, report)).collect();
    flights::report(tx, &told).await?;
    Ok(true)
}

/// A movement days away from the plan is a slip of the pen.
fn sensible(report: &Report, departs: Timestamp) -> bool {
    report.news.at().is_none_or(|at| at.duration_since(departs).abs() < SignedDuration::from_hours(72))
}

/// Flights that do not fly. Those nobody knows are answered with.
pub(super) async fn cancelled(tx: &mut PgConnection, known_at: Timestamp, keys: &[FlightKey]) -> Result<Vec<FlightKey>> {
    let mut missing = Vec::new();
    for key in keys {
        let ids = sqlx::query_scalar!(
            "select id from flight where carrier = $1 and number = $2 and flight_date = $3",
            key.designator.carrier.as_str(),
            key.designator.number(),
            key.date.to_sqlx() as _,
        );
        let told: Vec<(i64, Report)> = ids
            .fetch_all(&mut *tx)
            .await?
            .into_iter()
            .map(|id| (id, Report { known_at, news: News::Cancelled { reason: None } }))
            .collect();
        if told.is_empty() {
            missing.push(*key);
        }
        flights::report(tx, &told).await?;
    }
    Ok(missing)
}
