//! `/desk/knowledge`: help as those who write it see it; and `/desk/procedures`, which are written alike.

mod article;
mod compare;
mod differences;
mod facts;
mod list;
mod new;
mod place;
mod procedures;
mod review;
mod version;
mod write;

pub use article::ArticlePage;
pub use compare::ComparePage;
pub use list::KnowledgePage;
pub use new::NewArticlePage;
pub use place::NewProcedurePage;
pub use procedures::ProceduresPage;
pub use version::VersionPage;
pub use write::WritePage;

use super::sessions::DESK_ZONE;
use crate::{
    context::Visit,
    pages::help::action_name,
    ui::{
        band::{Band, Ground},
        status::Mark,
    },
    words::{Lang, t, when::zone},
};
use desk::{
    cases::Department,
    help::writing::{Fault, Version},
};
use domain::help::{Action, Book, State, Text};
use domain::locale::Locale;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

fn text_address(text: Text<'_>) -> String {
    format!("{}/{}", text.book.address(), text.slug)
}

fn version_address(text: Text<'_>, locale: Locale) -> String {
    format!("{}/{}", text_address(text), locale.tag())
}

/// One version, and no other, for ever.
pub(in crate::pages) fn exact_address(text: Text<'_>, locale: Locale, number: i32) -> String {
    format!("{}/{number}", version_address(text, locale))
}

/// Two versions side by side.
fn compare_address(text: Text<'_>, locale: Locale, from: i32, to: i32) -> String {
    format!("{}/compare?from={from}&to={to}", version_address(text, locale))
}

/// The book this page is about.
fn book(visit: &Visit) -> Book {
    Book::at(visit.path())
}

fn asked(name: &str) -> String {
    use_query_map().with_untracked(|query| query.get(name)).unwrap_or_default()
}

fn param(name: &str) -> String {
    use_params_map().with_untracked(|params| params.get(name)).unwrap_or_default()
}

fn department(l: Lang, departments: &[Department], id: &str) -> String {
    departments.iter().find(|department| department.id == id).map_or(id, |department| department.name(l.0)).to_owned()
}

fn department_options(l: Lang, departments: &[Department]) -> Vec<(String, String)> {
    departments.iter().map(|department| (department.id.clone(), department.name(l.0).to_owned())).collect()
}

fn action_options(l: Lang) -> Vec<(String, String)> {
    // a topic may belong to several kinds of case, of which the passenger needs to know nothing
    let named = |action: Action| match action {
        Action::Ask(kind, _) => format!("{} · {}", l.text(kind.key(), None), action_name(l, action)),
        _ => action_name(l, action),
    };
    Action::all().into_iter().map(|action| (action.to_string(), named(action))).collect()
}

/// Nothing is chosen for people beforehand.
fn choose(l: Lang, mut options: Vec<(String, String)>) -> Vec<(String, String)> {
    options.insert(0, (String::new(), t!(l, "case-choose")));
    options
}

/// A day and an hour where the desk is.
fn moment(l: Lang, at: Timestamp) -> String {
    let zone = zone(DESK_ZONE);
    t!(l, "knowledge-moment", day = l.date_with_year(at.to_zoned(zone.clone()).date()), time = l.time(at, &zone))
}

const fn mark(state: State) -> Mark {
    match state {
        State::Published => Mark::Good,
        State::Draft | State::Review | State::Approved => Mark::Changed,
        State::Replaced | State::Withdrawn => Mark::Rest,
    }
}

/// `scheduled for 1 December 2026, 08:00`; other states by their word.
fn state(l: Lang, state: State, publish_at: Option<Timestamp>) -> String {
    match (state, publish_at) {
        (State::Approved, Some(at)) => t!(l, "knowledge-scheduled", at = moment(l, at)),
        _ => l.text(state.key(), None),
    }
}

/// Who wrote it, when.
fn written(l: Lang, version: &Version) -> String {
    let who = version.author.clone().unwrap_or_else(|| t!(l, "knowledge-nobody"));
    t!(l, "knowledge-who-when", who = who, when = moment(l, version.written_at))
}

/// Who approved it, when; nothing where nobody has.
fn reviewed(l: Lang, version: &Version) -> Option<String> {
    let (who, at) = (version.reviewer.clone()?, version.reviewed_at?);
    Some(t!(l, "knowledge-who-when", who = who, when = moment(l, at)))
}

/// Says that what was pressed is done.
#[component]
fn Done() -> impl IntoView {
    let visit = crate::context::visit();
    let l = visit.lang;
    let words = match (asked("done").as_str(), book(&visit)) {
        ("saved", _) => t!(l, "knowledge-done-saved"),
        ("sent", _) => t!(l, "knowledge-done-sent"),
        ("published", Book::Help) => t!(l, "knowledge-done-published"),
        ("published", Book::Procedures) => t!(l, "procedure-done-published"),
        ("scheduled", _) => t!(l, "knowledge-done-scheduled"),
        ("back", _) => t!(l, "knowledge-done-back"),
        ("withdrawn", Book::Help) => t!(l, "knowledge-done-withdrawn"),
        ("withdrawn", Book::Procedures) => t!(l, "procedure-done-withdrawn"),
        ("facts", _) => t!(l, "knowledge-done-facts"),
        _ => return ().into_any(),
    };
    view! { <Band ground=Ground::Paper title=t!(l, "knowledge-done") announce=true>{words}</Band> }.into_any()
}

/// Links readers could not follow.
#[component]
fn Faults(faults: Vec<Fault>) -> impl IntoView {
    let l = crate::context::lang();
    let line = |fault| match fault {
        Fault::NoArticle(link) => t!(l, "knowledge-link-no-article", link = link),
        Fault::NoProcedure(link) => t!(l, "knowledge-link-no-procedure", link = link),
        Fault::NoPage(link) => t!(l, "knowledge-link-no-page", link = link),
        Fault::Elsewhere(link) => t!(l, "knowledge-link-elsewhere", link = link),
    };
    (!faults.is_empty()).then(|| {
        let lines = faults.into_iter().map(|fault| view! { <li>{line(fault)}</li> }).collect_view();
        view! {
            <section class="note" aria-labelledby="faults">
                <h2 class="note__title" id="faults">{t!(l, "knowledge-links")}</h2>
                <ul>{lines}</ul>
            </section>
        }
    })
}

/// A text as readers will see it.
#[component]
fn Rendering(words: domain::help::Words, locale: Locale) -> impl IntoView {
    view! {
        <div class="rendering" lang=locale.tag()>
            <p class="rendering__title">{words.title}</p>
            <p class="rendering__summary">{words.summary}</p>
            // Markdown of ours: HTML in it is shown as text (domain::help::markdown)
            <div class="prose" inner_html=domain::help::markdown::to_html(&words.body)></div>
        </div>
    }
}
