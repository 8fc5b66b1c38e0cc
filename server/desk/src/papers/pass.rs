//! Boarding passes: of whoever is checked in, for the flight they are on (CHG-11).

use super::{FlightName, proved};
use crate::bookings::{Passenger, Segment, Trip, whole};
use crate::{Error, PgPool, Result, audit};
use domain::booking::{BookingState, Cabin, Locator, SegmentStatus, TicketNumber, name};
use domain::flight::{Code as Airport, Phase};
use domain::locale::Locale;
use domain::rights::Viewer;
use jiff::{Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use wire::airline::Flight;
use wire::paper::Code;
use wire::pass::{Ticketed, compose};

/// What is known of a passenger's pass for a flight.
#[derive(Debug, Clone)]
pub struct Pass {
    /// The trip.
    pub trip: Trip,
    /// The passenger, while they are in the booking.
    pub passenger: Option<Passenger>,
    /// The flight, while it is in the booking.
    pub segment: Option<Segment>,
    /// Whether one can board with it.
    pub validity: Validity,
}

/// Whether one can board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Validity {
    /// Yes: with this seat, in this order of check-in, by this barcode.
    Good {
        /// `14A`
        seat: String,
        /// From 1.
        sequence: i16,
        /// As it stands in the barcode (IATA Resolution 792).
        text: String,
        /// The same, to be scanned.
        code: Code,
    },
    /// They have not checked in, or have no seat yet.
    CheckIn,
    /// The flight or the passenger is not in the booking any more.
    Replaced,
    /// The flight does not fly.
    Cancelled,
    /// It has left.
    Left,
}

/// The pass of a passenger for a flight. The first look at it gives the place in the order of check-in.
///
/// # Errors
/// `VerifyFirst` where only the name was shown; `NotFound`; those of the database.
pub async fn pass(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    locale: Locale,
    locator: &Locator,
    flight: FlightName,
    passenger: i16,
) -> Result<Pass> {
    let access = proved(viewer, locator)?;
    let mut tx = db.begin().await?;
    let trip = whole(&mut tx, access, now, locale, locator).await?;
    let named = |segment: &&Segment| {
        (segment.designator, segment.flight_date, segment.origin.iata.as_str()) == (flight.designator, flight.date, flight.origin.as_str())
    };
    let live = trip.state.is_live() && trip.state != BookingState::Held;
    let segment = trip.segments.iter().find(named).filter(|segment| live && segment.status != SegmentStatus::Cancelled).cloned();
    let person = trip.passengers.iter().find(|person| person.position == passenger).cloned();
    let validity = match (&segment, &person) {
        (Some(segment), Some(person)) => validity(&mut tx, now, &trip, segment, person).await?,
        _ => Validity::Replaced,
    };
    let detail = serde_json::json!({ "pass": flight.to_string(), "passenger": passenger });
    audit::look(&mut tx, viewer, now, "trip", "trip", locator.as_str(), detail).await?;
    tx.commit().await?;
    Ok(Pass { trip, passenger: person, segment, validity })
}

async fn validity(tx: &mut PgConnection, now: Timestamp, trip: &Trip, segment: &Segment, person: &Passenger) -> Result<Validity> {
    let phase = segment.state.as_ref().map(|state| state.phase);
    if phase == Some(Phase::Cancelled) {
        return Ok(Validity::Cancelled);
    }
    if segment.status == SegmentStatus::Flown || phase.is_some_and(Phase::has_left) {
        return Ok(Validity::Left);
    }
    let seat = segment.seats.iter().find(|seat| seat.passenger == person.position && seat.checked_in).and_then(|seat| seat.seat.clone());
    let Some(seat) = seat.filter(|_| segment.status == SegmentStatus::Confirmed) else { return Ok(Validity::CheckIn) };
    let sequence = sequence(tx, trip, segment, person.position).await?;
    let text = barcode(now, trip, segment, person, &seat, sequence)?;
    let code = Code::qr(&text).ok_or_else(|| Error::Internal("a pass that fits no code".to_owned()))?;
    Ok(Validity::Good { seat, sequence, text, code })
}

/// Their place in the order of check-in on the flight: kept once it is given, given to nobody else.
async fn sequence(tx: &mut PgConnection, trip: &Trip, segment: &Segment, passenger: i16) -> Result<i16> {
    let known = |row: Option<Option<i16>>| row.flatten();
    let kept = sqlx::query_scalar!(
        "select sequence from seat where locator = $1 and segment_position = $2 and passenger_position = $3",
        trip.locator.as_str(),
        segment.position,
        passenger,
    );
    if let Some(kept) = known(kept.fetch_optional(&mut *tx).await?) {
        return Ok(kept);
    }
    let (carrier, number, origin) = (segment.designator.carrier.to_string(), segment.designator.number(), &segment.origin.iata);
    // one at a time for each flight, until this transaction ends
    let flight = format!("sequence:{carrier}{number}.{}.{origin}", segment.flight_date);
    sqlx::query!(r#"select pg_advisory_xact_lock(hashtextextended($1, 0)) as "locked: String""#, flight).fetch_one(&mut *tx).await?;
    let given = sqlx::query_scalar!(
        r#"update seat t set sequence = coalesce(t.sequence, (
               select coalesce(max(o.sequence), 0) + 1 from segment s join seat o on o.locator = s.locator and o.segment_position = s.position
                where (s.carrier, s.number, s.flight_date, s.origin) = ($4, $5, $6, $7))::smallint)
            where t.locator = $1 and t.segment_position = $2 and t.passenger_position = $3 returning t.sequence as "sequence!""#,
        trip.locator.as_str(),
        segment.position,
        passenger,
        carrier,
        number,
        segment.flight_date.to_sqlx() as _,
        origin,
    );
    given.fetch_optional(tx).await?.ok_or(Error::NotFound)
}

/// The barcode: as `wire::pass` writes it, and reads it back.
fn barcode(now: Timestamp, trip: &Trip, segment: &Segment, person: &Passenger, seat: &str, sequence: i16) -> Result<String> {
    let airport = |iata: &str| Airport::airport(iata).ok_or_else(|| Error::Internal(format!("no airport: {iata}")));
    let carrier = segment.designator.carrier;
    let flight = Flight::new(carrier.as_str(), &segment.designator.number().to_string(), "")
        .ok_or_else(|| Error::Internal(format!("no flight: {}", segment.designator)))?;
    let ticket = person.ticket_number.as_deref().and_then(|number| TicketNumber::parse(number).ok());
    let padded = format!("{seat:0>4}");
    let one = Ticketed {
        locator: trip.locator.as_str(),
        route: (airport(&segment.origin.iata)?, airport(&segment.destination.iata)?),
        flight,
        date: segment.flight_date,
        class: match segment.cabin {
            Cabin::Economy => 'Y',
            Cabin::Premium => 'W',
            Cabin::Business => 'J',
        },
        seat: &padded,
        sequence: u16::try_from(sequence).unwrap_or_default(),
        ticket: ticket.as_ref(),
    };
    let tags: Vec<_> = trip.bags.iter().filter(|bag| bag.passenger == person.position).map(|bag| bag.tag.clone()).collect();
    let zone = TimeZone::get(&segment.origin.zone).unwrap_or(TimeZone::UTC);
    let name = name::printed(&person.family_name, &person.given_name);
    Ok(compose(&name, now.to_zoned(zone).date(), carrier, &tags, &[one]).write())
}
