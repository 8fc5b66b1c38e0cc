//! The list: every article with what it needs, and what readers looked for in vain.

use super::{asked, department, department_options, moment, state, text_address};
use crate::{
    context::{portal, visit},
    outcome::{encode, refused},
    ui::{
        button::LinkButton,
        details::Details,
        empty::{Empty, Scene},
        page_head::{Page, PageHead, Width},
        paging::Paging,
        sentence::{Pick, Sentence},
        status::{Mark, Status},
        table::{Column, Table},
    },
    words::{Lang, t},
};
use desk::{
    cases::{Department, departments},
    help::writing::{self, Filter, Listed, Miss, Standing, Tongue, list},
};
use domain::help::{Book, Due, Text, review_by};
use leptos::prelude::*;
use leptos_meta::Title;

/// Every article.
#[component]
pub fn KnowledgePage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let filter = Filter {
        owner: Some(asked("department")).filter(|owner| !owner.is_empty()),
        standing: Standing::parse(&asked("state")),
        page: asked("page").parse().unwrap_or_default(),
    };
    Suspend::new(async move {
        let read = async {
            let page = list(&portal.db, &visit.viewer, visit.lang.0, visit.now, &filter).await?;
            Ok::<_, desk::Error>((page, departments(&portal.db).await?))
        };
        match read.await {
            Ok((found, departments)) => page(visit.lang, &filter, found, &departments).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(l: Lang, filter: &Filter, found: writing::Page, departments: &[Department]) -> impl IntoView + use<> {
    let count = found.articles.len();
    let none = found.articles.is_empty().then(|| {
        view! {
            <Empty title=t!(l, "knowledge-none") scene=Scene::NothingFound words=t!(l, "knowledge-none-text")>
                <LinkButton href=Book::Help.address()>{t!(l, "knowledge-all")}</LinkButton>
            </Empty>
        }
    });
    let mut shelves: Vec<(String, Vec<Listed>)> = Vec::new();
    for article in found.articles {
        match shelves.last_mut().filter(|(owner, _)| *owner == article.owner) {
            Some((_, articles)) => articles.push(article),
            None => shelves.push((article.owner.clone(), vec![article])),
        }
    }
    let shelves = shelves.into_iter().map(|(owner, articles)| shelf(l, department(l, departments, &owner), articles)).collect_view();
    let (filters, misses) = (filters(l, Book::Help, filter, departments), misses(l, found.misses));
    let (back, on) = ((filter.page > 0).then(|| address(filter, filter.page - 1)), found.more.then(|| address(filter, filter.page + 1)));
    view! {
        <Title text=t!(l, "knowledge-title")/>
        <Page width=Width::Wide>
            <PageHead title=t!(l, "knowledge-title") back="/desk".to_owned()>{t!(l, "knowledge-lead")}</PageHead>
            <div class="row"><LinkButton href=format!("{}/new", Book::Help.address())>{t!(l, "knowledge-new")}</LinkButton></div>
            {filters}
            <p class="sentence__count" role="status">{t!(l, "knowledge-count", count = count)}</p>
            {none}
            {shelves}
            <Paging back on/>
            {misses}
        </Page>
    }
}

fn address(filter: &Filter, page: i64) -> String {
    let owner = filter.owner.as_deref().unwrap_or_default();
    format!("{}?department={}&state={}&page={page}", Book::Help.address(), encode(owner), filter.standing.as_str())
}

pub(super) fn filters(l: Lang, book: Book, filter: &Filter, departments: &[Department]) -> impl IntoView + use<> {
    let mut owners = department_options(l, departments);
    owners.insert(0, (String::new(), t!(l, "knowledge-any-department")));
    let standings =
        Standing::all().into_iter().map(|standing| (standing.as_str().to_owned(), standing_name(l, standing))).collect::<Vec<_>>();
    let (owner, standing) = (filter.owner.clone().unwrap_or_default(), filter.standing.as_str());
    let before = match book {
        Book::Help => t!(l, "knowledge-filter-before"),
        Book::Procedures => t!(l, "procedure-filter-before"),
    };
    view! {
        <Sentence action=book.address() go=t!(l, "queue-show")>
            {before}" "
            <Pick name="department" label=t!(l, "knowledge-owner") options=owners value=owner/>
            {t!(l, "knowledge-filter-between")}" "
            <Pick name="state" label=t!(l, "knowledge-state") options=standings value=standing/>
        </Sentence>
    }
}

fn standing_name(l: Lang, standing: Standing) -> String {
    match standing {
        Standing::Any => t!(l, "knowledge-any-state"),
        Standing::Outdated => t!(l, "knowledge-outdated"),
        Standing::Due => t!(l, "knowledge-due"),
        Standing::Has(state) => l.text(state.key(), None),
    }
}

fn shelf(l: Lang, department: String, articles: Vec<Listed>) -> impl IntoView + use<> {
    let columns = ["knowledge-article", "knowledge-languages", "knowledge-review", "knowledge-helped", "knowledge-words"];
    let columns = columns.into_iter().map(|key| Column::words(l.text(key, None))).collect();
    let rows = articles.into_iter().map(|article| row(l, article)).collect_view();
    view! { <Table caption=department titled=true stack=true columns>{rows}</Table> }
}

fn row(l: Lang, article: Listed) -> impl IntoView + use<> {
    let tongues = article.tongues.iter().map(|one| tongue(l, one)).collect_view();
    let by = l.date_with_year(review_by(article.reviewed_on));
    let review = match article.due {
        Some(Due::Age) => view! { <Status mark=Mark::Bad>{t!(l, "knowledge-review-since", date = by)}</Status> }.into_any(),
        Some(Due::Doubt) => view! { <Status mark=Mark::Changed>{t!(l, "knowledge-review-doubt")}</Status> }.into_any(),
        None => t!(l, "knowledge-review-by", date = by).into_any(),
    };
    let said = article.helped.yes + article.helped.no;
    let helped = article
        .helped
        .share()
        .map_or_else(|| t!(l, "knowledge-helped-nobody"), |share| t!(l, "knowledge-helped-share", share = share, count = said));
    let words = article.words.map(|(words, at)| view! { <q>{words}</q><span class="table__sub">{moment(l, at)}</span> });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=text_address(Text::help(&article.slug))>{article.title}</a><span class="table__sub">{article.slug.clone()}</span></th>
            <td role="cell" data-label=t!(l, "knowledge-languages")><div>{tongues}</div></td>
            <td role="cell" data-label=t!(l, "knowledge-review")><div>{review}</div></td>
            <td role="cell" data-label=t!(l, "knowledge-helped")><div>{helped}</div></td>
            <td role="cell" class="breaks"><div>{words}</div></td>
        </tr>
    }
}

/// `English: published, version 2`, what is on its way, and whether the original has moved on.
pub(super) fn tongue(l: Lang, tongue: &Tongue) -> impl IntoView + use<> {
    let read = tongue.published.map(|number| t!(l, "knowledge-published-number", number = number));
    let other = tongue.other.as_ref().map(|kept| state(l, kept.state, kept.publish_at));
    let parts: Vec<String> = read.into_iter().chain(other).collect();
    let outdated = tongue.outdated.then(|| view! { " "<Status mark=Mark::Changed>{t!(l, "knowledge-outdated")}</Status> });
    view! { <div><span lang=tongue.locale.tag()>{tongue.locale.own_name()}</span>{t!(l, "knowledge-colon")}{parts.join(" · ")}{outdated}</div> }
}

fn misses(l: Lang, misses: Vec<Miss>) -> impl IntoView + use<> {
    let count = misses.len();
    let rows = misses.into_iter().map(|miss| {
        let search = format!("/help?q={}&lang={}", encode(&miss.asked), miss.locale.tag());
        view! {
            <tr role="row">
                <th scope="row" role="rowheader" lang=miss.locale.tag() class="breaks"><a href=search>{miss.asked}</a></th>
                <td role="cell" data-label=t!(l, "knowledge-language") lang=miss.locale.tag()>{miss.locale.own_name()}</td>
                <td role="cell" data-label=t!(l, "knowledge-misses-times")>{miss.times.to_string()}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let columns = vec![
        Column::words(t!(l, "knowledge-misses-asked")),
        Column::words(t!(l, "knowledge-language")),
        Column::words(t!(l, "knowledge-misses-times")),
    ];
    let inside = if count == 0 {
        view! { <p>{t!(l, "knowledge-misses-none")}</p> }.into_any()
    } else {
        view! { <Table caption=t!(l, "knowledge-misses") stack=true dense=true columns>{rows}</Table> }.into_any()
    };
    view! { <Details title=t!(l, "knowledge-misses") hint=t!(l, "knowledge-misses-hint", count = count)>{inside}</Details> }
}
