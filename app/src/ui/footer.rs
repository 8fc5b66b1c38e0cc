//! `<Footer links=vec![NavLink::new("/privacy", …)] note=…/>`: small, last, the same everywhere.

use super::header::NavLink;
use crate::{context::lang, words::t};
use leptos::prelude::*;

/// The foot of every page.
#[component]
pub fn Footer(
    /// What everybody may want to read.
    links: Vec<NavLink>,
    /// One sentence about this installation.
    #[prop(optional_no_strip, into)]
    note: Option<String>,
) -> impl IntoView {
    let l = lang();
    let links = links.into_iter().map(|link| view! { <a href=link.href>{link.name}</a> }).collect_view();
    view! {
        <footer class="footer">
            <nav class="footer__links" aria-label=t!(l, "footer-label")>{links}</nav>
            {note.map(|note| view! { <p class="footer__note">{note}</p> })}
        </footer>
    }
}
