//! The facts beside a case, for staff: who, which booking, how the flight stands, what was before.

use super::super::day_time;
use super::entries::flight_address;
use crate::context::Visit;
use crate::pages::trip::messages;
use crate::ui::details::Details;
use crate::ui::facts::{Aside, AsidePart, Fact, Facts};
use crate::words::{Lang, t, when::zone};
use desk::bookings::{Segment, Trip, letters::Sent};
use desk::cases::{Brief, CaseView, Head, StaffView};
use leptos::prelude::*;

/// The whole aside; what one can do stands right after whom it is for.
pub(super) fn aside(
    visit: &Visit,
    case: &CaseView,
    more: &StaffView,
    trip: Option<&(Trip, Vec<Sent>)>,
    reached: AnyView,
    tools: AnyView,
) -> impl IntoView + use<> {
    let l = visit.lang;
    let (person, booking, earlier) =
        (person(l, &case.head, more, reached), trip.map(|(trip, sent)| booking(l, trip, sent)), earlier(visit, &more.earlier));
    view! { <Aside label=t!(l, "case-facts")>{person}{tools}{booking}{earlier}</Aside> }
}

/// A fact with a link, if it is known.
fn linked(name: String, value: Option<(String, String)>) -> Option<impl IntoView> {
    value.map(|(words, href)| view! { <Fact name=name><a href=href>{words}</a></Fact> })
}

/// A fact in words, if it is known.
fn plain(name: String, value: Option<String>) -> Option<impl IntoView> {
    value.filter(|value| !value.is_empty()).map(|value| view! { <Fact name=name>{value}</Fact> })
}

fn person(l: Lang, head: &Head, more: &StaffView, reached: AnyView) -> impl IntoView + use<> {
    let about = t!(l, "case-kind-topic", kind = l.text(head.kind.key(), None), topic = l.text(more.topic.key(), None));
    let about = plain(t!(l, "case-about"), Some(about));
    let trip = linked(t!(l, "case-trip"), head.locator.clone().map(|locator| (locator.clone(), format!("/trip/{locator}"))));
    let flight = linked(t!(l, "case-flight"), flight_address(head));
    let bag = plain(t!(l, "case-bag"), head.bag_tag.clone());
    let language = plain(t!(l, "case-language"), Some(head.language.own_name().to_owned()));
    let addresses: Vec<&str> = more.address.iter().chain(&more.also).map(String::as_str).collect();
    let address = plain(t!(l, "case-address"), Some(addresses.join(", ")));
    view! { <AsidePart title=head.person_name.clone()><Facts>{about}{trip}{flight}{bag}{language}{address}</Facts>{reached}</AsidePart> }
}

fn booking(l: Lang, trip: &Trip, sent: &[Sent]) -> impl IntoView + use<> {
    let people = trip.passengers.iter().map(desk::bookings::Passenger::full_name).collect::<Vec<_>>().join(", ");
    let people = plain(t!(l, "case-travellers"), Some(people));
    let tier = plain(t!(l, "case-tier"), trip.passengers.iter().find_map(|passenger| passenger.tier.clone()));
    let fare = plain(t!(l, "case-fare"), Some(trip.fare.name.clone()));
    let flights: Vec<_> = trip.segments.iter().map(|segment| flight(l, segment)).collect();
    let bags: Vec<String> = trip.bags.iter().map(|bag| bag.tag.to_string()).collect();
    let bags = plain(t!(l, "case-bags"), Some(bags.join(", ")));
    let title = t!(l, "case-booking", locator = trip.locator.to_string());
    let letters = letters(l, trip, sent);
    view! { <AsidePart title=title><Facts>{people}{tier}{fare}{flights}{bags}</Facts>{letters}</AsidePart> }
}

/// What we wrote about the trip, so that nobody asks whether the reminder has left.
fn letters(l: Lang, trip: &Trip, sent: &[Sent]) -> impl IntoView + use<> {
    let (href, count) = (format!("/trip/{}/messages", trip.locator), sent.len());
    let lines = (count > 0).then(|| view! { <ul class="trip__terms">{messages::lines(l, trip, sent)}</ul> });
    view! {
        <Details title=t!(l, "case-letters") hint=t!(l, "case-letters-count", count = count) plain=true>
            <div class="stack stack--s">{lines}<p class="small"><a href=href>{t!(l, "messages-title")}</a></p></div>
        </Details>
    }
}

fn flight(l: Lang, segment: &Segment) -> impl IntoView + use<> {
    let name = segment.designator.spaced();
    let href = format!("/flights/{}/{}", segment.designator, segment.flight_date);
    let route = format!("{}–{}", segment.origin.iata, segment.destination.iata);
    let when = segment.state.as_ref().map(|state| {
        let (zone, phase) = (zone(&segment.origin.zone), l.text(state.phase.key(), None));
        format!(" · {} · {phase}", l.date_time(state.departure.best(), &zone))
    });
    view! { <Fact name=name><a href=href>{route}</a>{when}</Fact> }
}

fn earlier(visit: &Visit, cases: &[Brief]) -> impl IntoView + use<> {
    let (l, now) = (visit.lang, visit.now);
    let line = |case: &Brief| {
        let (href, stage) = (format!("/cases/{}", case.reference), l.text(case.stage.key(), None));
        let stage = case.merged_into.as_ref().map_or(stage, |into| t!(l, "case-stage-merged", reference = into.clone()));
        let opened = day_time(l, case.opened_at, now);
        view! { <li><a href=href>{case.subject.clone()}</a><span class="quiet small">{format!(" · {stage} · {opened}")}</span></li> }
    };
    let lines: Vec<_> = cases.iter().map(line).collect();
    let none = lines.is_empty().then(|| view! { <p class="quiet">{t!(l, "case-earlier-none")}</p> });
    let list = (!lines.is_empty()).then(|| view! { <ul class="stack stack--s">{lines}</ul> });
    view! { <AsidePart title=t!(l, "case-earlier")>{none}{list}</AsidePart> }
}
