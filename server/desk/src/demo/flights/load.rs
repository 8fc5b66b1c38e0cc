//! Writes the archive once: airports, airlines, legs, and how each number did.

use super::{HUB, archive, invented, ways_back};
use crate::import::{self, Refused};
use crate::{Error, PgPool, Result};
use domain::flight::Code;
use domain::flight::archive::Leg;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;
use sqlx::PgConnection;
use std::collections::HashMap;
use std::fmt::Write as _;

const AIRPORTS: &[u8] = include_bytes!("../../../../demo/airports.csv");
const AIRLINES: &str = include_str!("../../../../demo/airlines.csv");

/// Bytes gathered before they are sent.
const CHUNK: usize = 1 << 18;

/// Writes the archive where there is none; where there is, nothing happens.
///
/// # Errors
/// Those of the database; `Internal` where the program's own data are broken.
pub async fn load(db: &PgPool) -> Result<()> {
    if sqlx::query_scalar!("select exists (select from archive_leg)").fetch_one(db).await? == Some(true) {
        return Ok(());
    }
    import::airports(db, AIRPORTS).await.map_err(|refused| match refused {
        Refused::Desk(error) => error,
        Refused::Bad(bad) => Error::Internal(format!("demo airports: {bad:?}")),
    })?;
    let stations = stations(db).await?;
    let legs = tokio::task::spawn_blocking(move || legs(&stations)).await.map_err(|error| Error::Internal(error.to_string()))??;
    let mut tx = db.begin().await?;
    airlines(&mut tx).await?;
    copy(&mut tx, &legs).await?;
    punctuality(&mut tx).await?;
    tx.commit().await?;
    sqlx::query("analyze archive_leg, punctuality, airport, airline").execute(db).await?;
    Ok(())
}

fn legs(stations: &ways_back::Stations) -> Result<Vec<Leg>> {
    let mut legs = archive::flown()?;
    let back = ways_back::derive(&legs, stations)?;
    legs.extend(back);
    legs.extend(Code::airport(HUB).map(invented::legs).unwrap_or_default());
    Ok(legs)
}

async fn stations(db: &PgPool) -> Result<ways_back::Stations> {
    let mut stations = HashMap::new();
    for row in sqlx::query!("select iata, zone, longitude from airport").fetch_all(db).await? {
        let zone = TimeZone::get(&row.zone).map_err(|error| Error::Internal(error.to_string()))?;
        stations.extend(Code::airport(&row.iata).map(|code| (code, (zone, row.longitude))));
    }
    Ok(stations)
}

async fn airlines(db: &mut PgConnection) -> Result<()> {
    for line in AIRLINES.lines().skip(1) {
        let mut cells = line.split(',');
        let (Some(iata), Some(name), Some(chinese), Some(numeric)) = (cells.next(), cells.next(), cells.next(), cells.next()) else {
            return Err(Error::Internal(format!("demo airlines: {line}")));
        };
        sqlx::query!(
            "insert into airline (iata, name, names, numeric_code) values ($1, $2, $3, nullif($4, '')) on conflict do nothing",
            iata,
            name,
            json!({ "zh-CN": { "name": chinese } }),
            numeric,
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

async fn copy(db: &mut PgConnection, legs: &[Leg]) -> Result<()> {
    let mut copy = db
        .copy_in_raw(
            "copy archive_leg (id, day, carrier, number, tail, origin, destination, departs, duration,
                               departure_delay, arrival_delay, air_time, distance, source) from stdin",
        )
        .await?;
    let mut days: HashMap<Date, String> = HashMap::new();
    let mut text = String::with_capacity(CHUNK + 200);
    for leg in legs {
        let day = days.entry(leg.day).or_insert_with(|| leg.day.to_string());
        line(&mut text, leg, day);
        if text.len() >= CHUNK {
            copy.send(text.as_bytes()).await?;
            text.clear();
        }
    }
    copy.send(text.as_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

/// One row in Postgres' text form; writing to a string cannot fail.
fn line(text: &mut String, leg: &Leg, day: &str) {
    for (place, cell) in
        [leg.carrier.as_str(), "", leg.tail.as_ref().map_or("\\N", Code::as_str), leg.origin.as_str(), leg.destination.as_str()]
            .into_iter()
            .enumerate()
    {
        if place == 0 {
            let _ = write!(text, "{}\t{day}\t", leg.id);
        }
        if place == 1 {
            let _ = write!(text, "{}", leg.number);
        }
        text.push_str(cell);
        text.push('\t');
    }
    for number in [Some(leg.departs), Some(leg.duration), leg.departure_delay, leg.arrival_delay, leg.air_time, Some(leg.distance)] {
        match number {
            Some(number) => drop(write!(text, "{number}\t")),
            None => text.push_str("\\N\t"),
        }
    }
    text.push_str(leg.source.as_str());
    text.push('\n');
}

async fn punctuality(db: &mut PgConnection) -> Result<()> {
    sqlx::query!(
        "insert into punctuality (carrier, number, origin, destination, flown, cancelled, diverted,
                                  within_15, within_60, within_180, later, median_delay)
         select carrier, number, origin, destination, count(departure_delay), count(*) - count(departure_delay),
                count(departure_delay) - count(arrival_delay),
                count(*) filter (where arrival_delay <= 15),
                count(*) filter (where arrival_delay > 15 and arrival_delay <= 60),
                count(*) filter (where arrival_delay > 60 and arrival_delay <= 180),
                count(*) filter (where arrival_delay > 180),
                percentile_disc(0.5) within group (order by arrival_delay)
           from archive_leg where source = 'flown'
          group by carrier, number, origin, destination"
    )
    .execute(db)
    .await?;
    Ok(())
}
