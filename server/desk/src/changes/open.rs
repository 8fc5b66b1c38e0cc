//! What of a trip can still be changed or cancelled.

use super::question::subject;
use crate::access::{Identified, identified};
use crate::bookings::{Trip, whole};
use crate::{Error, PgPool, Result, audit};
use domain::booking::options::Booked;
use domain::booking::{BookingState, Locator, SegmentStatus};
use domain::locale::Locale;
use domain::rights::{TripAccess, Viewer, trip_access};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// A trip, its parts, and why none of them can be changed, where none can.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The trip.
    pub trip: Trip,
    /// There, and back: flights that connect are one part.
    pub parts: Vec<Part>,
    /// Nothing of it can be changed or cancelled here, and why.
    pub closed: Option<Closed>,
    /// A change of this booking that is quoted, being paid or being confirmed.
    pub running: Option<Uuid>,
    /// On whose behalf staff look: whom they have identified, and how.
    pub behalf: Option<Identified>,
}

/// One way of the trip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Places in the booking of all its flights.
    pub all: Vec<i16>,
    /// Of those that have not left: these are changed or cancelled.
    pub segments: Vec<i16>,
    /// One of them does not fly, is late enough to matter, or is not reached any more.
    pub disrupted: bool,
    /// The day they leave, by the clock of the first airport.
    pub date: Date,
    /// When they are to be there.
    pub arrives: Timestamp,
    /// Airports it leads from and to, of what is left of it.
    pub ends: (String, String),
}

/// Why nothing can be changed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It has not been paid yet.
    Unpaid,
    /// It was cancelled or refunded.
    Void,
    /// Every flight of it is over or on its way.
    Over,
    /// It has no tickets that could be changed, or its flights are not known here.
    NoTicket,
}

impl Part {
    /// Whether something of it can be changed or cancelled.
    #[must_use]
    pub const fn open(&self) -> bool {
        !self.segments.is_empty()
    }

    /// What was booked, for other flights to be near to.
    #[must_use]
    pub const fn booked(&self) -> Booked {
        Booked { date: self.date, arrives: self.arrives }
    }
}

/// What may be chosen.
///
/// # Errors
/// `NotFound` where the trip is not open to the viewer; those of the database.
pub async fn choices(db: &PgPool, viewer: &Viewer, now: Timestamp, locale: Locale, locator: &Locator) -> Result<Choices> {
    let access = access(viewer, locator)?;
    let mut tx = db.begin().await?;
    // tickets decide what can be changed; the trip that is shown is what the viewer may see
    let subject = subject(&mut tx, now, locale, TripAccess::Staff, locator).await?;
    let trip = whole(&mut tx, access, now, locale, locator).await?;
    let running = sqlx::query_scalar!(
        "select id from trip_change where locator = $1 and state in ('quoted', 'paying', 'confirming') and (state <> 'quoted' or expires_at > $2) order by created_at desc limit 1",
        locator.as_str(),
        now.to_sqlx() as _,
    );
    let running = running.fetch_optional(&mut *tx).await?;
    let behalf = identified(&mut tx, viewer, now, locator).await?;
    audit::look(&mut tx, viewer, now, "trip", "trip", locator.as_str(), serde_json::json!({})).await?;
    tx.commit().await?;
    let closed = closed(&subject.trip, &subject.parts, subject.coupons.is_empty());
    Ok(Choices { trip, parts: subject.parts, closed, running, behalf })
}

/// Why nothing of a trip can be changed here, as far as the trip itself says: what its page asks at every look.
#[must_use]
pub fn closed_of(trip: &Trip) -> Option<Closed> {
    closed(trip, &parts(trip), false)
}

/// How far the trip is open to the viewer.
pub(super) fn access(viewer: &Viewer, locator: &Locator) -> Result<TripAccess> {
    trip_access(viewer, locator.as_str()).ok_or(Error::NotFound)
}

pub(super) fn closed(trip: &Trip, parts: &[Part], no_coupons: bool) -> Option<Closed> {
    match trip.state {
        BookingState::Held => Some(Closed::Unpaid),
        BookingState::Refunded | BookingState::Cancelled => Some(Closed::Void),
        BookingState::Ticketed | BookingState::Changed if parts.iter().all(|part| !part.open()) => Some(Closed::Over),
        BookingState::Ticketed | BookingState::Changed => no_coupons.then_some(Closed::NoTicket),
    }
}

/// The ways of a trip, each with what is left of it.
pub(super) fn parts(trip: &Trip) -> Vec<Part> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (place, segment) in trip.segments.iter().enumerate() {
        if segment.status == SegmentStatus::Cancelled {
            continue;
        }
        let joins = place.checked_sub(1).is_some_and(|before| trip.outlook.connections.iter().any(|connection| connection.after == before));
        match groups.last_mut().filter(|_| joins) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    groups.iter().filter_map(|group| part(trip, group)).collect()
}

fn part(trip: &Trip, group: &[usize]) -> Option<Part> {
    let flights: Vec<_> = group.iter().filter_map(|place| trip.segments.get(*place)).collect();
    let left: Vec<_> = flights
        .iter()
        .copied()
        .filter(|segment| segment.status == SegmentStatus::Confirmed && segment.state.as_ref().is_some_and(|state| !state.phase.has_left()))
        .collect();
    let (first, last) = if left.is_empty() { (flights.first()?, flights.last()?) } else { (left.first()?, left.last()?) };
    let lost = group.iter().any(|place| {
        let broken = trip.outlook.connections.iter().any(|connection| {
            connection.after == *place
                && matches!(connection.transfer, domain::booking::outlook::Transfer::Missed | domain::booking::outlook::Transfer::Broken)
        });
        broken || trip.segments.get(*place).is_some_and(|segment| segment.state.as_ref().is_some_and(|state| significant(segment, state)))
    });
    Some(Part {
        all: flights.iter().map(|segment| segment.position).collect(),
        segments: left.iter().map(|segment| segment.position).collect(),
        disrupted: lost && !left.is_empty(),
        date: first.flight_date,
        arrives: last.state.as_ref().map_or(Timestamp::UNIX_EPOCH, |state| state.arrival.planned),
        ends: (first.origin.iata.clone(), last.destination.iata.clone()),
    })
}

/// Whether what happened lets them go elsewhere; which rule says so is the rules' business.
fn significant(segment: &crate::bookings::Segment, state: &domain::flight::State) -> bool {
    domain::booking::outlook::refundable(state, segment.origin.country == segment.destination.country)
}
