//! A flight as everyone may see it: its row, its airports, and the state its reports fold to.

use super::{Airport, Named};
use crate::{Error, PgPool, Result};
use domain::flight::{Designator, FlightKey, News, Report, Schedule, State, fold};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use std::collections::HashMap;

/// One leg on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Flight {
    /// Row id.
    pub id: i64,
    /// Airline and number.
    pub designator: Designator,
    /// Local date of planned departure.
    pub date: Date,
    /// Who flies it.
    pub airline: Named,
    /// From.
    pub origin: Airport,
    /// To.
    pub destination: Airport,
    /// As planned.
    pub schedule: Schedule,
    /// As it stands.
    pub state: State,
    /// Where it goes instead, where that is known.
    pub instead: Option<Airport>,
    /// Registration.
    pub tail: Option<String>,
    /// Type of aircraft in words.
    pub aircraft: Option<String>,
    /// Seats.
    pub seats: Option<i32>,
    /// Terminal of departure.
    pub terminal_out: Option<String>,
    /// Gate of departure as it is now.
    pub gate_out: Option<String>,
    /// The gate it was before, where it changed.
    pub gate_before: Option<String>,
    /// Terminal of arrival.
    pub terminal_in: Option<String>,
    /// Gate of arrival.
    pub gate_in: Option<String>,
    /// Where the bags come out.
    pub belt: Option<String>,
}

impl Flight {
    /// What it is called on its day.
    #[must_use]
    pub const fn key(&self) -> FlightKey {
        FlightKey { designator: self.designator, date: self.date }
    }
}

/// The flights with these row ids as they stand at `now`, in the order of the ids; unknown ids are left out.
///
/// # Errors
/// Those of the database; `Internal` where a row is not a flight.
pub async fn load(db: &PgPool, now: Timestamp, ids: &[i64]) -> Result<Vec<Flight>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut reports = reports(db, now, ids).await?;
    let rows = sqlx::query!(
        r#"select f.id, f.carrier, f.number, f.flight_date, f.scheduled_out, f.scheduled_in, f.tail, f.aircraft, f.seats,
                  f.terminal_out, f.gate_out, f.terminal_in, f.gate_in, f.belt,
                  a.name as "airline?", a.names as "airline_names?",
                  o.iata as o_iata, o.name as o_name, o.city as o_city, o.names as o_names, o.zone as o_zone,
                  o.latitude as o_latitude, o.longitude as o_longitude,
                  d.iata as d_iata, d.name as d_name, d.city as d_city, d.names as d_names, d.zone as d_zone,
                  d.latitude as d_latitude, d.longitude as d_longitude
             from unnest($1::bigint[]) with ordinality as wanted (id, place)
             join flight f on f.id = wanted.id
             join airport o on o.iata = f.origin
             join airport d on d.iata = f.destination
             left join airline a on a.iata = f.carrier
            order by wanted.place"#,
        ids
    );
    let mut flights = Vec::with_capacity(ids.len());
    for row in rows.fetch_all(db).await? {
        let designator =
            Designator::new(&row.carrier, row.number).ok_or_else(|| Error::Internal(format!("flight {} has no name", row.id)))?;
        let schedule = Schedule { departs: row.scheduled_out.to_jiff(), arrives: row.scheduled_in.to_jiff() };
        let state = fold(&schedule, &reports.remove(&row.id).unwrap_or_default(), now);
        let moved = state.gate.clone().filter(|gate| Some(gate) != row.gate_out.as_ref());
        flights.push(Flight {
            id: row.id,
            designator,
            date: row.flight_date.to_jiff(),
            airline: Named::new(row.carrier.clone(), row.airline.unwrap_or(row.carrier), row.airline_names.unwrap_or_default()),
            origin: Airport {
                code: row.o_iata,
                zone: row.o_zone,
                latitude: row.o_latitude,
                longitude: row.o_longitude,
                city: row.o_city,
                name: row.o_name,
                names: row.o_names,
            },
            destination: Airport {
                code: row.d_iata,
                zone: row.d_zone,
                latitude: row.d_latitude,
                longitude: row.d_longitude,
                city: row.d_city,
                name: row.d_name,
                names: row.d_names,
            },
            schedule,
            state,
            instead: None,
            tail: row.tail,
            aircraft: row.aircraft,
            seats: row.seats,
            terminal_out: row.terminal_out,
            gate_before: moved.is_some().then(|| row.gate_out.clone()).flatten(),
            gate_out: moved.or(row.gate_out),
            terminal_in: row.terminal_in,
            gate_in: row.gate_in,
            belt: row.belt,
        });
    }
    name_alternates(db, &mut flights).await?;
    Ok(flights)
}

/// Diverted flights learn the names of the airports they go to.
async fn name_alternates(db: &PgPool, flights: &mut [Flight]) -> Result<()> {
    let codes: Vec<String> = flights.iter().filter_map(|flight| flight.state.diverted_to.clone()).collect();
    if codes.is_empty() {
        return Ok(());
    }
    let airports = sqlx::query_as!(
        Airport,
        "select iata as code, name, city, names, zone, latitude, longitude from airport where iata = any($1)",
        &codes
    );
    let airports = airports.fetch_all(db).await?;
    for flight in flights {
        flight.instead = airports.iter().find(|airport| Some(&airport.code) == flight.state.diverted_to.as_ref()).cloned();
    }
    Ok(())
}

/// What was known of these flights at `now`, by flight.
pub(super) async fn reports(db: &PgPool, now: Timestamp, ids: &[i64]) -> Result<HashMap<i64, Vec<Report>>> {
    let rows = sqlx::query!(
        "select flight_id, known_at, kind, at, at_in, place, reason, told_at from flight_report
          where flight_id = any($1) and known_at <= $2 order by flight_id, known_at",
        ids,
        now.to_sqlx() as _
    );
    let mut reports: HashMap<i64, Vec<Report>> = HashMap::new();
    for row in rows.fetch_all(db).await? {
        let (at, at_in) = (row.at.map(|at| at.to_jiff()), row.at_in.map(|at| at.to_jiff()));
        if let Some(news) = News::from_parts(&row.kind, at, at_in, row.place, row.reason.as_deref()) {
            reports.entry(row.flight_id).or_default().push(Report {
                known_at: row.known_at.to_jiff(),
                told_at: row.told_at.map(|at| at.to_jiff()),
                news,
            });
        } else {
            tracing::warn!(flight = row.flight_id, kind = row.kind, "a flight report lacks what its kind needs");
        }
    }
    Ok(reports)
}
