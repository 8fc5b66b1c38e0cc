//! `<Details title="Fare and conditions" hint="Flex">…</Details>`: folded by topic, the whole line opens it.

use leptos::prelude::*;

/// A fold.
#[component]
pub fn Details(
    /// What is inside.
    #[prop(into)]
    title: String,
    /// Its gist, so that few need to open it.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// Open from the start.
    #[prop(optional)]
    open: bool,
    /// On phones the gist stands below the title: where both are long.
    #[prop(optional)]
    stacked: bool,
    /// Without lines: a link-like fold inside text ("I have no access to this mailbox").
    #[prop(optional)]
    plain: bool,
    /// What unfolds.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="details" class:details--plain=plain class:details--stacked=stacked open=open>
            <summary class="details__title"><span>{title}</span>{hint.map(|hint| view! { <span class="details__hint">{hint}</span> })}</summary>
            <div class="details__body">{children()}</div>
        </details>
    }
}
