//! `/desk/bags/on-hand/{id}`: a bag on hand, whose it may be and why, and the decision (BAG-4).

use super::pairs::{From, looks, pair};
use crate::{
    context::{Visit, portal, visit},
    form::{Typed, typed},
    outcome::refused,
    pages::desk::sessions::DESK_ZONE,
    ui::{
        band::{Band, Ground},
        button::Button,
        details::Details,
        empty::{Empty, Scene},
        error_summary::{ErrorSummary, page_title},
        facts::{Fact, Facts},
        field::{Field, Kind},
        page_head::{Page, PageHead},
    },
    words::{Lang, t, when::zone},
};
use desk::bags::{Act, Held, held};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// One bag on hand.
#[component]
pub fn HeldPage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let id = use_params_map().with_untracked(|params| params.get("id")).and_then(|id| id.parse().ok());
    let done = use_query_map().with_untracked(|query| query.get("done"));
    Suspend::new(async move {
        let Some(id) = id else { return refused(desk::Error::NotFound) };
        match held(&portal.db, &visit.viewer, visit.now, id).await {
            Ok(held) => page(&visit, &typed, done, held).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(visit: &Visit, typed: &Typed, done: Option<String>, held: Held) -> impl IntoView + use<> {
    let l = visit.lang;
    let title = t!(l, "match-bag-number", number = held.bag.id.to_string());
    let (head, action) = (page_title(l, typed, title.clone()), format!("/desk/bags/on-hand/{}", held.bag.id));
    let waits = held.state == "held";
    let lead = match held.state.as_str() {
        "held" => t!(l, "match-state-held"),
        "matched" => t!(l, "match-state-matched"),
        _ => t!(l, "match-state-gone"),
    };
    let told = done.and_then(|done| match done.as_str() {
        "new" => Some(t!(l, "on-hand-done", number = held.bag.id.to_string())),
        "confirm" => Some(t!(l, "match-done-confirm")),
        "reject" => Some(t!(l, "match-done-reject")),
        "undo" => Some(t!(l, "match-done-undo")),
        _ => None,
    });
    let told = told.map(|told| view! { <Band ground=Ground::Note announce=true title=told>""</Band> });
    let (facts, other) = (facts(visit, &held).into_any(), waits.then(|| other(l, &action, typed).into_any()));
    let none = (waits && held.pairs.is_empty())
        .then(|| view! { <Empty title=t!(l, "match-none") scene=Scene::NothingFound words=t!(l, "match-none-hint")/> });
    let heading = (!held.pairs.is_empty()).then(|| view! { <h2>{if waits { t!(l, "match-whose") } else { t!(l, "match-theirs") }}</h2> });
    let pairs = held.pairs.into_iter().map(|one| pair(visit, From::Bag, one, action.clone(), typed).into_any()).collect_view();
    let summary = typed.clone();
    view! {
        <Title text=head/>
        <Page>
            {told}
            <ErrorSummary typed=summary/>
            <PageHead title=title back="/desk/bags/on-hand".to_owned()>{lead}</PageHead>
            {facts}
            {heading}
            {pairs}
            {none}
            {other}
        </Page>
    }
}

fn facts(visit: &Visit, held: &Held) -> impl IntoView + use<> {
    let (l, bag) = (visit.lang, &held.bag.bag);
    let [looks, contents] = looks(l, bag.description.as_ref(), [&bag.brand, &bag.marks], &bag.contents, &bag.inside);
    let found = format!("{} · {} · {}", l.day_time(held.bag.found_at, visit.now, &zone(DESK_ZONE)), bag.station, bag.place);
    let rows = [
        (t!(l, "on-hand-found"), found),
        (t!(l, "bags-tag"), bag.tag.clone()),
        (t!(l, "on-hand-name"), bag.name.clone()),
        (t!(l, "report-row-looks"), looks),
        (t!(l, "report-row-contents"), contents),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    let rows = rows.map(|(name, value)| view! { <Fact name=name>{value}</Fact> }).collect_view();
    view! { <Facts>{rows}</Facts> }
}

/// Staff may know better: by the number of a report.
fn other(l: Lang, action: &str, typed: &Typed) -> impl IntoView + use<> {
    let (value, error) = (typed.value("report"), typed.error(l, "report"));
    let (open, action) = (error.is_some() || !value.is_empty(), action.to_owned());
    view! {
        <Details title=t!(l, "match-other") open=open>
            <form class="stack stack--s" method="post" action=action>
                <Field name="report" kind=Kind::Code label=t!(l, "report-reference") hint=t!(l, "match-other-hint") value=value error=error maxlength=24_u16/>
                <div><Button name="act".to_owned() value=Act::Confirm.as_str().to_owned()>{t!(l, "match-confirm")}</Button></div>
            </form>
        </Details>
    }
}
