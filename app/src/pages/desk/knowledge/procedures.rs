//! `/desk/procedures`: how the work is done, step by step, with what each text needs.

use super::{asked, department, list, place::told, text_address};
use crate::{
    context::{portal, visit},
    outcome::refused,
    ui::{
        button::LinkButton,
        empty::{Empty, Scene},
        page_head::{Page, PageHead, Width},
        status::{Mark, Status},
        table::{Column, Table},
    },
    words::{Lang, t},
};
use desk::{
    cases::{Department, departments},
    help::writing::{Filter, ListedProcedure, Standing, procedures},
};
use domain::help::{Book, Text, review_by};
use leptos::prelude::*;
use leptos_meta::Title;

/// Every procedure.
#[component]
pub fn ProceduresPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let filter =
        Filter { owner: Some(asked("department")).filter(|owner| !owner.is_empty()), standing: Standing::parse(&asked("state")), page: 0 };
    Suspend::new(async move {
        let read = async {
            let found = procedures(&portal.db, &visit.viewer, visit.lang.0, visit.now, &filter).await?;
            Ok::<_, desk::Error>((found, departments(&portal.db).await?))
        };
        match read.await {
            Ok((found, departments)) => page(visit.lang, &filter, found, &departments).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(l: Lang, filter: &Filter, found: Vec<ListedProcedure>, departments: &[Department]) -> impl IntoView + use<> {
    let (count, here) = (found.len(), Book::Procedures.address());
    let none = found.is_empty().then(|| {
        view! {
            <Empty title=t!(l, "procedure-none") scene=Scene::NothingFound words=t!(l, "knowledge-none-text")>
                <LinkButton href=here>{t!(l, "procedure-all")}</LinkButton>
            </Empty>
        }
    });
    let rows = found.into_iter().map(|one| row(l, departments, one)).collect_view();
    let columns = ["procedure-one", "procedure-step", "procedure-owner", "knowledge-languages", "knowledge-review"];
    let columns = columns.into_iter().map(|key| Column::words(l.text(key, None))).collect();
    let table = (count > 0).then(|| view! { <Table caption=t!(l, "procedure-title") stack=true columns>{rows}</Table> });
    let filters = list::filters(l, Book::Procedures, filter, departments);
    view! {
        <Title text=t!(l, "procedure-title")/>
        <Page width=Width::Wide>
            <PageHead title=t!(l, "procedure-title") back="/desk".to_owned()>{t!(l, "procedure-lead")}</PageHead>
            <div class="row"><LinkButton href=format!("{here}/new")>{t!(l, "procedure-new")}</LinkButton></div>
            {filters}
            <p class="sentence__count" role="status">{t!(l, "procedure-count", count = count)}</p>
            {none}
            {table}
        </Page>
    }
}

fn row(l: Lang, departments: &[Department], one: ListedProcedure) -> impl IntoView + use<> {
    let tongues = one.tongues.iter().map(|tongue| list::tongue(l, tongue)).collect_view();
    let by = l.date_with_year(review_by(one.reviewed_on));
    let review = if one.due {
        view! { <Status mark=Mark::Bad>{t!(l, "knowledge-review-since", date = by)}</Status> }.into_any()
    } else {
        t!(l, "knowledge-review-by", date = by).into_any()
    };
    let (href, stands) = (text_address(Text::procedure(&one.slug)), told(l, departments, &one.place));
    let owner = department(l, departments, &one.owner);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=href>{one.title}</a><span class="table__sub">{one.slug}</span></th>
            <td role="cell" data-label=t!(l, "procedure-step")>{stands}</td>
            <td role="cell" data-label=t!(l, "procedure-owner")>{owner}</td>
            <td role="cell" data-label=t!(l, "knowledge-languages")><div>{tongues}</div></td>
            <td role="cell" data-label=t!(l, "knowledge-review")><div>{review}</div></td>
        </tr>
    }
}
