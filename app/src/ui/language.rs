//! `<LanguageSwitch/>`: the same page in the other languages, each under its own name.

use crate::{context::visit, form::typed, shell::language_link};
use domain::locale::Locale;
use leptos::prelude::*;

/// The field that names the language chosen.
pub const TO: &str = "to-language";
/// The field that names the page a form came back on.
pub const PAGE: &str = "to-page";

/// Links to this page in every other language. Where a form has come back they are buttons that take what was typed along.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let visit = visit();
    let typed = typed();
    let others = Locale::ALL.into_iter().filter(move |other| *other != visit.lang.0);
    if !typed.returned() {
        let link = |other: Locale| {
            let href = language_link(&visit.here, other);
            view! { <a class="header__language" href=href hreflang=other.tag() lang=other.tag() rel="nofollow">{other.own_name()}</a> }
        };
        return others.map(link).collect_view().into_any();
    }
    let button = |other: Locale| {
        view! { <button class="header__language" type="submit" name=TO value=other.tag() lang=other.tag()>{other.own_name()}</button> }
    };
    let kept = typed.values.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    view! {
        <form method="post" action="/language">
            <input type="hidden" name=PAGE value=typed.page/>
            {kept}
            {others.map(button).collect_view()}
        </form>
    }
    .into_any()
}
