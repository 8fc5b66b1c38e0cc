//! `/`: where are you flying?

use crate::{
    context::{lang, portal, visit},
    form::Typed,
    pages::{help::HelpSearch, trip::open::TripForm},
    ui::{
        action_list::{Action, ActionList},
        band::Band,
        page_head::{Page, PageHead},
    },
    words::t,
};
use desk::flights::{Irregular, irregular_now};
use leptos::prelude::*;
use leptos_meta::Title;

/// The airport whose day the home page tells of.
const HUB: &str = "EWR";

/// The tasks people come for, the likeliest first, and the day's irregularities if there are any.
#[component]
pub fn Home() -> impl IntoView {
    let l = lang();
    view! {
        <Title text=t!(l, "home-title")/>
        <Page>
            <PageHead title=t!(l, "home-title")/>
            <TripForm typed=Typed::default()/>
            <ActionList>
                <Action href="/bags" title=t!(l, "home-bags") hint=t!(l, "home-bags-hint")/>
                <Action href="/cases/new" title=t!(l, "home-ask") hint=t!(l, "home-ask-hint")/>
                <Action href="/flights" title=t!(l, "home-flights") hint=t!(l, "home-flights-hint")/>
                <Action href="/cases" title=t!(l, "home-cases") hint=t!(l, "home-cases-hint")/>
            </ActionList>
            <section class="section stack"><h2>{t!(l, "help-title")}</h2><HelpSearch/></section>
            {Suspend::new(today())}
        </Page>
    }
}

/// One calm band, only if there is something to tell; the page is complete without it.
async fn today() -> Option<AnyView> {
    let (l, now) = (lang(), visit().now);
    let count = irregular_now(&portal().db, now, HUB).await.ok()?;
    let Irregular { departures, late, cancelled } = count;
    let told = match (late, cancelled) {
        (0, 0) => None,
        (0, _) => Some(t!(l, "home-today-cancelled", departures = departures, cancelled = cancelled)),
        (_, 0) => Some(t!(l, "home-today-late", departures = departures, late = late)),
        _ => Some(t!(l, "home-today-both", departures = departures, late = late, cancelled = cancelled)),
    };
    told.map(|told| {
        view! {
            <Band title=t!(l, "home-today")>
                {told}" "{t!(l, "home-today-then")}" "
                <a href="/flights?board=departures&airport=EWR">{t!(l, "home-today-board")}</a>
            </Band>
        }
        .into_any()
    })
}
