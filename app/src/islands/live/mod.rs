//! Keeps a page at its newest version: one stream a browser, shared by its tabs.

#[cfg(feature = "hydrate")]
mod refresh;
#[cfg(feature = "hydrate")]
mod share;

use leptos::prelude::*;

/// Watches `topic` (`case:LS-…`, `flight:LD408/2026-11-21`, `bag:0992123456`) and, when its version grows past this page's,
/// fetches the page again and puts in every part marked `data-live`: by id, whole, or (`data-live="append"`) only
/// the children that are new, or (`data-live="unwritten"`) until words stand in its form. What is being typed stands
/// outside those parts and is left alone.
#[island]
pub fn Live(
    /// What to watch.
    topic: String,
    /// The version this page shows.
    version: i64,
    /// Said politely to screen readers when something came in.
    announcement: String,
    /// Where the parts beside it are: fetched as news of them come, and every half minute while somebody looks.
    #[prop(optional_no_strip)]
    beside: Option<String>,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    share::watch(topic, version, beside, move || said.set(announcement.clone()));
    #[cfg(not(feature = "hydrate"))]
    let _ = (topic, version, announcement, beside);
    view! { <span class="visually-hidden" role="status" aria-live="polite">{said}</span> }
}
