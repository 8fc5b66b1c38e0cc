//! `<Empty title="No open cases" scene=Scene::NoCases words=…><LinkButton …/></Empty>`: nothing here, and the way on.

use leptos::prelude::*;

/// What the line drawing shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// A bag and a small flag: nothing of yours here yet.
    NoCases,
    /// A sign with two arms: nothing at this address.
    NoWay,
    /// A quiet departure board: nothing found.
    NothingFound,
    /// A barrier: not open to you.
    Closed,
    /// A wheel chocked: we are catching up.
    Resting,
}

impl Scene {
    /// Ink lines, and the one yellow thing.
    const fn paths(self) -> (&'static str, &'static str) {
        match self {
            Self::NoCases => (
                "M4 70h112M30 70V36a4 4 0 0 1 4-4h32a4 4 0 0 1 4 4v34M42 32v-9a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v9M42 42v18M58 42v18M92 70V38",
                "M92 38l16 5-16 6z",
            ),
            Self::NoWay => ("M4 70h112M60 70V16M60 22h34l9 7-9 7H60", "M60 42H28l-9 7 9 7h32z"),
            Self::NothingFound => ("M4 70h112M20 12h80v40H20zM36 52v18M84 52v18M30 34h26M30 42h18M66 34h24M66 42h24", "M30 20h60v7H30z"),
            Self::Closed => ("M4 70h112M26 70V30h12v40M96 70V52M38 44h62M50 36l8 14M66 36l8 14M82 36l8 14", "M38 36h66v14H38z"),
            Self::Resting => (
                "M4 70h112M60 24a23 23 0 1 0 0 46 23 23 0 0 0 0-46zM60 38a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM60 24V8M50 8h20",
                "M84 70l14-14v14z",
            ),
        }
    }
}

/// Nothing here, said kindly.
#[component]
pub fn Empty(
    /// What is not here.
    #[prop(into)]
    title: String,
    /// The drawing.
    scene: Scene,
    /// Why, and what appears here one day.
    #[prop(into)]
    words: String,
    /// The title is the page's `<h1>`.
    #[prop(optional)]
    page: bool,
    /// The way on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (ink, yellow) = scene.paths();
    view! {
        <div class="empty">
            <svg class="empty__drawing" viewBox="0 0 120 80" aria-hidden="true"><path class="empty__accent" d=yellow/><path d=ink/></svg>
            {if page {
                view! { <h1 class="empty__title">{title}</h1> }.into_any()
            } else {
                view! { <h2 class="empty__title">{title}</h2> }.into_any()
            }}
            <p class="empty__words">{words}</p>
            {children.map(|way_on| way_on())}
        </div>
    }
}
