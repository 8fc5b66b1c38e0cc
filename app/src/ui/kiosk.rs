//! `<KioskFrame caption="Missing bag · 1 of 6" title=… back="/kiosk" restart="/kiosk">` keys `</KioskFrame>`
//!
//! One question, huge; answers low on the screen; "start again" always in the same corner. Keys are an
//! [`super::action_list::ActionList`], which `html[data-kiosk]` sets as large keys.

use super::icon::WayBack;
use crate::{context::lang, words::t};
use leptos::prelude::*;

/// A page on a terminal in the hall.
#[component]
pub fn KioskFrame(
    /// Journey and step.
    #[prop(into)]
    caption: String,
    /// The question.
    #[prop(into)]
    title: String,
    /// What is known already.
    #[prop(optional_no_strip, into)]
    lead: Option<String>,
    /// The step before.
    #[prop(into)]
    back: String,
    /// The first page.
    #[prop(into)]
    restart: String,
    /// The keys.
    children: Children,
) -> impl IntoView {
    let l = lang();
    view! {
        <div class="column kiosk">
            <div class="page-head">
                <p class="page-head__caption">{caption}</p>
                <h1 class="page-head__title">{title}</h1>
                {lead.map(|lead| view! { <p class="page-head__lead quiet">{lead}</p> })}
            </div>
            <div class="kiosk__keys">{children()}</div>
        </div>
        <nav class="kiosk__foot" aria-label=t!(l, "kiosk-nav")>
            <a href=back><WayBack/>{t!(l, "back")}</a>
            <a href=restart>{t!(l, "kiosk-restart")}</a>
        </nav>
    }
}
