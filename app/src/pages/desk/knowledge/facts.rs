//! What an article is besides its words.

use super::{action_options, choose, department, department_options, text_address};
use crate::{
    form::Typed,
    ui::{
        button::Button,
        facts::{Fact, Facts},
        field::{Field, Kind, Select},
    },
    words::{Lang, t},
};
use desk::{cases::Department, help::writing::Manuscript};
use domain::help::review_by;
use leptos::prelude::*;

/// As a form for who may change them, else to read.
pub(super) fn facts(l: Lang, it: &Manuscript, departments: &[Department], typed: &Typed) -> AnyView {
    if it.may_set_facts() { form(l, it, departments, typed).into_any() } else { list(l, it, departments).into_any() }
}

fn list(l: Lang, it: &Manuscript, departments: &[Department]) -> impl IntoView + use<> {
    let action = it.action.map(|action| crate::pages::help::action_name(l, action));
    let (owner, related) = (department(l, departments, &it.owner), it.related.join(", "));
    let (reviewed, by) = (l.date_with_year(it.reviewed_on), l.date_with_year(review_by(it.reviewed_on)));
    view! {
        <Facts>
            <Fact name=t!(l, "knowledge-owner")>{owner}</Fact>
            <Fact name=t!(l, "knowledge-action")>{action}</Fact>
            <Fact name=t!(l, "knowledge-related")>{related}</Fact>
            <Fact name=t!(l, "knowledge-reviewed")>{reviewed}</Fact>
            <Fact name=t!(l, "knowledge-review")>{t!(l, "knowledge-review-by", date = by)}</Fact>
        </Facts>
    }
}

/// What was typed comes back; saved over somebody else's change only after it was seen.
fn form(l: Lang, it: &Manuscript, departments: &[Department], typed: &Typed) -> impl IntoView + use<> {
    let value = |name: &str, stored: String| typed.value_opt(name).unwrap_or(stored);
    let (owner, related) = (value("owner", it.owner.clone()), value("related", it.related.join(", ")));
    let action = value("action", it.action.map(|action| action.to_string()).unwrap_or_default());
    let reviewed = value("reviewed_on", it.reviewed_on.to_string());
    let stale = typed.value_opt("edits").is_some_and(|edits| edits != it.edits.to_string());
    let theirs = stale.then(
        || view! { <section class="note"><h3 class="note__title">{t!(l, "knowledge-facts-now")}</h3>{list(l, it, departments)}</section> },
    );
    let (owners, actions) = (department_options(l, departments), choose(l, action_options(l)));
    view! {
        <form class="stack" method="post" action=text_address(it.text())>
            <input type="hidden" name="edits" value=it.edits.to_string()/>
            {theirs}
            <Select name="owner" label=t!(l, "knowledge-owner") options=owners value=owner error=typed.error(l, "owner")/>
            <Select name="action" label=t!(l, "knowledge-action") hint=t!(l, "knowledge-action-hint") options=actions value=action error=typed.error(l, "action")/>
            <Field name="related" label=t!(l, "knowledge-related") hint=t!(l, "knowledge-related-hint") value=related error=typed.error(l, "related") autocomplete="off"/>
            <Field name="reviewed_on" kind=Kind::Date label=t!(l, "knowledge-reviewed") hint=t!(l, "knowledge-reviewed-hint") value=reviewed error=typed.error(l, "reviewed_on")/>
            <div class="buttons"><Button>{t!(l, "knowledge-facts-save")}</Button></div>
        </form>
    }
}
