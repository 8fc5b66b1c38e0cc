//! A bag's journey as a line: handed over, in the hold, changed, there.

use crate::{
    ui::metro::{Metro, Place, Station},
    words::{Lang, t, when::zone},
};
use desk::bags::{Leg, Traced};
use domain::bag::{Standing, What};
use domain::flight::FlightKey;
use leptos::prelude::*;

/// Flights of one line; a bag that goes further is told by its last ones.
const MOST_LEGS: usize = 3;

/// The line.
#[component]
pub(super) fn Line(
    /// The bag.
    bag: Traced,
    /// The reader's language.
    l: Lang,
) -> impl IntoView {
    let stations = stations(l, &bag);
    (!stations.is_empty()).then(|| view! { <Metro label=t!(l, "bag-line") stations=stations/> })
}

/// What has happened is behind; the last of it is here, unless the bag is lost sight of.
fn stations(l: Lang, bag: &Traced) -> Vec<Station> {
    if bag.legs.is_empty() {
        return Vec::new();
    }
    let lost = matches!(bag.standing, Standing::LeftBehind | Standing::NotLoaded);
    let mut line = vec![handed_over(l, bag)];
    let from = bag.legs.len().saturating_sub(MOST_LEGS);
    for (place, leg) in bag.legs.iter().enumerate().skip(from) {
        let last = place + 1 == bag.legs.len();
        let missed = lost && bag.flight == Some(leg.flight.key());
        line.push(hold(l, leg, missed));
        line.push(end(l, bag, leg, last));
    }
    // the furthest that is done is where it is
    let reached = line.iter().rposition(|station| station.place == Place::Done);
    if let Some(station) = reached.and_then(|place| line.get_mut(place)) {
        station.place = Place::Now;
    }
    line
}

fn handed_over(l: Lang, bag: &Traced) -> Station {
    let accepted = bag.steps.iter().find(|step| step.what == What::Accepted);
    let seen = accepted.or(bag.steps.first());
    let station = Station::new(t!(l, "bag-station-accepted"), if seen.is_some() { Place::Done } else { Place::Ahead });
    match seen.and_then(|step| Some((step.at, step.airport.as_ref()?))) {
        Some((at, airport)) => station.note(l.time(at, &zone(&airport.zone))),
        None => station,
    }
}

fn hold(l: Lang, leg: &Leg, missed: bool) -> Station {
    let name = t!(l, "bag-station-loaded", flight = spaced(leg.flight.key()));
    match leg.loaded {
        Some(at) => Station::new(name, Place::Done).note(l.time(at, &zone(&leg.flight.origin.zone))),
        // sent after its passenger on another
        None if missed || leg.arrived.is_some() => Station::new(name, Place::Missed),
        None => Station::new(name, Place::Ahead),
    }
}

fn end(l: Lang, bag: &Traced, leg: &Leg, last: bool) -> Station {
    let city = leg.flight.destination.city(l.0).to_owned();
    let there = leg.arrived.or_else(|| bag.seen.filter(|_| last && bag.standing == Standing::Arrived));
    let name = if last { t!(l, "bag-station-arrived", city = city) } else { t!(l, "bag-station-changed", city = city) };
    match there {
        Some(at) => Station::new(name, Place::Done).note(l.time(at, &zone(&leg.flight.destination.zone))),
        None => Station::new(name, Place::Ahead),
    }
}

/// `LD 408`.
pub(super) fn spaced(key: FlightKey) -> String {
    key.designator.spaced()
}
