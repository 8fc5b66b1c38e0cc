//! `<Paging newer=None older=Some(href) count=…/>` and `<Parts label=… parts=vec![Part { … }]/>`

use super::icon::{Way, WayBack};
use crate::{context::lang, words::t};
use leptos::prelude::*;

/// Back and on through a long list.
#[component]
pub fn Paging(
    /// Address of what comes before.
    #[prop(optional_no_strip, into)]
    back: Option<String>,
    /// Address of what comes after.
    #[prop(optional_no_strip, into)]
    on: Option<String>,
    /// How many there are, in words.
    #[prop(optional, into)]
    count: String,
) -> impl IntoView {
    let l = lang();
    (back.is_some() || on.is_some() || !count.is_empty()).then(|| {
        view! {
            <nav class="paging" aria-label=t!(l, "paging")>
                {back.map(|href| view! { <a class="button button--s" rel="prev" href=href><WayBack/>{t!(l, "paging-back")}</a> })}
                <span class="paging__count">{count}</span>
                {on.map(|href| view! { <a class="button button--s" rel="next" href=href>{t!(l, "paging-on")}<Way/></a> })}
            </nav>
        }
    })
}

/// One part of something, with its own address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its address.
    pub href: String,
    /// Its name: `Open`.
    pub name: String,
    /// How many are in it.
    pub count: Option<i64>,
    /// It is the one shown.
    pub current: bool,
}

/// Parts of one thing as plain links in a line: open and closed, departures and arrivals.
#[component]
pub fn Parts(
    /// What they are parts of, for who does not see it.
    #[prop(into)]
    label: String,
    /// In the order shown.
    parts: Vec<Part>,
) -> impl IntoView {
    let links = parts
        .into_iter()
        .map(|part| {
            view! {
                <a class="parts__link" href=part.href aria-current=part.current.then_some("page")>
                    {part.name}{part.count.map(|count| view! { <span class="parts__count">{count.to_string()}</span> })}
                </a>
            }
        })
        .collect_view();
    view! { <nav class="parts" aria-label=label>{links}</nav> }
}
