//! On the trip: what we write about it, and how we are reached at any hour.

use super::messages::line;
use crate::{
    context::lang,
    ui::{
        action_list::{Action, ActionList},
        carrier,
        status::{Mark, Status},
    },
    words::{Lang, t},
};
use desk::bookings::Trip;
use desk::bookings::letters::TripLetters;
use domain::booking::outlook::Situation;
use domain::rights::TripAccess;
use jiff::SignedDuration;
use leptos::prelude::*;
use std::sync::Arc;

/// Messages about this trip: whether they are on, what comes next, the way to choose.
#[component]
pub(super) fn Messages(
    /// The trip.
    trip: Arc<Trip>,
    /// How letters about it stand, as far as the reader may know.
    letters: TripLetters,
) -> impl IntoView {
    let l = lang();
    let over = matches!(trip.outlook.situation, Situation::Over | Situation::Void);
    if over && letters.sent.is_empty() {
        return ().into_any();
    }
    let stands = stands(l, &trip, &letters);
    let title = match trip.access {
        TripAccess::Staff => t!(l, "messages-see"),
        TripAccess::Verified if letters.choices.iter().any(|choice| choice.on.is_some()) => t!(l, "messages-do-change"),
        TripAccess::Verified | TripAccess::Itinerary => t!(l, "messages-do-choose"),
    };
    let hint = (trip.access == TripAccess::Itinerary).then(|| t!(l, "trip-do-cases-hint"));
    let (href, file) = (format!("/trip/{}/messages", trip.locator), format!("/trip/{}/calendar.ics", trip.locator));
    let calendar = (!over).then(|| view! { <Action href=file title=t!(l, "messages-calendar") hint=t!(l, "messages-calendar-hint")/> });
    view! {
        <section class="stack stack--s trip__do" id="messages">
            <h2>{t!(l, "messages-title")}</h2>
            {stands}
            <ActionList>
                <Action href=href title=title hint=hint/>
                {calendar}
            </ActionList>
        </section>
    }
    .into_any()
}

fn stands(l: Lang, trip: &Trip, letters: &TripLetters) -> impl IntoView + use<> {
    if trip.access == TripAccess::Staff {
        let on = letters.standing.iter().filter(|standing| standing.off_at.is_none()).count();
        return view! { <p>{t!(l, "messages-count", on = on, sent = letters.sent.len())}</p> }.into_any();
    }
    let on: Vec<_> = letters.choices.iter().filter_map(|choice| Some((choice, choice.on.as_ref()?))).collect();
    if on.is_empty() {
        return view! { <p>{t!(l, "messages-off")}</p> }.into_any();
    }
    let lines = on.into_iter().map(|(choice, standing)| {
        let words = t!(l, "messages-on", to = choice.address.clone(), language = standing.locale.own_name());
        let next = choice.planned.first().and_then(|notice| line(l, trip, notice)).map(|line| t!(l, "messages-next", line = line));
        view! { <Status mark=Mark::Good>{words}</Status>{next.map(|next| view! { <p>{next}</p> })} }
    });
    lines.collect_view().into_any()
}

/// Who answers at any hour.
#[component]
pub(super) fn DayAndNight(
    /// The trip.
    trip: Arc<Trip>,
) -> impl IntoView {
    let l = lang();
    let number = carrier::telephone();
    let dialled: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let within = l.duration(SignedDuration::from_mins(i64::from(trip.answered_within.0)));
    view! {
        <section class="stack stack--s">
            <h2>{t!(l, "reach-us-title")}</h2>
            <p><a class="trip__call" href=format!("tel:{dialled}") translate="no">{number}</a></p>
            <p>{t!(l, "reach-us-text", within = within)}</p>
        </section>
    }
}
