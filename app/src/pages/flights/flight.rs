//! `/flights/{designator}/{date}`: one flight on its day, every leg of it.

use super::{
    days::{Days, not_on_that_day},
    head::LegHead,
    history::History,
    rotation::Rotation,
    times::TimesTable,
    zone_of,
};
use crate::{
    context::{lang, portal, visit},
    islands::Live,
    outcome::{refused, see_other, status},
    ui::{
        button::LinkButton,
        empty::{Empty, Scene},
        facts::{Aside, AsidePart, Fact, Facts},
        page_head::{Columns, Page, Width},
    },
    words::t,
};
use desk::flights::{Flight, Neighbours, Punctuality, by_designator, comes_from, goes_on, neighbours, punctuality};
use desk::{Error, PgPool};
use domain::flight::{FlightKey, Phase};
use http::StatusCode;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use std::sync::Arc;

/// A leg with what is told beside it.
#[derive(Clone)]
struct Leg {
    flight: Flight,
    before: Option<Flight>,
    after: Option<Flight>,
    usual: Option<Punctuality>,
}

/// The flight, or that there is none.
#[component]
pub fn FlightPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let (designator, date) = use_params_map().with_untracked(|params| (params.get("designator"), params.get("date")));
    let asked = format!("{}/{}", designator.unwrap_or_default(), date.unwrap_or_default());
    Suspend::new(async move {
        let Ok(key) = asked.parse::<FlightKey>() else { return refused(Error::NotFound) };
        // One address a flight: copies and streams are kept by it.
        let key = FlightKey { designator: domain::flight::Designator { suffix: None, ..key.designator }, ..key };
        if key.to_string() != asked {
            see_other(&format!("/flights/{key}"));
            return ().into_any();
        }
        let (db, now) = (&portal.db, visit.now);
        let read = async {
            let legs = legs(db, now, key).await?;
            Ok::<_, Error>(if legs.is_empty() {
                let (words, days) = not_on_that_day(db, now, visit.lang, key).await?;
                view! { <NoFlight words=words days=days/> }.into_any()
            } else {
                let days = neighbours(db, key).await?;
                view! { <Found key=key legs=Arc::new(legs) days=days/> }.into_any()
            })
        };
        read.await.unwrap_or_else(refused)
    })
}

async fn legs(db: &PgPool, now: Timestamp, key: FlightKey) -> desk::Result<Vec<Leg>> {
    let mut legs = Vec::new();
    for flight in by_designator(db, now, key.designator, key.date).await? {
        let before = comes_from(db, now, &flight).await?;
        let after = goes_on(db, now, &flight).await?;
        let usual = punctuality(db, &flight).await?;
        legs.push(Leg { flight, before, after, usual });
    }
    Ok(legs)
}

#[component]
fn Found(key: FlightKey, legs: Arc<Vec<Leg>>, days: Neighbours) -> impl IntoView {
    let l = lang();
    let version = legs.iter().filter_map(|leg| leg.flight.state.changed_at).max().map_or(0, Timestamp::as_millisecond);
    let beside = legs.clone();
    let told = legs.iter().cloned().enumerate().map(|(place, leg)| view! { <LegView leg=leg place=place/> }).collect_view();
    view! {
        <Title text=t!(l, "flight-page-title", flight = key.designator.spaced(), date = l.date_with_year(key.date))/>
        <Page width=Width::Aside>
            <Columns aside=move || view! { <Beside legs=beside.clone()/> }>
                {told}
                <Days key=key days=days now=visit().now/>
            </Columns>
            <Live topic=format!("flight:{key}") version=version announcement=t!(l, "flight-news")/>
        </Page>
    }
}

#[component]
fn LegView(leg: Leg, place: usize) -> impl IntoView {
    let l = lang();
    let now = visit().now;
    let id = format!("leg-{place}");
    let left = leg.flight.state.phase.has_left();
    let end = if left { &leg.flight.destination } else { &leg.flight.origin };
    let off = leg.flight.state.phase == Phase::Cancelled;
    let checked = t!(l, "flight-checked", time = l.day_time(now, now, &zone_of(end)), city = end.city(l.0).to_owned());
    view! {
        <div class="stack stack--l" id=id data-live="">
            <LegHead flight=leg.flight.clone() first=place == 0/>
            <p class="quiet small">{checked}</p>
            {(!off).then(|| view! { <Rotation left=left before=leg.before after=leg.after/> })}
            <TimesTable flight=leg.flight/>
        </div>
        <History figures=leg.usual/>
    }
}

/// Where to go, the aircraft, the way to the trip.
#[component]
fn Beside(legs: Arc<Vec<Leg>>) -> impl IntoView {
    let l = lang();
    let parts = legs.iter().map(|leg| view! { <Places flight=leg.flight.clone()/> }).collect_view();
    view! {
        <Aside label=t!(l, "flight-facts")>
            <div class="stack stack--l" id="flight-places" data-live="">{parts}</div>
            <p><LinkButton href="/trip">{t!(l, "flight-trip")}</LinkButton></p>
        </Aside>
    }
}

#[component]
fn Places(flight: Flight) -> impl IntoView {
    let l = lang();
    let off = matches!(flight.state.phase, Phase::Cancelled | Phase::Diverted);
    let gate = match (flight.gate_out.clone(), flight.gate_before.clone()) {
        (Some(gate), Some(before)) => t!(l, "flight-gate-was", gate = gate, before = before),
        (Some(gate), None) => gate,
        (None, _) => t!(l, "flight-gate-open"),
    };
    let where_to = [
        (t!(l, "flight-terminal"), flight.terminal_out),
        (t!(l, "flight-gate"), Some(gate)),
        (t!(l, "flight-terminal-in"), flight.terminal_in),
        (t!(l, "flight-gate-in"), flight.gate_in),
        (t!(l, "flight-belt"), flight.belt),
    ];
    let about = [
        (t!(l, "flight-airline"), Some(flight.airline.name(l.0).to_owned())),
        (t!(l, "flight-aircraft"), flight.aircraft),
        (t!(l, "flight-seats"), flight.seats.map(|seats| seats.to_string())),
        (t!(l, "flight-tail"), flight.tail),
    ];
    let facts = |pairs: Vec<(String, Option<String>)>| {
        pairs.into_iter().filter_map(|(name, value)| value.map(|value| view! { <Fact name=name>{value}</Fact> })).collect_view()
    };
    view! {
        {(!off).then(|| view! { <AsidePart title=t!(l, "flight-places")><Facts>{facts(where_to.to_vec())}</Facts></AsidePart> })}
        <AsidePart title=t!(l, "flight-facts")><Facts>{facts(about.to_vec())}</Facts></AsidePart>
    }
}

#[component]
fn NoFlight(words: String, days: AnyView) -> impl IntoView {
    let l = lang();
    status(StatusCode::NOT_FOUND);
    view! {
        <Title text=t!(l, "flights-none-title")/>
        <Page>
            <Empty title=t!(l, "flights-none-title") scene=Scene::NothingFound words=words page=true>
                {days}
                <LinkButton href="/flights?by=route">{t!(l, "flights-by-route")}</LinkButton>
            </Empty>
        </Page>
    }
}
