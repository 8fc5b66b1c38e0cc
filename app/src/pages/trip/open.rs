//! `/trip`: booking reference and family name.

use crate::{
    context::{lang, visit},
    form::{Typed, typed},
    ui::{
        action_list::{Action, ActionList},
        button::{Button, Look},
        error_summary::{ErrorSummary, page_title},
        field::{Field, Kind},
        page_head::{Page, PageHead},
    },
    words::t,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The door to a trip, and the trips this browser has opened already.
#[component]
pub fn OpenTrip() -> impl IntoView {
    let l = lang();
    let typed = typed();
    let asked = use_query_map().with_untracked(|query| query.get("locator")).unwrap_or_default();
    view! {
        <Title text=page_title(l, &typed, t!(l, "trip-title"))/>
        <Page>
            <ErrorSummary typed=typed.clone()/>
            <PageHead title=t!(l, "trip-title")>{t!(l, "trip-lead")}</PageHead>
            <TripForm typed=typed locator=asked/>
            <Opened/>
        </Page>
    }
}

/// Reference and name; on the home page too.
#[component]
pub fn TripForm(
    /// The form as it came back, or an empty one.
    typed: Typed,
    /// Reference to begin with, where nothing was typed.
    #[prop(optional, into)]
    locator: String,
) -> impl IntoView {
    let l = lang();
    let locator = typed.value_opt("locator").unwrap_or(locator);
    view! {
        <form class="stack" method="post" action="/trip">
            <Field name="locator" label=t!(l, "trip-locator") kind=Kind::Code hint=t!(l, "trip-locator-hint") maxlength=32_u16
                value=locator error=typed.error(l, "locator")/>
            <Field name="family_name" label=t!(l, "trip-name") hint=t!(l, "trip-name-hint") autocomplete="family-name" maxlength=100_u16
                value=typed.value("family_name") error=typed.error(l, "family_name")/>
            <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "trip-open")}</Button></div>
        </form>
    }
}

/// What is open in this browser already needs no name again.
#[component]
fn Opened() -> impl IntoView {
    let visit = visit();
    let l = visit.lang;
    let mut trips: Vec<String> =
        visit.viewer.grants().map(|grants| grants.trips.iter().chain(&grants.verified_trips).cloned().collect()).unwrap_or_default();
    trips.sort();
    trips.dedup();
    (!trips.is_empty()).then(|| {
        view! {
            <h2>{t!(l, "trip-opened")}</h2>
            <ActionList>
                {trips.into_iter().map(|locator| view! { <Action href=format!("/trip/{locator}") title=locator/> }).collect_view()}
            </ActionList>
        }
    })
}
