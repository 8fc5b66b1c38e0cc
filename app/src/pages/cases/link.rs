//! `/cases/{ref}/open?token=…`: where a letter's link leads. Opening the page spends nothing, because mail
//! scanners follow links; pressing the button does.

use crate::context::lang;
use crate::form::typed;
use crate::ui::{
    button::{Button, Look},
    error_summary::{ErrorSummary, page_title},
    page_head::PageHead,
};
use crate::words::t;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The button that opens the case.
#[component]
pub fn LinkPage() -> impl IntoView {
    let (l, typed) = (lang(), typed());
    let reference = use_params_map().read_untracked().get("reference").unwrap_or_default();
    let token = use_query_map().read_untracked().get("token");
    let title = t!(l, "case-link-title", reference = reference.clone());
    let action = format!("/cases/{reference}/open");
    let form = token.map(|token| {
        view! {
            <form method="post" action=action>
                <input type="hidden" name="token" value=token/>
                <Button look=Look::Next arrow=true>{t!(l, "case-link-go")}</Button>
            </form>
        }
    });
    // a link that did not do, or only half of one
    let text = match (&form, typed.failed()) {
        (Some(_), _) => Some(t!(l, "case-link-text")),
        (None, true) => None,
        (None, false) => Some(t!(l, "case-link-half")),
    };
    let find = form.is_none().then(|| view! { <p><a href="/cases/find">{t!(l, "case-find-go")}</a></p> });
    view! {
        <Title text=page_title(l, &typed, title.clone())/>
        <div class="column">
            <ErrorSummary typed=typed/>
            <PageHead title=title>{text}</PageHead>
            {form}
            {find}
        </div>
    }
}
