//! The head of the trip: the flight that matters now, and what is the matter with it.

use super::{
    ends::ends,
    says::{Inbound, says, status},
};
use crate::{
    context::visit,
    ui::{
        flight_head::FlightHead,
        status::{Mark, Status},
    },
    words::{t, when::zone},
};
use desk::bookings::Trip;
use domain::booking::outlook::Situation;
use domain::locale::Locale;
use leptos::prelude::*;
use std::sync::Arc;

/// Times huge, status in a word, what it means in a sentence or two.
#[component]
pub(super) fn TripHead(
    /// The trip.
    trip: Arc<Trip>,
    /// Where the aircraft is still to come from.
    inbound: Option<Inbound>,
    /// Another flight or the money back can be chosen here.
    open: bool,
) -> impl IntoView {
    let visit = visit();
    let l = visit.lang;
    let place = place_shown(&trip);
    let Some(segment) = trip.segments.get(place) else {
        return view! { <h1>{trip.locator.to_string()}</h1><p>{t!(l, "trip-void")}</p> }.into_any();
    };
    let party = t!(l, "trip-party", count = trip.passengers.len());
    let caption = [segment.designator.spaced(), l.date(segment.flight_date), trip.locator.to_string(), party].join(" · ");
    let (from, to, duration) = ends(l, segment);
    let (mark, word) = match trip.outlook.situation {
        Situation::Void => (Mark::Rest, l.text(trip.state.key(), None)),
        _ => status(l, segment),
    };
    let says = says(l, &trip, inbound.as_ref(), open, visit.now);
    // full-width punctuation brings its own space
    let gap = if l.0 == Locale::ZhCn { "" } else { " " };
    let lead = says
        .lead
        .into_iter()
        .map(|(strong, words)| if strong { view! { <strong>{words}</strong>{gap} }.into_any() } else { view! { {words}{gap} }.into_any() });
    let lead = lead.collect_view();
    let more = (!says.more.is_empty()).then(|| view! { <p>{says.more.join(gap)}</p> });
    let here = if segment.state.as_ref().is_some_and(|state| state.phase.has_left()) { &segment.destination } else { &segment.origin };
    let as_of = t!(l, "trip-as-of", time = l.time(visit.now, &zone(&here.zone)), city = here.city.clone());
    view! {
        <FlightHead caption=caption from=from to=to duration=duration title=true shared=true>
            <Status mark=mark big=true>{word}</Status>
            <p>{lead}</p>
            {more}
            <p class="quiet small">{as_of}</p>
        </FlightHead>
    }
    .into_any()
}

/// The flight that is cancelled or diverted, else the next one: what is wrong comes first.
pub(super) fn place_shown(trip: &Trip) -> usize {
    match trip.outlook.situation {
        Situation::Cancelled(place) | Situation::Diverted(place) => place,
        _ => trip.outlook.next,
    }
}
