//! Answers while a question is typed.

#[cfg(feature = "hydrate")]
mod ask;

use leptos::prelude::*;

/// Stands inside a search `<form method="get">`: a moment after typing stops, the page the form leads to is fetched
/// and the part named is put into this one. Inside a form whose typing is kept ([`super::Draft`]), the page that shows what
/// was kept is fetched each time it has been: nothing typed stands in an address. Inside a form of which a `look` is a button
/// that keeps nothing, that button is pressed, and what it answers with is shown. A page without that part is left alone.
#[island]
pub fn Answers(
    /// Id of the part.
    part: String,
    /// Address of the page that shows what was kept; empty for a search.
    kept: String,
    /// The form is sent, with `act=look`.
    look: bool,
) -> impl IntoView {
    let note = NodeRef::<leptos::html::Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(element) = note.get() {
            ask::follow(&element, part.clone(), kept.clone(), look);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (part, kept, look);
    view! { <span hidden=true node_ref=note></span> }
}
