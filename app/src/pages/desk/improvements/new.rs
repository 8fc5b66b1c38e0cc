//! Writing down a finding: from messages, a report, complaints, or one's own eyes.

use super::HERE;
use crate::{
    context::{Visit, portal, visit},
    form::{Typed, typed},
    outcome::refused,
    pages::desk::feedback,
    ui::{
        button::{Button, Look},
        error_summary::{ErrorSummary, page_title},
        field::{Field, TextArea},
        page_head::{Page, PageHead},
    },
    words::t,
};
use desk::{cases::fresh_key, improvements::LONGEST};
use domain::rights::{ImprovementRole, improvement_role};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The form.
#[component]
pub fn NewPage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let link = use_query_map().with_untracked(|query| query.get("link")).unwrap_or_default();
    Suspend::new(async move {
        let link = typed.value_opt("link").unwrap_or(link);
        let words = match feedback::linked(&link) {
            Some(filter) => match desk::feedback::count(&portal.db, &visit.viewer, visit.now, &filter).await {
                Ok(count) => Some(count),
                Err(error) => return refused(error),
            },
            None => None,
        };
        match improvement_role(&visit.viewer, None) {
            Some(role) => page(&visit, &typed, role, &link, words).into_any(),
            None => refused(desk::Error::SignInFirst),
        }
    })
}

fn page(visit: &Visit, typed: &Typed, role: ImprovementRole, link: &str, words: Option<usize>) -> impl IntoView + use<> {
    let l = visit.lang;
    let (lead, go) = if role == ImprovementRole::Decides {
        (t!(l, "improvement-new-lead"), t!(l, "improvement-new-go"))
    } else {
        (t!(l, "improvement-suggest-lead"), t!(l, "improvement-suggest-go"))
    };
    let (title, summary) = (page_title(l, typed, t!(l, "improvement-new")), typed.clone());
    let from = words.map(|count| view! { <p>{t!(l, "improvement-from-words", count = count)}" "<a href=link.to_owned()>{t!(l, "improvement-see-words")}</a></p> });
    let key = typed.value_opt("key").unwrap_or_else(fresh_key);
    let (link, finding, cases) = (link.to_owned(), typed.value("finding"), typed.value("cases"));
    let (no_finding, no_cases) = (typed.error(l, "finding"), typed.error(l, "cases"));
    view! {
        <Title text=title/>
        <Page>
            <ErrorSummary typed=summary/>
            <PageHead title=t!(l, "improvement-new") back=HERE.to_owned()>{lead}</PageHead>
            {from}
            <form class="stack" method="post" action=format!("{HERE}/new")>
                <input type="hidden" name="key" value=key/>
                <input type="hidden" name="link" value=link/>
                <TextArea name="finding" label=t!(l, "improvement-finding-ask") hint=t!(l, "improvement-finding-hint") value=finding error=no_finding rows=4 maxlength=LONGEST as u16/>
                <Field name="cases" label=t!(l, "improvement-cases") hint=t!(l, "improvement-cases-hint") value=cases error=no_cases maxlength=800_u16/>
                <div class="buttons"><Button look=Look::Next>{go}</Button></div>
            </form>
        </Page>
    }
}
