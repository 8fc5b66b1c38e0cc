//! The same number on other days.

use crate::{
    context::lang,
    words::{Lang, t},
};
use desk::PgPool;
use desk::flights::{Neighbours, known_days, neighbours};
use domain::flight::FlightKey;
use jiff::{Timestamp, civil::Date};
use leptos::prelude::*;

/// Links to the nearest days on which it flies; nothing where there is none.
#[component]
pub fn Days(
    /// This flight.
    key: FlightKey,
    /// When it flies before and after.
    days: Neighbours,
    /// The instant of asking.
    now: Timestamp,
) -> impl IntoView {
    let l = lang();
    let on = |date: Date| (format!("/flights/{}", FlightKey { date, ..key }), l.date_from(date, now));
    let (before, after) = (days.before.map(on), days.after.map(on));
    (before.is_some() || after.is_some()).then(|| {
        view! {
            <nav class="ways-on" aria-label=t!(l, "flight-other-days")>
                {before.map(|(href, date)| view! { <a href=href>{t!(l, "flight-flies-before", date = date)}</a> })}
                {after.map(|(href, date)| view! { <a href=href>{t!(l, "flight-flies-after", date = date)}</a> })}
            </nav>
        }
    })
}

/// Why there is no such flight on its day, and the days on which there is one.
pub(super) async fn not_on_that_day(db: &PgPool, now: Timestamp, l: Lang, key: FlightKey) -> desk::Result<(String, AnyView)> {
    let days = neighbours(db, key).await?;
    let flight = key.designator.spaced();
    let words = match only_known(db, now, l, key.date).await? {
        Some(words) => words,
        None if days == Neighbours::default() => t!(l, "flights-none-ever", flight = flight),
        None => t!(l, "flights-none-number", flight = flight, date = l.date_from(key.date, now)),
    };
    Ok((words, view! { <Days key=key days=days now=now/> }.into_any()))
}

/// What to say of a day outside those of which flights are known.
pub(super) async fn only_known(db: &PgPool, now: Timestamp, l: Lang, date: Date) -> desk::Result<Option<String>> {
    let known = known_days(db, now).await?.filter(|(first, last)| !(*first..=*last).contains(&date));
    Ok(known.map(|(first, last)| t!(l, "flights-known-days", first = l.date_with_year(first), last = l.date_with_year(last))))
}
