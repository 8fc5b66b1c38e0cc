//! Keeps the schedule rolling: flights from three days ago to sixty ahead, and what happens to those of today
//! and the days around it. What is there already is left alone.

use super::archive::Planes;
use super::{archive, invented, stands};
use crate::flights::report;
use crate::{Error, PgPool, Result};
use domain::flight::archive::{Leg, Source, archive_day};
use domain::flight::overlay::{Circumstances, reports, schedule};
use domain::flight::{Code, Schedule};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};

/// Days of the schedule behind and ahead of today.
const FLIGHTS: (i64, i64) = (-3, 60);
/// Days whose outcome is written, to become known bit by bit.
const REPORTS: (i64, i64) = (-3, 2);

/// From this many minutes on an aircraft that comes late makes the next flight late.
const INBOUND: i16 = 15;
const LONGEST_TURN: SignedDuration = SignedDuration::from_hours(4);

/// Makes the days around today complete, each in a transaction of its own.
///
/// # Errors
/// Those of the database.
pub async fn roll(db: &PgPool, now: Timestamp) -> Result<()> {
    let today = super::today(now)?;
    let days = |(from, to): (i64, i64)| (from..=to).filter_map(|ahead| today.checked_add(ahead.days()).ok()).collect::<Vec<Date>>();
    let scheduled = without_flights(db, &days(FLIGHTS)).await?;
    let untold = without_reports(db, &days(REPORTS)).await?;
    if scheduled.is_empty() && untold.is_empty() {
        return Ok(());
    }
    let ground = Ground::fetch(db).await?;
    for day in scheduled {
        let mut tx = db.begin().await?;
        plan(&mut tx, &ground, day).await?;
        tx.commit().await?;
    }
    for day in untold {
        let mut tx = db.begin().await?;
        tell(&mut tx, &ground, day).await?;
        tx.commit().await?;
    }
    sqlx::query("analyze flight, flight_report").execute(db).await?;
    Ok(())
}

async fn without_flights(db: &PgPool, days: &[Date]) -> Result<Vec<Date>> {
    let days: Vec<_> = days.iter().map(|day| day.to_sqlx()).collect();
    let missing = sqlx::query_scalar!(
        r#"select day as "day!" from unnest($1::date[]) as day
            where not exists (select from flight where flight_date = day and archive_id is not null) order by day"#,
        &days as _
    );
    Ok(missing.fetch_all(db).await?.into_iter().map(|day| day.to_jiff()).collect())
}

async fn without_reports(db: &PgPool, days: &[Date]) -> Result<Vec<Date>> {
    let days: Vec<_> = days.iter().map(|day| day.to_sqlx()).collect();
    let missing = sqlx::query_scalar!(
        r#"select day as "day!" from unnest($1::date[]) as day
            where not exists (select from flight f join flight_report r on r.flight_id = f.id
                               where f.flight_date = day and f.archive_id is not null) order by day"#,
        &days as _
    );
    Ok(missing.fetch_all(db).await?.into_iter().map(|day| day.to_jiff()).collect())
}

/// What does not change from day to day.
struct Ground {
    planes: Planes,
    zones: HashMap<Code, TimeZone>,
    /// The nearest other airport.
    alternates: HashMap<Code, Code>,
}

impl Ground {
    async fn fetch(db: &PgPool) -> Result<Self> {
        let rows = sqlx::query!("select iata, zone, latitude, longitude from airport order by iata").fetch_all(db).await?;
        let mut zones = HashMap::new();
        let mut places = Vec::new();
        for row in rows {
            let Some(code) = Code::airport(&row.iata) else { continue };
            zones.insert(code, TimeZone::get(&row.zone).map_err(|error| Error::Internal(error.to_string()))?);
            places.push((code, row.latitude, row.longitude));
        }
        let alternates = places.iter().filter_map(|place| Some((place.0, nearest(place, &places)?))).collect();
        Ok(Self { planes: archive::planes()?, zones, alternates })
    }

    fn zone(&self, airport: Code) -> Result<&TimeZone> {
        self.zones.get(&airport).ok_or_else(|| Error::Internal(format!("the demo has no airport {airport}")))
    }

    fn aircraft(&self, tail: Option<Code>) -> Option<(String, i32)> {
        let tail = tail?;
        self.planes.get(&tail).cloned().or_else(|| invented::aircraft(tail))
    }
}

/// The nearest airport that is not in the same city, on a flat map of the neighbourhood.
fn nearest(place: &(Code, f64, f64), places: &[(Code, f64, f64)]) -> Option<Code> {
    let squeeze = place.1.to_radians().cos();
    let apart = |other: &(Code, f64, f64)| (other.1 - place.1).powi(2) + ((other.2 - place.2) * squeeze).powi(2);
    places.iter().filter(|other| apart(other) > 0.5).min_by(|a, b| apart(a).total_cmp(&apart(b))).map(|other| other.0)
}

