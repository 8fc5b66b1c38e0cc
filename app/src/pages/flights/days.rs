//! The same number a day before and after.

use crate::{context::lang, words::t};
use domain::flight::FlightKey;
use jiff::ToSpan;
use leptos::prelude::*;

/// Links to the neighbouring days.
#[component]
pub(super) fn Days(
    /// This flight.
    key: FlightKey,
) -> impl IntoView {
    let l = lang();
    let on = |days: i64| key.date.checked_add(days.days()).ok().map(|date| format!("/flights/{}", FlightKey { date, ..key }));
    view! {
        <nav class="ways-on" aria-label=t!(l, "flight-other-days")>
            {on(-1).map(|href| view! { <a href=href>{t!(l, "flight-day-before")}</a> })}
            {on(1).map(|href| view! { <a href=href>{t!(l, "flight-day-after")}</a> })}
        </nav>
    }
}
