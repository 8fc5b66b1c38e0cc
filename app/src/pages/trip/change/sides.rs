//! Flights as they are and as they will be, side by side where there is room.

use super::words::clock;
use crate::{
    pages::trip::ends::days_later,
    words::{Lang, t, when::zone},
};
use desk::changes::ChangedFlight;
use leptos::prelude::*;

/// Old and new.
pub(in crate::pages) fn sides(l: Lang, before: &[ChangedFlight], after: &[ChangedFlight]) -> impl IntoView + use<> {
    view! { <div class="sides">{side(l, t!(l, "change-before"), before)}{side(l, t!(l, "change-after"), after)}</div> }
}

/// One of the two, under its title.
pub(in crate::pages) fn side(l: Lang, title: String, flights: &[ChangedFlight]) -> impl IntoView + use<> {
    let legs = flights.iter().map(|flight| leg(l, flight)).collect_view();
    view! { <section class="sides__side"><h2 class="change__small">{title}</h2><ol class="legs">{legs}</ol></section> }
}

fn leg(l: Lang, flight: &ChangedFlight) -> impl IntoView + use<> {
    let caption = format!("{}\u{a0}· {}", flight.designator, l.date(flight.date));
    let day = days_later(flight.departs, &zone(&flight.from.zone), flight.arrives, &zone(&flight.to.zone));
    let day = day.map(|day| view! { <sup class="offer__day">{day}<span class="visually-hidden">{format!(" {}", t!(l, "change-offer-next-day"))}</span></sup> });
    let (leaves, arrives) = (clock(l, flight.departs, &flight.from), clock(l, flight.arrives, &flight.to));
    let end =
        |place: &desk::bookings::Place| view! { <span>{place.city.clone()}" "<abbr class="legs__code">{place.iata.clone()}</abbr></span> };
    let (from, to) = (end(&flight.from), end(&flight.to));
    let seats =
        (!flight.seats.is_empty()).then(|| view! { <p class="legs__seats">{t!(l, "change-seats", seats = flight.seats.join(", "))}</p> });
    let endorsed =
        flight.endorsed.clone().map(|airline| view! { <p class="legs__seats">{t!(l, "change-endorsed", airline = airline)}</p> });
    view! {
        <li class="legs__leg">
            <p class="legs__caption">{caption}</p>
            <p class="legs__end">{leaves}" "{from}</p>
            <p class="legs__end">{arrives}{day}" "{to}</p>
            {seats}
            {endorsed}
        </li>
    }
}
