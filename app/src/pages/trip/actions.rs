//! What you can do: only what there is, the likeliest first.

use super::{
    change::{Open, change_page, refund_page},
    head::place_shown,
};
use crate::{
    context::lang,
    ui::action_list::{Action, ActionList},
    words::{t, when::zone},
};
use desk::bookings::Trip;
use desk::changes::{Action as What, Brief, Stage};
use domain::booking::outlook::Situation;
use domain::flight::Phase;
use domain::rights::TripAccess;
use jiff::SignedDuration;
use leptos::prelude::*;
use std::sync::Arc;

/// The ways on from here.
#[component]
pub(super) fn Actions(
    /// The trip.
    trip: Arc<Trip>,
    /// What of it can be changed here.
    open: Open,
) -> impl IntoView {
    let l = lang();
    let locator = trip.locator.clone();
    let ask = move |kind: &str| format!("/cases/new?kind={kind}&locator={locator}");
    let within = |minutes: i32| l.duration(SignedDuration::from_mins(i64::from(minutes)));
    let (soon, usual) = (within(trip.answered_within.0), within(trip.answered_within.1));
    let disrupted = match trip.outlook.situation {
        // where another flight can be chosen at once, nobody waits for a person
        Situation::Cancelled(_) | Situation::Misses(_) if open.change => None,
        Situation::Cancelled(_) | Situation::Misses(_) => Some(t!(l, "trip-do-another-flight")),
        Situation::Diverted(_) | Situation::Late(_) | Situation::Tight(_) => Some(t!(l, "trip-do-disruption")),
        _ => None,
    };
    let pressing = matches!(trip.outlook.situation, Situation::Cancelled(_) | Situation::Misses(_) | Situation::Diverted(_));
    // the choice the page speaks of above: another flight, or the money
    let refund = (!open.change && matches!(trip.outlook.situation, Situation::Cancelled(_) | Situation::Misses(_)))
        .then(|| format!("/cases/new?kind=change&topic=refund&locator={}", trip.locator));
    let locator_of = trip.locator.to_string();
    let flight = trip.segments.get(place_shown(&trip)).map(|segment| {
        let href = format!("/flights/{}/{}", segment.designator, segment.flight_date);
        let off = segment.state.as_ref().is_some_and(|state| state.phase == Phase::Cancelled);
        let hint = if off { t!(l, "trip-do-flight-off") } else { t!(l, "trip-do-flight-hint") };
        let title = t!(l, "trip-do-flight", flight = segment.designator.spaced());
        let title = if off { segment.designator.spaced() } else { title };
        view! { <Action href=href title=title hint=hint/> }
    });
    let bags = (!trip.bags.is_empty()).then(|| ask("baggage"));
    let bag_action = move |href: String| view! { <Action href=href title=t!(l, "trip-do-bags") hint=t!(l, "trip-do-bags-hint")/> };
    let running = running(&trip, &open);
    let ahead = running.is_none() && pressing && open.change;
    let lost = matches!(trip.outlook.situation, Situation::Late(_) | Situation::Tight(_)) || pressing;
    let change = move || open.change.then(|| view! { <Change trip=locator_of.clone() lost=lost next=ahead/> });
    let (first, later) = if lost { (Some(change()), None) } else { (None, Some(change())) };
    // behind them only the bags matter, ahead of them the way
    let over = matches!(trip.outlook.situation, Situation::Over | Situation::Void);
    let papers = format!("/trip/{}/documents", trip.locator);
    let papers = view! { <Action href=papers title=t!(l, "documents-do") hint=t!(l, "documents-do-hint")/> };
    // a case is its writer's, not the booking's: the name alone opens none
    let cases = match trip.access {
        TripAccess::Staff => None,
        TripAccess::Verified => Some(("/cases".to_owned(), t!(l, "trip-do-cases-open"))),
        TripAccess::Itinerary => Some((format!("/trip/{}/verify?next=/cases", trip.locator), t!(l, "trip-do-cases-hint"))),
    };
    view! {
        <section class="stack stack--s trip__do">
            <h2>{t!(l, "trip-do")}</h2>
            <ActionList>
                {running.map(|href| view! { <Action href=href title=t!(l, "change-do-on") hint=t!(l, "change-do-on-hint") next=true/> })}
                {first}
                {disrupted.map(|title| view! { <Action href=ask("disruption") title=title hint=t!(l, "trip-do-within", within = soon) next=pressing/> })}
                {refund.map(|href| view! { <Action href=href title=t!(l, "trip-do-refund") hint=t!(l, "trip-do-refund-hint")/> })}
                {bags.clone().filter(|_| over).map(bag_action)}
                {flight}
                {bags.filter(|_| !over).map(bag_action)}
                {later}
                {papers}
                <Action href=ask("inquiry") title=t!(l, "trip-do-ask") hint=t!(l, "trip-do-within", within = usual)/>
                {(!over).then(|| view! { <Action href=ask("assistance") title=t!(l, "trip-do-assistance") hint=t!(l, "trip-do-assistance-hint")/> })}
                {cases.map(|(href, hint)| view! { <Action href=href title=t!(l, "trip-do-cases") hint=hint/> })}
            </ActionList>
        </section>
    }
}

/// Another flight, or the money back.
#[component]
fn Change(trip: String, lost: bool, next: bool) -> impl IntoView {
    let l = lang();
    let (title, hint) = if lost {
        (t!(l, "change-do-disrupted"), t!(l, "change-do-disrupted-hint"))
    } else {
        (t!(l, "change-do"), t!(l, "change-do-hint"))
    };
    view! {
        <Action href=change_page(&trip) title=title hint=hint next=next/>
        <Action href=refund_page(&trip) title=t!(l, "change-do-refund") hint=t!(l, "change-do-refund-hint")/>
    }
}

/// A change that was begun and is not finished.
fn running(trip: &Trip, open: &Open) -> Option<String> {
    let unfinished = open.changes.iter().find(|change| change.stage.runs());
    unfinished.map(|change| page_of(trip, change))
}

fn page_of(trip: &Trip, change: &Brief) -> String {
    format!("{}/{}", change_page(trip.locator.as_str()), change.id)
}

/// What was changed before: where a refund is followed.
#[component]
pub(super) fn Changes(
    /// The trip.
    trip: Arc<Trip>,
    /// What was changed of it.
    open: Open,
) -> impl IntoView {
    let l = lang();
    let zone = trip.segments.first().map_or_else(|| zone("UTC"), |segment| zone(&segment.origin.zone));
    let rows = open.changes.iter().filter(|change| change.stage == Stage::Done).map(|change| {
        let when = l.date_with_year(change.at.to_zoned(zone.clone()).date());
        let title = match change.action {
            What::Change => t!(l, "change-history-change", when = when),
            What::Cancel => t!(l, "change-history-cancel", when = when),
            What::Taxes => t!(l, "change-history-taxes", when = when),
        };
        view! { <Action href=page_of(&trip, change) title=title hint=t!(l, "change-history-see")/> }
    });
    let rows = rows.collect::<Vec<_>>();
    (!rows.is_empty()).then(|| view! { <section class="stack stack--s trip__do"><h2>{t!(l, "change-do-history")}</h2><ActionList>{rows}</ActionList></section> })
}
