//! `<Table caption=… columns=vec![Column::words("Case"), Column::figure("Flights")]>` `<tr>` rows `</Table>`
//!
//! A row that leads somewhere: `<tr class="table__row--open">` with `<a class="table__link">` in its first cell.
//! With `stack=true` a cell shown as "name: value" on phones carries `data-label`.

use leptos::prelude::*;

/// A column's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Holds figures: aligned at the end, as its cells are by `class="table__figure"`.
    pub figure: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(name: impl Into<String>) -> Self {
        Self { name: name.into(), figure: false }
    }

    /// A column of figures.
    #[must_use]
    pub fn figure(name: impl Into<String>) -> Self {
        Self { name: name.into(), figure: true }
    }
}

/// A table that breathes; wider than the window, it scrolls by itself.
#[component]
pub fn Table(
    /// What it shows. Read to everyone; seen only with `titled`.
    #[prop(into)]
    caption: String,
    /// The heads.
    columns: Vec<Column>,
    /// The caption is shown.
    #[prop(optional)]
    titled: bool,
    /// Rows become cards on phones.
    #[prop(optional)]
    stack: bool,
    /// A departure board: on phones two lines a row, from cells in the order time, flight, place, gate, status.
    #[prop(optional)]
    board: bool,
    /// Half the air.
    #[prop(optional)]
    dense: bool,
    /// `<tr>`s.
    children: Children,
) -> impl IntoView {
    let heads = columns
        .into_iter()
        .map(|column| view! { <th scope="col" role="columnheader" class:table__figure=column.figure>{column.name}</th> })
        .collect_view();
    let inside = children();
    // The roles keep it a table for screen readers where the style sheet sets rows as cards.
    let table = view! {
        <table class="table" class:table--stack=stack class:table--board=board class:table--dense=dense role="table">
            <caption class=if titled { "table__caption" } else { "visually-hidden" }>{caption.clone()}</caption>
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">{inside}</tbody>
        </table>
    };
    if stack || board {
        table.into_any()
    } else {
        view! { <div class="table-box" role="region" tabindex="0" aria-label=caption>{table}</div> }.into_any()
    }
}
