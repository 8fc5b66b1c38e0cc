//! `<BarChart finding="On time 81 days of 100" name_head=… value_head=… bars=vec![Bar { … }]/>`, `<Spark values=vec![…]/>`
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
        .map(|bar| view! { <tr role="row"><th scope="row" role="rowheader">{bar.name.clone()}</th><td role="cell" class="table__figure">{bar.words.clone()}</td></tr> })
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
