//! `/desk/surveys/new`: a survey of the airline's own begins as a draft.

use super::{HERE, occasion};
use crate::{
    context::visit,
    form::typed,
    outcome::refused,
    ui::{
        button::{Button, Look},
        choice::{Choice, Choices},
        error_summary::{ErrorSummary, page_title},
        field::Field,
        page_head::{Page, PageHead},
    },
    words::t,
};
use desk::Error;
use domain::locale::Locale;
use domain::rights::may_write_surveys;
use domain::survey::Occasion;
use leptos::prelude::*;
use leptos_meta::Title;

/// The form fields of the title, in the order of [`Locale::ALL`].
const TITLE: [&str; 2] = ["title_en", "title_zh"];

/// What it is called, and after what it is asked.
#[component]
pub fn NewSurveyPage() -> impl IntoView {
    let (visit, typed) = (visit(), typed());
    let l = visit.lang;
    match visit.viewer.staff() {
        None => return refused(Error::SignInFirst),
        Some(_) if !may_write_surveys(&visit.viewer) => return refused(Error::Forbidden),
        Some(_) => {}
    }
    let titles: Vec<_> = Locale::ALL
        .into_iter()
        .zip(TITLE)
        .map(|(locale, field)| {
            let (value, error) = (typed.value(field), typed.error(l, field));
            let label = t!(l, "survey-head-title", language = locale.own_name());
            view! { <Field name=field label=label value=value error=error maxlength=Some(200_u16)/> }
        })
        .collect();
    let occasions = Occasion::ALL.map(|one| Choice::new(one.as_str(), occasion(l, one))).into();
    let (id, chosen) = (typed.value("id"), typed.value("occasion"));
    let (wrong, unchosen) = (typed.error(l, "id"), typed.error(l, "occasion"));
    let head = page_title(l, &typed, t!(l, "survey-new"));
    view! {
        <Title text=head/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=t!(l, "survey-new") back=HERE.to_owned()>{t!(l, "survey-new-lead")}</PageHead>
            <form class="stack" method="post" action=format!("{HERE}/new")>
                {titles}
                <Field name="id" label=t!(l, "survey-question-id") hint=t!(l, "survey-id-hint") value=id error=wrong maxlength=Some(40_u16)/>
                <Choices name="occasion" legend=t!(l, "survey-new-occasion") options=occasions chosen=chosen hint=t!(l, "survey-new-occasion-hint") error=unchosen/>
                <div class="buttons"><Button look=Look::Next>{t!(l, "survey-new-go")}</Button></div>
            </form>
        </Page>
    }
    .into_any()
}
