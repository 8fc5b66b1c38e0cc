//! `/desk/feedback`: what passengers say in words, what is new about it today, and correcting how it was understood (SUR-3).

mod asked;
mod message;
mod patterns;

use crate::{
    context::{Visit, portal, visit},
    form::{Typed, typed},
    outcome::{encode, refused},
    ui::{
        button::{Button, Look},
        empty::{Empty, Scene},
        error_summary::{ErrorSummary, page_title},
        page_head::{Page, PageHead, Width},
        paging::Paging,
    },
    words::{Lang, t},
};
use asked::{address, asked, at};
use desk::feedback::{self, Filter, Patterns, Which, list, patterns};
use domain::feedback::Mood;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

pub use asked::linked;
pub(super) use asked::place;

/// The address of this area.
pub(super) const HERE: &str = "/desk/feedback";

fn mood_name(l: Lang, mood: Mood) -> String {
    match mood {
        Mood::Negative => t!(l, "mood-negative"),
        Mood::Neutral => t!(l, "mood-neutral"),
        Mood::Positive => t!(l, "mood-positive"),
    }
}

/// Messages newest first, above them what is new today.
#[component]
pub fn FeedbackPage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let filter = use_query_map().with_untracked(asked);
    Suspend::new(async move {
        let read = async {
            let found = patterns(&portal.db, &visit.viewer, visit.now).await?;
            Ok::<_, desk::Error>((list(&portal.db, &visit.viewer, visit.now, &filter).await?, found))
        };
        match read.await {
            Ok((messages, found)) => page(&visit, &typed, &filter, messages, &found).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(visit: &Visit, typed: &Typed, filter: &Filter, listed: feedback::Page, found: &Patterns) -> impl IntoView + use<> {
    let l = visit.lang;
    let (title, summary) = (page_title(l, typed, t!(l, "feedback-title")), typed.clone());
    let next = listed.next.map(|before| address(&Filter { before: Some(before), ..filter.clone() }));
    let none = listed.messages.is_empty().then(|| {
        let words = if found.all == 0 { t!(l, "feedback-none") } else { t!(l, "feedback-none-such") };
        view! { <Empty title=t!(l, "feedback-none-title") scene=Scene::NothingFound words=words/> }
    });
    let here = address(filter);
    let messages = listed.messages.into_iter().map(|one| message::message(visit, typed, one, &here).into_any()).collect_view();
    let (new, often, sentence) = (
        patterns::new(l, found, visit.now).into_any(),
        patterns::often(l, found, visit.now).into_any(),
        asked::sentence(l, filter).into_any(),
    );
    let unsure = (found.unsure > 0 && filter.which != Which::Unsure).then(|| {
        let href = address(&Filter { which: Which::Unsure, ..Filter::default() });
        view! { <p>{t!(l, "feedback-unsure", count = found.unsure)}" "<a href=href>{t!(l, "feedback-unsure-go")}</a></p> }
    });
    // all of them, not only those of this page and older
    let whole = address(&Filter { before: None, ..filter.clone() });
    let take_up = (filter.theme.is_some() || filter.term.is_some()).then(|| {
        view! {
            <form class="buttons" method="get" action="/desk/improvements/new">
                <input type="hidden" name="link" value=whole/>
                <Button look=Look::Plain>{t!(l, "feedback-take-up")}</Button>
            </form>
        }
    });
    view! {
        <Title text=title/>
        <Page width=Width::Wide>
            <ErrorSummary typed=summary/>
            <PageHead title=t!(l, "feedback-title") back="/desk".to_owned()>{t!(l, "feedback-lead")}</PageHead>
            <div class="stack stack--l">
                {new}
                <section class="stack" aria-labelledby="said">
                    <h2 id="said">{t!(l, "feedback-said")}</h2>
                    {unsure}{sentence}{take_up}{none}{messages}
                    <Paging on=next/>
                </section>
                {often}
            </div>
        </Page>
    }
}

/// Where a cluster was counted, as a filter.
fn narrowed(filter: Filter, place: Option<&domain::feedback::Place>) -> Filter {
    match place {
        Some(place) => at(filter, place),
        None => filter,
    }
}

/// One name in an address.
fn part(name: &str, value: &str) -> String {
    format!("{name}={}", encode(value))
}
