//! What a procedure is besides its words: who answers for it, where it stands; and beginning a new one.

use super::{choose, department, department_options, text_address};
use crate::{
    context::{portal, visit},
    form::{Typed, typed},
    outcome::refused,
    ui::{
        button::{Button, Look},
        error_summary::{ErrorSummary, page_title},
        facts::{Fact, Facts},
        field::{Field, Kind as Typing, Select},
        page_head::{Page, PageHead},
    },
    words::{Lang, t},
};
use desk::cases::{Department, departments};
use desk::help::writing::Manuscript;
use domain::case::Kind;
use domain::help::{Book, Place, WorkStep, review_by};
use domain::rights::{ArticleRole, article_role};
use leptos::prelude::*;
use leptos_meta::Title;

/// `Answering · Bags · in Refunds`.
pub(super) fn told(l: Lang, departments: &[Department], place: &Place) -> String {
    let kind = place.kind.map_or_else(|| t!(l, "procedure-any-kind"), |kind| l.text(kind.key(), None));
    let there = place.department.as_deref().map(|id| department(l, departments, id));
    let there = there.unwrap_or_else(|| t!(l, "procedure-any-department"));
    [l.text(place.step.key(), None), kind, there].join(" · ")
}

/// Where a procedure stands, as fields.
fn fields(l: Lang, departments: &[Department], place: Option<&Place>, typed: &Typed) -> impl IntoView + use<> {
    let value = |name: &str, stored: Option<&str>| typed.value_opt(name).unwrap_or_else(|| stored.unwrap_or_default().to_owned());
    let step = value("step", place.map(|place| place.step.as_str()));
    let kind = value("kind", place.and_then(|place| place.kind).map(Kind::as_str));
    let there = value("department", place.and_then(|place| place.department.as_deref()));
    let steps = choose(l, WorkStep::ALL.iter().map(|step| (step.as_str().to_owned(), l.text(step.key(), None))).collect());
    let mut kinds: Vec<_> = Kind::ALL.iter().map(|kind| (kind.as_str().to_owned(), l.text(kind.key(), None))).collect();
    kinds.insert(0, (String::new(), t!(l, "procedure-any-kind")));
    let mut places = department_options(l, departments);
    places.insert(0, (String::new(), t!(l, "procedure-any-department")));
    view! {
        <Select name="step" label=t!(l, "procedure-step") hint=t!(l, "procedure-step-hint") options=steps value=step error=typed.error(l, "step")/>
        <Select name="kind" label=t!(l, "procedure-kind") options=kinds value=kind error=typed.error(l, "kind")/>
        <Select name="department" label=t!(l, "procedure-department") options=places value=there error=typed.error(l, "department")/>
    }
}

/// As a form for who may change them, else to read.
pub(super) fn facts(l: Lang, it: &Manuscript, departments: &[Department], typed: &Typed) -> AnyView {
    if it.may_set_facts() { form(l, it, departments, typed).into_any() } else { list(l, it, departments).into_any() }
}

fn list(l: Lang, it: &Manuscript, departments: &[Department]) -> impl IntoView + use<> {
    let (owner, place) = (department(l, departments, &it.owner), it.place.as_ref().map(|place| told(l, departments, place)));
    let (reviewed, by) = (l.date_with_year(it.reviewed_on), l.date_with_year(review_by(it.reviewed_on)));
    view! {
        <Facts>
            <Fact name=t!(l, "procedure-owner")>{owner}</Fact>
            <Fact name=t!(l, "procedure-step")>{place}</Fact>
            <Fact name=t!(l, "knowledge-reviewed")>{reviewed}</Fact>
            <Fact name=t!(l, "knowledge-review")>{t!(l, "knowledge-review-by", date = by)}</Fact>
        </Facts>
    }
}

/// What was typed comes back; saved over somebody else's change only after it was seen.
fn form(l: Lang, it: &Manuscript, departments: &[Department], typed: &Typed) -> impl IntoView + use<> {
    let owner = typed.value_opt("owner").unwrap_or_else(|| it.owner.clone());
    let reviewed = typed.value_opt("reviewed_on").unwrap_or_else(|| it.reviewed_on.to_string());
    let stale = typed.value_opt("edits").is_some_and(|edits| edits != it.edits.to_string());
    let theirs = stale.then(
        || view! { <section class="note"><h3 class="note__title">{t!(l, "knowledge-facts-now")}</h3>{list(l, it, departments)}</section> },
    );
    let (owners, fields) = (department_options(l, departments), fields(l, departments, it.place.as_ref(), typed));
    view! {
        <form class="stack" method="post" action=text_address(it.text())>
            <input type="hidden" name="edits" value=it.edits.to_string()/>
            {theirs}
            <Select name="owner" label=t!(l, "procedure-owner") options=owners value=owner error=typed.error(l, "owner")/>
            {fields}
            <Field name="reviewed_on" kind=Typing::Date label=t!(l, "knowledge-reviewed") hint=t!(l, "knowledge-reviewed-hint") value=reviewed error=typed.error(l, "reviewed_on")/>
            <div class="buttons"><Button>{t!(l, "knowledge-facts-save")}</Button></div>
        </form>
    }
}

/// A procedure nobody has written yet: its address, who answers for it, where it stands.
#[component]
pub fn NewProcedurePage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    Suspend::new(async move {
        if visit.viewer.staff().is_none() {
            return refused(desk::Error::SignInFirst);
        }
        match departments(&portal.db).await {
            Ok(all) => {
                let own = all.iter().filter(|one| article_role(&visit.viewer, &one.id) >= Some(ArticleRole::Author)).cloned();
                let own: Vec<Department> = own.collect();
                page(visit.lang, &own, &all, &typed).into_any()
            }
            Err(error) => refused(error),
        }
    })
}

fn page(l: Lang, own: &[Department], all: &[Department], typed: &Typed) -> impl IntoView + use<> {
    let (owners, fields) = (choose(l, department_options(l, own)), fields(l, all, None, typed));
    let (slug, owner, here) = (typed.value("slug"), typed.value("owner"), Book::Procedures.address());
    let (slug_wrong, owner_wrong) = (typed.error(l, "slug"), typed.error(l, "owner"));
    let (head, errors) = (page_title(l, typed, t!(l, "procedure-new")), typed.clone());
    view! {
        <Title text=head/>
        <Page>
            <ErrorSummary typed=errors/>
            <PageHead title=t!(l, "procedure-new") back=here.to_owned()>{t!(l, "procedure-new-lead")}</PageHead>
            <form class="stack" method="post" action=format!("{here}/new")>
                <Field name="slug" label=t!(l, "knowledge-slug") hint=t!(l, "procedure-slug-hint") maxlength=80_u16 autocomplete="off" value=slug error=slug_wrong/>
                <Select name="owner" label=t!(l, "procedure-owner") options=owners value=owner error=owner_wrong/>
                {fields}
                <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "knowledge-new-go")}</Button></div>
            </form>
        </Page>
    }
}
