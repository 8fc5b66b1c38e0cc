//! `/unsubscribe/{token}`: where a letter's "no more of these" leads. Opening the page changes nothing, because mail
//! scanners follow links; pressing the button does.

use crate::context::{portal, visit};
use crate::outcome::{encode, refused, status};
use crate::ui::{
    band::{Band, Ground},
    button::{Button, Look},
    page_head::{Page, PageHead},
};
use crate::words::{Lang, t};
use desk::Error;
use desk::outbox::{List, Subscription, subscription};
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The button that leaves, or the way back.
#[component]
pub fn UnsubscribePage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let token = use_params_map().read_untracked().get("token").unwrap_or_default();
    Suspend::new(async move {
        let l = visit.lang;
        match subscription(&portal.db, &token).await {
            Ok(found) => page(l, &token, &found).into_any(),
            Err(Error::NotFound) => {
                status(StatusCode::NOT_FOUND);
                view! {
                    <Title text=t!(l, "leave-unknown-title")/>
                    <Page><PageHead title=t!(l, "leave-unknown-title")>{t!(l, "leave-unknown")}</PageHead></Page>
                }
                .into_any()
            }
            Err(error) => refused(error),
        }
    })
}

/// Title, what happens, the button, that it happened, the way back: about one trip, or about invitations.
fn words(l: Lang, found: &Subscription) -> [String; 5] {
    let to = found.to.clone();
    match found.trip.clone() {
        Some(locator) => [
            t!(l, "leave-trip-title", locator = locator.clone()),
            t!(l, "leave-trip-text", to = to.clone(), locator = locator.clone()),
            t!(l, "leave-trip-go"),
            t!(l, "leave-trip-done", to = to, locator = locator),
            t!(l, "leave-trip-again"),
        ],
        None if found.list == List::Surveys => [
            t!(l, "leave-surveys-title"),
            t!(l, "leave-surveys-text", to = to.clone()),
            t!(l, "leave-surveys-go"),
            t!(l, "leave-surveys-done", to = to),
            t!(l, "leave-surveys-again"),
        ],
        None => [
            t!(l, "leave-title"),
            t!(l, "leave-text", to = to.clone()),
            t!(l, "leave-go"),
            t!(l, "leave-done", to = to),
            t!(l, "leave-again"),
        ],
    }
}

fn page(l: Lang, token: &str, found: &Subscription) -> impl IntoView + use<> {
    let address = format!("/unsubscribe/{}", encode(token));
    let [title, text, go, done, again] = words(l, found);
    let inside = if found.left {
        view! {
            <Band ground=Ground::Paper title=done announce=true>""</Band>
            <form method="post" action=format!("{address}/again")><Button>{again}</Button></form>
        }
        .into_any()
    } else {
        view! {
            <p>{text}</p>
            <form method="post" action=address><Button look=Look::Next>{go}</Button></form>
        }
        .into_any()
    };
    view! {
        <Title text=title.clone()/>
        <Page><PageHead title=title/><div class="stack">{inside}</div></Page>
    }
}
