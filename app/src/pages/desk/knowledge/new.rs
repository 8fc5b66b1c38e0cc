//! A subject nobody has written about.

use super::{action_options, choose, department_options};
use crate::{
    context::{portal, visit},
    form::{Typed, typed},
    outcome::refused,
    ui::{
        button::{Button, Look},
        error_summary::{ErrorSummary, page_title},
        field::{Field, Select},
        page_head::{Page, PageHead},
    },
    words::{Lang, t},
};
use desk::cases::{Department, departments};
use domain::help::Book;
use domain::rights::{ArticleRole, article_role};
use leptos::prelude::*;
use leptos_meta::Title;

/// Its address, who answers for it, what it leads to.
#[component]
pub fn NewArticlePage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    Suspend::new(async move {
        if visit.viewer.staff().is_none() {
            return refused(desk::Error::SignInFirst);
        }
        match departments(&portal.db).await {
            Ok(all) => {
                let may = |one: &Department| article_role(&visit.viewer, &one.id) >= Some(ArticleRole::Author);
                let own: Vec<Department> = all.into_iter().filter(may).collect();
                page(visit.lang, &own, typed).into_any()
            }
            Err(error) => refused(error),
        }
    })
}

fn page(l: Lang, own: &[Department], typed: Typed) -> impl IntoView + use<> {
    let (owners, actions) = (choose(l, department_options(l, own)), choose(l, action_options(l)));
    view! {
        <Title text=page_title(l, &typed, t!(l, "knowledge-new"))/>
        <Page>
            <ErrorSummary typed=typed.clone()/>
            <PageHead title=t!(l, "knowledge-new") back=Book::Help.address().to_owned()>{t!(l, "knowledge-new-lead")}</PageHead>
            <form class="stack" method="post" action=format!("{}/new", Book::Help.address())>
                <Field name="slug" label=t!(l, "knowledge-slug") hint=t!(l, "knowledge-slug-hint") maxlength=80_u16 autocomplete="off"
                    value=typed.value("slug") error=typed.error(l, "slug")/>
                <Select name="owner" label=t!(l, "knowledge-owner") options=owners value=typed.value("owner") error=typed.error(l, "owner")/>
                <Select name="action" label=t!(l, "knowledge-action") hint=t!(l, "knowledge-action-hint") options=actions value=typed.value("action") error=typed.error(l, "action")/>
                <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "knowledge-new-go")}</Button></div>
            </form>
        </Page>
    }
}
