//! `<Panel title="We have your message" reference="LS-7K3M-9Q2F">` what next, by when `</Panel>`

use leptos::prelude::*;

/// It is done: what, the reference to keep, what happens next and by when.
#[component]
pub fn Panel(
    /// The page's `<h1>`: `We have your message`.
    #[prop(into)]
    title: String,
    /// What to keep; one press selects it whole.
    #[prop(optional_no_strip, into)]
    reference: Option<String>,
    /// What happens next, by when.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="panel-box">
            <div class="panel">
                <h1 class="panel__title">{title}</h1>
                {reference.map(|reference| view! { <p class="panel__reference">{reference}</p> })}
                {children()}
            </div>
        </div>
    }
}
