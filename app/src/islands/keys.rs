//! A list gone through by its letters.

#[cfg(feature = "hydrate")]
mod step;

use leptos::prelude::*;

/// Stands inside a list and, while the focus is in it, takes `j` or ↓ to the next link of class `link`, `k` or ↑ to the
/// one before, Home and End to the first and last,
/// `/` to the page's search box. Only there, so that no letter does anything unasked (WCAG 2.1.4).
#[island]
pub fn Keys(
    /// The links' class.
    link: String,
) -> impl IntoView {
    let note = NodeRef::<leptos::html::Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(element) = note.get() {
            step::follow(&element, link.clone());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = link;
    view! { <span hidden=true node_ref=note></span> }
}
