//! One question of a draft: written in both languages, looked at in both before it is kept.

use super::{HERE, found, kind};
use crate::{
    context::{portal, visit},
    form::{Typed, typed},
    islands::Answers,
    outcome::refused,
    pages::desk::reports::words::touchpoint as part,
    pages::surveys::question::{Asked, question as shown},
    ui::{
        button::{Button, Look},
        choice::Tick,
        error_summary::{ErrorSummary, page_title},
        field::{Field, Select, TextArea},
        page_head::{Page, PageHead},
    },
    words::{Lang, t},
};
use desk::Error;
use desk::surveys::{Survey, survey};
use domain::locale::Locale;
use domain::survey::{Facts, Form, Kind, Question, TOUCHPOINTS, Words, field, findings, script, shown as shown_plain};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// Characters of a question, a hint, or what stands around the questions.
pub const LONGEST_WORDS: usize = 1_000;
/// Where the question is shown as passengers see it.
const PREVIEW: &str = "preview";
/// Where it is shown as a colleague left it.
const THEIRS: &str = "theirs";

/// What cannot be read of a question as typed: the field, the sentence, the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The form field.
    pub field: &'static str,
    /// The sentence, by its key.
    pub key: &'static str,
    /// Which line of it, or how many characters it may have.
    pub line: usize,
}

/// Reads a question as it was typed, for a questionnaire.
///
/// # Errors
/// Everything that cannot be read.
pub fn read(form: &Form, get: impl Fn(&str) -> String) -> Result<Question, Vec<Slip>> {
    let mut slips = Vec::new();
    let mut slip = |field, key, line| slips.push(Slip { field, key, line });
    let kind = Kind::parse(&get("kind"));
    if kind.is_none() {
        slip("kind", "case-choose-one", 0);
    }
    let options = script::options(&get("options")).unwrap_or_else(|bad| {
        slip("options", "survey-options-line", bad.0);
        Vec::new()
    });
    let when = script::tests(form, &get("when")).unwrap_or_else(|bad| {
        slip("when", "survey-when-line", bad.0);
        Vec::new()
    });
    let then = script::jumps(form, &get("then")).unwrap_or_else(|bad| {
        slip("then", "survey-then-line", bad.0);
        Vec::new()
    });
    for field in ["ask_en", "ask_zh", "hint_en", "hint_zh"] {
        if get(field).chars().count() > LONGEST_WORDS {
            slip(field, "survey-words-long", LONGEST_WORDS);
        }
    }
    let words = |en: &str, zh: &str| Words { en: shown_plain(&get(en)), zh: shown_plain(&get(zh)) };
    match kind {
        Some(kind) if slips.is_empty() => Ok(Question {
            id: get("id").trim().to_owned(),
            kind,
            required: get("required") == "yes",
            ask: words("ask_en", "ask_zh"),
            hint: words("hint_en", "hint_zh"),
            options,
            touchpoint: Some(get("touchpoint")).filter(|touchpoint| !touchpoint.is_empty()),
            when,
            then,
        }),
        _ => Err(slips),
    }
}

/// The form of one question.
#[component]
pub fn QuestionPage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let (id, place) =
        use_params_map().with_untracked(|params| (params.get("id").unwrap_or_default(), params.get("place").unwrap_or_default()));
    Suspend::new(async move {
        let survey = match survey(&portal.db, &visit.viewer, &id).await {
            Ok(survey) => survey,
            Err(error) => return refused(error),
        };
        // a colleague may have moved it meanwhile: it is where its name is now
        let was = typed.value("was");
        let at = match was.is_empty() {
            true => place.parse::<usize>().ok().and_then(|number| number.checked_sub(1)),
            false => survey.form.questions.iter().position(|question| question.id == was),
        };
        let question = at.and_then(|at| survey.form.questions.get(at)).cloned();
        match survey.edits {
            Some(edits) if question.is_some() || place == "new" || !was.is_empty() => {
                page(visit.lang, &survey, edits, at.zip(question), &typed).into_any()
            }
            _ => refused(Error::NotFound),
        }
    })
}

