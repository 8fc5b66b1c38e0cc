//! One survey: what is asked now, its draft with what is found in it, and what can be done with both.

use super::question::side;
use super::{HERE, found, kind, occasion};
use crate::{
    context::{portal, visit},
    form::{Typed, typed},
    outcome::refused,
    ui::{
        action_list::{Action, ActionList},
        button::{Button, LinkButton, Look},
        choice::{Choice, Choices},
        details::Details,
        error_summary::{ErrorSummary, page_title},
        facts::{Fact, Facts},
        field::{Field, TextArea},
        page_head::{Page, PageHead},
    },
    words::{Lang, t, when::zone},
};
use desk::surveys::{Survey, survey};
use domain::locale::Locale;
use domain::survey::{Facts as Known, Layout, Words, findings, script::tests_text};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The survey.
#[component]
pub fn SurveyPage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let id = use_params_map().read_untracked().get("id").unwrap_or_default();
    Suspend::new(async move {
        match survey(&portal.db, &visit.viewer, &id).await {
            Ok(survey) => page(visit.lang, &survey, &typed, visit.now).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(l: Lang, survey: &Survey, typed: &Typed, now: Timestamp) -> impl IntoView + use<> {
    let listed = &survey.listed;
    let title = survey.form.title.said(l.0, &Known::default());
    let action = format!("{HERE}/{}", listed.id);
    let stands = match (listed.withdrawn, listed.published) {
        (true, _) => t!(l, "survey-state-withdrawn"),
        (false, Some(number)) => t!(l, "survey-state-asked", number = number),
        (false, None) => t!(l, "survey-state-draft"),
    };
    let counts = t!(l, "survey-counts", invited = listed.invited, answered = listed.answered);
    let ends = (listed.published.is_some()).then(|| {
        let (act, words) = if listed.withdrawn { ("again", t!(l, "survey-ask-again")) } else { ("withdraw", t!(l, "survey-withdraw")) };
        view! { <Button look=Look::Quiet name="act".to_owned() value=act.to_owned()>{words}</Button> }
    });
    let begins = survey.edits.is_none().then(|| {
        view! { <Button look=Look::Next name="act".to_owned() value="draft".to_owned()>{t!(l, "survey-new-version")}</Button> }
    });
    let editor = survey.edits.map(|edits| editor(l, survey, edits, typed).into_any());
    let (head, typed) = (page_title(l, typed, title.clone()), typed.clone());
    let (versions, caption) = (versions(l, survey, now).into_any(), occasion(l, listed.occasion));
    view! {
        <Title text=head/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=title back=HERE.to_owned() caption=caption>{stands}" "{counts}</PageHead>
            <form class="buttons" method="post" action=action.clone()>
                {begins}
                <LinkButton href=format!("{action}/preview")>{t!(l, "survey-preview")}</LinkButton>
                {ends}
            </form>
            {editor}
            {versions}
        </Page>
    }
}

/// Questions, what is found, the words around them, and the button that publishes.
fn editor(l: Lang, survey: &Survey, edits: i32, typed: &Typed) -> impl IntoView + use<> {
    let (form, action) = (&survey.form, format!("{HERE}/{}", survey.listed.id));
    let found_here = findings(form);
    let sound = found_here.is_empty();
    let faults: Vec<_> = found_here
        .iter()
        .map(|finding| {
            let words = found(l, form, finding);
            match finding.place {
                Some(place) => view! { <li><a href=format!("{action}/questions/{}", place + 1)>{words}</a></li> }.into_any(),
                None => view! { <li>{words}</li> }.into_any(),
            }
        })
        .collect();
    let checks = if sound {
        view! { <p>{t!(l, "survey-sound")}</p> }.into_any()
    } else {
        view! { <p>{t!(l, "survey-faults")}</p><ul class="bullets">{faults}</ul> }.into_any()
    };
    let rows: Vec<_> = form
        .questions
        .iter()
        .enumerate()
        .map(|(place, question)| {
            let when = (!question.when.is_empty()).then(|| t!(l, "survey-only-if", when = tests_text(&question.when).replace('\n', "; ")));
            let hint = [Some(kind(l, question.kind)), question.required.then(|| t!(l, "survey-required")), when];
            let hint = hint.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let title = format!("{}. {}", place + 1, question.ask.said(l.0, &Known::default()));
            view! { <Action href=format!("{action}/questions/{}", place + 1) title=title hint=hint/> }
        })
        .collect();
    let head = head(l, survey, edits, typed).into_any();
    let alone = survey.versions.is_empty();
    let about = if alone { t!(l, "survey-discard-alone") } else { t!(l, "survey-discard-text") };
    let discard = action.clone();
    view! {
        <section class="section stack">
            <h2>{t!(l, "survey-draft")}</h2>
            <ActionList>{rows}</ActionList>
            <div><LinkButton href=format!("{action}/questions/new")>{t!(l, "survey-question-new")}</LinkButton></div>
            {checks}
            <form method="post" action=action>
                <input type="hidden" name="edits" value=edits.to_string()/>
                <Button look=Look::Next name="act".to_owned() value="publish".to_owned() disabled=!sound>{t!(l, "survey-publish")}</Button>
            </form>
            {head}
            <Details title=t!(l, "survey-discard") plain=true>
                <form class="stack stack--s" method="post" action=discard>
                    <input type="hidden" name="edits" value=edits.to_string()/>
                    <p>{about}</p>
                    <div><Button look=Look::Stop name="act".to_owned() value="discard".to_owned()>{t!(l, "survey-discard-go")}</Button></div>
                </form>
            </Details>
        </section>
    }
}

/// The form fields of words around the questions, in the order of [`Locale::ALL`].
const TITLE: [&str; 2] = ["title_en", "title_zh"];
const LEAD: [&str; 2] = ["lead_en", "lead_zh"];
const THANKS: [&str; 2] = ["thanks_en", "thanks_zh"];

fn head(l: Lang, survey: &Survey, edits: i32, typed: &Typed) -> impl IntoView + use<> {
    let (form, action) = (&survey.form, format!("{HERE}/{}", survey.listed.id));
    let overtaken = typed.returned() && typed.value("edits") != edits.to_string();
    let value = |field: &str, kept: &str| typed.value_opt(field).unwrap_or_else(|| kept.to_owned());
    let words = |fields: [&'static str; 2], label: fn(Lang, &'static str) -> String, kept: &Words| {
        let each = Locale::ALL.into_iter().zip(fields).map(|(locale, field)| {
            let value = value(field, kept.of(locale));
            // who saves now does so knowing what a colleague has kept meanwhile
            let theirs = (overtaken && value != kept.of(locale)).then(|| t!(l, "survey-head-theirs", words = kept.of(locale).to_owned()));
            view! { <TextArea name=field label=label(l, locale.own_name()) hint=theirs value=value rows=2 maxlength=Some(1_000_u16)/> }
        });
        each.collect::<Vec<_>>()
    };
    let titles = words(TITLE, |l, language| t!(l, "survey-head-title", language = language), &form.title);
    let leads = words(LEAD, |l, language| t!(l, "survey-head-lead", language = language), &form.lead);
    let thanks = words(THANKS, |l, language| t!(l, "survey-head-thanks", language = language), &form.thanks);
    let layouts = vec![
        Choice::new(Layout::OneScreen.as_str(), t!(l, "survey-layout-screen")).hint(t!(l, "survey-layout-screen-hint")),
        Choice::new(Layout::OneByOne.as_str(), t!(l, "survey-layout-one")).hint(t!(l, "survey-layout-one-hint")),
    ];
    let (layout, error) = (value("layout", form.layout.as_str()), value("error", &survey.error.to_string()));
    let (wrong, open) = (typed.error(l, "error"), typed.failed() || typed.value("act") == "look");
    let sides: Vec<_> = Locale::ALL
        .into_iter()
        .map(|locale| {
            let of = |fields: [&str; 2], kept: &Words| {
                let said = |at: usize, locale: Locale| fields.get(at).map(|field| value(field, kept.of(locale))).unwrap_or_default();
                Words { en: said(0, Locale::En), zh: said(1, Locale::ZhCn) }.said(locale, &Known::default())
            };
            let (title, lead, thanks) = (of(TITLE, &form.title), of(LEAD, &form.lead), of(THANKS, &form.thanks));
            let shown = view! { <p><strong>{title}</strong></p><p>{lead}</p><p class="quote">{thanks}</p> };
            side(locale, shown.into_any()).into_any()
        })
        .collect();
    view! {
        <Details title=t!(l, "survey-head") open=open>
            <form class="stack" method="post" action=action>
                <input type="hidden" name="edits" value=edits.to_string()/>
                {titles}{leads}{thanks}
                <Choices name="layout" legend=t!(l, "survey-layout") options=layouts chosen=layout/>
                <Field name="error" label=t!(l, "survey-error") hint=t!(l, "survey-error-hint") value=error error=wrong/>
                <div class="buttons">
                    <Button name="act".to_owned() value="head".to_owned()>{t!(l, "survey-head-save")}</Button>
                    <Button look=Look::Quiet name="act".to_owned() value="look".to_owned()>{t!(l, "survey-question-look")}</Button>
                </div>
            </form>
            <div class="sides" role="group" aria-label=t!(l, "survey-preview")>{sides}</div>
        </Details>
    }
}

fn versions(l: Lang, survey: &Survey, now: Timestamp) -> impl IntoView + use<> {
    let zone = zone(crate::pages::desk::sessions::DESK_ZONE);
    let rows: Vec<_> = survey
        .versions
        .iter()
        .map(|version| {
            let when = version.published_at.map(|at| l.day_time(at, now, &zone)).unwrap_or_default();
            let by = version.by.clone().unwrap_or_else(|| t!(l, "survey-shipped"));
            let answered = t!(l, "survey-version-answered", count = version.answered);
            view! { <Fact name=t!(l, "survey-version", number = version.number)>{when}" · "{by}" · "{answered}</Fact> }
        })
        .collect();
    (!rows.is_empty())
        .then(|| view! { <section class="section stack stack--s"><h2>{t!(l, "survey-versions")}</h2><Facts>{rows}</Facts></section> })
}
