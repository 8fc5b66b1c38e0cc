//! Articles that may answer.

use crate::{
    context::lang,
    ui::{
        action_list::{Action, ActionList},
        button::LinkButton,
        empty::{Empty, Scene},
    },
    words::t,
};
use desk::help::Hit;
use leptos::prelude::*;

/// What a search found, or that it found nothing and who will answer instead.
#[component]
pub(super) fn Found(asked: String, hits: Vec<Hit>) -> impl IntoView {
    let l = lang();
    if asked.trim().is_empty() {
        return ().into_any();
    }
    if hits.is_empty() {
        return view! {
            <Empty title=t!(l, "help-none") scene=Scene::NothingFound words=t!(l, "help-none-text")>
                <LinkButton href="/cases/new" arrow=true>{t!(l, "help-ask-go")}</LinkButton>
            </Empty>
        }
        .into_any();
    }
    let count = hits.len();
    view! {
        <h2>{t!(l, "help-found", count = count)}</h2>
        <Rows hits=hits/>
    }
    .into_any()
}

/// Before a question is sent: what may answer it at once.
#[component]
pub fn Suggested(
    /// What was found for the words about to be sent.
    hits: Vec<Hit>,
) -> impl IntoView {
    let l = lang();
    (!hits.is_empty()).then(|| {
        view! {
            <section class="section stack stack--s" aria-labelledby="suggested">
                <h2 id="suggested">{t!(l, "help-suggested")}</h2>
                <Rows hits=hits/>
            </section>
        }
    })
}

#[component]
fn Rows(hits: Vec<Hit>) -> impl IntoView {
    let rows = hits
        .into_iter()
        .map(|hit| view! { <Action href=format!("/help/{}", hit.slug) title=hit.title hint=hit.summary/> })
        .collect::<Vec<_>>();
    view! { <ActionList>{rows}</ActionList> }
}