fn page(l: Lang, survey: &Survey, edits: i32, one: Option<(usize, Question)>, typed: &Typed) -> impl IntoView + use<> {
    let (at, question) = one.unzip();
    let back = format!("{HERE}/{}", survey.listed.id);
    let action = format!("{back}/questions/{}", at.map_or_else(|| "new".to_owned(), |at| (at + 1).to_string()));
    let title = at.map_or_else(|| t!(l, "survey-question-new"), |at| t!(l, "survey-question-at", number = at + 1));
    let said = at.map(|at| {
        let here = findings(&survey.form).into_iter().filter(|finding| finding.place == Some(at));
        let here: Vec<_> = here.map(|finding| view! { <li>{found(l, &survey.form, &finding)}</li> }).collect();
        (!here.is_empty()).then(|| view! { <ul class="bullets">{here}</ul> })
    });
    // the rules of when it is asked are not seen: what cannot be read of them yet hides nothing
    let seen = |name: &str| if matches!(name, "when" | "then") { String::new() } else { typed.value(name) };
    let drawn = if typed.returned() { read(&survey.form, seen).ok() } else { question.clone() };
    let preview = preview_of(l, PREVIEW, t!(l, "survey-preview"), drawn.as_ref());
    let was = if typed.returned() { typed.value("was") } else { question.as_ref().map(|question| question.id.clone()).unwrap_or_default() };
    // who saves now does so knowing what a colleague has kept in its place
    let theirs = (typed.returned() && typed.value("edits") != edits.to_string()).then(|| match &question {
        Some(stands) => preview_of(l, THEIRS, t!(l, "survey-question-theirs"), Some(stands)),
        None if was.is_empty() => ().into_any(),
        None => view! { <p>{t!(l, "survey-question-gone")}</p> }.into_any(),
    });
    let fields = fields(l, question.as_ref(), typed).into_any();
    let more = at.map(|at| {
        let up = (at > 0)
            .then(|| view! { <Button look=Look::Quiet name="act".to_owned() value="up".to_owned()>{t!(l, "survey-question-up")}</Button> });
        view! { {up}<Button look=Look::Stop name="act".to_owned() value="remove".to_owned()>{t!(l, "survey-question-remove")}</Button> }
    });
    let (head, typed, caption) = (page_title(l, typed, title.clone()), typed.clone(), survey.form.title.said(l.0, &Facts::default()));
    view! {
        <Title text=head/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=title back=back caption=caption>{t!(l, "survey-question-lead")}</PageHead>
            {said}
            <form class="stack" method="post" action=action>
                <input type="hidden" name="edits" value=edits.to_string()/>
                <input type="hidden" name="was" value=was/>
                {fields}
                <Answers part=PREVIEW.to_owned() kept=String::new() look=true/>
                <div class="buttons">
                    <Button look=Look::Next name="act".to_owned() value="save".to_owned()>{t!(l, "survey-question-save")}</Button>
                    <Button name="act".to_owned() value="look".to_owned()>{t!(l, "survey-question-look")}</Button>
                    {more}
                </div>
            </form>
            {theirs}
            {preview}
        </Page>
    }
}

