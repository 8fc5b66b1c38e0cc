//! Flights with seats for sale.

use crate::Result;
use crate::bookings::reports;
use domain::booking::Cabin;
use domain::booking::options::Flight;
use domain::flight::{Designator, FlightKey, Phase, Schedule, fold};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// Airports no further apart than this serve the same city.
const NEARBY_KM: f64 = 80.0;

/// A flight, and the seats of its cabin in all.
#[derive(Debug, Clone)]
pub(in crate::changes) struct Sale {
    pub flight: Flight,
    pub seats: u16,
}

/// The airport and those that serve the same city.
pub(in crate::changes) async fn near(db: &mut PgConnection, iata: &str) -> Result<Vec<String>> {
    let near = sqlx::query_scalar!(
        r#"select b.iata from airport a join airport b on true
            where a.iata = $1
              and 111.2 * sqrt(power(b.latitude - a.latitude, 2) + power((b.longitude - a.longitude) * cos(radians(a.latitude)), 2)) <= $2
            order by b.iata <> a.iata, b.iata"#,
        iata,
        NEARBY_KM,
    );
    let near = near.fetch_all(db).await?;
    Ok(if near.is_empty() { vec![iata.to_owned()] } else { near })
}

/// Whether a flight is still there, has not left and has not been cancelled since it was offered.
pub(in crate::changes) async fn goes(db: &mut PgConnection, now: Timestamp, flight: &Flight) -> Result<bool> {
    let row = sqlx::query!(
        "select id, scheduled_out, scheduled_in from flight where (carrier, number, flight_date, origin) = ($1, $2, $3, $4)",
        flight.key.designator.carrier.as_str(),
        flight.key.designator.number(),
        flight.key.date.to_sqlx() as _,
        flight.origin,
    );
    let Some(row) = row.fetch_optional(&mut *db).await? else { return Ok(false) };
    let schedule = Schedule { departs: row.scheduled_out.to_jiff(), arrives: row.scheduled_in.to_jiff() };
    let state = fold(&schedule, &reports(db, &[row.id]).await?.remove(&row.id).unwrap_or_default(), now);
    Ok(!state.phase.has_left() && state.phase != Phase::Cancelled && state.departure.best() > now)
}

/// Flights of some airlines that lead from some airports to others on some days, directly or with one change, as they are expected now.
/// Those that do not fly, or have left, are not among them.
pub(in crate::changes) async fn for_sale(
    db: &mut PgConnection,
    now: Timestamp,
    carriers: &[String],
    cabin: Cabin,
    (from, to): (&[String], &[String]),
    (first, last): (Date, Date),
) -> Result<Vec<Sale>> {
    let rows = sqlx::query!(
        r#"with ends as materialized (
               select f.* from flight f
                where f.carrier = any($1) and f.destination = any($4) and f.scheduled_out between $5::date - interval '1 day' and $6::date + interval '3 days'),
             starts as materialized (
               select f.* from flight f
                where f.carrier = any($1) and f.origin = any($3) and f.flight_date between $5 and $6
                  and (f.destination = any($4) or f.destination in (select origin from ends)))
           select f.id as "id!", f.carrier as "carrier!", f.number as "number!", f.flight_date as "flight_date!", f.origin as "origin!", f.destination as "destination!",
                  f.scheduled_out as "scheduled_out!", f.scheduled_in as "scheduled_in!",
                  coalesce(o.country <> d.country, true) as "abroad!", k.seats, greatest(0, k.seats - k.sold - k.held - k.elsewhere) as "left!"
             from (select * from starts union select * from ends where origin in (select destination from starts)) f
             join flight_cabin k on (k.carrier, k.number, k.flight_date, k.origin, k.cabin) = (f.carrier, f.number, f.flight_date, f.origin, $2)
             left join airport o on o.iata = f.origin left join airport d on d.iata = f.destination
            where f.scheduled_in > $7
            order by f.scheduled_out, f.id"#,
        carriers,
        cabin.as_str(),
        from,
        to,
        first.to_sqlx() as _,
        last.to_sqlx() as _,
        now.to_sqlx() as _,
    );
    let rows = rows.fetch_all(&mut *db).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut known = reports(db, &ids).await?;
    let mut all = Vec::new();
    for row in rows {
        let Some(designator) = Designator::new(&row.carrier, row.number) else { continue };
        let schedule = Schedule { departs: row.scheduled_out.to_jiff(), arrives: row.scheduled_in.to_jiff() };
        let state = fold(&schedule, &known.remove(&row.id).unwrap_or_default(), now);
        if state.phase.has_left() || state.phase == Phase::Cancelled {
            continue;
        }
        let flight = Flight {
            key: FlightKey { designator, date: row.flight_date.to_jiff() },
            origin: row.origin,
            destination: row.destination,
            departs: state.departure.best(),
            arrives: state.arrival.best(),
            abroad: row.abroad,
            left: u16::try_from(row.left).unwrap_or(0),
        };
        all.push(Sale { flight, seats: u16::try_from(row.seats).unwrap_or(0) });
    }
    Ok(all)
}
