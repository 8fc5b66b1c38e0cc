//! `<PageHead title=… caption=…>"One sentence."</PageHead>`, `<Steps at=2 of=5/>`, `<Page wide=true>…</Page>`

use super::icon::WayBack;
use crate::{context::lang, words::t};
use leptos::prelude::*;

/// How wide a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// One column of 40 rem: what passengers read and fill in.
    #[default]
    Column,
    /// A column and an aside: [`Columns`] inside.
    Aside,
    /// The window: queues and tables.
    Wide,
}

/// What is inside `<main>`: margins and the width of the page.
#[component]
pub fn Page(
    /// How wide it is.
    #[prop(optional)]
    width: Width,
    /// The page.
    children: Children,
) -> impl IntoView {
    let class = match width {
        Width::Column => "column",
        Width::Aside => "column column--aside",
        Width::Wide => "column column--wide",
    };
    view! { <div class=class>{children()}</div> }
}

/// Main column and aside, beneath each other on phones. `<Columns aside=move || view! {…}>main</Columns>`
#[component]
pub fn Columns(
    /// What stands beside: [`super::facts::Aside`].
    #[prop(into)]
    aside: ViewFn,
    /// The main thing.
    children: Children,
) -> impl IntoView {
    view! { <div class="columns"><div class="columns__main stack stack--l">{children()}</div>{aside.run()}</div> }
}

/// Where you are, the title, one sentence.
#[component]
pub fn PageHead(
    /// The page's `<h1>`.
    #[prop(into)]
    title: String,
    /// A quiet line above: reference, day, place in a journey.
    #[prop(optional_no_strip, into)]
    caption: Option<String>,
    /// Where "Back" leads; none, no such link.
    #[prop(optional_no_strip, into)]
    back: Option<String>,
    /// The sentence beneath, which may hold a status.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let l = lang();
    view! {
        <div class="page-head">
            {back.map(|href| view! { <a class="page-head__back" href=href><WayBack/>{t!(l, "back")}</a> })}
            {caption.map(|caption| view! { <p class="page-head__caption">{caption.replace(" · ", "\u{a0}· ")}</p> })}
            <h1 class="page-head__title">{title}</h1>
            {children.map(|lead| view! { <p class="page-head__lead">{lead()}</p> })}
        </div>
    }
}

/// How far through a journey of questions: the words, and a line that fills.
#[component]
pub fn Steps(
    /// The question asked now, from 1.
    at: u8,
    /// How many there are.
    of: u8,
) -> impl IntoView {
    let l = lang();
    let track = (1..=of)
        .map(|step| {
            let class = match step.cmp(&at) {
                std::cmp::Ordering::Less => "steps__step steps__step--done",
                std::cmp::Ordering::Equal => "steps__step steps__step--now",
                std::cmp::Ordering::Greater => "steps__step",
            };
            view! { <span class=class></span> }
        })
        .collect_view();
    view! {
        <p class="steps">
            <span>{t!(l, "step-of", at = at, of = of)}</span>
            <span class="steps__track" aria-hidden="true">{track}</span>
        </p>
    }
}
