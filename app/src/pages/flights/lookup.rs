//! `/flights`: by number, by route, or the board of an airport. Each is one plain form; answers stand below it.

use super::{
    ask::{Ask, Way},
    board::BoardView,
    days::{not_on_that_day, only_known},
    rows::{Rows, Seen},
};
use crate::{
    context::{lang, portal, visit},
    form::Typed,
    outcome::{refused, see_other, status},
    ui::{
        button::{Button, Look},
        empty::{Empty, Scene},
        error_summary::{ErrorSummary, page_title},
        field::{Field, Kind},
        page_head::{Page, PageHead, Width},
        paging::{Part, Parts},
    },
    words::{Lang, t, when::zone},
};
use desk::PgPool;
use desk::flights::{Airport, Direction, Flight, Turn, airports, board, by_number, by_route};
use domain::{flight::FlightKey, policy::HUB_ZONE};
use http::StatusCode;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The question and its answer.
#[component]
pub fn LookupPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let mut ask = use_query_map().with_untracked(Ask::read);
    Suspend::new(async move {
        let found = if ask.asks() { answer(&portal.db, visit.now, &mut ask).await } else { Ok(().into_any()) };
        match found {
            Ok(found) => view! { <Lookup ask=ask found=found/> }.into_any(),
            Err(error) => refused(error),
        }
    })
}

#[component]
fn Lookup(ask: Ask, found: AnyView) -> impl IntoView {
    let l = lang();
    let typed = ask.typed.clone();
    if typed.failed() {
        status(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let part = |href: &str, name: String, current: bool| Part { href: href.to_owned(), name, count: None, current };
    let ways = vec![
        part("/flights", t!(l, "flights-by-number"), ask.way == Way::Number),
        part("/flights?by=route", t!(l, "flights-by-route"), ask.way == Way::Route),
        part("/flights?board=departures&airport=EWR", t!(l, "flights-by-board"), matches!(ask.way, Way::Board(_))),
    ];
    let width = if ask.asks() && !typed.failed() { Width::Aside } else { Width::Column };
    let form = match ask.way {
        Way::Number => view! { <ByNumber typed=typed.clone()/> }.into_any(),
        Way::Route => view! { <ByRoute typed=typed.clone()/> }.into_any(),
        Way::Board(direction) => view! { <ByAirport typed=typed.clone() direction=direction/> }.into_any(),
    };
    view! {
        <Title text=page_title(l, &typed, t!(l, "flights-title"))/>
        <Page width=width>
            <ErrorSummary typed=typed/>
            <PageHead title=t!(l, "flights-title")>{t!(l, "flights-lead")}</PageHead>
            <div class="stack stack--l">
                <Parts label=t!(l, "flights-ways") parts=ways/>
                {form}
                <div class="stack" id="flights-found">{found}</div>
            </div>
        </Page>
    }
}

#[component]
fn ByNumber(typed: Typed) -> impl IntoView {
    let l = lang();
    view! {
        <form class="stack" method="get" action="/flights">
            <Field name="flight" label=t!(l, "flights-number") kind=Kind::Code hint=t!(l, "flights-number-hint") maxlength=12_u16
                value=typed.value("flight") error=typed.error(l, "flight")/>
            <When typed=typed.clone()/>
            <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "flights-search")}</Button></div>
        </form>
    }
}

#[component]
fn ByRoute(typed: Typed) -> impl IntoView {
    let l = lang();
    view! {
        <form class="stack" method="get" action="/flights">
            <Field name="from" label=t!(l, "flights-from") hint=t!(l, "flights-place-hint") maxlength=60_u16
                value=typed.value("from") error=typed.error(l, "from")/>
            <Field name="to" label=t!(l, "flights-to") hint=t!(l, "flights-place-hint") maxlength=60_u16
                value=typed.value("to") error=typed.error(l, "to")/>
            <When typed=typed.clone()/>
            <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "flights-search-many")}</Button></div>
        </form>
    }
}

#[component]
fn ByAirport(typed: Typed, direction: Direction) -> impl IntoView {
    let l = lang();
    let board = if direction == Direction::Arrivals { "arrivals" } else { "departures" };
    view! {
        <form class="stack" method="get" action="/flights">
            <input type="hidden" name="board" value=board/>
            <Field name="airport" label=t!(l, "flights-airport") hint=t!(l, "flights-place-hint") maxlength=60_u16
                value=typed.value("airport") error=typed.error(l, "airport")/>
            <When typed=typed.clone()/>
            <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "flights-search-board")}</Button></div>
        </form>
    }
}

