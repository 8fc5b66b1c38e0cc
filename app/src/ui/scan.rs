//! `<Scan code=code label="Code of your pass"/>`: a code to be scanned, dark on light in every theme.

use leptos::prelude::*;
use wire::paper::Code;

/// A code. It works on paper, in a saved page and without a network.
#[component]
pub fn Scan(
    /// What is scanned.
    code: Code,
    /// What it is, for who does not see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let side = code.outer();
    let (view_box, path) = (format!("0 0 {side} {side}"), code.path());
    view! {
        <svg class="scan" viewBox=view_box role="img" aria-label=label shape-rendering="crispEdges">
            <rect width="100%" height="100%" fill="#fff"/>
            <path d=path fill="#000"/>
        </svg>
    }
}
