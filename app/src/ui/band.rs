//! `<Band title="Newark, this afternoon.">"14 flights leave late."</Band>`: one calm announcement.

use crate::context::lang;
use domain::locale::Locale;
use leptos::prelude::*;

/// What a band is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ground {
    /// Ink: the day's irregularities. At most one on a page.
    #[default]
    Ink,
    /// Paper with an edge: something to know.
    Paper,
    /// Yellow paper: what changed since, what is from a copy.
    Note,
}

/// An announcement.
#[component]
pub fn Band(
    /// Said first, in bold.
    #[prop(optional, into)]
    title: String,
    /// What it is printed on.
    #[prop(optional)]
    ground: Ground,
    /// It answers what was just done, so it is read out: a notice after a redirect.
    #[prop(optional)]
    announce: bool,
    /// The sentence.
    children: Children,
) -> impl IntoView {
    let class = match ground {
        Ground::Ink => "band",
        Ground::Paper => "band band--paper",
        Ground::Note => "band band--note",
    };
    // Han punctuation brings its own space.
    let joint = if lang().0 == Locale::ZhCn { "" } else { " " };
    view! { <div class=class role=announce.then_some("status")><p><b class="band__title">{title}</b>{joint}{children()}</p></div> }
}
