//! `/cases`: mine, open and closed apart, with a search.

use super::{day_time, mark, promised, stage_words};
use crate::context::{Visit, portal, visit};
use crate::outcome::refused;
use crate::ui::{
    button::{Button, LinkButton, Look},
    empty::{Empty, Scene},
    field::{Field, Kind},
    page_head::PageHead,
    status::Status,
};
use crate::words::t;
use desk::cases::{self, Brief, Mine};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// My cases.
#[component]
pub fn MinePage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let words = use_query_map().read_untracked().get("q").unwrap_or_default();
    Suspend::new(async move {
        match cases::mine(&portal.db, &visit.viewer, visit.now, &words).await {
            Ok(mine) => page(&visit, &mine, words).into_any(),
            Err(error) => refused(error),
        }
    })
}

/// So many cases are seen at a glance: nobody searches them.
const FEW: usize = 4;

fn page(visit: &Visit, mine: &Mine, words: String) -> impl IntoView + use<> {
    let l = visit.lang;
    let (none, searched) = (mine.open.is_empty() && mine.closed.is_empty(), !words.trim().is_empty());
    let nothing = match (none, searched) {
        (false, _) => None,
        (true, true) => Some((t!(l, "cases-found-none"), t!(l, "cases-found-none-text"), Scene::NothingFound)),
        (true, false) => Some((t!(l, "cases-none"), t!(l, "cases-none-text"), Scene::NoCases)),
    };
    view! {
        <Title text=t!(l, "cases-title")/>
        <div class="column">
            <PageHead title=t!(l, "cases-title")/>
            {(searched || mine.open.len() + mine.closed.len() > FEW).then(|| view! {
                <form class="stack stack--s" method="get" action="/cases" role="search">
                    <Field name="q" kind=Kind::Search label=t!(l, "cases-search") value=words/>
                    <div><Button>{t!(l, "cases-search-go")}</Button></div>
                </form>
            })}
            {group(visit, t!(l, "cases-open"), &mine.open)}
            {group(visit, t!(l, "cases-closed"), &mine.closed)}
            {nothing.map(|(title, text, scene)| view! { <Empty title=title scene=scene words=text/> })}
            {visit.viewer.staff().is_none().then(|| view! {
                <div class="buttons">
                    <LinkButton href="/cases/new" look=Look::Next arrow=true>{t!(l, "cases-new")}</LinkButton>
                    <LinkButton href="/cases/find">{t!(l, "case-find-go")}</LinkButton>
                </div>
            })}
        </div>
    }
}

fn group(visit: &Visit, title: String, cases: &[Brief]) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = cases.iter().map(|case| line(visit, case)).collect();
    (!cases.is_empty()).then(|| view! { <section class="stack"><h2>{title}</h2><ul class="actions">{lines}</ul></section> })
}

fn line(visit: &Visit, case: &Brief) -> impl IntoView + use<> {
    let (l, now) = (visit.lang, visit.now);
    let href = format!("/cases/{}", case.reference);
    let when = match (case.closed_at, case.reply_by) {
        (Some(at), _) => t!(l, "cases-closed-at", time = day_time(l, at, now)),
        (None, Some(by)) if by < now => t!(l, "cases-reply-late", time = promised(l, by, now)),
        (None, Some(by)) => t!(l, "cases-reply-by", time = promised(l, by, now)),
        (None, None) => t!(l, "cases-opened-at", time = day_time(l, case.opened_at, now)),
    };
    let stage = match &case.merged_into {
        Some(into) => t!(l, "case-stage-merged", reference = into.clone()),
        None => stage_words(l, case.stage, visit.viewer.staff().is_some()),
    };
    view! {
        <li class="actions__item">
            <a class="actions__link" href=href>
                <span class="actions__text">
                    <span class="actions__title">{case.subject.clone()}</span>
                    <span class="actions__hint"><Status mark=mark(case.stage)>{stage}</Status>" · "{when}" · "<span class="reference">{case.reference.clone()}</span></span>
                </span>
            </a>
        </li>
    }
}
