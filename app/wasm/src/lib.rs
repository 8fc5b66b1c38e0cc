//! The browser's half: uses `app`, so that its islands are exported, and hydrates them.

// Without a use of the crate the linker drops every island silently.
#[allow(unused_imports)]
use app as _;

/// Called once by the loader before it hydrates each island of the page.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
