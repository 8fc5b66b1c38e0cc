//! What you can do: only what there is, the likeliest first.

use super::head::place_shown;
use crate::{
    context::lang,
    ui::action_list::{Action, ActionList},
    words::t,
};
use desk::bookings::Trip;
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
) -> impl IntoView {
    let l = lang();
    let locator = trip.locator.clone();
    let ask = move |kind: &str| format!("/cases/new?kind={kind}&locator={locator}");
    let within = |minutes: i32| l.duration(SignedDuration::from_mins(i64::from(minutes)));
    let (soon, usual) = (within(trip.answered_within.0), within(trip.answered_within.1));
    let disrupted = match trip.outlook.situation {
        Situation::Cancelled(_) | Situation::Misses(_) => Some(t!(l, "trip-do-another-flight")),
        Situation::Diverted(_) | Situation::Late(_) | Situation::Tight(_) => Some(t!(l, "trip-do-disruption")),
        _ => None,
    };
    let pressing = matches!(trip.outlook.situation, Situation::Cancelled(_) | Situation::Misses(_) | Situation::Diverted(_));
    // the choice the page speaks of above: another flight, or the money
    let refund = matches!(trip.outlook.situation, Situation::Cancelled(_) | Situation::Misses(_))
        .then(|| format!("/cases/new?kind=change&topic=refund&locator={}", trip.locator));
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
    // behind them only the bags matter, ahead of them the way
    let over = matches!(trip.outlook.situation, Situation::Over | Situation::Void);
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
                {disrupted.map(|title| view! { <Action href=ask("disruption") title=title hint=t!(l, "trip-do-within", within = soon) next=pressing/> })}
                {refund.map(|href| view! { <Action href=href title=t!(l, "trip-do-refund") hint=t!(l, "trip-do-refund-hint")/> })}
                {bags.clone().filter(|_| over).map(bag_action)}
                {flight}
                {bags.filter(|_| !over).map(bag_action)}
                <Action href=ask("inquiry") title=t!(l, "trip-do-ask") hint=t!(l, "trip-do-within", within = usual)/>
                {(!over).then(|| view! { <Action href=ask("assistance") title=t!(l, "trip-do-assistance") hint=t!(l, "trip-do-assistance-hint")/> })}
                {cases.map(|(href, hint)| view! { <Action href=href title=t!(l, "trip-do-cases") hint=hint/> })}
            </ActionList>
        </section>
    }
}
