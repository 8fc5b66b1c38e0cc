//! A trip as rule and letters see it.

use super::super::trip::{Segment, Trip};
use crate::outbox::{LetterFlight, LetterPlace, TripFacts};
use domain::booking::SegmentStatus;
use domain::booking::notices::{Leg, journey_of};
use domain::flight::{FlightKey, Phase};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The flights they will take, as far as their times are known.
pub(super) fn legs(trip: &Trip) -> Vec<Leg> {
    flown(trip).filter_map(leg).collect()
}

/// The days of the flights that are none of these: their times are not known yet, or the booking does not stand just now.
pub(super) fn awaited(trip: &Trip, legs: &[Leg]) -> Vec<Date> {
    let known = |segment: &&Segment| legs.iter().any(|leg| leg.position == segment.position);
    trip.segments.iter().filter(|segment| !known(segment)).map(|segment| segment.flight_date).collect()
}

fn flown(trip: &Trip) -> impl Iterator<Item = &Segment> {
    trip.segments.iter().filter(|segment| matches!(segment.status, SegmentStatus::Confirmed | SegmentStatus::Flown))
}

fn leg(segment: &Segment) -> Option<Leg> {
    let state = segment.state.as_ref()?;
    Some(Leg {
        position: segment.position,
        flight: FlightKey { designator: segment.designator, date: segment.flight_date }.to_string(),
        origin: segment.origin.iata.clone(),
        destination: segment.destination.iata.clone(),
        departs: state.departure.best(),
        from: TimeZone::get(&segment.origin.zone).unwrap_or(TimeZone::UTC),
        arrives: state.arrival.best(),
        left: state.phase.has_left(),
        arrived: matches!(state.phase, Phase::Landed | Phase::Arrived),
        off: state.phase == Phase::Cancelled,
        diverted: state.phase == Phase::Diverted,
    })
}

/// What a letter says of these flights, by their places in the booking.
pub(super) fn facts(trip: &Trip, now: Timestamp, places: &[i16], wished: bool) -> TripFacts {
    let segments: Vec<&Segment> = flown(trip).filter(|segment| places.contains(&segment.position)).collect();
    TripFacts {
        locator: trip.locator.to_string(),
        as_of: now,
        bags_included: segments.first().map_or(0, |segment| segment.bags_included),
        bags: i16::try_from(trip.bags.len()).unwrap_or(i16::MAX),
        abroad: segments.iter().any(|segment| segment.origin.country != segment.destination.country),
        answered_within: trip.answered_within.0,
        wished,
        change: None,
        transfer: None,
        flights: segments.into_iter().filter_map(flight).collect(),
    }
}

/// What is told of the whole trip now, to whoever may see it: the same as a letter would.
#[must_use]
pub fn itinerary(trip: &Trip, now: Timestamp) -> TripFacts {
    let places: Vec<i16> = trip.segments.iter().map(|segment| segment.position).collect();
    facts(trip, now, &places, false)
}

/// The flights of the journey this one belongs to.
pub(super) fn journey(trip: &Trip, position: i16) -> Vec<i16> {
    journey_of(&legs(trip), position)
}

fn flight(segment: &Segment) -> Option<LetterFlight> {
    let state = segment.state.as_ref()?;
    let place = |place: &super::super::trip::Place, terminal: &Option<String>, gate: Option<&String>| LetterPlace {
        city: place.city.clone(),
        iata: place.iata.clone(),
        zone: place.zone.clone(),
        terminal: terminal.clone(),
        gate: gate.cloned(),
    };
    Some(LetterFlight {
        position: segment.position,
        designator: segment.designator.spaced(),
        from: place(&segment.origin, &segment.terminal_out, segment.gate_out.as_ref()),
        to: place(&segment.destination, &segment.terminal_in, None),
        departs: state.departure.best(),
        arrives: state.arrival.best(),
        seats: segment.seats.iter().filter_map(|seat| seat.seat.clone()).collect(),
        belt: segment.belt.clone(),
        off: state.phase == Phase::Cancelled,
    })
}
