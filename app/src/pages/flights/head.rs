//! The head of a flight: from, to, the two times, how it stands, and how far it is.

use super::{says, zone_of};
use crate::{
    context::visit,
    ui::{
        flight_head::{End, FlightHead},
        metro::{Metro, Place, Station},
        status::Status,
    },
    words::{Lang, t},
};
use desk::flights::{Airport, Flight};
use domain::flight::{Phase, Times};
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// Head and line of a leg.
#[component]
pub(super) fn LegHead(
    /// The leg.
    flight: Flight,
    /// The first on the page: its caption is the title.
    first: bool,
) -> impl IntoView {
    let visit = visit();
    let l = visit.lang;
    let (mark, word) = says::status(l, &flight);
    let sentences = says::sentences(l, &flight, visit.now);
    let caption = [flight.designator.spaced(), l.date_from(flight.date, visit.now), flight.airline.name(l.0).to_owned()].join(" · ");
    let (from, to) = ends(l, &flight);
    let off = flight.state.phase == Phase::Cancelled;
    let takes = (!off && flight.state.phase != Phase::Diverted)
        .then(|| l.duration(flight.state.arrival.best().duration_since(flight.state.departure.best())));
    let line = t!(l, "flight-line", flight = flight.designator.spaced());
    let stations = stations(l, &flight);
    view! {
        <FlightHead caption=caption from=from to=to duration=takes title=first shared=first>
            <p><Status mark=mark big=true>{word}</Status></p>
            <p>{sentences.join(if l.tag() == "en" { " " } else { "" })}</p>
        </FlightHead>
        <Metro label=line stations=stations/>
    }
}

fn ends(l: Lang, flight: &Flight) -> (End, End) {
    let state = &flight.state;
    let (here, there) = (zone_of(&flight.origin), zone_of(&flight.destination));
    let off = state.phase == Phase::Cancelled;
    let mut from = end(l, &flight.origin, &state.departure, &here, off);
    let mut to = end(l, &flight.destination, &state.arrival, &there, off || state.phase == Phase::Diverted);
    // what does not fly, or not there, has no gate
    from.note = stand(l, flight.terminal_out.as_ref(), flight.gate_out.as_ref().filter(|_| !off));
    to.note = stand(l, flight.terminal_in.as_ref(), flight.gate_in.as_ref().filter(|_| !off && state.phase != Phase::Diverted));
    let (first, last) = (state.departure.best().to_zoned(here).date(), state.arrival.best().to_zoned(there).date());
    let days = first.until(last).map_or(0, |span| span.get_days());
    to.day = (days != 0).then(|| format!("{days:+}").replace('-', "−"));
    (from, to)
}

fn end(l: Lang, airport: &Airport, times: &Times, zone: &TimeZone, off: bool) -> End {
    // What does not happen is struck out as it was planned.
    let at = if off { times.planned } else { times.best() };
    let (time, planned) = (l.time(at, zone), l.time(times.planned, zone));
    let (city, name) = (airport.city(l.0), airport.name(l.0));
    End {
        place: if city == name || l.tag() != "en" { city.to_owned() } else { format!("{city} {name}") },
        code: airport.code.clone(),
        datetime: Some(at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M%:z").to_string()),
        planned: (planned != time && !off).then_some(planned),
        time,
        off,
        ..End::default()
    }
}

/// `Terminal C · gate C92`
fn stand(l: Lang, terminal: Option<&String>, gate: Option<&String>) -> Option<String> {
    let terminal = terminal.map(|terminal| t!(l, "flight-terminal-note", terminal = terminal.clone()));
    let gate = gate.map(|gate| t!(l, "flight-gate-note", gate = gate.clone()));
    let known: Vec<String> = terminal.into_iter().chain(gate).collect();
    (!known.is_empty()).then(|| known.join(" · "))
}

/// From gate to gate, and where it is on the way.
fn stations(l: Lang, flight: &Flight) -> Vec<Station> {
    let state = &flight.state;
    let (here, there) = (zone_of(&flight.origin), zone_of(&flight.destination));
    let lost = matches!(state.phase, Phase::Cancelled | Phase::Diverted);
    // How many of the stations lie behind; the next is where it is.
    let behind = match state.phase {
        Phase::Taxiing => 1,
        Phase::InTheAir => 2,
        Phase::Landed => 3,
        Phase::Arrived => 5,
        Phase::Diverted => 2 + usize::from(state.landed.is_some()),
        _ => 0,
    };
    let place = |station: usize| match (station.cmp(&behind), lost && station >= 3 || state.phase == Phase::Cancelled) {
        (_, true) => Place::Missed,
        (std::cmp::Ordering::Less, _) => Place::Done,
        (std::cmp::Ordering::Equal, _) => Place::Now,
        (std::cmp::Ordering::Greater, _) => Place::Ahead,
    };
    let mut line = vec![
        Station::new(t!(l, "flight-station-gate"), place(0)).note(l.time(state.departure.best(), &here)),
        noted(Station::new(t!(l, "flight-station-take-off"), place(1)), state.airborne.map(|at| l.time(at, &here))),
    ];
    if behind == 2 {
        let share = (state.progress * 100.0).round() as i64;
        line.push(Station::new(t!(l, "flight-station-air", share = share), place(2)));
    }
    line.push(noted(Station::new(t!(l, "flight-station-landing"), place(3)), state.landed.filter(|_| !lost).map(|at| l.time(at, &there))));
    let arrival = (!lost).then(|| l.time(state.arrival.best(), &there));
    line.push(noted(Station::new(t!(l, "flight-station-arrival"), place(4)), arrival));
    line
}

fn noted(station: Station, note: Option<String>) -> Station {
    match note {
        Some(note) => station.note(note),
        None => station,
    }
}
