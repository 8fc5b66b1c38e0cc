//! `<ErrorSummary typed=typed()/>`: first thing inside the page after a failed submit. Shows nothing when nothing failed.

use super::status::{Mark, Shape};
use crate::{
    context::lang,
    form::Typed,
    words::{Lang, t},
};
use leptos::prelude::*;

/// What is wrong, each line leading to its field.
#[component]
pub fn ErrorSummary(
    /// The form as it came back.
    typed: Typed,
) -> impl IntoView {
    let l = lang();
    typed.failed().then(|| {
        let (fields, held) = (!typed.errors.is_empty() || !typed.told.is_empty(), typed.holds_something());
        let told = typed
            .told
            .into_iter()
            .map(|(field, words)| view! { <li><a class="error-summary__link" href=format!("#{field}")>{words}</a></li> });
        let told = told.collect_view();
        let lines = typed
            .errors
            .iter()
            .map(|error| {
                let words = l.text(error.message, None);
                view! { <li><a class="error-summary__link" href=format!("#{}", error.field)>{words}</a></li> }
            })
            .collect_view();
        view! {
            // focused as the page opens, with or without scripts: the keyboard begins here, and it is read out
            <div class="error-summary" role="alert" tabindex="-1" autofocus=true id="errors">
                <h2 class="error-summary__title"><Shape mark=Mark::Bad/>{t!(l, "form-not-taken")}</h2>
                {typed.problem.map(|problem| view! { <p>{problem}</p> })}
                {fields.then(|| view! { <ul class="error-summary__list">{lines}{told}</ul> })}
                {held.then(|| view! { <p class="error-summary__safe">{t!(l, "form-still-here")}</p> })}
            </div>
        }
    })
}

/// The title of a page whose form failed begins by saying so: "Error: Your trip".
#[must_use]
pub fn page_title(l: Lang, typed: &Typed, title: String) -> String {
    if typed.failed() { t!(l, "form-error-title", title = title) } else { title }
}
