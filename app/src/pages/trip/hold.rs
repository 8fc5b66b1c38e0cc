//! A booking that is not paid yet: how much, by when, and the way to pay.

use crate::{
    context::{portal, visit},
    form::typed,
    outcome,
    ui::{
        band::{Band, Ground},
        button::{Button, LinkButton, Look},
        error_summary::ErrorSummary,
    },
    words::{t, when::zone},
};
use desk::bookings::{Held, Trip};
use domain::payment::State;
use leptos::prelude::*;
use std::sync::Arc;

/// Seconds until a page that waits for a payment looks again.
const SOON: &str = "3";

/// What is to be paid; nothing where the booking is not on hold.
#[component]
pub(super) fn OnHold(
    /// The trip.
    trip: Arc<Trip>,
    /// What is to be paid.
    held: Option<Held>,
    /// They come back from the page where it is paid.
    from_bank: bool,
) -> impl IntoView {
    let Some(held) = held else { return ().into_any() };
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let from = trip.segments.first().map(|segment| segment.origin.clone()).unwrap_or_default();
    let amount = l.money(held.amount);
    let title = t!(l, "trip-hold-title", amount = amount.clone());
    let until = held.pay_by.map_or_else(
        || t!(l, "trip-hold-open"),
        |pay_by| {
            let time = l.day_time(pay_by, visit.now, &zone(&from.zone));
            t!(l, "trip-hold-by", time = time, city = from.city.clone())
        },
    );
    let here = format!("/trip/{}", trip.locator);
    let look = {
        let here = here.clone();
        move || {
            outcome::refresh(SOON);
            view! { <LinkButton href=here>{t!(l, "change-pay-look")}</LinkButton> }.into_any()
        }
    };
    let pay = {
        let action = format!("{here}/pay");
        move || {
            view! { <form method="post" action=action><Button look=Look::Next>{t!(l, "trip-hold-pay", amount = amount)}</Button></form> }
                .into_any()
        }
    };
    let charge = held.charge;
    let url = charge.as_ref().and_then(|charge| charge.hosted_url.clone());
    let says = |words: String| view! { <p>{words}</p> };
    let way = match (charge.as_ref().map(|charge| charge.state), url) {
        (Some(State::Authorised | State::Captured), _) => view! { {says(t!(l, "trip-hold-issuing"))}{look()} }.into_any(),
        _ if portal.payments.is_none() => says(t!(l, "trip-hold-off")).into_any(),
        (Some(State::Opened), Some(url)) => {
            let waits = from_bank.then(|| says(t!(l, "change-pay-waits-text")));
            let again = from_bank.then(look);
            view! { {waits}<div class="buttons"><LinkButton href=url look=Look::Next arrow=true>{t!(l, "change-pay-go")}</LinkButton>{again}</div> }.into_any()
        }
        (Some(State::Planned | State::Opened), _) => view! { {says(t!(l, "change-pay-preparing-text"))}{look()} }.into_any(),
        (Some(_), _) => {
            let reason = charge.and_then(|charge| charge.reason).map(|reason| l.text(reason.key(), None));
            let words = [Some(t!(l, "trip-hold-declined")), reason].into_iter().flatten().collect::<Vec<_>>().join(" ");
            view! { {says(words)}{pay()} }.into_any()
        }
        (None, _) => pay(),
    };
    view! {
        <section class="stack stack--s">
            <ErrorSummary typed=typed()/>
            <Band ground=Ground::Note title=title>{until}</Band>
            {way}
        </section>
    }
    .into_any()
}
