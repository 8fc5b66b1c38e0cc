//! `<ActionList><Action href="/cases/new" title=… hint=… next=true/></ActionList>`: what you can do.

use super::icon::Way;
use leptos::prelude::*;

/// Rows that lead on, likeliest first.
#[component]
pub fn ActionList(
    /// [`Action`]s.
    children: Children,
) -> impl IntoView {
    view! { <ul class="actions">{children()}</ul> }
}

/// One way on.
#[component]
pub fn Action(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// The act: `Cancel and get your money back`.
    #[prop(into)]
    title: String,
    /// What it gives, by when.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// The one thing to do next, in yellow; not beside a yellow button.
    #[prop(optional)]
    next: bool,
    /// The language of the words, where it is not the page's.
    #[prop(optional_no_strip, into)]
    lang: Option<String>,
) -> impl IntoView {
    view! {
        <li class="actions__item" class:actions__item--next=next>
            <a class="actions__link" href=href lang=lang>
                <span class="actions__text">
                    <span class="actions__title">{title}</span>
                    {hint.map(|hint| view! { <span class="actions__hint">{hint}</span> })}
                </span>
                <Way/>
            </a>
        </li>
    }
}
