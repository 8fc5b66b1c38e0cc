//! The questions that are asked now, and the way to send them. Opening the page changes nothing, because mail scanners follow links.

use super::{
    address, draft_key, ended,
    question::{Asked, question, said},
};
use crate::{
    context::{portal, visit},
    form::{Typed, typed},
    islands::Draft as KeepTyping,
    outcome::refused,
    ui::{
        button::{Button, Look},
        choice::Tick,
        error_summary::{ErrorSummary, page_title},
        page_head::{Page, PageHead, Steps},
        summary_list::{SummaryList, SummaryRow},
    },
    words::{Lang, t},
};
use desk::Error;
use desk::cases::{self, Draft};
use desk::surveys::{Channel, Sheet, Standing, sheet};
use domain::survey::{Kind, Layout, Question, field, screen, still_possible, walk};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::collections::BTreeSet;

/// One screen of questions, or what stands in the way.
#[component]
pub fn AnswerPage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let token = use_params_map().read_untracked().get("token").unwrap_or_default();
    let (at, one) = use_query_map().with_untracked(|query| (query.get("at").and_then(|at| at.parse().ok()), query.get("one").is_some()));
    Suspend::new(async move {
        let l = visit.lang;
        match sheet(&portal.db, &visit.viewer, visit.now, &token).await {
            Ok(found) => match found.standing {
                Standing::Open => {
                    let begun = cases::draft(&portal.db, &visit.viewer, &draft_key(found.invitation)).await.unwrap_or_default();
                    page(l, &View { token, sheet: found, typed, begun, at, one }).into_any()
                }
                Standing::Done => ended::done(l).into_any(),
                Standing::Expired => ended::expired(l).into_any(),
                Standing::Theirs => ended::theirs(l).into_any(),
            },
            Err(Error::NotFound) => ended::unknown(l).into_any(),
            Err(error) => refused(error),
        }
    })
}

/// What the page is made of.
struct View {
    token: String,
    sheet: Sheet,
    typed: Typed,
    /// What was typed here and not sent, by field.
    begun: Draft,
    /// A question they want to go back to.
    at: Option<usize>,
    /// A question at a time, whatever the questionnaire has.
    one: bool,
}

impl View {
    /// The questions on this page, by place.
    fn shown(&self) -> Vec<usize> {
        let sheet = &self.sheet;
        let typed = self.typed.values.iter().filter(|(name, _)| name == "place").filter_map(|(_, place)| place.parse::<usize>().ok());
        let typed: BTreeSet<usize> = typed.filter(|place| *place < sheet.form.questions.len()).collect();
        if !typed.is_empty() {
            return typed.into_iter().collect();
        }
        let asked = walk(&sheet.form, &sheet.facts, &sheet.answers).asked;
        if let Some(at) = self.at.filter(|at| asked.contains(at)) {
            return vec![at];
        }
        let mut shown = screen(&sheet.form, &sheet.facts, &sheet.answers);
        if self.one {
            shown.truncate(1);
        }
        shown
    }

    /// Whether a question stands alone on its page, as its title.
    fn alone(&self) -> bool {
        self.one || self.sheet.form.layout == Layout::OneByOne
    }

    /// What stands in the fields of a question: what came back, else what was begun, else what was answered.
    fn values(&self, question: &Question, field: &str) -> Vec<(String, String)> {
        if self.typed.returned() {
            return self.typed.values.clone();
        }
        let mut values = self.sheet.answers.get(&question.id).map(|answer| answer.values(field)).unwrap_or_default();
        let own = |name: &str| name == field || name.strip_prefix(field).is_some_and(|row| row.starts_with('.'));
        for (name, value) in self.begun.iter().filter(|(name, _)| own(name)) {
            values.retain(|(kept, _)| kept != name);
            values.push((name.clone(), value.clone()));
        }
        values
    }

    /// Keeps long answers while they are written; a page of choices alone is as quick without a module to load.
    fn keep_typing(&self, l: Lang, shown: &[usize]) -> Option<AnyView> {
        let text = |place: &usize| self.sheet.form.questions.get(*place).is_some_and(|question| question.kind == Kind::Text);
        let (key, returned) = (draft_key(self.sheet.invitation), self.typed.returned());
        shown.iter().any(text).then(|| view! { <KeepTyping key=key kept=t!(l, "case-draft-kept") returned=returned/> }.into_any())
    }

    fn action(&self) -> String {
        let query = if self.one { "?one=yes" } else { "" };
        format!("{}{query}", address(&self.token))
    }
}

