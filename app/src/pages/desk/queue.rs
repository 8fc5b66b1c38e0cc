//! `/desk/queue`: what waits for an answer, the most pressing first.

mod filters;
mod rows;

use crate::{
    context::{portal, visit},
    islands::Keys,
    outcome::{encode, refused},
    ui::{
        button::LinkButton,
        details::Details,
        empty::{Empty, Scene},
        page_head::{Page, Width},
        paging::Paging,
        table::{Column, Table},
    },
    words::{Lang, t},
};
use desk::{
    cases::{Colleague, Department, colleagues, departments, together::suggestions},
    queue::{self, Counts},
};
use domain::queue::{Cursor, Filter, Reach, Standing, reach};
use filters::Filters;
pub(super) use filters::word;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use rows::Row;

/// The address of the queue.
const HERE: &str = "/desk/queue";

/// What the address asks for: filters, place, density.
#[derive(Debug, Clone)]
struct Asked {
    filter: Filter,
    from: Option<Cursor>,
    dense: bool,
}

impl Asked {
    fn read() -> Self {
        use_query_map().with_untracked(|query| {
            let place = |name: &str, back| query.get(name).and_then(|text| Cursor::parse(&text, back));
            Self {
                filter: Filter::read(|name| query.get(name)),
                from: place("before", true).or_else(|| place("after", false)),
                dense: query.get("rows").as_deref() == Some("dense"),
            }
        })
    }

    /// The address of the same queue from another place; the density goes with it.
    fn address(&self, from: Option<Cursor>) -> String {
        let mut fields = self.filter.fields();
        if self.dense {
            fields.push(("rows", "dense".to_owned()));
        }
        if let Some(from) = from {
            fields.push((if from.back { "before" } else { "after" }, from.to_text()));
        }
        let query: Vec<String> = fields.into_iter().map(|(name, value)| format!("{name}={}", encode(&value))).collect();
        if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{}", query.join("&")) }
    }
}

/// What the sentence can choose from.
#[derive(Debug, Clone)]
struct Choices {
    departments: Vec<Department>,
    colleagues: Vec<Colleague>,
    tags: Vec<String>,
}

/// The service office's queue.
#[component]
pub fn Queue() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let asked = Asked::read();
    Suspend::new(async move {
        let db = &portal.db;
        let found = async {
            let page = queue::list(db, &visit.viewer, visit.now, &asked.filter, asked.from).await?;
            let mut theirs = departments(db).await?;
            if let Some(Reach::Departments { departments, .. }) = reach(&visit.viewer) {
                theirs.retain(|department| departments.contains(&department.id));
            }
            let ids: Vec<String> = theirs.iter().map(|department| department.id.clone()).collect();
            let (colleagues, tags) = (colleagues(db, &visit.viewer).await?, suggestions(db, &visit.viewer, &ids).await?);
            Ok::<_, desk::Error>((page, Choices { departments: theirs, colleagues, tags }))
        };
        match found.await {
            Ok((page, choices)) => view! { <Found asked page choices/> }.into_any(),
            Err(error) => refused(error),
        }
    })
}

#[component]
fn Found(asked: Asked, page: queue::Page, choices: Choices) -> impl IntoView {
    let visit = visit();
    let l = visit.lang;
    let counts = counts(l, &page.counts, visit.now);
    let other = Asked { dense: !asked.dense, ..asked.clone() }.address(asked.from);
    let density = if asked.dense { t!(l, "queue-roomy") } else { t!(l, "queue-dense") };
    let link = |place: Option<Cursor>| place.map(|place| asked.address(Some(place)));
    let (back, on) = (link(page.before), link(page.after));
    let table = if page.items.is_empty() {
        view! { <Nothing asked=asked.clone()/> }.into_any()
    } else {
        view! { <Cases items=page.items choices=choices.clone() dense=asked.dense/> }.into_any()
    };
    view! {
        <Title text=t!(l, "queue-title")/>
        <Page width=Width::Wide>
            <h1 class="visually-hidden">{t!(l, "queue-title")}</h1>
            <a class="skip-link" href="#cases">{t!(l, "queue-skip")}</a>
            <Filters asked choices/>
            <div class="row row--apart">
                <p class="sentence__count" role="status">{counts}</p>
                <a class="sentence__density" href=other>{density}</a>
            </div>
            <div id="cases" tabindex="-1">{table}<Keys link="table__link".to_owned()/></div>
            <Paging back on/>
            <Details title=t!(l, "queue-help") plain=true><div class="prose"><p>{t!(l, "queue-help-filters")}</p><p>{t!(l, "queue-help-search")}</p><p>{t!(l, "queue-help-keys")}</p></div></Details>
        </Page>
    }
}

/// `38 cases · 2 late · the oldest is from 3 h 10 ago`.
fn counts(l: Lang, counts: &Counts, now: Timestamp) -> String {
    let mut parts =
        vec![if counts.more { t!(l, "queue-count-more", count = counts.cases) } else { t!(l, "queue-count", count = counts.cases) }];
    if counts.late > 0 {
        parts.push(if counts.late == counts.cases && counts.more {
            t!(l, "queue-late-more", count = counts.late)
        } else {
            t!(l, "queue-late", count = counts.late)
        });
    }
    if let Some(oldest) = counts.oldest {
        parts.push(t!(l, "queue-oldest", span = l.duration(now.duration_since(oldest))));
    }
    parts.join(" · ")
}

#[component]
fn Cases(items: Vec<queue::Item>, choices: Choices, dense: bool) -> impl IntoView {
    let l = visit().lang;
    let columns = ["queue-case", "queue-what", "queue-passenger", "queue-channel", "queue-owner", "queue-due"];
    let columns = columns.into_iter().map(|key| Column::words(l.text(key, None))).collect();
    let rows = items.into_iter().map(|item| view! { <Row item departments=choices.departments.clone()/> }).collect_view();
    view! { <Table caption=t!(l, "queue-title") columns stack=true dense>{rows}</Table> }
}

/// Nothing matches: for a search, perhaps among the closed ones.
#[component]
fn Nothing(asked: Asked) -> impl IntoView {
    let l = visit().lang;
    let searching = !asked.filter.words.is_empty();
    let wider =
        Asked { filter: Filter { standing: Standing::Any, words: asked.filter.words.clone(), ..Filter::default() }, ..asked.clone() };
    let whole = Asked { filter: Filter::default(), ..asked.clone() };
    if searching {
        let narrower = asked.filter != wider.filter;
        view! {
            <Empty title=t!(l, "queue-none-found") scene=Scene::NothingFound words=t!(l, "queue-none-found-text", words = asked.filter.words.clone())>
                {if narrower {
                    view! { <LinkButton href=wider.address(None)>{t!(l, "queue-search-all")}</LinkButton> }
                } else {
                    view! { <LinkButton href=whole.address(None)>{t!(l, "queue-show-open")}</LinkButton> }
                }}
            </Empty>
        }
        .into_any()
    } else {
        let filtered = asked.filter != Filter::default() || asked.from.is_some();
        view! {
            <Empty title=t!(l, "queue-none") scene=Scene::Resting words=t!(l, "queue-none-text")>
                {filtered.then(|| view! { <LinkButton href=whole.address(None)>{t!(l, "queue-show-open")}</LinkButton> })}
            </Empty>
        }
        .into_any()
    }
}
