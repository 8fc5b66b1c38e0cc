//! `/bags`: tag and family name.

use crate::{
    context::lang,
    form::typed,
    islands::Scan,
    ui::{
        action_list::{Action, ActionList},
        button::{Button, Look},
        error_summary::{ErrorSummary, page_title},
        field::{Field, Kind},
        page_head::{Page, PageHead},
    },
    words::t,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The door to a bag's trace.
#[component]
pub fn OpenBag() -> impl IntoView {
    let (l, typed) = (lang(), typed());
    let asked = use_query_map().with_untracked(|query| query.get("tag")).unwrap_or_default();
    let tag = typed.value_opt("tag").unwrap_or(asked);
    let elsewhere = typed.told.iter().find(|(field, _)| *field == "family_name").map(|(_, sentence)| sentence.clone());
    let (wrong_tag, wrong_name) = (typed.error(l, "tag"), typed.error(l, "family_name").or(elsewhere));
    let (title, name) = (page_title(l, &typed, t!(l, "bags-title")), typed.value("family_name"));
    view! {
        <Title text=title/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=t!(l, "bags-title")>{t!(l, "bags-lead")}</PageHead>
            <form class="stack" method="post" action="/bags">
                <Field name="tag" label=t!(l, "bags-tag") kind=Kind::Code hint=t!(l, "bags-tag-hint") maxlength=32_u16 value=tag error=wrong_tag/>
                <Scan field="tag".to_owned() scan=t!(l, "scan-go") stop=t!(l, "scan-stop") aim=t!(l, "scan-aim") refused=t!(l, "scan-refused") read=t!(l, "scan-read")/>
                <Field name="family_name" label=t!(l, "bags-name") hint=t!(l, "bags-name-hint") autocomplete="family-name" maxlength=100_u16
                    value=name error=wrong_name/>
                <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "bags-open")}</Button></div>
            </form>
            <ActionList>
                <Action href="/trip" title=t!(l, "bags-by-trip") hint=t!(l, "bags-by-trip-hint")/>
                <Action href="/bags/report" title=t!(l, "bags-tell") hint=t!(l, "bags-tell-hint")/>
            </ActionList>
        </Page>
    }
}
