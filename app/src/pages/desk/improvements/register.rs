//! The register: what is overdue first, and which causes come up most.

use super::{HERE, cause_name, mark, state_name};
use crate::{
    context::{Visit, portal, visit},
    outcome::refused,
    ui::{
        button::{LinkButton, Look},
        chart::{Bar, BarChart},
        empty::{Empty, Scene},
        page_head::{Page, PageHead, Width},
        paging::{Part, Parts},
        status::{Status, Tag},
        table::{Column, Table},
    },
    words::{Lang, t},
};
use desk::improvements::{Line, Register, register};
use domain::improvement::State;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Parts of the register by the word in the address.
const PARTS: [(&str, &[State]); 4] = [
    ("", &[State::Open, State::Working]),
    ("suggested", &[State::Suggested]),
    ("done", &[State::Done, State::Closed]),
    ("declined", &[State::Declined]),
];

/// The list.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let asked = use_query_map().with_untracked(|query| query.get("state")).unwrap_or_default();
    let (part, states) = PARTS.into_iter().find(|(word, _)| *word == asked).unwrap_or(("", &[State::Open, State::Working]));
    Suspend::new(async move {
        match register(&portal.db, &visit.viewer, visit.now, states).await {
            Ok(found) => page(&visit, part, found).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(visit: &Visit, part: &str, found: Register) -> impl IntoView + use<> {
    let (l, now) = (visit.lang, visit.now);
    let names = [
        t!(l, "improvement-part-open"),
        t!(l, "improvement-part-suggested"),
        t!(l, "improvement-part-done"),
        t!(l, "improvement-part-declined"),
    ];
    let parts = PARTS.iter().zip(names).map(|((word, _), name)| {
        let href = if word.is_empty() { HERE.to_owned() } else { format!("{HERE}?state={word}") };
        Part { href, name, count: None, current: *word == part }
    });
    let (parts, causes) = (parts.collect(), causes(l, &found).into_any());
    let list = if found.lines.is_empty() {
        view! { <Empty title=t!(l, "improvement-none") scene=Scene::Resting words=t!(l, "improvement-none-text")/> }.into_any()
    } else {
        let columns = vec![
            Column::words(t!(l, "improvement-finding")),
            Column::words(t!(l, "improvement-state")),
            Column::words(t!(l, "improvement-owner")),
            Column::words(t!(l, "improvement-due")),
            Column::figure(t!(l, "improvement-voices")),
        ];
        let rows = found.lines.into_iter().map(|line| row(l, line, now).into_any()).collect_view();
        view! { <Table caption=t!(l, "improvement-title") columns=columns stack=true dense=true>{rows}</Table> }.into_any()
    };
    view! {
        <Title text=t!(l, "improvement-title")/>
        <Page width=Width::Wide>
            <PageHead title=t!(l, "improvement-title") back="/desk".to_owned()>{t!(l, "improvement-lead")}</PageHead>
            <div class="stack stack--l">
                <div class="buttons"><LinkButton href=format!("{HERE}/new") look=Look::Next>{t!(l, "improvement-new")}</LinkButton></div>
                <Parts label=t!(l, "improvement-title") parts=parts/>
                {list}
                {causes}
            </div>
        </Page>
    }
}

fn row(l: Lang, line: Line, now: Timestamp) -> impl IntoView + use<> {
    let (href, state) = (format!("{HERE}/{}", line.id), state_name(l, line.state));
    let state = if line.overdue { t!(l, "improvement-overdue", state = state) } else { state };
    let due = line.due.map(|day| l.date_from(day, now)).unwrap_or_default();
    let public = line.published.then(|| view! { " "<Tag>{t!(l, "improvement-public")}</Tag> });
    view! {
        <tr role="row" class="table__row--open">
            <th scope="row" role="rowheader"><a class="table__link" href=href>{format!("{}. {}", line.id, line.finding)}</a></th>
            <td role="cell" data-label=t!(l, "improvement-state")><span><Status mark=mark(line.state, line.overdue)>{state}</Status>{public}</span></td>
            <td role="cell" data-label=t!(l, "improvement-owner")>{line.owner.unwrap_or_default()}</td>
            <td role="cell" data-label=t!(l, "improvement-due")>{due}</td>
            <td role="cell" class="table__figure" data-label=t!(l, "improvement-voices")>{line.words}</td>
        </tr>
    }
}

/// Where to begin: causes by how often they are found, with what they make up together.
fn causes(l: Lang, found: &Register) -> impl IntoView + use<> {
    let bars: Vec<Bar> = found
        .causes
        .iter()
        .enumerate()
        .map(|(place, (cause, count, together))| Bar {
            name: cause_name(l, *cause),
            value: *count as f64,
            words: t!(l, "improvement-pareto", count = *count, together = *together),
            signal: place == 0,
            href: None,
        })
        .collect();
    found.causes.first().map(|(cause, ..)| {
        let finding = t!(l, "improvement-causes", cause = cause_name(l, *cause));
        view! { <BarChart finding=finding name_head=t!(l, "improvement-cause") value_head=t!(l, "improvement-found") bars=bars/> }
    })
}
