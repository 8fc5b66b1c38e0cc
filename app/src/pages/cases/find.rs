//! `/cases/find`: back to one's cases from any device, by a code to the address they were opened with.

use crate::context::{lang, portal};
use crate::form::typed;
use crate::ui::{
    button::{Button, Look},
    error_summary::{ErrorSummary, page_title},
    field::{Field, Kind},
    page_head::PageHead,
};
use crate::words::t;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// First the address, then the code.
#[component]
pub fn FindPage() -> impl IntoView {
    let (l, typed) = (lang(), typed());
    let sent = use_query_map().read_untracked().get("step").as_deref() == Some("code");
    let title = if sent { t!(l, "case-find-code-title") } else { t!(l, "case-find-title") };
    let (email, code) = (typed.error(l, "email"), typed.error(l, "code"));
    let (kind, label) = match portal().texts() {
        true => (Kind::Reach, t!(l, "case-find-either")),
        false => (Kind::Email, t!(l, "case-find-email")),
    };
    let form = if sent {
        view! {
            <form class="stack" method="post" action="/cases/find/code">
                <Field name="code" kind=Kind::Digits label=t!(l, "case-find-code") error=code/>
                <div><Button look=Look::Next arrow=true>{t!(l, "case-find-open")}</Button></div>
            </form>
            <p><a href="/cases/find">{t!(l, "case-find-again")}</a></p>
        }
        .into_any()
    } else {
        view! {
            <form class="stack" method="post" action="/cases/find">
                <Field name="email" kind=kind label=label value=typed.value("email") error=email/>
                <div><Button look=Look::Next arrow=true>{t!(l, "case-find-send")}</Button></div>
            </form>
        }
        .into_any()
    };
    let text = if sent { t!(l, "case-find-code-text") } else { t!(l, "case-find-text") };
    view! {
        <Title text=page_title(l, &typed, title.clone())/>
        <div class="column">
            <ErrorSummary typed=typed/>
            <PageHead title=title back="/cases".to_owned()>{text}</PageHead>
            {form}
        </div>
    }
}
