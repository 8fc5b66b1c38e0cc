//! `/desk/bags`: a station's bags now: which may not make their flight, and how fast they come out (BAG-8).

use crate::{
    context::{portal, visit},
    outcome::refused,
    ui::{
        empty::{Empty, Scene},
        page_head::{Page, PageHead, Width},
        sentence::Sentence,
        status::{Mark, Status},
        table::{Column, Table},
    },
    words::{Lang, t, when::zone},
};
use desk::bags::{AtRisk, Delivered, Departing, Station, station};
use domain::bag::{FIRST_BAG, LAST_BAG, Risk};
use domain::rights;
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The station shown first.
const HUB: &str = "EWR";

/// Bags at risk, departures, arrivals.
#[component]
pub fn StationPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let airport = use_query_map().with_untracked(|query| query.get("airport")).unwrap_or_default();
    let airport = Some(airport.trim().to_uppercase()).filter(|code| !code.is_empty()).unwrap_or_else(|| HUB.to_owned());
    Suspend::new(async move {
        let told = match station(&portal.db, &visit.viewer, visit.now, &airport).await {
            Ok(told) => told,
            Err(error) => return refused(error),
        };
        let lead = t!(l, "station-lead", count = told.at_risk_count, airport = airport.clone());
        let kept = rights::may_keep_bags(&visit.viewer).then(|| view! { <p><a href="/desk/bags/on-hand">{t!(l, "on-hand-title")}</a></p> });
        let none = told.departing.is_empty() && told.delivered.is_empty();
        let tables = if none {
            view! { <Empty title=t!(l, "station-none") scene=Scene::NothingFound words=t!(l, "station-none-hint")/> }.into_any()
        } else {
            view! { <Tables told=told now=visit.now/> }.into_any()
        };
        view! {
            <Title text=t!(l, "station-title")/>
            <Page width=Width::Wide>
                <PageHead title=t!(l, "station-title") back="/desk".to_owned()>{lead}</PageHead>
                <Sentence action="/desk/bags" go=t!(l, "station-show")>
                    {t!(l, "station-sentence")}" "
                    <input class="sentence__pick" name="airport" aria-label=t!(l, "station-airport") value=airport maxlength="3"/>
                </Sentence>
                {kept}
                <div class="stack stack--l">{tables}</div>
            </Page>
        }
        .into_any()
    })
}

#[component]
fn Tables(told: Station, now: Timestamp) -> impl IntoView {
    view! {
        <Risks bags=told.at_risk count=told.at_risk_count now=now/>
        <Departures flights=told.departing now=now/>
        <Arrivals flights=told.delivered now=now/>
    }
}

