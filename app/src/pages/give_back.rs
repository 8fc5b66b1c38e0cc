//! A submission that could not be taken now: everything typed, ready to be sent again.

use crate::{context::lang, words::t};
use leptos::prelude::*;
use leptos_meta::Title;

/// What was typed, in a form to the same address.
#[component]
pub fn GiveBack(
    /// Where it was sent to.
    action: String,
    /// What was sent, without secrets.
    values: Vec<(String, String)>,
) -> impl IntoView {
    let l = lang();
    let words: Vec<String> =
        values.iter().filter(|(name, value)| is_words(name) && !value.is_empty()).map(|(_, value)| value.clone()).collect();
    view! {
        <Title text=t!(l, "give-back-title")/>
        <div class="column">
            <h1>{t!(l, "give-back-title")}</h1>
            <p>{t!(l, "give-back-text")}</p>
            {words.into_iter().map(|text| view! { <blockquote class="quote">{text}</blockquote> }).collect_view()}
            <form method="post" action=action>
                {values.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
                <button class="button button--primary">{t!(l, "give-back-again")}</button>
            </form>
        </div>
    }
}

fn is_words(name: &str) -> bool {
    matches!(name, "words" | "subject" | "reason" | "wanted")
}
