//! `/desk/reports/answers`: the answers behind a number, newest first. `/desk/reports` leads here.

use super::{
    asked,
    words::{HERE, address, measure, told, touchpoint, value},
};
use crate::{
    context::{portal, visit},
    outcome::refused,
    pages::desk::reports::today,
    ui::{
        empty::{Empty, Scene},
        page_head::{Page, PageHead, Width},
        paging::Paging,
        table::{Column, Table},
    },
    words::{Lang, t},
};
use desk::{
    Error,
    cases::departments,
    reports::{Cursor, Shown, behind},
};
use domain::{
    report::{Filter, Group, Said},
    survey::Measure,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// A page of answers.
#[component]
pub fn AnswersPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let (asked, said, from) = use_query_map().with_untracked(|query| {
        let said = query.get("said").and_then(|text| Said::parse(&text));
        (asked(&visit.viewer, |name| query.get(name)), said, query.get("after").and_then(|text| Cursor::parse(&text)))
    });
    Suspend::new(async move {
        let read = async {
            let (filter, _) = asked?;
            let departments = departments(&portal.db).await?;
            let page = behind(&portal.db, &visit.viewer, visit.now, &filter, said, from).await?;
            Ok::<_, Error>((filter, departments, page))
        };
        let (filter, departments, page) = match read.await {
            Ok(read) => read,
            Err(error) => return refused(error),
        };
        let caption = told(l, &filter, filter.days(today(visit.now)), &departments);
        let here = said.map(|said| ("said", said.to_text()));
        let on = page.next.map(|next| {
            let more: Vec<_> = here.clone().into_iter().chain([("after", next.to_text())]).collect();
            address("/desk/reports/answers", &filter, &more)
        });
        let count = page.count;
        let rows: Vec<_> = page.answers.iter().map(|answer| row(l, answer)).collect();
        let list = if rows.is_empty() {
            view! { <Empty title=t!(l, "reports-none") scene=Scene::NothingFound words=t!(l, "reports-none-text")/> }.into_any()
        } else {
            let heads = ["reports-day", "reports-journey", "reports-said", "reports-in-words"];
            let columns = heads.into_iter().map(|key| Column::words(l.text(key, None))).collect();
            view! { <Table caption=t!(l, "reports-answers") columns=columns stack=true dense=true>{rows}</Table> }.into_any()
        };
        let back = address(HERE, &filter, &[]);
        let lead = lead(l, &filter, said);
        view! {
            <Title text=t!(l, "reports-answers")/>
            <Page width=Width::Wide>
                <PageHead title=t!(l, "reports-answers-count", count = count) back=back caption=caption>{lead}</PageHead>
                {list}
                <Paging on=on/>
            </Page>
        }
        .into_any()
    })
}

/// What these answers say.
fn lead(l: Lang, filter: &Filter, said: Option<Said>) -> String {
    let about = touchpoint(l, filter.about());
    match said {
        Some(Said::Number(of, least, most)) if least == most => t!(l, "reports-lead-number", what = measure(l, of), number = least),
        Some(Said::Number(of, least, most)) => t!(l, "reports-lead-numbers", what = measure(l, of), least = least, most = most),
        Some(Said::Named) => t!(l, "reports-lead-named", what = about),
        Some(Said::Words) => t!(l, "reports-lead-words"),
        None => about,
    }
}

fn row(l: Lang, answer: &Shown) -> AnyView {
    let href = format!("/desk/reports/answers/{}", answer.invitation);
    let said = Measure::ALL.into_iter().zip([answer.satisfaction, answer.recommendation, answer.effort]);
    let said: Vec<_> = said
        .filter_map(|(of, number)| {
            let words = t!(l, "reports-number-of", what = measure(l, of), number = number?, most = of.scale().1);
            Some(view! { <span class="table__sub">{words}</span> })
        })
        .collect();
    let journey = [answer.flight.clone(), answer.route.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let channel = value(l, Group::Channel, &answer.channel, &[]);
    let (day, words) = (l.date_with_year(answer.day()), answer.words.clone().unwrap_or_default());
    view! {
        <tr role="row" class="table__row--open">
            <th scope="row" role="rowheader"><a class="table__link" href=href>{day}</a></th>
            <td role="cell" data-label=t!(l, "reports-journey")><span>{journey}<span class="table__sub">{channel}</span></span></td>
            <td role="cell" data-label=t!(l, "reports-said")><span>{said}</span></td>
            <td role="cell" class="report__words">{words}</td>
        </tr>
    }
    .into_any()
}
