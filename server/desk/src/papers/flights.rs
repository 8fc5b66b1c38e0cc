//! Which papers there are of a trip.

use super::{FlightName, proved};
use crate::bookings::{Place, Trip, places, reports, whole};
use crate::{Error, PgPool, Result, audit};
use domain::booking::{Locator, SegmentStatus};
use domain::certificate::{Code, Facts, troubled};
use domain::flight::{Code as Airport, Designator, Schedule, State, fold};
use domain::locale::Locale;
use domain::rights::Viewer;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::Deserialize;
use sqlx::PgConnection;

/// The papers of a trip.
#[derive(Debug, Clone)]
pub struct Papers {
    /// The trip.
    pub trip: Trip,
    /// Flights of it that something happened to, those they left for another one included.
    pub certified: Vec<Certified>,
    /// It is paid for: there is a receipt.
    pub receipt: bool,
}

/// A flight that something happened to.
#[derive(Debug, Clone)]
pub struct Certified {
    /// The flight.
    pub flight: FlightName,
    /// From.
    pub origin: Place,
    /// To.
    pub destination: Place,
    /// What is certain; `None`: late, and it has not left yet.
    pub facts: Option<Facts>,
    /// Places in the booking of those who were on it.
    pub passengers: Vec<i16>,
    /// Certificates that stand.
    pub issued: Vec<Document>,
}

/// A certificate that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Whose, by place in the booking.
    pub passenger: i16,
    /// Its code.
    pub code: Code,
    /// Times have been corrected since.
    pub outdated: bool,
}

/// What papers there are of a trip.
///
/// # Errors
/// `VerifyFirst` where only the name was shown; `NotFound`; those of the database.
pub async fn papers(db: &PgPool, viewer: &Viewer, now: Timestamp, locale: Locale, locator: &Locator) -> Result<Papers> {
    let access = proved(viewer, locator)?;
    let mut tx = db.begin().await?;
    let trip = whole(&mut tx, access, now, locale, locator).await?;
    let mut certified = concerned(&mut tx, now, locale, &trip).await?;
    for one in &mut certified {
        one.issued = standing(&mut tx, locator, one).await?;
    }
    audit::look(&mut tx, viewer, now, "trip", "trip", locator.as_str(), serde_json::json!({ "page": "documents" })).await?;
    let receipt = crate::changes::sold(&mut tx, &trip).await?;
    tx.commit().await?;
    Ok(Papers { trip, certified, receipt })
}

/// Flights of the trip something happened to: those in it, and those they left after it had happened.
pub(super) async fn concerned(tx: &mut PgConnection, now: Timestamp, locale: Locale, trip: &Trip) -> Result<Vec<Certified>> {
    let everybody: Vec<i16> = trip.passengers.iter().map(|person| person.position).collect();
    let mut all: Vec<Certified> = Vec::new();
    for segment in trip.segments.iter().filter(|segment| segment.status != SegmentStatus::Cancelled) {
        let (Some(state), Some(origin)) = (&segment.state, Airport::airport(&segment.origin.iata)) else { continue };
        let facts = Facts::of(state);
        if facts.is_some() || troubled(state) {
            let flight = FlightName { designator: segment.designator, date: segment.flight_date, origin };
            let (origin, destination) = (segment.origin.clone(), segment.destination.clone());
            all.push(Certified { flight, origin, destination, facts, passengers: everybody.clone(), issued: Vec::new() });
        }
    }
    for (flight, passengers, left_at) in left(tx, trip).await? {
        let Some(leg) = leg(tx, locale, flight).await? else { continue };
        let (then, state) = (leg.state(left_at), leg.state(now));
        let facts = Facts::of(&state);
        let known = all.iter().any(|one| one.flight == flight);
        if troubled(&then) && facts.is_some() && !known {
            all.push(Certified { flight, origin: leg.origin, destination: leg.destination, facts, passengers, issued: Vec::new() });
        }
    }
    all.sort_by_key(|one| one.facts.as_ref().map(|facts| facts.planned_out));
    Ok(all)
}

/// What a change remembers of a flight.
#[derive(Deserialize)]
struct Before {
    key: Key,
    origin: String,
}

