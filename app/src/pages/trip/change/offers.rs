//! The flights of a day: each a form of one large button, so that one press is enough and Enter does the same.

use super::{
    Asked, change_page,
    words::{clock, price},
};
use crate::{
    pages::trip::ends::days_later,
    ui::icon::Way,
    words::{Lang, t, when::zone},
};
use desk::bookings::Place;
use desk::cases::fresh_key;
use desk::changes::{Offered, Options};
use domain::booking::options::Flight;
use leptos::prelude::*;

/// Seats left are told from here down.
const FEW: u16 = 9;

/// An airport as the reader calls it; the code alone where it is not known.
pub(super) fn place(options: &Options, iata: &str) -> Place {
    let known = options.places.get(iata).cloned();
    known.unwrap_or_else(|| Place { iata: iata.to_owned(), city: iata.to_owned(), zone: "UTC".to_owned(), ..Place::default() })
}

/// Every way of the day, in order.
pub(super) fn offers(l: Lang, locator: &str, asked: &Asked, options: &Options, booked: (&str, &str)) -> impl IntoView + use<> {
    let rows = options.ways.iter().map(|way| view! { <li class="offers__one">{offer(l, locator, asked, options, way, booked)}</li> });
    let rows = rows.collect_view();
    view! { <ol class="offers" id="flight" tabindex="-1">{rows}</ol> }
}

fn offer(l: Lang, locator: &str, asked: &Asked, options: &Options, way: &Offered, booked: (&str, &str)) -> Option<impl IntoView + use<>> {
    let flights = &way.journey.flights;
    let (first, last) = (flights.first()?, flights.last()?);
    let (from, to) = (place(options, &first.origin), place(options, &last.destination));
    let hidden = asked.fields().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let key = fresh_key();
    let day = days_later(first.departs, &zone(&from.zone), last.arrives, &zone(&to.zone));
    let day = day.map(|day| view! { <sup class="offer__day">{day}<span class="visually-hidden">{format!(" {}", t!(l, "change-offer-next-day"))}</span></sup> });
    let route = format!("{} – {}", from.iata, to.iata);
    let takes = l.duration(last.arrives.duration_since(first.departs)).replace(' ', "\u{a0}");
    let names = flights.iter().map(|flight| flight.key.designator.spaced()).collect::<Vec<_>>().join(", ");
    let about = [names, route, takes].join(" · ").replace(" · ", "\u{a0}· ");
    let elsewhere = [
        (from.iata != booked.0).then(|| t!(l, "change-offer-from", airport = airport(&from), code = from.iata.clone())),
        (to.iata != booked.1).then(|| t!(l, "change-offer-into", airport = airport(&to), code = to.iata.clone())),
    ];
    let elsewhere = elsewhere.into_iter().flatten().map(|words| view! { <span class="offer__note offer__note--else">{words}</span> });
    let endorsed: Vec<String> = way.endorsed.iter().map(|code| options.airlines.get(code).unwrap_or(code).clone()).collect();
    let endorsed = (!endorsed.is_empty()).then(|| t!(l, "change-offer-endorsed", airline = super::listed(l, &endorsed)));
    let code = way.code.as_ref().map(|code| t!(l, "change-offer-code", code = code.code.clone()));
    let notes = [endorsed, code].into_iter().flatten().map(|words| view! { <span class="offer__note offer__note--else">{words}</span> });
    let notes = notes.collect_view();
    let left = way.journey.left();
    let left =
        (left <= FEW).then(|| view! { <span class="offer__note offer__note--few">{t!(l, "change-offer-left", count = left)}</span> });
    let free = way.totals.balance().is_zero() && way.totals.to_pay.amount.is_zero();
    let stops = stops(l, options, flights);
    let (leaves, arrives) = (clock(l, first.departs, &from), clock(l, last.arrives, &to));
    let elsewhere = elsewhere.collect_view();
    let price = price(l, &way.totals);
    Some(view! {
        <form method="post" action=change_page(locator)>
            {hidden}
            <input type="hidden" name="key" value=key/>
            <button class="offer" type="submit" name="flight" value=way.id.clone()>
                <span class="offer__text">
                    <span class="offer__times">
                        <span class="visually-hidden">{format!("{} ", t!(l, "change-offer-choose"))}</span>
                        {leaves}<span class="offer__dash" aria-hidden="true">" – "</span><span class="visually-hidden">{format!(" {} ", t!(l, "change-offer-to"))}</span>{arrives}{day}
                    </span>
                    " "<span class="offer__price" class:offer__price--free=free>{price}</span>
                    " "<span class="offer__way">{stops}</span>
                    " "<span class="offer__way">{about}</span>
                    {elsewhere}
                    {notes}
                    {left}
                </span>
                <Way/>
            </button>
        </form>
    })
}

/// Direct, or where one changes and how long one waits there.
fn stops(l: Lang, options: &Options, flights: &[Flight]) -> String {
    let changes: Vec<String> = flights
        .windows(2)
        .filter_map(|pair| {
            let [before, after] = pair else { return None };
            let at = place(options, &before.destination);
            Some(t!(l, "change-offer-via", city = at.city, code = at.iata, wait = l.duration(after.departs.duration_since(before.arrives))))
        })
        .collect();
    if changes.is_empty() { t!(l, "change-offer-direct") } else { changes.join(", ") }
}

/// The airport's own name, which tells two of a city apart.
fn airport(place: &Place) -> String {
    if place.name.is_empty() { place.city.clone() } else { place.name.clone() }
}
