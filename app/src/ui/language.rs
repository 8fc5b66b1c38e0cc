//! `<LanguageSwitch/>`: the same page in the other languages, each under its own name.

use crate::{context::visit, shell::language_link};
use domain::locale::Locale;
use leptos::prelude::*;

/// Links to this page in every other language.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let visit = visit();
    Locale::ALL
        .into_iter()
        .filter(move |other| *other != visit.lang.0)
        .map(move |other| {
            let href = language_link(&visit.here, other);
            view! { <a class="header__language" href=href hreflang=other.tag() lang=other.tag() rel="nofollow">{other.own_name()}</a> }
        })
        .collect_view()
}
