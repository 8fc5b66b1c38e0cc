//! The flights there are: the days and their prices, the order, the flights of one day, and what to do where there are none.

use super::{
    Asked, Door, Route, ask, behalf, change_page, days::Days, days_on_sale, else_ways, names, offers, refund_page, route, said_all,
};
use crate::{
    context::Visit,
    form::typed,
    outcome,
    ui::{
        action_list::Action,
        band::{Band, Ground},
        button::Button,
        details::Details,
        empty::{Empty, Scene},
        error_summary::{ErrorSummary, page_title},
        field::{Field, Kind},
        page_head::{Page, PageHead},
        paging::{Part as Link, Parts},
    },
    words::{Lang, t, when::zone},
};
use desk::Error;
use desk::changes::{Options, Part, Wanted, options};
use domain::booking::options::Order;
use http::StatusCode;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page, once it is known who, which part and which day.
pub(super) async fn page(db: &desk::PgPool, visit: &Visit, door: &Door, asked: Asked) -> AnyView {
    let (choices, l) = (&door.choices, visit.lang);
    let (Some(part), Some(date)) = (ask::chosen(choices, &asked), asked.date) else { return outcome::refused(Error::NotFound) };
    let place = asked.part.first().copied().unwrap_or_default();
    let wanted = Wanted { passengers: asked.who.clone(), part: place, date, order: asked.order };
    let locator = &choices.trip.locator;
    match options(db, &visit.viewer, visit.now, l.0, locator, &door.tariff, &wanted).await {
        Ok(found) => shown(visit, door, &asked, part, &found).into_any(),
        Err(Error::Invalid(errors)) => {
            let question = errors.first().and_then(|error| ask::Question::parse(error.field)).unwrap_or(ask::Question::Who);
            ask::page(visit, (ask::Purpose::Change, choices), &asked, question, errors)
        }
        Err(Error::Conflict(key)) => undone(visit, door, &asked, key),
        Err(error) => outcome::refused(error),
    }
}

/// Nothing can be shown, and why.
fn undone(visit: &Visit, door: &Door, asked: &Asked, key: &'static str) -> AnyView {
    outcome::status(StatusCode::CONFLICT);
    let (l, trip) = (visit.lang, &door.choices.trip);
    let title = t!(l, "change-title");
    let back = ask::back(ask::Purpose::Change, &door.choices, asked, None);
    let (locator, ways) = (trip.locator.to_string(), else_ways(l, trip, ()));
    view! {
        <Title text=title.clone()/>
        <Page>
            <PageHead title=title caption=locator back=back/>
            <div class="stack stack--l">
                <Band ground=Ground::Paper>{l.text(key, None)}</Band>
                {ways}
            </div>
        </Page>
    }
    .into_any()
}

fn shown(visit: &Visit, door: &Door, asked: &Asked, part: &Part, found: &Options) -> impl IntoView + use<> {
    let (l, trip, typed) = (visit.lang, &door.choices.trip, typed());
    let locator = trip.locator.to_string();
    let Some(Route { to, flights, leaves, .. }) = route(l, trip, part) else { return ().into_any() };
    let title = t!(l, "change-options-title", city = to.clone());
    let caption = [locator.clone(), names(l, trip, &asked.who)].join(" · ");
    let instead = leaves.map(|(day, time)| t!(l, "change-instead", flights = flights, day = l.date(day), time = time));
    let back = ask::back(ask::Purpose::Change, &door.choices, asked, None);
    let said = said_all(l, &found.because);
    let because = (!found.because.is_empty() && !found.refused)
        .then(|| view! { <section class="stack stack--s"><h2 class="change__small">{t!(l, "change-applies")}</h2>{said}</section> });
    let sale = days_on_sale(trip, part, visit.now);
    let behalf = behalf::band(visit, door.choices.behalf.as_ref(), &super::everybody(trip));
    let body = if found.refused {
        let said = said_all(l, &found.because);
        view! { <Band ground=Ground::Paper title=t!(l, "change-refused-title")>""</Band>{said} }.into_any()
    } else {
        flights_of_day(l, &locator, asked, (part, &to), found, sale).into_any()
    };
    let refund = Asked { date: None, order: Order::default(), ..asked.clone() }.address(&refund_page(&locator));
    let ways = else_ways(l, trip, view! { <Action href=refund title=t!(l, "change-do-refund") hint=t!(l, "change-do-refund-hint")/> });
    view! {
        <Title text=page_title(l, &typed, title.clone())/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=title caption=caption back=back>{instead}</PageHead>
            <div class="stack stack--l">{behalf}{because}{body}{ways}</div>
        </Page>
    }
    .into_any()
}

