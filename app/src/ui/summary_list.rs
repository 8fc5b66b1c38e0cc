//! `<SummaryList><SummaryRow name=… change="/cases/new?step=topic">"My flight is late"</SummaryRow></SummaryList>`

use crate::{context::lang, words::t};
use leptos::prelude::*;

/// Check your answers: what was asked, what was said.
#[component]
pub fn SummaryList(
    /// [`SummaryRow`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="summary">{children()}</dl> }
}

/// One answer, with the way back to it.
#[component]
pub fn SummaryRow(
    /// What was asked, in a word or two.
    #[prop(into)]
    name: String,
    /// The question's address; "Change" returns straight to the check afterwards.
    #[prop(optional_no_strip, into)]
    change: Option<String>,
    /// The answer, line breaks kept.
    children: Children,
) -> impl IntoView {
    let l = lang();
    view! {
        <div class="summary__row">
            <dt class="summary__key">{name.clone()}</dt>
            <dd class="summary__value">{children()}</dd>
            {change.map(|href| view! { <dd class="summary__act"><a href=href>{t!(l, "change")}<span class="visually-hidden">" "{name}</span></a></dd> })}
        </div>
    }
}
