//! A case that is not open in this browser, or not there at all: one answer for both, with the ways to prove it is yours.

use crate::outcome::{encode, status};
use crate::ui::empty::{Empty, Scene};
use crate::words::{Lang, t};
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page.
pub(super) fn page(l: Lang, here: &str) -> impl IntoView + use<> {
    status(StatusCode::NOT_FOUND);
    let ways = ways(l, here, false);
    view! {
        <Title text=t!(l, "case-elsewhere-title")/>
        <div class="column">
            <Empty page=true title=t!(l, "case-elsewhere-title") scene=Scene::Closed words=t!(l, "case-elsewhere-text")>{ways}</Empty>
        </div>
    }
}

/// By a code, by a trip, or signed in at the desk; in a tab of its own where words would be left behind.
pub(in crate::pages) fn ways(l: Lang, here: &str, apart: bool) -> impl IntoView + use<> {
    let target = apart.then_some("_blank");
    let way = |href: String, words: String| view! { <li><a href=href target=target rel="noopener">{words}</a></li> };
    view! {
        <ul class="ways-on">
            {way("/cases/find".to_owned(), t!(l, "case-elsewhere-code"))}
            {way("/trip".to_owned(), t!(l, "case-elsewhere-trip"))}
            {way(format!("/desk?next={}", encode(here)), t!(l, "case-elsewhere-desk"))}
        </ul>
    }
}
