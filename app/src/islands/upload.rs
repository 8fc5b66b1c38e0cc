//! Sends files ahead of their form, one after the other, tells how far it is, and tries again while the line is bad.

#[cfg(feature = "hydrate")]
mod send;

use leptos::prelude::*;

/// Stands behind an `<input type="file">`. What is chosen is staged on the server at once; the part of the form that lists
/// what is there comes back with the answer. Sent before that, the form carries its files itself.
#[island]
pub fn Upload(
    /// The draft the files belong to.
    draft: String,
    /// "Sending".
    sending: String,
    /// That the line is bad and it is tried again.
    waiting: String,
    /// The button that does not wait.
    again: String,
    /// That it could not be done.
    lost: String,
) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    let (said, done, waits) = (RwSignal::new(String::new()), RwSignal::new(None::<u32>), RwSignal::new(false));
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(element) = place.get() {
            let words = send::Words { draft: draft.clone(), sending: sending.clone(), waiting: waiting.clone(), lost: lost.clone() };
            send::follow(&element, words, send::Shown { said, done, waits });
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (draft, sending, waiting, lost);
    view! {
        <div class="files__sending" node_ref=place>
            <span role="status">{said}</span>
            <progress max="100" value=move || done.get().unwrap_or_default().to_string() hidden=move || done.get().is_none() aria-hidden="true"></progress>
            <button class="button button--s" type="button" data-again="" hidden=move || !waits.get()>{again}</button>
        </div>
    }
}
