//! The metro line: from check-in to the last airport of this journey, and where on it they are.

use super::says::connection;
use crate::{
    context::visit,
    ui::metro::{Metro, Place, Station},
    words::{Lang, t, when::zone},
};
use desk::bookings::{Segment, Trip};
use domain::booking::outlook::{Situation, Transfer};
use domain::flight::Phase;
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;
use std::{ops::RangeInclusive, sync::Arc};

/// Who has checked in is on the way to the gate from this long before departure.
const TO_THE_GATE: SignedDuration = SignedDuration::from_hours(3);

/// The line of the journey that comes next: flights that connect, there without back.
#[component]
pub(super) fn Journey(
    /// The trip.
    trip: Arc<Trip>,
) -> impl IntoView {
    let visit = visit();
    let l = visit.lang;
    if matches!(trip.outlook.situation, Situation::Void) {
        return ().into_any();
    }
    let places = journey(&trip);
    let Some(last) = trip.segments.get(*places.end()) else { return ().into_any() };
    let label = t!(l, "trip-line", city = last.destination.city.clone());
    view! { <Metro label=label stations=stations(l, &trip, places, visit.now)/> }.into_any()
}

/// First and last flight of the journey the next flight belongs to.
pub(super) fn journey(trip: &Trip) -> RangeInclusive<usize> {
    let (mut first, mut last) = (trip.outlook.next, trip.outlook.next);
    while first > 0 && connection(trip, first - 1).is_some() {
        first -= 1;
    }
    while connection(trip, last).is_some() {
        last += 1;
    }
    first..=last
}

fn stations(l: Lang, trip: &Trip, places: RangeInclusive<usize>, now: Timestamp) -> Vec<Station> {
    let (first, next) = (*places.start(), trip.outlook.next);
    let Some(departing) = trip.segments.get(first) else { return Vec::new() };
    let mut line = start(l, departing, next > first, now);
    let mut lost = false;
    for place in places {
        let Some(segment) = trip.segments.get(place) else { continue };
        let phase = segment.state.as_ref().map(|state| state.phase);
        let flying = place == next && matches!(phase, Some(Phase::Taxiing | Phase::InTheAir));
        if place == first {
            line.push(take_off(l, segment, next > first, lost));
        } else if flying {
            line.push(Station::new(t!(l, "trip-station-flying"), Place::Now));
        }
        lost |= matches!(phase, Some(Phase::Cancelled | Phase::Diverted));
        let here = place < next || matches!(phase, Some(Phase::Landed | Phase::Arrived));
        let moved_on = next > place + 1 || (next == place + 1 && trip.segments.get(next).is_some_and(has_left));
        let seen = match (lost, here, moved_on) {
            (true, ..) => Place::Missed,
            (_, true, true) => Place::Done,
            (_, true, false) => Place::Now,
            _ => Place::Ahead,
        };
        line.push(arrival(l, segment, seen));
        lost |= connection(trip, place).is_some_and(|connection| matches!(connection.transfer, Transfer::Missed | Transfer::Broken));
    }
    line
}

fn has_left(segment: &Segment) -> bool {
    segment.state.as_ref().is_some_and(|state| state.phase.has_left())
}

/// Check-in and gate.
fn start(l: Lang, segment: &Segment, behind: bool, now: Timestamp) -> Vec<Station> {
    let gone = behind || has_left(segment);
    let checked_in = segment.seats.iter().any(|seat| seat.checked_in);
    let off = segment.state.as_ref().is_some_and(|state| state.phase == Phase::Cancelled);
    let far = segment.state.as_ref().is_some_and(|state| state.departure.best() > now + TO_THE_GATE);
    let (check_in, gate) = match (gone, checked_in) {
        (true, _) => (Place::Done, Place::Done),
        (false, true) if far && !off => (Place::Now, Place::Ahead),
        (false, true) => (Place::Done, if off { Place::Missed } else { Place::Now }),
        (false, false) => (Place::Now, if off { Place::Missed } else { Place::Ahead }),
    };
    let name = if checked_in || gone { t!(l, "trip-station-checked-in") } else { t!(l, "trip-station-check-in") };
    let gate_name =
        segment.gate_out.clone().map_or_else(|| t!(l, "trip-station-gate"), |gate| t!(l, "trip-station-gate-known", gate = gate));
    vec![Station::new(name, check_in), Station::new(gate_name, gate)]
}

/// Take-off; in the air that is where they are.
fn take_off(l: Lang, segment: &Segment, behind: bool, lost: bool) -> Station {
    let phase = segment.state.as_ref().map(|state| state.phase);
    match phase {
        Some(Phase::InTheAir | Phase::Taxiing) if !behind => Station::new(t!(l, "trip-station-flying"), Place::Now),
        Some(Phase::Cancelled) => Station::new(t!(l, "trip-station-take-off"), Place::Missed),
        _ if lost => Station::new(t!(l, "trip-station-take-off"), Place::Missed),
        _ if behind || has_left(segment) => Station::new(t!(l, "trip-station-take-off"), Place::Done),
        _ => {
            let time = segment.state.as_ref().map(|state| l.time(state.departure.best(), &zone(&segment.origin.zone)));
            let station = Station::new(t!(l, "trip-station-take-off"), Place::Ahead);
            match time {
                Some(time) => station.note(time),
                None => station,
            }
        }
    }
}

fn arrival(l: Lang, segment: &Segment, seen: Place) -> Station {
    let station = Station::new(segment.destination.city.clone(), seen);
    match &segment.state {
        Some(state) if seen != Place::Missed => station.note(l.time(state.arrival.best(), &zone(&segment.destination.zone))),
        _ => station,
    }
}
