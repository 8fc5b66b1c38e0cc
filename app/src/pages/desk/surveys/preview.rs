//! All questions as passengers see them, in the reader's language; the switch above shows the other.

use super::HERE;
use crate::{
    context::{portal, visit},
    outcome::refused,
    pages::surveys::question::{Asked, question},
    ui::page_head::{Page, PageHead},
    words::t,
};
use desk::surveys::survey;
use domain::survey::{Facts, field, script::tests_text};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The preview; nothing of it can be sent.
#[component]
pub fn PreviewPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let id = use_params_map().read_untracked().get("id").unwrap_or_default();
    Suspend::new(async move {
        let l = visit.lang;
        let found = match survey(&portal.db, &visit.viewer, &id).await {
            Ok(found) => found,
            Err(error) => return refused(error),
        };
        let facts = Facts::default();
        let rows: Vec<_> = found
            .form
            .questions
            .iter()
            .enumerate()
            .filter_map(|(place, asked)| {
                let shown =
                    question(l, Asked { question: asked, facts: &facts, field: field(place)?, values: &[], error: None, title: false });
                let when = (!asked.when.is_empty()).then(|| t!(l, "survey-only-if", when = tests_text(&asked.when).replace('\n', "; ")));
                Some(view! { <div class="stack stack--s">{when.map(|when| view! { <p class="quiet small">{when}</p> })}{shown}</div> })
            })
            .collect();
        let (title, lead) = (found.form.title.said(l.0, &facts), found.form.lead.said(l.0, &facts));
        let thanks = found.form.thanks.said(l.0, &facts);
        view! {
            <Title text=t!(l, "survey-preview")/>
            <Page>
                <PageHead title=title caption=t!(l, "survey-preview") back=format!("{HERE}/{id}")>{lead}</PageHead>
                <div class="stack stack--l">{rows}</div>
                <p class="quote">{thanks}</p>
            </Page>
        }
        .into_any()
    })
}
