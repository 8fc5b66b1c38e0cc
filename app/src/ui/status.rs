//! `<Status mark=Mark::Changed>"3 h 20 late"</Status>`: a word and a shape, never a colour alone.

use leptos::prelude::*;

/// What a status means for the person who reads it; each has its own shape and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// As planned: green circle.
    Good,
    /// Changed, late, waiting for somebody: amber diamond.
    Changed,
    /// Cancelled, lost, overdue: red square.
    Bad,
    /// Nothing happens now: grey ring.
    Rest,
}

impl Mark {
    /// Its classes.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Good => "status status--good",
            Self::Changed => "status status--changed",
            Self::Bad => "status status--bad",
            Self::Rest => "status status--rest",
        }
    }

    /// Its outline in a box of twelve.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Good => "M6 0a6 6 0 1 0 0 12A6 6 0 0 0 6 0z",
            Self::Changed => "M6-1l7 7-7 7-7-7z",
            Self::Bad => "M.5.5h11v11H.5z",
            Self::Rest => "M6 1.25a4.75 4.75 0 1 0 0 9.5 4.75 4.75 0 0 0 0-9.5z",
        }
    }
}

/// The shape alone, for where a word already stands beside it.
#[component]
pub fn Shape(
    /// Which shape.
    mark: Mark,
) -> impl IntoView {
    view! { <svg class="status__shape" viewBox="0 0 12 12" aria-hidden="true"><path d=mark.path()/></svg> }
}

/// A status: shape and word.
#[component]
pub fn Status(
    /// What it means.
    mark: Mark,
    /// In the size of a heading.
    #[prop(optional)]
    big: bool,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! { <span class=mark.class() class:status--big=big><Shape mark=mark/><span>{children()}</span></span> }
}

/// `<Tag>"gold"</Tag>`: a small word in a frame beside a name.
#[component]
pub fn Tag(
    /// The word.
    children: Children,
) -> impl IntoView {
    view! { <span class="tag">{children()}</span> }
}
