//! Flights: local times become instants in the zones of their airports.

use super::{Refused, refuse};
use crate::changes::open_cabins;
use crate::{Error, PgPool};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use std::collections::HashMap;
use wire::table::{self, Bad, Line, Read};

/// Longer than any flight: a planned arrival later than this is a slip in the table.
const LONGEST_HOURS: i64 = 26;

/// Brings in a table of flights; a flight that is there already is brought up to date.
///
/// # Errors
/// As [`super::import`]; an airport that is not there is a fault of its row.
pub async fn flights(db: &PgPool, bytes: &[u8]) -> Result<usize, Refused> {
    let Read { rows, mut bad } = table::flights(bytes);
    let zones = zones(db).await?;
    let mut times = Vec::with_capacity(rows.len());
    for line in &rows {
        match instants(line, &zones) {
            Ok(both) => times.push(both),
            Err(faults) => bad.extend(faults),
        }
    }
    refuse(bad)?;
    let column = |of: fn(&table::Flight) -> String| rows.iter().map(|line| of(&line.row)).collect::<Vec<_>>();
    let maybe = |of: fn(&table::Flight) -> Option<String>| rows.iter().map(|line| of(&line.row)).collect::<Vec<_>>();
    sqlx::query!(
        "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, tail, aircraft, seats,
                             terminal_out, gate_out, terminal_in, gate_in, source)
         select *, 'imported' from unnest($1::text[], $2::integer[], $3::date[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[],
                             $8::text[], $9::text[], $10::integer[], $11::text[], $12::text[], $13::text[], $14::text[])
         on conflict (carrier, number, flight_date, origin) do update set destination = excluded.destination,
            scheduled_out = excluded.scheduled_out, scheduled_in = excluded.scheduled_in, tail = excluded.tail, aircraft = excluded.aircraft,
            seats = excluded.seats, terminal_out = excluded.terminal_out, gate_out = excluded.gate_out,
            terminal_in = excluded.terminal_in, gate_in = excluded.gate_in, source = excluded.source",
        &column(|f| f.carrier.clone()),
        &rows.iter().map(|line| line.row.number).collect::<Vec<_>>(),
        &rows.iter().map(|line| line.row.date.to_sqlx()).collect::<Vec<_>>() as _,
        &column(|f| f.origin.clone()),
        &column(|f| f.destination.clone()),
        &times.iter().map(|(out, _)| out.to_sqlx()).collect::<Vec<_>>() as _,
        &times.iter().map(|(_, arrival)| arrival.to_sqlx()).collect::<Vec<_>>() as _,
        &maybe(|f| f.tail.clone()) as _,
        &maybe(|f| f.aircraft.clone()) as _,
        &rows.iter().map(|line| line.row.seats.map(i32::from)).collect::<Vec<_>>() as _,
        &maybe(|f| f.terminal_out.clone()) as _,
        &maybe(|f| f.gate_out.clone()) as _,
        &maybe(|f| f.terminal_in.clone()) as _,
        &maybe(|f| f.gate_in.clone()) as _,
    )
    .execute(db)
    .await?;
    if let Some(first) = rows.iter().map(|line| line.row.date).min() {
        open_cabins(&mut *db.acquire().await.map_err(Error::from)?, first).await?;
    }
    Ok(rows.len())
}

async fn zones(db: &PgPool) -> Result<HashMap<String, TimeZone>, Refused> {
    let rows = sqlx::query!("select iata, zone from airport").fetch_all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.iata, TimeZone::get(&row.zone).ok()?))).collect())
}

/// Departure and arrival as instants. A skipped hour moves on, an hour that comes twice is the first.
fn instants(line: &Line<table::Flight>, zones: &HashMap<String, TimeZone>) -> Result<(Timestamp, Timestamp), Vec<Bad>> {
    let flight = &line.row;
    let fault = |column, reason: String| Bad { line: line.line, column: Some(column), reason };
    let unknown = |column, iata: &str| fault(column, format!("no airport {iata} here: import airports first"));
    let zone = |column, iata: &str| zones.get(iata).ok_or_else(|| unknown(column, iata));
    let (origin, destination) = match (zone("origin", &flight.origin), zone("destination", &flight.destination)) {
        (Ok(origin), Ok(destination)) => (origin, destination),
        (first, second) => return Err([first.err(), second.err()].into_iter().flatten().collect()),
    };
    let out = flight.date.to_datetime(flight.departs).to_zoned(origin.clone());
    let arrival_date = flight.date.checked_add(i32::from(flight.arrives_days_later).days());
    let arrival = arrival_date.and_then(|date| date.to_datetime(flight.arrives).to_zoned(destination.clone()));
    let (Ok(out), Ok(arrival)) = (out, arrival) else { return Err(vec![fault("date", "is out of range".to_owned())]) };
    let (out, arrival) = (out.timestamp(), arrival.timestamp());
    let hours = arrival.duration_since(out).as_hours();
    if arrival <= out {
        return Err(vec![fault("arrives", "lies before the departure: is a +1 missing?".to_owned())]);
    }
    if hours > LONGEST_HOURS {
        return Err(vec![fault("arrives", format!("makes a flight of {hours} hours"))]);
    }
    Ok((out, arrival))
}