fn flights_of_day(
    l: Lang,
    locator: &str,
    asked: &Asked,
    (part, city): (&Part, &str),
    found: &Options,
    sale: (Date, Date),
) -> impl IntoView + use<> {
    let date = asked.date.unwrap_or(part.date);
    let list = if found.ways.is_empty() {
        none(l, locator, asked, found, (date, city)).into_any()
    } else {
        list(l, locator, asked, part, found).into_any()
    };
    let nearby = found.ways.iter().any(|way| way.other_airport).then(|| view! { <p class="quiet small">{t!(l, "change-nearby")}</p> });
    let page = change_page(locator);
    let hidden = Asked { date: None, ..asked.clone() }.fields();
    let hidden = hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    view! {
        <Days l=l locator=locator.to_owned() asked=asked.clone() days=found.days.clone() sale=sale/>
        <section class="stack">
            <h2>{t!(l, "change-offers", day = l.date(date))}</h2>
            {list}
            {nearby}
        </section>
        <Details title=t!(l, "change-days-other") plain=true>
            <form class="stack" method="get" action=page>
                {hidden}
                <input type="hidden" name="asked" value="date"/>
                <Field name="date" kind=Kind::Date label=t!(l, "change-day-label") value=date.to_string()/>
                <div class="buttons"><Button>{t!(l, "change-days-show")}</Button></div>
            </form>
        </Details>
    }
}

fn list(l: Lang, locator: &str, asked: &Asked, part: &Part, found: &Options) -> impl IntoView + use<> {
    let page = change_page(locator);
    let named = |order: Order| match order {
        Order::Nearest => (t!(l, "change-order-nearest"), t!(l, "change-order-nearest-says")),
        Order::Earliest => (t!(l, "change-order-earliest"), t!(l, "change-order-earliest-says")),
        Order::Cheapest => (t!(l, "change-order-cheapest"), t!(l, "change-order-cheapest-says")),
    };
    let orders = Order::ALL.into_iter().map(|order| Link {
        href: Asked { order, ..asked.clone() }.address(&page),
        name: named(order).0,
        count: None,
        current: order == asked.order,
    });
    let says = named(asked.order).1;
    let zones = found.ways.first().map(|way| {
        let ends = way.journey.flights.first().zip(way.journey.flights.last());
        let told = ends.into_iter().flat_map(|(first, last)| [(&first.origin, first.departs), (&last.destination, last.arrives)]);
        let told = told.map(|(iata, at)| {
            let place = offers::place(found, iata);
            t!(l, "change-times-zone", offset = l.offset(at, &zone(&place.zone)), city = place.city)
        });
        t!(l, "change-times-local", zones = super::listed(l, &told.collect::<Vec<_>>()))
    });
    let (from, to) = &part.ends;
    let offers = offers::offers(l, locator, asked, found, (from, to));
    view! {
        <Parts label=t!(l, "change-order") parts=orders.collect()/>
        <p class="quiet small">{says}" "{zones}</p>
        {offers}
    }
}

/// No way that day: the nearest day with one, or fewer people.
fn none(l: Lang, locator: &str, asked: &Asked, found: &Options, (date, city): (Date, &str)) -> impl IntoView + use<> {
    let page = change_page(locator);
    let apart = |day: Date| day.since(date).map_or(i32::MAX, |span| span.get_days().abs());
    let next = found.days.iter().filter(|day| day.cheapest.is_some()).min_by_key(|day| apart(day.date));
    let next = next.map(|day| (asked.on(day.date).address(&page), t!(l, "change-none-day", day = l.date(day.date))));
    let fewer = (asked.who.len() > 1).then(|| {
        let address = asked.address(&page);
        (format!("{address}&ask=who"), t!(l, "change-none-fewer"))
    });
    let words = t!(l, "change-none-text", city = city.to_owned(), count = asked.who.len());
    let ways = next.into_iter().chain(fewer).map(|(href, words)| view! { <li><a href=href>{words}</a></li> }).collect_view();
    view! { <Empty title=t!(l, "change-none-title", day = l.date(date)) scene=Scene::NothingFound words=words><ul class="ways-on">{ways}</ul></Empty> }
}
