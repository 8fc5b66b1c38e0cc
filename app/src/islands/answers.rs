//! Answers while a question is typed.

#[cfg(feature = "hydrate")]
mod ask;

use leptos::prelude::*;

/// Stands inside a search `<form method="get">`: a moment after typing stops, the page the form leads to is fetched
/// and the part named is put into this one. A page without that part is left alone.
#[island]
pub fn Answers(
    /// Id of the part.
    part: String,
) -> impl IntoView {
    let note = NodeRef::<leptos::html::Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(element) = note.get() {
            ask::follow(&element, part.clone());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = part;
    view! { <span hidden=true node_ref=note></span> }
}
