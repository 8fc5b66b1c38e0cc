//! News of aircraft: to the flight they are about, as a report like any other.

use super::says::{Moves, Named, instant};
use crate::Result;
use crate::flights;
use domain::flight::{Code, Report};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::HashSet;

/// Of these flights, those that are to be waited for: nobody knows them here, though their airline's are known.
pub(super) async fn unknown(tx: &mut PgConnection, flights: &HashSet<Named>) -> Result<HashSet<Named>> {
    let all: Vec<Named> = flights.iter().copied().collect();
    let missing = sqlx::query_scalar!(
        r#"select wanted.place as "place!"
             from unnest($1::text[], $2::integer[], $3::date[], $4::boolean[]) with ordinality as wanted (carrier, number, day, utc, place)
            where not exists (select from flight f where f.carrier = wanted.carrier and f.number = wanted.number
                                 and f.flight_date between wanted.day - 1 and wanted.day + 1
                                 and case when wanted.utc then (f.scheduled_out at time zone 'UTC')::date else f.flight_date end = wanted.day)
              and exists (select from flight f where f.carrier = wanted.carrier)"#,
        &all.iter().map(|named| named.key.designator.carrier.to_string()).collect::<Vec<_>>(),
        &all.iter().map(|named| named.key.designator.number()).collect::<Vec<_>>(),
        &all.iter().map(|named| named.key.date.to_sqlx()).collect::<Vec<_>>() as _,
        &all.iter().map(|named| named.utc).collect::<Vec<_>>(),
    );
    let missing = missing.fetch_all(tx).await?;
    Ok(missing.into_iter().filter_map(|place| all.get(usize::try_from(place - 1).ok()?).copied()).collect())
}

/// Whether flights of this airline are known here: of others none will ever come, and nobody waits for them.
pub(super) async fn ours(tx: &mut PgConnection, carrier: Code) -> Result<bool> {
    let known = sqlx::query_scalar!(r#"select exists (select from flight where carrier = $1) as "known!""#, carrier.as_str());
    Ok(known.fetch_one(tx).await?)
}

/// Writes what a movement message tells. `false` where nobody knows the flight.
pub(super) async fn moved(tx: &mut PgConnection, now: Timestamp, told_at: Timestamp, moves: &Moves) -> Result<bool> {
    let code = |code: Option<Code>| code.map(|code| code.to_string());
    // of a number that flies several legs, a departure is the one from its station, an arrival the one to it; a flight keeps the day it
    // was planned for first, also where its times have moved over midnight
    let departs = moves.told.iter().any(|told| told.what.of_departure());
    let row = sqlx::query!(
        "select f.id, f.scheduled_out, f.scheduled_in from flight f
          cross join lateral (select (coalesce((select r.at from flight_report r where r.flight_id = f.id and r.kind = 'planned'
                                                 order by r.known_at limit 1), f.scheduled_out) at time zone 'UTC')::date as day) first
          where f.carrier = $1 and f.number = $2 and $3 in (first.day, (f.scheduled_out at time zone 'UTC')::date)
            and f.flight_date between $3::date - 2 and $3::date + 2
          order by case when $5 then f.origin = $4 else f.destination = $4 end desc nulls last, (f.destination = $6) desc nulls last,
                   (f.origin = $4 or f.destination = $4) desc nulls last, (first.day = $3) desc, f.scheduled_out limit 1",
        moves.flight.designator.carrier.as_str(),
        moves.flight.designator.number(),
        moves.flight.date.to_sqlx() as _,
        code(moves.station),
        departs,
        code(moves.towards),
    );
    let Some(row) = row.fetch_optional(&mut *tx).await? else { return Ok(false) };
    let (departs, arrives) = (row.scheduled_out.to_jiff(), row.scheduled_in.to_jiff());
    // in the order of a flight's life: what became known in one message became known one after the other
    let first = next_free(tx, row.id, now).await?;
    let told = (0_i64..).zip(&moves.told).filter_map(|(place, told)| {
        let planned = if told.what.of_departure() { departs } else { arrives };
        let at = told.clock.and_then(|clock| instant(clock, planned));
        let news = told.what.news(at, told.arrives.and_then(|clock| instant(clock, arrives)))?;
        Some(Report { known_at: first + SignedDuration::from_micros(place), told_at: Some(told_at), news })
    });
    let told: Vec<(i64, Report)> = told.filter(|report| sensible(report, departs)).map(|report| (row.id, report)).collect();
    flights::report(tx, &told).await?;
    Ok(true)
}

/// When the next of a flight becomes known: now, and after what has become known in this instant.
async fn next_free(tx: &mut PgConnection, id: i64, now: Timestamp) -> Result<Timestamp> {
    let last = sqlx::query_scalar!(
        "select max(known_at) from flight_report where flight_id = $1 and known_at >= $2 and known_at < $2::timestamptz + interval '1 second'",
        id,
        now.to_sqlx() as _
    );
    Ok(last.fetch_one(tx).await?.map_or(now, |last| last.to_jiff() + SignedDuration::from_micros(1)))
}

/// A movement days away from the plan is a slip of the pen.
fn sensible(report: &Report, departs: Timestamp) -> bool {
    report.news.at().is_none_or(|at| at.duration_since(departs).abs() < SignedDuration::from_hours(72))
}