/// The legs of the archive for a day of operation.
async fn legs(db: &mut PgConnection, day: Date) -> Result<Vec<Leg>> {
    let rows = sqlx::query!("select * from archive_leg where day = $1 order by id", archive_day(day).to_sqlx() as _);
    let rows = rows.fetch_all(db).await?;
    rows.into_iter()
        .map(|row| {
            Some(Leg {
                id: row.id,
                day: row.day.to_jiff(),
                carrier: Code::parse(&row.carrier)?,
                number: u16::try_from(row.number).ok()?,
                tail: row.tail.as_deref().and_then(Code::parse),
                origin: Code::parse(&row.origin)?,
                destination: Code::parse(&row.destination)?,
                departs: row.departs,
                duration: row.duration,
                departure_delay: row.departure_delay,
                arrival_delay: row.arrival_delay,
                air_time: row.air_time,
                distance: row.distance,
                source: Source::parse(&row.source)?,
            })
        })
        .collect::<Option<_>>()
        .ok_or_else(|| Error::Internal("a row of the archive is not a leg".to_owned()))
}

/// Writes the flights of a day.
async fn plan(db: &mut PgConnection, ground: &Ground, day: Date) -> Result<()> {
    let legs = legs(db, day).await?;
    let schedules = legs.iter().map(|leg| Ok(schedule(leg, day, ground.zone(leg.origin)?))).collect::<Result<Vec<Schedule>>>()?;
    let text = |of: fn(&Leg) -> Code| legs.iter().map(|leg| of(leg).to_string()).collect::<Vec<_>>();
    let stand = |airport: fn(&Leg) -> Code| {
        let at = |leg: &Leg| stands::stand(airport(leg).as_str(), leg.carrier.as_str(), leg.number.into(), 0);
        legs.iter().map(at).map(|(terminal, gate)| (terminal.map(str::to_owned), gate)).unzip::<_, _, Vec<_>, Vec<_>>()
    };
    let (terminals_out, gates_out) = stand(|leg| leg.origin);
    let (terminals_in, gates_in) = stand(|leg| leg.destination);
    let (aircraft, seats): (Vec<_>, Vec<_>) = legs.iter().map(|leg| ground.aircraft(leg.tail).unzip()).unzip();
    sqlx::query!(
        "insert into flight (flight_date, carrier, number, origin, destination, scheduled_out, scheduled_in, tail, aircraft, seats,
                             terminal_out, gate_out, terminal_in, gate_in, belt, source, archive_id)
         select $1, * from unnest($2::text[], $3::integer[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[],
             $8::text[], $9::text[], $10::integer[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::integer[])
         on conflict do nothing",
        day.to_sqlx() as _,
        &text(|leg| leg.carrier),
        &legs.iter().map(|leg| i32::from(leg.number)).collect::<Vec<_>>(),
        &text(|leg| leg.origin),
        &text(|leg| leg.destination),
        &schedules.iter().map(|times| times.departs.to_sqlx()).collect::<Vec<_>>() as _,
        &schedules.iter().map(|times| times.arrives.to_sqlx()).collect::<Vec<_>>() as _,
        &legs.iter().map(|leg| leg.tail.map(String::from)).collect::<Vec<_>>() as _,
        &aircraft as _,
        &seats as _,
        &terminals_out as _,
        &gates_out,
        &terminals_in as _,
        &gates_in,
        &legs.iter().map(|leg| stands::belt(leg.destination.as_str(), leg.number.into())).collect::<Vec<_>>(),
        &legs.iter().map(|leg| leg.source.as_str().to_owned()).collect::<Vec<_>>(),
        &legs.iter().map(|leg| leg.id).collect::<Vec<_>>(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes what becomes known of a day's flights, and when.
async fn tell(db: &mut PgConnection, ground: &Ground, day: Date) -> Result<()> {
    let mut around = Vec::new();
    for day in [day.yesterday().unwrap_or(day), day] {
        for leg in legs(db, day).await? {
            let schedule = schedule(&leg, day, ground.zone(leg.origin)?);
            around.push((leg, day, schedule));
        }
    }
    let late = late_inbound(&around);
    let ids = sqlx::query!(
        r#"select id, archive_id as "archive_id!" from flight where flight_date = $1 and archive_id is not null"#,
        day.to_sqlx() as _
    );
    let ids: HashMap<i32, i64> = ids.fetch_all(&mut *db).await?.into_iter().map(|row| (row.archive_id, row.id)).collect();
    let mut told = Vec::new();
    for (leg, _, schedule) in around.iter().filter(|(_, of, _)| *of == day) {
        let Some(id) = ids.get(&leg.id) else { continue };
        let circumstances = Circumstances {
            inbound_late: late.contains(&(leg.id, day)),
            alternate: ground.alternates.get(&leg.destination).copied().unwrap_or(leg.origin),
            other_gate: stands::stand(leg.origin.as_str(), leg.carrier.as_str(), leg.number.into(), 1).1,
        };
        told.extend(reports(leg, schedule, &circumstances).into_iter().map(|report| (*id, report)));
    }
    report(db, &told).await
}

/// The legs that are late because their aircraft is.
fn late_inbound(legs: &[(Leg, Date, Schedule)]) -> HashSet<(i32, Date)> {
    let mut order: Vec<_> = legs.iter().filter(|(leg, ..)| leg.tail.is_some()).collect();
    order.sort_by_key(|(leg, _, schedule)| (leg.tail, schedule.departs));
    let mut late = HashSet::new();
    for pair in order.windows(2) {
        let [(before, _, came), (leg, day, goes)] = pair else { continue };
        if before.tail == leg.tail
            && before.destination == leg.origin
            && goes.departs.duration_since(came.arrives) <= LONGEST_TURN
            && before.arrival_delay.is_some_and(|late| late >= INBOUND)
            && leg.departure_delay.is_some_and(|late| late >= INBOUND)
        {
            late.insert((leg.id, *day));
        }
    }
    late
}
