//! The other flights of the booking, and the changes of aircraft between them.

use super::{
    ends::ends,
    head::place_shown,
    says::{connection, status},
};
use crate::{
    context::lang,
    ui::{
        flight_head::FlightHead,
        status::{Mark, Status},
    },
    words::{Lang, t},
};
use desk::bookings::{Segment, Trip};
use domain::booking::outlook::Transfer;
use leptos::prelude::*;
use std::sync::Arc;

/// Every flight but the one on top, in order, with the time there is to change.
#[component]
pub(super) fn Onward(
    /// The trip.
    trip: Arc<Trip>,
) -> impl IntoView {
    let l = lang();
    if trip.segments.len() < 2 {
        return ().into_any();
    }
    let shown = place_shown(&trip);
    let flights = trip
        .segments
        .iter()
        .enumerate()
        .map(|(place, segment)| {
            let change =
                change(l, &trip, place).map(|(mark, words)| view! { <p class="trip__change"><Status mark=mark>{words}</Status></p> });
            let card = (place != shown).then(|| view! { <Flight segment=segment.clone()/> });
            view! { {card}{change} }
        })
        .collect_view();
    view! { <section class="stack stack--l"><h2>{t!(l, "trip-whole")}</h2>{flights}</section> }.into_any()
}

#[component]
fn Flight(segment: Segment) -> impl IntoView {
    let l = lang();
    let (from, to, duration) = ends(l, &segment);
    let (mark, word) = status(l, &segment);
    let href = format!("/flights/{}/{}", segment.designator, segment.flight_date);
    let caption = [segment.designator.spaced(), l.date(segment.flight_date), l.text(segment.cabin.key(), None)].join(" · ");
    let seats: Vec<String> = segment.seats.iter().filter_map(|seat| seat.seat.clone()).collect();
    let seats = (!seats.is_empty()).then(|| t!(l, "trip-seats", seats = seats.join(", ")));
    view! {
        <FlightHead caption=caption from=from to=to duration=duration small=true>
            <p class="row"><Status mark=mark>{word}</Status>{seats.map(|seats| view! { <span class="quiet">{seats}</span> })}<a href=href>{t!(l, "trip-flight-page")}</a></p>
        </FlightHead>
    }
}

/// The time there is to change after a flight, as booked and as it is now.
fn change(l: Lang, trip: &Trip, place: usize) -> Option<(Mark, String)> {
    let connection = connection(trip, place)?;
    let city = trip.segments.get(place)?.destination.city.clone();
    let (planned, now) = (l.duration(connection.planned), l.duration(connection.now));
    Some(match connection.transfer {
        Transfer::Holds if connection.now == connection.planned => (Mark::Good, t!(l, "trip-change", city = city, span = now)),
        Transfer::Holds => (Mark::Good, t!(l, "trip-change-now", city = city, span = now, planned = planned)),
        Transfer::Tight => (Mark::Changed, t!(l, "trip-change-tight", city = city, span = now, planned = planned)),
        Transfer::Missed => (Mark::Bad, t!(l, "trip-change-missed", city = city)),
        Transfer::Broken => (Mark::Bad, t!(l, "trip-change-broken", city = city)),
    })
}