fn heads(l: Lang, keys: &[&'static str]) -> Vec<Column> {
    keys.iter().map(|key| Column::words(l.text(key, None))).collect()
}

const fn mark(risk: Risk) -> Mark {
    match risk {
        Risk::LeftBehind | Risk::NotLoaded => Mark::Bad,
        Risk::ShortChange | Risk::Late => Mark::Changed,
    }
}

#[component]
fn Risks(bags: Vec<AtRisk>, count: usize, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    if bags.is_empty() {
        return view! { <p>{t!(l, "station-no-risk")}</p> }.into_any();
    }
    let more = (count > bags.len()).then(|| view! { <p class="quiet">{t!(l, "station-more", count = count - bags.len())}</p> });
    let rows = bags.into_iter().map(|bag| view! { <RiskRow bag=bag now=now/> }).collect_view();
    let columns = heads(l, &["station-bag", "station-risk", "station-flight", "station-leaves", "station-comes"]);
    view! { <Table caption=t!(l, "station-risks") titled=true columns=columns stack=true dense=true>{rows}</Table>{more} }.into_any()
}

#[component]
fn RiskRow(bag: AtRisk, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let (href, tag) = (format!("/bags/{}", bag.tag.as_str()), bag.tag.to_string());
    let (mark, word) = (mark(bag.risk), l.text(bag.risk.key(), None));
    let flight = format!("{} → {}", bag.flight.designator.spaced(), bag.flight.destination.code);
    let zone = zone(&bag.flight.origin.zone);
    let leaves = l.day_time(bag.flight.state.departure.best(), now, &zone);
    let comes = bag.comes_in.map(|at| l.day_time(at, now, &zone)).unwrap_or_default();
    view! {
        <tr role="row" class="table__row--open">
            <th scope="row" role="rowheader"><a class="table__link" href=href translate="no">{tag}</a></th>
            <td role="cell" data-label=t!(l, "station-risk")><Status mark=mark>{word}</Status></td>
            <td role="cell" data-label=t!(l, "station-flight")><span translate="no">{flight}</span></td>
            <td role="cell" data-label=t!(l, "station-leaves")>{leaves}</td>
            <td role="cell" data-label=t!(l, "station-comes")>{comes}</td>
        </tr>
    }
}

#[component]
fn Departures(flights: Vec<Departing>, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let rows = flights.into_iter().map(|one| view! { <DepartureRow one=one now=now/> }).collect_view();
    let columns = heads(l, &["station-flight", "station-leaves", "station-loaded", "station-at-risk"]);
    view! { <Table caption=t!(l, "station-departures") titled=true columns=columns stack=true dense=true>{rows}</Table> }
}

#[component]
fn DepartureRow(one: Departing, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let href = format!("/flights/{}", one.flight.key());
    let flight = format!("{} → {}", one.flight.designator.spaced(), one.flight.destination.code);
    let leaves = l.day_time(one.flight.state.departure.best(), now, &zone(&one.flight.origin.zone));
    let loaded = t!(l, "station-of", loaded = one.loaded, bags = one.bags);
    let risk = (one.at_risk > 0).then(|| view! { <Status mark=Mark::Changed>{one.at_risk.to_string()}</Status> });
    view! {
        <tr role="row" class="table__row--open">
            <th scope="row" role="rowheader"><a class="table__link" href=href translate="no">{flight}</a></th>
            <td role="cell" data-label=t!(l, "station-leaves")>{leaves}</td>
            <td role="cell" data-label=t!(l, "station-loaded")>{loaded}</td>
            <td role="cell" data-label=t!(l, "station-at-risk")>{risk}</td>
        </tr>
    }
}

#[component]
fn Arrivals(flights: Vec<Delivered>, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let promise = t!(l, "station-promise", first = l.duration(FIRST_BAG), last = l.duration(LAST_BAG));
    let rows = flights.into_iter().map(|one| view! { <ArrivalRow one=one now=now/> }).collect_view();
    let columns = heads(l, &["station-flight", "station-stands", "station-first", "station-last"]);
    view! {
        <section class="stack">
            <Table caption=t!(l, "station-arrivals") titled=true columns=columns stack=true dense=true>{rows}</Table>
            <p class="quiet">{promise}</p>
        </section>
    }
}

#[component]
fn ArrivalRow(one: Delivered, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let href = format!("/flights/{}", one.flight.key());
    let flight = format!("{} ← {}", one.flight.designator.spaced(), one.flight.origin.code);
    let stands = l.day_time(one.flight.state.arrival.best(), now, &zone(&one.flight.destination.zone));
    let waiting = (one.delivery.waiting > 0).then(|| t!(l, "station-waiting", count = one.delivery.waiting));
    let first = view! { <Took took=one.delivery.first kept=one.delivery.first_kept/> };
    let last = view! { <Took took=one.delivery.last kept=one.delivery.last_kept/> };
    view! {
        <tr role="row" class="table__row--open">
            <th scope="row" role="rowheader"><a class="table__link" href=href translate="no">{flight}</a></th>
            <td role="cell" data-label=t!(l, "station-stands")>{stands}</td>
            <td role="cell" data-label=t!(l, "station-first")>{first}</td>
            <td role="cell" data-label=t!(l, "station-last")><span>{last}" "{waiting}</span></td>
        </tr>
    }
}

/// How long it took, and whether that was in time.
#[component]
fn Took(took: Option<SignedDuration>, kept: Option<bool>) -> impl IntoView {
    let l = visit().lang;
    let mark = match kept {
        Some(true) => Mark::Good,
        Some(false) => Mark::Bad,
        None => Mark::Rest,
    };
    let words = match (took, kept) {
        (Some(took), Some(true)) => t!(l, "station-in-time", took = l.duration(took)),
        (Some(took), _) => t!(l, "station-too-late", took = l.duration(took)),
        (None, Some(false)) => t!(l, "station-overdue"),
        (None, _) => t!(l, "station-not-yet"),
    };
    view! { <Status mark=mark>{words}</Status> }
}
