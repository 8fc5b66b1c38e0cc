//! How a flight stands, in a word and in sentences.

use super::zone_of;
use crate::{
    ui::status::Mark,
    words::{Lang, t},
};
use desk::flights::{Airport, Flight};
use domain::flight::{Phase, Tone};
use jiff::{SignedDuration, Timestamp};

/// Gates are certain on the day.
const SOON: SignedDuration = SignedDuration::from_hours(24);
/// Be at the gate this long before departure.
const AT_GATE: SignedDuration = SignedDuration::from_mins(30);

/// Shape and word.
pub(super) fn status(l: Lang, flight: &Flight) -> (Mark, String) {
    let state = &flight.state;
    let mark = match state.tone() {
        Tone::Good => Mark::Good,
        Tone::Changed => Mark::Changed,
        Tone::Lost => Mark::Bad,
        Tone::Rest => Mark::Rest,
    };
    let settled = matches!(state.phase, Phase::Cancelled | Phase::Diverted | Phase::NoNews);
    if !state.is_late() || settled {
        return (mark, l.text(state.phase.key(), None));
    }
    let late = t!(l, "flight-late", by = l.duration(SignedDuration::from_mins(state.delay_minutes())));
    match state.phase {
        Phase::Scheduled | Phase::Delayed => (mark, late),
        phase => (mark, format!("{} · {late}", l.text(phase.key(), None))),
    }
}

/// What it means, most important first.
pub(super) fn sentences(l: Lang, flight: &Flight, now: Timestamp) -> Vec<String> {
    let state = &flight.state;
    let (here, there) = (zone_of(&flight.origin), zone_of(&flight.destination));
    let city = || flight.destination.city(l.0).to_owned();
    let leaves = || l.time(state.departure.best(), &here);
    let arrives = || l.time(state.arrival.best(), &there);
    let mut all = vec![match state.phase {
        Phase::Scheduled if state.departure.best() > now + SOON => t!(l, "flight-says-far", time = leaves()),
        Phase::Scheduled => t!(l, "flight-says-scheduled", time = leaves(), gate = l.time(state.departure.best() - AT_GATE, &here)),
        Phase::Delayed => late(l, flight),
        Phase::Boarding => t!(l, "flight-says-boarding", time = leaves()),
        Phase::NoNews => t!(l, "flight-says-no-news", time = leaves()),
        Phase::Taxiing => t!(l, "flight-says-taxiing", time = leaves()),
        Phase::InTheAir => {
            let time = l.time(state.airborne.unwrap_or(state.departure.best()), &here);
            t!(l, "flight-says-in-the-air", time = time, city = city(), arrives = arrives())
        }
        Phase::Landed => t!(l, "flight-says-landed", time = l.time(state.landed.unwrap_or(state.arrival.best()), &there)),
        Phase::Arrived => t!(l, "flight-says-arrived", time = arrives(), city = city()),
        Phase::Diverted => diverted(l, flight),
        Phase::Cancelled => t!(l, "flight-says-cancelled"),
    }];
    let matters = !state.phase.has_left() || state.phase == Phase::Diverted;
    all.extend(state.reason.filter(|_| matters).map(|reason| l.text(reason.key(), None)));
    if let (Some(gate), Some(before)) = (&flight.gate_out, &flight.gate_before)
        && !state.phase.has_left()
        && state.phase != Phase::Cancelled
    {
        all.push(t!(l, "flight-says-gate", gate = gate.clone(), before = before.clone()));
    }
    if let Some(belt) = flight.belt.clone().filter(|_| matches!(state.phase, Phase::Landed | Phase::Arrived)) {
        all.push(t!(l, "flight-says-belt", belt = belt));
    }
    all
}

fn late(l: Lang, flight: &Flight) -> String {
    let by = l.duration(SignedDuration::from_mins(flight.state.delay_minutes()));
    let time = l.time(flight.state.departure.best(), &zone_of(&flight.origin));
    t!(l, "flight-says-late", by = by, time = time, city = flight.origin.city(l.0).to_owned())
}

fn diverted(l: Lang, flight: &Flight) -> String {
    let named = |airport: &Airport| format!("{} ({})", airport.city(l.0), airport.code);
    let instead = flight.instead.as_ref().map(named).or_else(|| flight.state.diverted_to.clone()).unwrap_or_default();
    let city = flight.destination.city(l.0).to_owned();
    if flight.state.landed.is_some() {
        t!(l, "flight-says-diverted-landed", instead = instead, city = city)
    } else {
        t!(l, "flight-says-diverted", instead = instead, city = city)
    }
}
