//! `<BarChart finding="On time 81 days of 100" name_head=… value_head=… bars=vec![Bar { … }]/>`, `<Spark values=vec![…]/>`,
//! `<TrendChart finding=… points=vec![Point { … }]><Table …/></TrendChart>`
//!
//! Drawn on the server: ink and one signal, labelled in place, the table folded beneath.

use super::table::{Column, Table};
use crate::{context::lang, words::t};
use leptos::prelude::*;

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What is counted: `15 to 60 min late`.
    pub name: String,
    /// How much; never negative.
    pub value: f64,
    /// How much, in words: `12 %`.
    pub words: String,
    /// The one the finding speaks of.
    pub signal: bool,
    /// What is behind it: linked from the table.
    pub href: Option<String>,
}

/// Height of one bar with its name, in px.
const ROW: usize = 46;

/// Bars lying beneath each other, so that their names can be read on a phone.
#[component]
pub fn BarChart(
    /// What the chart says, as a sentence: its title.
    #[prop(into)]
    finding: String,
    /// Head of the names in the table.
    #[prop(into)]
    name_head: String,
    /// Head of the values in the table.
    #[prop(into)]
    value_head: String,
    /// Top to bottom.
    bars: Vec<Bar>,
) -> impl IntoView {
    let l = lang();
    let most = bars.iter().map(|bar| bar.value).fold(f64::MIN_POSITIVE, f64::max);
    let height = (bars.len() * ROW).to_string();
    let rows = bars
        .iter()
        .map(|bar| {
            let (name, words) = (bar.name.clone(), bar.words.clone());
            let words = match bar.href.clone() {
                Some(href) => view! { <a href=href>{words}</a> }.into_any(),
                None => words.into_any(),
            };
            view! { <tr role="row"><th scope="row" role="rowheader">{name}</th><td role="cell" class="table__figure">{words}</td></tr> }
        })
        .collect_view();
    let plot = bars
        .into_iter()
        .enumerate()
        .map(|(row, bar)| {
            let top = row * ROW;
            // 82 % leaves room for the figure behind the longest bar.
            let width = format!("{:.1}%", bar.value / most * 82.0);
            let class = if bar.signal { "chart__bar chart__bar--signal" } else { "chart__bar" };
            view! {
                <text class="chart__name" x="0" y=(top + 14).to_string()>{bar.name}</text>
                <rect class=class x="1" y=(top + 20).to_string() width=width.clone() height="16" rx="2"/>
                <text class="chart__value" x=width y=(top + 33).to_string() dx="8">{bar.words}</text>
            }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <figcaption class="chart__finding">{finding.clone()}</figcaption>
            <svg class="chart__plot" height=height aria-hidden="true">{plot}</svg>
            <details class="details details--plain">
                <summary class="details__title">{t!(l, "chart-table")}</summary>
                <Table caption=finding columns=vec![Column::words(name_head), Column::figure(value_head)] dense=true>{rows}</Table>
            </details>
        </figure>
    }
}

/// One point of a line, with how far it may be off.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// When: `Nov 2026`.
    pub name: String,
    /// Where it stands in time, in steps of one; where a step is left out, the line is interrupted.
    pub at: i32,
    /// How much.
    pub value: f64,
    /// The least it may be.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// How much, in words.
    pub words: String,
}

/// Height of a line's plot, in px, and of what is above and beneath it.
const PLOT: f64 = 112.0;
const ABOVE: f64 = 24.0;
const BENEATH: f64 = 26.0;

/// Whole tens, or ones where everything lies close, around what a line shows: bottom and top.
fn bounds(points: &[Point]) -> (f64, f64) {
    let low = points.iter().map(|point| point.low).fold(f64::INFINITY, f64::min);
    let high = points.iter().map(|point| point.high).fold(f64::NEG_INFINITY, f64::max);
    let step = if high - low > 10.0 { 10.0 } else { 1.0 };
    let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
    if high > low { (low, high) } else { (low, low + step) }
}

/// A line through time in the band it is known within, its first and last point labelled. The table is the caller's, in `children`.
#[component]
pub fn TrendChart(
    /// What the chart says, as a sentence: its title.
    #[prop(into)]
    finding: String,
    /// Oldest first; nothing is drawn of fewer than two.
    points: Vec<Point>,
    /// The table behind it.
    children: Children,
) -> impl IntoView {
    let l = lang();
    let (bottom, top) = bounds(&points);
    let last = points.len().saturating_sub(1);
    let [from, to] = [points.first(), points.last()].map(|point| point.map_or(0, |point| point.at));
    let x = |point: &Point| f64::from(point.at - from) / f64::from((to - from).max(1)) * 96.0 + 2.0;
    let y = |value: f64| (top - value) / (top - bottom) * PLOT;
    let lines: Vec<_> = points
        .chunk_by(|one, next| next.at == one.at + 1)
        .map(|run| {
            let along = |of: fn(&Point) -> f64| run.iter().map(|point| format!("{:.2},{:.2}", x(point), y(of(point)))).collect::<Vec<_>>();
            let line = along(|point| point.value).join(" ");
            let band =
                along(|point| point.high).into_iter().chain(along(|point| point.low).into_iter().rev()).collect::<Vec<_>>().join(" ");
            view! { <polygon class="chart__band" points=band/><polyline class="chart__line" points=line/> }
        })
        .collect();
    let ends = points.iter().enumerate().filter(|(at, _)| *at == 0 || *at == last).map(|(at, point)| {
        let anchor = if at == 0 { "start" } else { "end" };
        let place = if at == 0 { "0" } else { "100%" };
        let height = (ABOVE + y(point.value)).to_string();
        view! {
            <circle class="chart__dot" cx=format!("{:.2}%", x(point)) cy=height r="4"/>
            <text class="chart__value" x=place y=(ABOVE + y(point.high) - 8.0).to_string() text-anchor=anchor>{point.words.clone()}</text>
            <text class="chart__name" x=place y=(ABOVE + PLOT + 20.0).to_string() text-anchor=anchor>{point.name.clone()}</text>
        }
    });
    let ends = ends.collect_view();
    let plot = (last > 0).then(|| {
        view! {
            <svg class="chart__plot" height=(ABOVE + PLOT + BENEATH).to_string() aria-hidden="true">
                <svg x="0" y=ABOVE.to_string() width="100%" height=PLOT.to_string() viewBox=format!("0 0 100 {PLOT}") preserveAspectRatio="none">
                    {lines}
                </svg>
                {ends}
            </svg>
        }
    });
    view! {
        <figure class="chart">
            <figcaption class="chart__finding">{finding}</figcaption>
            {plot}
            <details class="details details--plain">
                <summary class="details__title">{t!(l, "chart-table")}</summary>
                {children()}
            </details>
        </figure>
    }
}

/// A line as high as the text, its last point marked. The sentence beside it says the same.
#[component]
pub fn Spark(
    /// Oldest first.
    values: Vec<f64>,
) -> impl IntoView {
    let most = values.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let steps = values.len().saturating_sub(1).max(1) as f64;
    let points: Vec<(f64, f64)> =
        values.iter().enumerate().map(|(at, value)| (at as f64 / steps * 96.0 + 2.0, 22.0 - value / most * 20.0)).collect();
    let line = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ");
    let last = points.last().copied();
    view! {
        <svg class="spark" viewBox="0 0 100 24" aria-hidden="true">
            <polyline class="chart__line" points=line/>
            {last.map(|(x, y)| view! { <circle class="chart__dot" cx=x.to_string() cy=y.to_string() r="3.5"/> })}
        </svg>
    }
}