fn fields(l: Lang, question: Option<&Question>, typed: &Typed) -> impl IntoView + use<> {
    let value = |field: &str, kept: Option<String>| match typed.returned() {
        true => typed.value(field),
        false => kept.unwrap_or_default(),
    };
    let of = |part: fn(&Question) -> String| question.map(part);
    let kinds = Kind::ALL.into_iter().map(|one| (one.as_str().to_owned(), kind(l, one)));
    let kinds = std::iter::once((String::new(), t!(l, "case-choose"))).chain(kinds).collect();
    let none = std::iter::once((String::new(), t!(l, "survey-touchpoint-none")));
    let touchpoints = none.chain(TOUCHPOINTS.into_iter().map(|point| (point.to_owned(), part(l, point)))).collect();
    let told = |field: &str| typed.told.iter().find(|(name, _)| *name == field).map(|(_, words)| words.clone());
    let required = value("required", question.map(|question| if question.required { "yes" } else { "" }.to_owned())) == "yes";
    let [id, kind_of, touchpoint] = [
        value("id", of(|question| question.id.clone())),
        value("kind", of(|question| question.kind.as_str().to_owned())),
        value("touchpoint", of(|question| question.touchpoint.clone().unwrap_or_default())),
    ];
    let [ask_en, ask_zh, hint_en, hint_zh] = [
        value("ask_en", of(|question| question.ask.en.clone())),
        value("ask_zh", of(|question| question.ask.zh.clone())),
        value("hint_en", of(|question| question.hint.en.clone())),
        value("hint_zh", of(|question| question.hint.zh.clone())),
    ];
    let [options, when, then] = [
        value("options", of(|question| script::options_text(&question.options))),
        value("when", of(|question| script::tests_text(&question.when))),
        value("then", of(|question| script::jumps_text(&question.then))),
    ];
    let [en, zh] = Locale::ALL.map(Locale::own_name);
    let gaps = t!(l, "survey-gaps");
    view! {
        <Field name="id" label=t!(l, "survey-question-id") hint=t!(l, "survey-question-id-hint") value=id/>
        <Select name="kind" label=t!(l, "survey-question-kind") options=kinds value=kind_of error=typed.error(l, "kind").or_else(|| told("kind"))/>
        <Tick name="required" label=t!(l, "survey-question-required") checked=required/>
        <TextArea name="ask_en" error=told("ask_en") label=t!(l, "survey-question-ask", language = en) hint=gaps value=ask_en rows=2 maxlength=Some(1_000_u16)/>
        <TextArea name="ask_zh" error=told("ask_zh") label=t!(l, "survey-question-ask", language = zh) value=ask_zh rows=2 maxlength=Some(1_000_u16)/>
        <TextArea name="hint_en" error=told("hint_en") label=t!(l, "survey-question-hint", language = en) value=hint_en rows=2 maxlength=Some(1_000_u16)/>
        <TextArea name="hint_zh" error=told("hint_zh") label=t!(l, "survey-question-hint", language = zh) value=hint_zh rows=2 maxlength=Some(1_000_u16)/>
        <TextArea name="options" label=t!(l, "survey-question-options") hint=t!(l, "survey-question-options-hint") value=options rows=5 error=told("options")/>
        <Select name="touchpoint" label=t!(l, "survey-question-touchpoint") options=touchpoints value=touchpoint/>
        <TextArea name="when" label=t!(l, "survey-question-when") hint=t!(l, "survey-question-when-hint") value=when rows=3 error=told("when")/>
        <TextArea name="then" label=t!(l, "survey-question-then") hint=t!(l, "survey-question-then-hint") value=then rows=3 error=told("then")/>
    }
}

/// As passengers see it, in both languages side by side. Nothing of it is sent.
fn preview_of(l: Lang, id: &'static str, title: String, drawn: Option<&Question>) -> AnyView {
    let facts = Facts::default();
    let sides: Vec<_> = Locale::ALL
        .into_iter()
        .enumerate()
        .filter_map(|(place, locale)| {
            let asked = Asked { question: drawn?, facts: &facts, field: field(place)?, values: &[], error: None, title: false };
            Some(side(locale, shown(Lang(locale), asked)).into_any())
        })
        .collect();
    let none = sides.is_empty().then(|| view! { <p class="quiet">{t!(l, "survey-preview-none")}</p> });
    view! {
        <section class="section stack" id=id aria-labelledby=format!("{id}-title")>
            <h2 id=format!("{id}-title")>{title}</h2>
            {none}<div class="sides">{sides}</div>
        </section>
    }
    .into_any()
}

/// One language of it.
pub(super) fn side(locale: Locale, shown: AnyView) -> impl IntoView {
    view! { <div class="sides__side" lang=locale.tag()><p class="quiet small">{locale.own_name()}</p>{shown}</div> }
}
