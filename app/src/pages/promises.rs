//! `/promises`: what airline and airport have committed themselves to, and how often they kept it (PRO-1).

use crate::{
    context::{portal, visit},
    outcome::refused,
    ui::{
        chart::Spark,
        page_head::{Page, PageHead, Width},
        status::{Mark, Status},
        table::{Column, Table},
    },
    words::{Lang, t},
};
use desk::commitments::{Figure, Published, published};
use domain::commitment::{Commitment, Tally, Trend};
use domain::report::quarter;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Every commitment with its target, figures, trend, and how it is measured.
#[component]
pub fn PromisesPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let quarter = use_query_map().with_untracked(|query| query.get("quarter")).and_then(|text| quarter(&text));
    Suspend::new(async move {
        let told = match published(&portal.db, visit.now, quarter.map(|(first, _)| first)).await {
            Ok(told) => told,
            Err(error) => return refused(error),
        };
        let (measured, not): (Vec<Figure>, Vec<Figure>) = told.figures.iter().cloned().partition(|figure| figure.commitment.measured());
        let columns = columns(l, &told);
        let heads: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let rows = measured.into_iter().map(|figure| view! { <FigureRow figure=figure heads=heads.clone()/> }).collect_view();
        let not = not.into_iter().map(|figure| not_yet(l, figure.commitment)).collect_view();
        view! {
            <Title text=t!(l, "promises-title")/>
            <Page width=Width::Wide>
                <PageHead title=t!(l, "promises-title")>{t!(l, "promises-lead")}</PageHead>
                <div class="stack stack--l">
                    <Table caption=t!(l, "promises-measured") titled=true columns=columns stack=true>{rows}</Table>
                    <section class="stack">
                        <h2>{t!(l, "promises-not-yet")}</h2>
                        <p>{t!(l, "promises-not-yet-lead")}</p>
                        {not}
                    </section>
                    <section class="stack">
                        <h2>{t!(l, "promises-how")}</h2>
                        <p>{t!(l, "promises-how-text")}</p>
                        <p>{t!(l, "promises-broken")}" "<a href="/cases/new?kind=complaint">{t!(l, "promises-tell")}</a></p>
                    </section>
                </div>
            </Page>
        }
        .into_any()
    })
}

fn columns(l: Lang, told: &Published) -> Vec<Column> {
    let quarter = told.spans.last_quarter;
    vec![
        Column::words(t!(l, "promises-promise")),
        Column::words(l.month(told.spans.last_month)),
        Column::words(t!(l, "promises-quarter", quarter = (quarter.month() + 2) / 3, year = quarter.year().to_string())),
        Column::words(t!(l, "promises-so-far", month = l.month(told.spans.month))),
        Column::words(t!(l, "promises-trend")),
    ]
}

/// `93.4 %`.
pub(crate) fn percent(thousandths: i64) -> String {
    if thousandths == 1000 { "100\u{a0}%".to_owned() } else { format!("{}\u{a0}%", points(thousandths)) }
}

/// What it says, and how it is measured or why it is not.
const fn keys(one: Commitment) -> (&'static str, &'static str) {
    match one {
        Commitment::Satisfaction => ("promise-satisfaction", "promise-satisfaction-measured"),
        Commitment::FirstAnswer => ("promise-first-answer", "promise-first-answer-measured"),
        Commitment::Handled => ("promise-handled", "promise-handled-measured"),
        Commitment::OnTheSpot => ("promise-on-the-spot", "promise-on-the-spot-measured"),
        Commitment::InWriting => ("promise-in-writing", "promise-in-writing-measured"),
        Commitment::FirstBag => ("promise-first-bag", "promise-first-bag-measured"),
        Commitment::LastBag => ("promise-last-bag", "promise-last-bag-measured"),
        Commitment::CheckIn => ("promise-check-in", "promise-check-in-measured"),
        Commitment::SecurityWait => ("promise-security-wait", "promise-security-wait-measured"),
        Commitment::Screening => ("promise-screening", "promise-screening-measured"),
        Commitment::News => ("promise-news", "promise-news-measured"),
        Commitment::BoardingPass => ("promise-boarding-pass", "promise-boarding-pass-measured"),
        Commitment::Pages => ("promise-pages", "promise-pages-measured"),
    }
}

/// What is promised, and in how many cases.
pub(crate) fn promise(l: Lang, one: Commitment) -> (String, String) {
    let promised = l.text(keys(one).0, None);
    let target = match one.target() {
        1000 => t!(l, "promises-every"),
        share => t!(l, "promises-target", share = share / 10),
    };
    (promised, target)
}

fn not_yet(l: Lang, one: Commitment) -> impl IntoView {
    let (promised, target) = promise(l, one);
    let why = l.text(keys(one).1, None);
    view! { <div><h3>{promised}</h3><p>{why}</p><p class="quiet small">{target}</p></div> }
}

#[component]
fn FigureRow(figure: Figure, heads: Vec<String>) -> impl IntoView {
    let l = visit().lang;
    let (promised, target) = promise(l, figure.commitment);
    let how = l.text(keys(figure.commitment).1, None);
    let goal = figure.commitment.target();
    let head = |place: usize| heads.get(place).cloned().unwrap_or_default();
    let line: Vec<f64> = figure.months.iter().filter_map(|(_, tally)| tally.share()).map(|share| share as f64).collect();
    let line = (line.len() > 2 && figure.trend != Trend::TooFew).then(|| view! { <Spark values=line/> });
    let moved = match figure.trend {
        Trend::Better(by) => t!(l, "promises-better", points = points(by)),
        Trend::Worse(by) => t!(l, "promises-worse", points = points(by)),
        Trend::Same => t!(l, "promises-same"),
        Trend::TooFew => t!(l, "promises-too-few"),
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                {promised}
                <span class="table__sub">{target}</span>
                <details class="details details--plain">
                    <summary class="details__title">{t!(l, "promises-measured-how")}</summary>
                    <p class="small">{how}</p>
                </details>
            </th>
            <td role="cell" data-label=head(1)>{share(l, figure.last_month, goal)}</td>
            <td role="cell" data-label=head(2)>{share(l, figure.last_quarter, goal)}</td>
            <td role="cell" data-label=head(3)>{share(l, figure.month, goal)}</td>
            <td role="cell" data-label=head(4)><span>{moved}" "{line}</span></td>
        </tr>
    }
}

/// `2.1`.
fn points(thousandths: i64) -> String {
    format!("{}.{}", thousandths / 10, thousandths % 10)
}

/// A figure with what it is made of; whether it is enough is told by shape and colour, and in words to whoever hears it.
fn share(l: Lang, tally: Tally, goal: i64) -> AnyView {
    let Some((share, reached)) = tally.share().zip(tally.reached(goal)) else {
        return view! { <span class="quiet">{t!(l, "promises-nothing")}</span> }.into_any();
    };
    let (mark, word) = if reached { (Mark::Good, t!(l, "promises-reached")) } else { (Mark::Bad, t!(l, "promises-missed")) };
    let of = t!(l, "promises-of", kept = tally.kept, judged = tally.judged);
    view! {
        <span>
            <Status mark=mark>{percent(share)}<span class="visually-hidden">", "{word}</span></Status>
            <span class="table__sub">{of}</span>
        </span>
    }
    .into_any()
}
