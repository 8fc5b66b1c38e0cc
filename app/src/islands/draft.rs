//! Keeps what is being typed: in the tab at once, on the server a moment later (I8).

#[cfg(feature = "hydrate")]
mod keep;

use leptos::prelude::*;

/// Stands inside a `<form>` and keeps its text fields under `key`: a reload, a lost connection or another
/// device shows them again. Sending the form, taken with a 303, ends the draft on the server.
#[island]
pub fn Draft(
    /// Names the draft: `reply:LS-7K3M-9Q2F`.
    key: String,
    /// Shown, small, once the server has it.
    kept: String,
    /// The form came back: a reload sends it once more as it was, so this tab alone knows what has been typed since.
    returned: bool,
) -> impl IntoView {
    let (note, said) = (NodeRef::<leptos::html::Span>::new(), RwSignal::new(String::new()));
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(element) = note.get() {
            let kept = kept.clone();
            keep::keep(&element, key.clone(), returned, move || said.set(kept.clone()));
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (key, kept, returned);
    view! { <span class="draft-note" role="status" node_ref=note>{said}</span> }
}