#[derive(Deserialize)]
struct Key {
    designator: Designator,
    date: jiff::civil::Date,
}

/// Flights they changed from or cancelled, who did, and when.
async fn left(tx: &mut PgConnection, trip: &Trip) -> Result<Vec<(FlightName, Vec<i16>, Timestamp)>> {
    let rows = sqlx::query!(
        r#"select facts -> 'before' as "before!", passengers, done_at as "done_at!" from trip_change
            where state = 'done' and done_at is not null and (became = $1 or locator = $1 and became is null) order by done_at"#,
        trip.locator.as_str(),
    );
    let mut all = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let flights: Vec<Before> = serde_json::from_value(row.before).map_err(|error| Error::Internal(error.to_string()))?;
        for flight in flights {
            let Some(origin) = Airport::airport(&flight.origin) else { continue };
            let name = FlightName { designator: flight.key.designator, date: flight.key.date, origin };
            all.push((name, row.passengers.clone(), row.done_at.to_jiff()));
        }
    }
    Ok(all)
}

/// A flight with everything that was reported of it.
pub(super) struct Leg {
    pub origin: Place,
    pub destination: Place,
    schedule: Schedule,
    reports: Vec<domain::flight::Report>,
}

impl Leg {
    /// How it stood at an instant.
    pub(super) fn state(&self, at: Timestamp) -> State {
        fold(&self.schedule, &self.reports, at)
    }

    /// How it stands against the plan it was certified against, where that has been moved since.
    pub(super) fn owed(&self, at: Timestamp, certified: &Facts) -> State {
        let mut state = self.state(at);
        if self.reports.iter().any(|report| matches!(report.news, domain::flight::News::Planned { .. })) {
            (state.departure.planned, state.arrival.planned) = (certified.planned_out, certified.planned_in);
        }
        state
    }
}

/// A flight by its name, wherever it belongs to.
pub(super) async fn leg(tx: &mut PgConnection, locale: Locale, name: FlightName) -> Result<Option<Leg>> {
    let row = sqlx::query!(
        "select id, origin, destination, scheduled_out, scheduled_in from flight
          where carrier = $1 and number = $2 and flight_date = $3 and origin = $4",
        name.designator.carrier.as_str(),
        name.designator.number(),
        name.date.to_sqlx() as _,
        name.origin.as_str(),
    );
    let Some(row) = row.fetch_optional(&mut *tx).await? else { return Ok(None) };
    let mut known = places(tx, locale, &[row.origin.clone(), row.destination.clone()]).await?;
    let mut place = |iata: String| {
        known.remove(&iata).unwrap_or_else(|| Place { city: iata.clone(), zone: "UTC".to_owned(), iata, ..Place::default() })
    };
    let schedule = Schedule { departs: row.scheduled_out.to_jiff(), arrives: row.scheduled_in.to_jiff() };
    let (origin, destination) = (place(row.origin), place(row.destination));
    let reports = reports(tx, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    Ok(Some(Leg { origin, destination, schedule, reports }))
}

/// Certificates of a flight that stand, for this booking.
async fn standing(tx: &mut PgConnection, locator: &Locator, one: &Certified) -> Result<Vec<Document>> {
    let rows = sqlx::query!(
        "select code, passenger_position, facts from certificate
          where locator = $1 and carrier = $2 and number = $3 and flight_date = $4 and origin = $5 and superseded_at is null
          order by passenger_position",
        locator.as_str(),
        one.flight.designator.carrier.as_str(),
        one.flight.designator.number(),
        one.flight.date.to_sqlx() as _,
        one.flight.origin.as_str(),
    );
    let rows = rows.fetch_all(tx).await?;
    rows.into_iter()
        .map(|row| {
            let facts: Facts = serde_json::from_value(row.facts).map_err(|error| Error::Internal(error.to_string()))?;
            let code = Code::parse(&row.code).map_err(|fault| Error::Internal(fault.to_owned()))?;
            Ok(Document { passenger: row.passenger_position, code, outdated: one.facts.as_ref() != Some(&facts) })
        })
        .collect()
}