#[component]
fn When(typed: Typed) -> impl IntoView {
    let l = lang();
    view! {
        <Field name="date" label=t!(l, "flights-date") kind=Kind::Date hint=t!(l, "flights-date-any")
            value=typed.value("date") error=typed.error(l, "date")/>
    }
}

async fn answer(db: &PgPool, now: Timestamp, ask: &mut Ask) -> desk::Result<AnyView> {
    let l = lang();
    let today = now.to_zoned(zone(HUB_ZONE)).date();
    match ask.way {
        Way::Number => number(db, now, ask, l, today).await,
        Way::Route => route(db, now, ask, l, today).await,
        Way::Board(direction) => {
            let all = airports(db).await?;
            let places: Vec<Airport> = ask.places("airport", &all).into_iter().cloned().collect();
            let Some((airport, others)) = places.split_first() else { return Ok(().into_any()) };
            let today = now.to_zoned(zone(&airport.zone)).date();
            let Some(turn) = ask.turn(today) else { return Ok(().into_any()) };
            if let Turn::On(date) = turn
                && let Some(unknown) = only_known(db, now, l, date).await?
            {
                return Ok(nothing(l, unknown));
            }
            let page = board(db, now, airport, direction, turn).await?;
            Ok(view! { <BoardView ask=ask.clone() airport=airport.clone() others=others.to_vec() board=page/> }.into_any())
        }
    }
}

/// One flight on the day that was given leads straight to it; else the days around today.
async fn number(db: &PgPool, now: Timestamp, ask: &mut Ask, l: Lang, today: Date) -> desk::Result<AnyView> {
    let (designator, date) = (ask.designator(), ask.date(today));
    let (Some(designator), Some(date)) = (designator, date) else { return Ok(().into_any()) };
    let around = |days: i64| date.checked_add(days.days()).unwrap_or(date);
    let flights = by_number(db, now, designator, around(-1), around(2)).await?;
    let on_the_day = flights.iter().find(|flight| flight.date == date);
    if let Some(flight) = on_the_day {
        see_other(&format!("/flights/{}", flight.key()));
        return Ok(().into_any());
    }
    if flights.is_empty() {
        let (words, days) = not_on_that_day(db, now, l, FlightKey { designator, date }).await?;
        return Ok(view! { <Empty title=t!(l, "flights-none-title") scene=Scene::NothingFound words=words>{days}</Empty> }.into_any());
    }
    // a day was named, and it does not fly on that one
    let asked_a_day = ask.typed.value_opt("date").is_some_and(|date| !date.is_empty());
    let words = if asked_a_day { Some(not_on_that_day(db, now, l, FlightKey { designator, date }).await?.0) } else { None };
    let flight = designator.spaced();
    Ok(view! {
        {words.map(|words| view! { <p>{words}</p> })}
        <Rows caption=t!(l, "flights-found-number", flight = flight) flights=flights seen=Seen::Days/>
    }
    .into_any())
}

/// Every pair of airports that may be meant.
async fn route(db: &PgPool, now: Timestamp, ask: &mut Ask, l: Lang, today: Date) -> desk::Result<AnyView> {
    let all = airports(db).await?;
    let (from, to, date) = (ask.places("from", &all), ask.places("to", &all), ask.date(today));
    ask.apart(&from, &to);
    let (Some(date), false) = (date, ask.typed.failed()) else { return Ok(().into_any()) };
    let mut flights: Vec<Flight> = Vec::new();
    for origin in &from {
        for destination in &to {
            flights.extend(by_route(db, now, origin, destination, date).await?);
        }
    }
    flights.sort_by_key(|flight| flight.schedule.departs);
    let city = |airports: &[&Airport]| airports.first().map(|airport| airport.city(l.0).to_owned()).unwrap_or_default();
    let unknown = if flights.is_empty() { only_known(db, now, l, date).await? } else { None };
    let (from, to, date) = (city(&from), city(&to), l.date_from(date, now));
    if let Some(unknown) = unknown {
        return Ok(nothing(l, unknown));
    }
    if flights.is_empty() {
        return Ok(nothing(l, t!(l, "flights-none-route", from = from, to = to, date = date)));
    }
    Ok(view! { <Rows caption=t!(l, "flights-found-route", from = from, to = to, date = date) flights=flights seen=Seen::Both/> }.into_any())
}

fn nothing(l: Lang, words: String) -> AnyView {
    view! { <Empty title=t!(l, "flights-none-title") scene=Scene::NothingFound words=words/> }.into_any()
}
