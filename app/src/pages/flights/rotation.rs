//! Where the aircraft comes from, and where it goes next.

use super::{says, zone_of};
use crate::{
    context::{lang, visit},
    ui::status::Status,
    words::t,
};
use desk::flights::Flight;
use domain::flight::Phase;
use leptos::prelude::*;

/// The flights before and after with the same aircraft.
#[component]
pub(super) fn Rotation(
    /// It has left: where the aircraft came from no longer matters if nobody knows.
    left: bool,
    /// The leg that brings the aircraft.
    before: Option<Flight>,
    /// The one it flies next.
    after: Option<Flight>,
) -> impl IntoView {
    let l = lang();
    let now = visit().now;
    if left && before.is_none() && after.is_none() {
        return ().into_any();
    }
    let before = match before {
        None if left => ().into_any(),
        None => view! { <p>{t!(l, "flight-comes-from-none")}</p> }.into_any(),
        Some(flight) => {
            let (mark, word) = says::status(l, &flight);
            let (city, name) = (flight.origin.city(l.0).to_owned(), flight.designator.spaced());
            let time = l.day_time(flight.state.arrival.best(), now, &zone_of(&flight.destination));
            let says = match flight.state.phase {
                Phase::Cancelled | Phase::Diverted => t!(l, "flight-comes-from-cancelled", city = city, flight = name),
                Phase::Arrived => t!(l, "flight-comes-from-was", city = city, flight = name, time = time),
                _ => t!(l, "flight-comes-from-says", city = city, flight = name, time = time),
            };
            let href = format!("/flights/{}", flight.key());
            view! { <p>{says}</p><p class="row"><Status mark=mark>{word}</Status><a href=href>{flight.designator.spaced()}</a></p> }
                .into_any()
        }
    };
    let after = after.filter(|flight| flight.schedule.departs > now && flight.state.phase != Phase::Cancelled).map(|flight| {
        let (city, name) = (flight.destination.city(l.0).to_owned(), flight.designator.spaced());
        let time = l.day_time(flight.schedule.departs, now, &zone_of(&flight.origin));
        view! { <p class="quiet">{t!(l, "flight-goes-on", city = city, flight = name, time = time)}</p> }
    });
    view! {
        <section class="stack stack--s">
            <h2>{t!(l, "flight-comes-from")}</h2>
            {before}
            {after}
        </section>
    }
    .into_any()
}
