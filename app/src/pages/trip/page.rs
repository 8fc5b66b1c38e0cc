//! `/trip/{locator}`: a booking as its passenger needs it: the next flight first, what is at stake, what to do.

use super::{
    actions::{Actions, Changes},
    aside::TripAside,
    change::{Open, open},
    head::{TripHead, place_shown},
    hold::OnHold,
    journey::{Journey, journey},
    onward::Onward,
    reach::{DayAndNight, Messages},
    says::Inbound,
};
use crate::{
    context::{lang, portal, visit},
    islands::Live,
    outcome::{encode, refused, see_other},
    pages::surveys::offer::asked,
    ui::{
        band::{Band, Ground},
        page_head::{Columns, Page, Width},
    },
    words::t,
};
use desk::bookings::letters::{TripLetters, of_trip};
use desk::bookings::{Held, Segment, Trip, held, trip};
use desk::surveys::{About, Offer};
use desk::{Error, PgPool, flights};
use domain::booking::{BagTag, BookingState, Locator};
use domain::flight::{FlightKey, Phase, Reason};
use domain::locale::Locale;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::sync::Arc;

/// The trip, or the door to it where it is not open in this browser.
#[component]
pub fn TripPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let named = use_params_map().with_untracked(|params| params.get("locator")).unwrap_or_default();
    Suspend::new(async move {
        let Ok(locator) = Locator::parse(&named) else { return refused(Error::NotFound) };
        match trip(&portal.db, &visit.viewer, visit.now, visit.lang.0, &locator).await {
            Ok(trip) => {
                let inbound = inbound(&portal.db, visit.now, visit.lang.0, &trip).await;
                // what is written about it is beside the point: the page is complete without
                let held = if trip.state == BookingState::Held {
                    held(&portal.db, &visit.viewer, &locator).await.unwrap_or_default()
                } else {
                    None
                };
                let letters = of_trip(&portal.db, &visit.viewer, visit.now, &trip, portal.texts()).await.unwrap_or_default();
                let open = open(&portal, &visit, &trip).await;
                let left = desk::bags::left_behind(&portal.db, visit.now, &locator).await.unwrap_or_default();
                let asks = desk::surveys::offered(&portal.db, &visit.viewer, visit.now, About::Trip(&locator)).await.unwrap_or_default();
                view! { <Itinerary trip=Arc::new(trip) left=left inbound=inbound letters=letters open=open held=held asks=asks/> }
                    .into_any()
            }
            // not open here or not there: the same door
            Err(Error::NotFound) if visit.viewer.staff().is_none() => {
                see_other(&format!("/trip?locator={}", encode(locator.as_str())));
                ().into_any()
            }
            Err(error) => refused(error),
        }
    })
}

/// Where the aircraft of the flight on top is still to come from; the page is complete without it.
async fn inbound(db: &PgPool, now: Timestamp, locale: Locale, trip: &Trip) -> Option<Inbound> {
    let segment = trip.segments.get(place_shown(trip))?;
    let state = segment.state.as_ref()?;
    if state.reason != Some(Reason::Inbound) || state.phase.has_left() {
        return None;
    }
    let legs = flights::by_designator(db, now, segment.designator, segment.flight_date).await.ok()?;
    let leg = legs.into_iter().find(|leg| leg.origin.code == segment.origin.iata)?;
    let before = flights::comes_from(db, now, &leg).await.ok()??;
    let here = matches!(before.state.phase, Phase::Landed | Phase::Arrived | Phase::Diverted | Phase::Cancelled);
    (!here).then(|| Inbound { city: before.origin.city(locale).to_owned(), flying: before.state.phase.has_left() })
}

#[component]
fn Itinerary(
    trip: Arc<Trip>,
    left: Vec<BagTag>,
    inbound: Option<Inbound>,
    letters: TripLetters,
    open: Open,
    held: Option<Held>,
    asks: Vec<Offer>,
) -> impl IntoView {
    let l = lang();
    let asks = asked(l, &asks, "trip", trip.locator.to_string());
    let (beside, terms) = (trip.clone(), open.terms.clone());
    let from_bank = use_query_map().with_untracked(|query| query.get("back").as_deref() == Some("bank"));
    let watched = trip.segments.get(journey(&trip)).unwrap_or_default();
    let live = watched.iter().map(|segment| view! { <Watch segment=segment.clone()/> }).collect_view();
    view! {
        <Title text=t!(l, "trip-page-title", locator = trip.locator.to_string())/>
        <Page width=Width::Aside>
            <Columns aside=move || view! { <TripAside trip=beside.clone() terms=terms.clone()/> }>
                <div class="stack stack--l" id="trip-now" data-live="">
                    <TripHead trip=trip.clone() inbound=inbound open=open.change/>
                    {left.into_iter().map(|tag| view! { <LeftBehind tag=tag/> }).collect_view()}
                    <OnHold trip=trip.clone() held=held from_bank=from_bank/>
                    <Journey trip=trip.clone()/>
                    <Actions trip=trip.clone() open=open.clone()/>
                    <Onward trip=trip.clone()/>
                    <Changes trip=trip.clone() open=open/>
                </div>
                {asks}
                <Messages trip=trip.clone() letters=letters/>
                <DayAndNight trip=trip/>
            </Columns>
            {live}
        </Page>
    }
}

/// A bag that is not on the flight: said before anybody waits at a belt.
#[component]
fn LeftBehind(tag: BagTag) -> impl IntoView {
    let l = lang();
    let (title, href) = (t!(l, "trip-bag-left", tag = tag.to_string()), format!("/bags/{}", tag.as_str()));
    view! { <Band title=title ground=Ground::Paper>{t!(l, "trip-bag-left-text")}" "<a href=href>{t!(l, "trip-bag-where")}</a></Band> }
}

/// News of a flight bring the page up to date without reloading it.
#[component]
fn Watch(segment: Segment) -> impl IntoView {
    let l = lang();
    let key = FlightKey { designator: segment.designator, date: segment.flight_date };
    let version = segment.state.and_then(|state| state.changed_at).map_or(0, Timestamp::as_millisecond);
    view! { <Live topic=format!("flight:{key}") version=version announcement=t!(l, "trip-news")/> }
}
