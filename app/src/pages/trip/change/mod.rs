//! `/trip/{locator}/change`, `/trip/{locator}/refund` and `/trip/{locator}/change/{id}`: other flights or the money back, priced
//! before anybody decides.

pub(in crate::pages) mod account;
mod ask;
pub(in crate::pages) mod behalf;
mod days;
mod ended;
mod finished;
mod offers;
pub mod one;
mod options;
pub mod page;
mod paying;
mod quoted;
pub mod refund;
pub(in crate::pages) mod sides;
mod waiting;
pub mod words;

use crate::{
    context::{Portal, Visit},
    outcome::{encode, refused, see_other},
    ui::{
        action_list::{Action, ActionList},
        band::{Band, Ground},
        page_head::{Page, PageHead},
    },
    words::{Lang, t, when::zone},
};
use desk::Error;
use desk::bookings::{Segment, Trip};
use desk::changes::{Brief, Choices, Closed, Part, Tariff, choices, closed_of, of_trip, terms};
use domain::booking::{Locator, options::Order};
use domain::fare::Said;
use domain::rights::may_act_for_passengers;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use leptos::prelude::*;
use leptos_meta::Title;
use std::sync::Arc;

/// Flights are on sale this many days ahead.
const AHEAD: i32 = 330;

/// What has been answered so far, as addresses and forms carry it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Who, by place in the booking.
    pub who: Vec<i16>,
    /// Which parts of the trip, by their place among [`Choices::parts`].
    pub part: Vec<usize>,
    /// Which day.
    pub date: Option<Date>,
    /// In which order.
    pub order: Order,
}

impl Asked {
    /// Reads it, field by field; what cannot be read was not said.
    #[must_use]
    pub fn read(all: impl Fn(&str) -> Vec<String>) -> Self {
        let first = |name: &str| all(name).into_iter().next().unwrap_or_default();
        Self {
            who: all("who").iter().filter_map(|who| who.parse().ok()).collect(),
            part: all("part").iter().filter_map(|part| part.parse().ok()).collect(),
            date: first("date").trim().parse().ok(),
            order: Order::parse(&first("order")),
        }
    }

    /// Names and values, as forms carry them.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let who = self.who.iter().map(|who| ("who", who.to_string()));
        let part = self.part.iter().map(|part| ("part", part.to_string()));
        let date = self.date.iter().map(|date| ("date", date.to_string()));
        let order = (self.order != Order::default()).then(|| ("order", self.order.as_str().to_owned()));
        who.chain(part).chain(date).chain(order).collect()
    }

    /// The address of a page that knows all this.
    #[must_use]
    pub fn address(&self, page: &str) -> String {
        let query: Vec<String> = self.fields().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        if query.is_empty() { page.to_owned() } else { format!("{page}?{}", query.join("&")) }
    }

    /// The same on another day.
    fn on(&self, date: Date) -> Self {
        Self { date: Some(date), ..self.clone() }
    }
}

/// `/trip/{locator}/change`.
#[must_use]
pub fn change_page(locator: &str) -> String {
    format!("/trip/{}/change", encode(locator))
}

/// `/trip/{locator}/refund`.
#[must_use]
pub fn refund_page(locator: &str) -> String {
    format!("/trip/{}/refund", encode(locator))
}

/// What is not a question of one page: where the trip can be changed at all.
struct Door {
    choices: Choices,
    tariff: Arc<Tariff>,
}

/// The trip with its parts; `Err` is the page that is shown instead.
async fn door(portal: &Portal, visit: &Visit, asked: &str) -> Result<Door, AnyView> {
    let staff = visit.viewer.staff().is_some();
    if staff && !may_act_for_passengers(&visit.viewer) {
        return Err(refused(Error::Forbidden));
    }
    let (Ok(locator), Some(tariff)) = (Locator::parse(asked), portal.tariff.clone()) else { return Err(refused(Error::NotFound)) };
    match choices(&portal.db, &visit.viewer, visit.now, visit.lang.0, &locator).await {
        // nobody acts for somebody they do not know
        Ok(choices) if staff && choices.behalf.is_none() => {
            see_other(&format!("/trip/{}/verify?next={}", encode(locator.as_str()), encode(&visit.here)));
            Err(().into_any())
        }
        Ok(choices) => Ok(Door { choices, tariff }),
        // not open here or not there: the same door
        Err(Error::NotFound) => {
            see_other(&format!("/trip?locator={}", encode(locator.as_str())));
            Err(().into_any())
        }
        Err(error) => Err(refused(error)),
    }
}

/// A part in words: its flights and the day it begins.
struct Route {
    from: String,
    to: String,
    flights: String,
    leaves: Option<(Date, String)>,
}

/// How a part reads; nothing where it has no flights.
fn route(l: Lang, trip: &Trip, part: &Part) -> Option<Route> {
    let places = if part.segments.is_empty() { &part.all } else { &part.segments };
    let flights: Vec<&Segment> = trip.segments.iter().filter(|segment| places.contains(&segment.position)).collect();
    let (first, last) = (flights.first()?, flights.last()?);
    let leaves = first.state.as_ref().map(|state| (first.flight_date, l.time(state.departure.planned, &zone(&first.origin.zone))));
    let names: Vec<String> = flights.iter().map(|segment| segment.designator.spaced()).collect();
    Some(Route { from: first.origin.city.clone(), to: last.destination.city.clone(), flights: names.join(", "), leaves })
}

