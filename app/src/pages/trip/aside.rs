//! Beside the trip: who travels, what was bought, bags, how they are reached.

use super::{change::sentence, head::place_shown};
use crate::{
    context::lang,
    ui::{
        facts::{Aside, AsidePart, Fact, Facts},
        status::Tag,
    },
    words::{Lang, t},
};
use desk::bookings::{Passenger, Trip};
use domain::booking::PassengerKind;
use domain::fare::Said;
use domain::rights::TripAccess;
use leptos::prelude::*;
use std::sync::Arc;

/// Facts of the booking, as far as they are open to the reader.
#[component]
pub(super) fn TripAside(
    /// The trip.
    trip: Arc<Trip>,
    /// What the fare rules say of changing and cancelling it.
    terms: Vec<Said>,
) -> impl IntoView {
    let l = lang();
    let name = trip.fare.name.clone();
    let cabin = trip.segments.get(place_shown(&trip)).map(|segment| l.text(segment.cabin.key(), None));
    let cabin = cabin.filter(|cabin| *cabin != name).map(|cabin| format!(" · {cabin}"));
    // the rules that decide say it; without rules here, whoever sold the fare did
    let told = if terms.is_empty() { trip.fare.conditions.clone() } else { terms.iter().map(|said| sentence(l, said)).collect() };
    let terms = told.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    view! {
        <Aside label=t!(l, "trip-beside")>
            <Party trip=trip.clone()/>
            <AsidePart title=t!(l, "trip-fare")>
                <p><b>{name}</b>{cabin}</p>
                <ul class="trip__terms">{terms}</ul>
            </AsidePart>
            <Bags trip=trip.clone()/>
            <Reach trip=trip/>
        </Aside>
    }
}

#[component]
fn Party(trip: Arc<Trip>) -> impl IntoView {
    let l = lang();
    let segment = trip.segments.get(place_shown(&trip));
    let seat = |position: i16| segment.and_then(|segment| segment.seats.iter().find(|seat| seat.passenger == position)?.seat.clone());
    let people = trip
        .passengers
        .iter()
        .map(|person| {
            let kind = (person.kind != PassengerKind::Adult).then(|| l.text(person.kind.key(), None));
            let seat = seat(person.position).unwrap_or_else(|| t!(l, "trip-no-seat"));
            let tier = person.tier.as_deref().map(|tier| tier_name(l, tier));
            let papers = person.clone();
            let name = [Some(person.full_name()), kind].into_iter().flatten().collect::<Vec<_>>().join(", ");
            view! {
                <Fact name=name>
                    <span translate="no">{seat}</span>{tier.map(|tier| view! { " "<Tag>{tier}</Tag> })}
                    <Papers person=papers/>
                </Fact>
            }
        })
        .collect_view();
    view! { <AsidePart title=t!(l, "trip-who")><Facts>{people}</Facts></AsidePart> }
}

fn tier_name(l: Lang, tier: &str) -> String {
    match tier {
        "silver" => t!(l, "tier-silver"),
        "gold" => t!(l, "tier-gold"),
        "platinum" => t!(l, "tier-platinum"),
        other => other.to_owned(),
    }
}

/// Ticket number and birth date, for those who may see them.
#[component]
fn Papers(person: Passenger) -> impl IntoView {
    let l = lang();
    let ticket = person.ticket_number.as_deref().and_then(|number| domain::booking::TicketNumber::parse(number).ok());
    let born = person.birth_date.map(|date| l.date_with_year(date));
    view! {
        {ticket.map(|ticket| view! { <small class="trip__paper">{t!(l, "trip-ticket", number = ticket.to_string())}</small> })}
        {born.map(|born| view! { <small class="trip__paper">{t!(l, "trip-born", date = born)}</small> })}
    }
}

#[component]
fn Bags(trip: Arc<Trip>) -> impl IntoView {
    let l = lang();
    let included: i32 = trip.segments.get(place_shown(&trip)).map_or(0, |segment| i32::from(segment.bags_included));
    if trip.bags.is_empty() {
        let words = if included > 0 { t!(l, "trip-bags-none", included = included) } else { t!(l, "trip-bags-none-included") };
        return view! { <AsidePart title=t!(l, "trip-bags")><p>{words}</p></AsidePart> }.into_any();
    }
    let bags = trip
        .bags
        .iter()
        .map(|bag| {
            let weight = bag.weight_kg.map(|kilos| t!(l, "trip-kilos", kilos = kilos));
            let owner = trip.passengers.iter().find(|person| person.position == bag.passenger).map(Passenger::full_name);
            let about =
                [Some(t!(l, "trip-bag-to", city = bag.destination.city.clone())), weight, owner].into_iter().flatten().collect::<Vec<_>>();
            let (href, about) = (format!("/bags/{}", bag.tag.as_str()), about.join(" · "));
            view! { <Fact name=bag.tag.to_string()>{about}" "<a href=href>{t!(l, "trip-bag-where")}</a></Fact> }
        })
        .collect_view();
    view! { <AsidePart title=t!(l, "trip-bags")><Facts>{bags}</Facts></AsidePart> }.into_any()
}

/// Masked, unless they have proved who they are.
#[component]
fn Reach(trip: Arc<Trip>) -> impl IntoView {
    let l = lang();
    let own = trip.contacts.iter().filter(|contact| !contact.agency);
    let lines = own.map(|contact| view! { <li translate="no">{contact.address.clone()}</li> }).collect_view();
    let any = trip.contacts.iter().any(|contact| !contact.agency);
    let agency = trip.agency.clone().map(|agency| view! { <p class="quiet">{t!(l, "trip-agency", agency = agency)}</p> });
    let prove = (trip.access == TripAccess::Itinerary)
        .then(|| view! { <p><a href=format!("/trip/{}/verify", trip.locator)>{t!(l, "trip-prove")}</a></p> });
    view! {
        <AsidePart title=t!(l, "trip-reach")>
            {if any { view! { <ul class="trip__terms">{lines}</ul> }.into_any() } else { view! { <p>{t!(l, "trip-reach-none")}</p> }.into_any() }}
            {agency}
            {prove}
        </AsidePart>
    }
}
