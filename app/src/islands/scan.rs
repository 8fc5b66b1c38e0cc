//! Reads the barcode of a bag's tag with the camera.

#[cfg(feature = "hydrate")]
mod camera;

use leptos::prelude::*;

/// Stands behind the field of the tag's number, named by its id. Where the browser reads this sort of barcode (interleaved 2 of 5)
/// and has a camera, a button appears; what is read is put into the field. Elsewhere there is nothing to see.
#[island]
pub fn Scan(
    /// Id of the field.
    field: String,
    /// "Scan the tag".
    scan: String,
    /// "Stop".
    stop: String,
    /// How to hold it, while the camera runs.
    aim: String,
    /// That there is no camera, or that it may not be used.
    refused: String,
    /// That it was read.
    read: String,
) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    let (said, can, runs) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(false));
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(element) = place.get() {
            let words = camera::Words { aim: aim.clone(), refused: refused.clone(), read: read.clone() };
            camera::follow(&element, field.clone(), words, camera::Shown { said, can, runs });
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (field, aim, refused, read);
    view! {
        <div class="camera" node_ref=place hidden=move || !can.get()>
            <video class="camera__sees" playsinline="" muted="" aria-hidden="true" hidden=move || !runs.get()></video>
            <span role="status">{said}</span>
            <button class="button button--s" type="button" data-scan="" hidden=move || runs.get()>{scan}</button>
            <button class="button button--s" type="button" data-stop="" hidden=move || !runs.get()>{stop}</button>
        </div>
    }
}