fn page(l: Lang, view: &View) -> AnyView {
    let shown = view.shown();
    let sheet = &view.sheet;
    let name = sheet.form.title.said(l.0, &sheet.facts);
    if shown.is_empty() {
        return ready(l, view, name).into_any();
    }
    let title = page_title(l, &view.typed, name.clone());
    let first = sheet.answers.is_empty();
    let (lead, telephone) = (sheet.form.lead.said(l.0, &sheet.facts), sheet.channel == Channel::Telephone);
    let head = if view.alone() {
        let (at, of) = progress(view, &shown);
        let lead = first.then(|| view! { <p class="page-head__lead">{lead}</p> });
        view! { <div class="page-head"><p class="page-head__caption">{name}</p>{lead}<Steps at=at of=of/></div> }.into_any()
    } else if first {
        view! { <PageHead title=name>{lead}</PageHead> }.into_any()
    } else {
        view! { <PageHead title=name>{t!(l, "survey-more")}</PageHead> }.into_any()
    };
    // the link of a call is good for who began it, and nowhere else
    let kept = (!telephone).then(|| view! { <p class="quiet small">{t!(l, "survey-kept")}</p> });
    let telephone = telephone.then(|| view! { <p class="quiet">{t!(l, "survey-telephone")}</p> });
    let rows = rows(l, view, &shown);
    let earlier = (!first && !view.alone()).then(|| answered(l, view, &shown)).filter(|rows| !rows.is_empty());
    let earlier = earlier.map(|rows| view! { <SummaryList>{rows}</SummaryList> });
    let places = shown.iter().map(|place| view! { <input type="hidden" name="place" value=place.to_string()/> }).collect_view();
    let last = !view.alone() || !view.one && !still_possible(&sheet.form, &sheet.facts, &shown);
    let sends = sheet.form.layout == Layout::OneScreen && last;
    let tell = sends.then(|| tell(l, view));
    let typing = view.keep_typing(l, &shown);
    let go = if sends { send(l, sheet) } else { t!(l, "survey-next") };
    let back = view.alone().then(|| back(view, &shown)).flatten();
    let back = back.map(|href| view! { <a class="page-head__back" href=href>{t!(l, "survey-back")}</a> });
    let kiosk = (!view.alone() && first).then(|| {
        let href = format!("{}?one=yes", address(&view.token));
        view! { <p class="kiosk-only"><a href=href>{t!(l, "survey-one-by-one")}</a></p> }
    });
    let (action, typed) = (view.action(), view.typed.clone());
    view! {
        <Title text=title/>
        <Page>
            <ErrorSummary typed=typed/>
            {back}
            {head}
            {telephone}
            {kiosk}
            {earlier}
            <form class="stack stack--l" method="post" action=action>
                {places}
                {rows}
                {tell}
                {typing}
                <div class="buttons"><Button look=Look::Next arrow=!sends>{go}</Button></div>
                {kept}
            </form>
        </Page>
    }
    .into_any()
}

fn rows(l: Lang, view: &View, shown: &[usize]) -> Vec<AnyView> {
    let sheet = &view.sheet;
    let one = |place: &usize| {
        let (question_of, field) = (sheet.form.questions.get(*place)?, field(*place)?);
        let (values, error) = (view.values(question_of, field), view.typed.error(l, field));
        Some(question(l, Asked { question: question_of, facts: &sheet.facts, field, values: &values, error, title: view.alone() }))
    };
    shown.iter().filter_map(one).collect()
}

/// Where they are on their way, and how long it may be.
fn progress(view: &View, shown: &[usize]) -> (u8, u8) {
    let sheet = &view.sheet;
    let asked = walk(&sheet.form, &sheet.facts, &sheet.answers).asked;
    let here = shown.first().copied().unwrap_or_default();
    let before = asked.iter().filter(|place| **place < here).count();
    let mut later = asked.iter().filter(|place| **place > here).count();
    let last = asked.last().copied().unwrap_or(here).max(here);
    later += (last + 1..sheet.form.questions.len()).filter(|place| still_possible(&sheet.form, &sheet.facts, &[place - 1])).count();
    let count = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
    (count(before + 1), count(before + 1 + later))
}

/// The question before, as it was answered.
fn back(view: &View, shown: &[usize]) -> Option<String> {
    let sheet = &view.sheet;
    let here = shown.first()?;
    let before = walk(&sheet.form, &sheet.facts, &sheet.answers).asked.into_iter().rev().find(|place| place < here)?;
    let one = if view.one { "&one=yes" } else { "" };
    Some(format!("{}?at={before}{one}", address(&view.token)))
}

/// Whether they want to hear what becomes of it; nobody of ours asks that for them.
fn tell(l: Lang, view: &View) -> Option<AnyView> {
    if view.sheet.channel == Channel::Telephone {
        return None;
    }
    let checked = if view.typed.returned() { view.typed.value("tell") == "yes" } else { view.sheet.tell };
    let words = (t!(l, "survey-tell"), t!(l, "survey-tell-hint"));
    Some(
        view! { <input type="hidden" name="asked" value="tell"/><Tick name="tell" label=words.0 hint=Some(words.1) checked=checked/> }
            .into_any(),
    )
}

/// What is answered so far, but for what is asked on this page, with a way to change each.
fn answered(l: Lang, view: &View, shown: &[usize]) -> Vec<AnyView> {
    let sheet = &view.sheet;
    let one = if view.one { "&one=yes" } else { "" };
    let asked = walk(&sheet.form, &sheet.facts, &sheet.answers).asked.into_iter().filter(|place| !shown.contains(place));
    let row = |place: usize| {
        let question = sheet.form.questions.get(place)?;
        let (ask, answer) = (question.ask.said(l.0, &sheet.facts), said(l, question, &sheet.facts, sheet.answers.get(&question.id)));
        let change = format!("{}?at={place}{one}", address(&view.token));
        Some(view! { <SummaryRow name=ask change=Some(change)>{answer}</SummaryRow> }.into_any())
    };
    asked.filter_map(row).collect()
}

fn send(l: Lang, sheet: &Sheet) -> String {
    if sheet.channel == Channel::Telephone { t!(l, "survey-send-noted") } else { t!(l, "survey-send") }
}

/// Everything is answered: read once more, and send.
fn ready(l: Lang, view: &View, name: String) -> impl IntoView + use<> {
    let sheet = &view.sheet;
    let (rows, go) = (answered(l, view, &[]), send(l, sheet));
    let (title, action, typed, tell) = (page_title(l, &view.typed, name.clone()), view.action(), view.typed.clone(), tell(l, view));
    view! {
        <Title text=title/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=t!(l, "survey-ready") caption=name>{t!(l, "survey-ready-text")}</PageHead>
            <SummaryList>{rows}</SummaryList>
            <form class="stack" method="post" action=action>
                {tell}
                <div class="buttons"><Button look=Look::Next name="act".to_owned() value="send".to_owned()>{go}</Button></div>
            </form>
        </Page>
    }
}
