//! Texts about a trip: the one thing to know now, and where the rest stands.

use super::super::{Lang, letter, t, when::zone};
use crate::ui::carrier;
use desk::outbox::{Letter, LetterFlight, TripFacts};
use domain::booking::notices::News;

/// What a letter about a trip is as a text.
pub(super) fn write(l: Lang, letter: &Letter, facts: &TripFacts, url: &str) -> String {
    let (carrier, link) = (carrier::name(l.0), letter::trip::trip_link(facts, url));
    // at a connection the flight that goes on is the one to know
    let told = if matches!(letter, Letter::TripConnection(_)) { facts.flights.last() } else { facts.flights.first() };
    let Some(flight) = told else { return t!(l, "text-trip", carrier = carrier, link = link) };
    let (name, to, when, city) = (flight.designator.clone(), flight.to.city.clone(), leaves(l, flight), flight.from.city.clone());
    match letter {
        Letter::TripReminder(_) => {
            let place = place(l, flight);
            t!(l, "text-trip-reminder", carrier = carrier, flight = name, to = to, when = when, city = city, place = place, link = link)
        }
        Letter::TripConnection(_) if facts.transfer.as_deref() == Some("missed") => {
            t!(l, "text-trip-missed", carrier = carrier, flight = name, to = to, link = link)
        }
        Letter::TripConnection(_) => {
            let place = place(l, flight);
            t!(l, "text-trip-connection", carrier = carrier, flight = name, to = to, when = when, city = city, place = place, link = link)
        }
        Letter::TripArrival(_) => match flight.belt.clone() {
            Some(belt) => t!(l, "text-trip-belt", carrier = carrier, city = to, belt = belt, telephone = carrier::telephone(), link = link),
            None => t!(l, "text-trip-arrival", carrier = carrier, city = to, telephone = carrier::telephone(), link = link),
        },
        Letter::TripChange(_) => match facts.change.as_ref().map(|change| change.news) {
            Some(News::Cancelled) => t!(l, "text-trip-cancelled", carrier = carrier, flight = name, to = to, link = link),
            Some(News::Diverted) => t!(l, "text-trip-diverted", carrier = carrier, flight = name, to = to, link = link),
            _ => t!(l, "text-trip-moved", carrier = carrier, flight = name, to = to, when = when, city = city, link = link),
        },
        _ => t!(l, "text-trip-itinerary", carrier = carrier, flight = name, to = to, when = when, city = city, link = link),
    }
}

fn leaves(l: Lang, flight: &LetterFlight) -> String {
    l.date_time(flight.departs, &zone(&flight.from.zone))
}

fn place(l: Lang, flight: &LetterFlight) -> String {
    let terminal = flight.from.terminal.clone().map(|terminal| t!(l, "trip-terminal", terminal = terminal));
    let gate = flight.from.gate.clone().map(|gate| t!(l, "trip-gate", gate = gate));
    let known: Vec<String> = terminal.into_iter().chain(gate).collect();
    if known.is_empty() { t!(l, "trip-gate-later") } else { known.join(", ") }
}
