//! `/help`: a search, and every article on the shelf of its department.

use super::found::Found;
use crate::{
    context::{lang, portal, visit},
    islands::Answers,
    outcome::refused,
    ui::{
        button::Button,
        details::Details,
        field::{Field, Kind},
        page_head::{Page, PageHead},
    },
    words::{Lang, t},
};
use desk::{
    cases::{Department, departments},
    help::{Hit, Shelf, missed, search, shelves},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Answers on one page: more is not read.
const ANSWERS: i64 = 8;

/// The search and the shelves.
#[component]
pub fn HelpPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let asked = use_query_map().read_untracked().get("q").unwrap_or_default();
    Suspend::new(async move {
        let (db, locale) = (&portal.db, visit.lang.0);
        let read = async {
            let hits = search(db, locale, &asked, ANSWERS).await?;
            // what comes while somebody types is half a question
            if hits.is_empty() && !visit.live {
                missed(db, locale, visit.now, &asked).await?;
            }
            Ok::<_, desk::Error>((hits, shelves(db, locale).await?, departments(db).await?))
        };
        match read.await {
            Ok((hits, shelves, departments)) => page(visit.lang, asked.clone(), hits, &shelves, &departments).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(l: Lang, asked: String, hits: Vec<Hit>, shelves: &[Shelf], departments: &[Department]) -> impl IntoView + use<> {
    let title = if asked.trim().is_empty() { t!(l, "help-title") } else { t!(l, "help-found-title", asked = asked.trim().to_owned()) };
    let shelves = shelves.iter().map(|shelf| one_shelf(l, shelf, departments, asked.trim().is_empty())).collect_view();
    view! {
        <Title text=title/>
        <Page>
            <PageHead title=t!(l, "help-title")>{t!(l, "help-lead")}</PageHead>
            <div class="stack stack--l">
                <HelpSearch asked=asked.clone() live=true/>
                <div id="help-found" class="stack" aria-live="polite"><Found asked=asked hits=hits/></div>
                <section class="stack stack--s">
                    <h2>{t!(l, "help-all")}</h2>
                    {shelves}
                </section>
                <p>{t!(l, "help-ask")}" "<a href="/cases/new">{t!(l, "help-ask-go")}</a></p>
            </div>
        </Page>
    }
}

/// The question, by plain form; with scripts the answers come while it is typed.
#[component]
pub fn HelpSearch(
    /// What was asked.
    #[prop(optional, into)]
    asked: String,
    /// Answers come into `#help-found` of the same page while one types.
    #[prop(optional)]
    live: bool,
) -> impl IntoView {
    let l = lang();
    view! {
        <form class="stack stack--s" method="get" action="/help" role="search">
            <Field name="q" kind=Kind::Search label=t!(l, "help-question") hint=t!(l, "help-question-hint") value=asked maxlength=300_u16/>
            {live.then(|| view! { <Answers part="help-found".to_owned() kept=String::new() look=false/> })}
            <div class="buttons"><Button>{t!(l, "help-search")}</Button></div>
        </form>
    }
}

fn one_shelf(l: Lang, shelf: &Shelf, departments: &[Department], open: bool) -> impl IntoView + use<> {
    let name = departments
        .iter()
        .find(|department| department.id == shelf.owner)
        .map_or(shelf.owner.clone(), |department| department.name(l.0).to_owned());
    let articles =
        shelf.articles.iter().map(|link| view! { <li><a href=format!("/help/{}", link.slug)>{link.title.clone()}</a></li> }).collect_view();
    view! { <Details title=name open=open><ul class="links">{articles}</ul></Details> }
}
