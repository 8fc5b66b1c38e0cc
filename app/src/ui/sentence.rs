//! `<Sentence go="Show">"Open cases of "<Pick name="department" label=… options=… value=…/></Sentence>`
//!
//! Filters that read as a sentence. A plain GET form.

use super::field::Options;
use leptos::prelude::*;

/// The sentence.
#[component]
pub fn Sentence(
    /// The form's address.
    #[prop(into)]
    action: String,
    /// The act: `Show`.
    #[prop(into)]
    go: String,
    /// Words and [`Pick`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <form class="sentence" method="get" action=action role="search">
            {children()}" "<button class="button button--s sentence__go" type="submit">{go}</button>
        </form>
    }
}

/// A word of the sentence that can be changed.
#[component]
pub fn Pick(
    /// Name in the address.
    #[prop(into)]
    name: String,
    /// What is chosen, for who does not see the sentence: `Department`.
    #[prop(into)]
    label: String,
    /// Value and words.
    options: Vec<(String, String)>,
    /// The value chosen.
    #[prop(optional, into)]
    value: String,
) -> impl IntoView {
    view! { <select class="sentence__pick" name=name aria-label=label><Options options=options value=value/></select> }
}