/// Names of those who are meant; everybody where nobody is named.
fn names(l: Lang, trip: &Trip, who: &[i16]) -> String {
    let people = trip.passengers.iter().filter(|person| who.is_empty() || who.contains(&person.position));
    listed(l, &people.map(desk::bookings::Passenger::full_name).collect::<Vec<_>>())
}

/// `Erik, Åsa, Elsa`, as the language joins a list.
pub(in crate::pages) fn listed(l: Lang, names: &[String]) -> String {
    let joint = if l.0 == domain::locale::Locale::ZhCn { "、" } else { ", " };
    names.join(joint)
}

/// Sentences one after the other; full-width punctuation brings its own space.
fn sentences(l: Lang, all: &[String]) -> String {
    all.join(if l.0 == domain::locale::Locale::ZhCn { "" } else { " " })
}

/// Days that can be asked for: from today, by the clock where the part begins, to where sale ends.
fn days_on_sale(trip: &Trip, part: &Part, now: Timestamp) -> (Date, Date) {
    let first = part.segments.first().and_then(|position| trip.segments.iter().find(|segment| segment.position == *position));
    let today = now.to_zoned(zone(first.map_or("UTC", |segment| segment.origin.zone.as_str()))).date();
    (today, today.checked_add(AHEAD.days()).unwrap_or(today))
}

/// A rule's sentence in the reader's language.
pub(in crate::pages) fn sentence(l: Lang, said: &Said) -> String {
    said.text.0.get(l.tag()).or_else(|| said.text.0.values().next()).cloned().unwrap_or_default()
}

/// Where it stands written, as a link where it can be read.
fn source(l: Lang, said: &Said) -> Option<AnyView> {
    let source = &said.source;
    if source.title.is_empty() {
        return None;
    }
    let title = [Some(source.title.clone()), source.article.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let words = t!(l, "change-source", title = title);
    Some(match source.url.clone() {
        Some(url) => view! { <small class="change__source"><a href=url rel="noreferrer">{words}</a></small> }.into_any(),
        None => view! { <small class="change__source">{words}</small> }.into_any(),
    })
}

/// Sentences of rules, each with its source, each said once.
fn said_all(l: Lang, said: &[Said]) -> impl IntoView + use<> {
    let mut told = Vec::new();
    let rows = said
        .iter()
        .filter(|said| {
            let words = sentence(l, said);
            let new = !words.is_empty() && !told.contains(&words);
            told.push(words);
            new
        })
        .map(|said| view! { <li>{sentence(l, said)}" "{source(l, said)}</li> });
    let rows = rows.collect::<Vec<_>>();
    (!rows.is_empty()).then(|| view! { <ul class="trip__terms">{rows}</ul> })
}

/// Everybody's name.
fn everybody(trip: &Trip) -> Vec<String> {
    trip.passengers.iter().map(desk::bookings::Passenger::full_name).collect()
}

/// What else there is to do, where this is not the way.
fn else_ways(l: Lang, trip: &Trip, ways: impl IntoView + 'static) -> AnyView {
    let within = l.duration(SignedDuration::from_mins(i64::from(trip.answered_within.1)));
    let ask = format!("/cases/new?kind=change&locator={}", trip.locator);
    let ways = ways.into_any();
    view! {
        <section class="stack stack--s">
            <h2>{t!(l, "change-else")}</h2>
            <ActionList>
                {ways}
                <Action href=ask title=t!(l, "change-ask") hint=t!(l, "change-ask-hint", within = within)/>
            </ActionList>
        </section>
    }
    .into_any()
}

/// The trip cannot be changed here: why, and who can.
fn closed(l: Lang, trip: &Trip, closed: Closed) -> AnyView {
    let back = format!("/trip/{}", trip.locator);
    let (title, locator) = (t!(l, "change-closed-title"), trip.locator.to_string());
    let ways = else_ways(l, trip, ());
    view! {
        <Title text=title.clone()/>
        <Page>
            <PageHead title=title caption=locator back=back/>
            <div class="stack stack--l">
                <Band ground=Ground::Paper>{l.text(closed.key(), None)}</Band>
                {ways}
            </div>
        </Page>
    }
    .into_any()
}

/// What a trip's own page says of changing it.
#[derive(Debug, Clone, Default)]
pub(in crate::pages) struct Open {
    /// Other flights can be chosen here, or the money back.
    pub change: bool,
    /// What was changed before, and what is not finished, the newest first.
    pub changes: Vec<Brief>,
    /// What the rules that decide say of changing and cancelling.
    pub terms: Vec<Said>,
}

/// Looks it up; the trip is complete without.
pub(in crate::pages) async fn open(portal: &Portal, visit: &Visit, trip: &Trip) -> Open {
    let not_theirs = visit.viewer.staff().is_some() && !may_act_for_passengers(&visit.viewer);
    let Some(tariff) = portal.tariff.as_ref().filter(|_| !not_theirs) else { return Open::default() };
    let changes = of_trip(&portal.db, &visit.viewer, visit.now, &trip.locator).await.unwrap_or_default();
    let change = closed_of(trip).is_none();
    let terms = if change { terms(&portal.db, &visit.viewer, visit.now, trip, tariff).await.unwrap_or_default() } else { Vec::new() };
    Open { change, changes, terms }
}
