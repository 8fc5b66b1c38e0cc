//! Flights as rows, each leading to its page.

use super::{says, zone_of};
use crate::{
    context::visit,
    ui::{
        status::Status,
        table::{Column, Table},
    },
    words::{Lang, t},
};
use desk::flights::{Airport, Direction, Flight};
use domain::flight::{Phase, Times};
use jiff::{Timestamp, civil::Date};
use leptos::prelude::*;

/// What the first columns tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// One side of an airport.
    Board(Direction),
    /// Both ends of the flight.
    Both,
    /// Both ends, over several days.
    Days,
}

/// The table of flights; where it may run over several days, each begins under its date.
#[component]
pub(super) fn Rows(
    /// What it shows, as a title.
    #[prop(into)]
    caption: String,
    /// In the order shown.
    flights: Vec<Flight>,
    /// What the first columns tell.
    seen: Seen,
) -> impl IntoView {
    let visit = visit();
    let l = visit.lang;
    let place = match seen {
        Seen::Board(Direction::Arrivals) => t!(l, "flights-from"),
        Seen::Board(Direction::Departures) => t!(l, "flights-to"),
        Seen::Both | Seen::Days => t!(l, "flights-way"),
    };
    let columns = vec![
        Column::words(t!(l, "flights-time")),
        Column::words(t!(l, "flights-flight")),
        Column::words(place.clone()),
        Column::words(t!(l, "flights-gate")),
        Column::words(t!(l, "flights-status")),
    ];
    let mut last = None;
    let rows = flights
        .into_iter()
        .map(|flight| {
            let day = day(&flight, seen).filter(|day| last.replace(*day) != Some(*day));
            view! { {day.map(|day| heading(l, day, visit.now))}{row(l, &flight, seen, place.clone())} }
        })
        .collect_view();
    view! { <Table caption=caption columns=columns titled=true board=true>{rows}</Table> }
}

/// The day a row stands under: that of the board's own airport.
fn day(flight: &Flight, seen: Seen) -> Option<Date> {
    match seen {
        Seen::Board(Direction::Arrivals) => Some(flight.schedule.arrives.to_zoned(zone_of(&flight.destination)).date()),
        Seen::Board(Direction::Departures) => Some(flight.schedule.departs.to_zoned(zone_of(&flight.origin)).date()),
        Seen::Days => Some(flight.date),
        Seen::Both => None,
    }
}

fn heading(l: Lang, day: Date, now: Timestamp) -> impl IntoView + use<> {
    view! { <tr role="row" class="table__day"><td role="cell" colspan="5"><h2>{l.date_from(day, now)}</h2></td></tr> }
}

fn row(l: Lang, flight: &Flight, seen: Seen, place_head: String) -> impl IntoView + use<> {
    let (mark, word) = says::status(l, flight);
    let href = format!("/flights/{}", flight.key());
    let arrives = seen == Seen::Board(Direction::Arrivals);
    let (times, here, far) = if arrives {
        (&flight.state.arrival, &flight.destination, &flight.origin)
    } else {
        (&flight.state.departure, &flight.origin, &flight.destination)
    };
    let gate = if arrives { flight.gate_in.clone() } else { flight.gate_out.clone() };
    // one that was diverted does not come here
    let off = flight.state.phase == Phase::Cancelled || (arrives && flight.state.phase == Phase::Diverted);
    let zone = zone_of(here);
    let (time, was) = clock(l, times, &zone, off);
    let called = |airport: &Airport| format!("{} {}", airport.city(l.0), airport.code);
    let place = match seen {
        Seen::Board(_) => called(far),
        Seen::Both | Seen::Days => t!(l, "flights-way-of", from = called(here), to = called(far)),
    };
    let gate = gate.filter(|_| !off).unwrap_or_else(|| "–".to_owned());
    view! {
        <tr role="row" class="table__row--open">
            <td role="cell" data-label=t!(l, "flights-time") class="figures">
                <span>{was.map(|was| view! { <s class="quiet">{was}</s>" " })}<b>{time}</b></span>
            </td>
            <td role="cell" data-label=t!(l, "flights-flight")><a class="table__link" href=href>{flight.designator.spaced()}</a></td>
            <td role="cell" data-label=place_head>{place}</td>
            <td role="cell" data-label=t!(l, "flights-gate")>{gate}</td>
            <td role="cell" data-label=t!(l, "flights-status")><Status mark=mark>{word}</Status></td>
        </tr>
    }
}

/// The time that holds, and the planned one where it is another.
fn clock(l: Lang, times: &Times, zone: &jiff::tz::TimeZone, off: bool) -> (String, Option<String>) {
    let (best, planned) = (l.time(times.best(), zone), l.time(times.planned, zone));
    if off || best == planned {
        return (planned, None);
    }
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    let days = day(times.planned).until(day(times.best())).map_or(0, |span| span.get_days());
    let best = if days == 0 { best } else { format!("{best} {days:+}").replace('-', "−") };
    (best, Some(planned))
}
