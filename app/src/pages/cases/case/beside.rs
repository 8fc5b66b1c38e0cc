//! `/cases/{ref}/beside`: what stands beside the timeline, for pages that have it open: who else is there, what has not left.
//! Half a minute of it is a sign that somebody still looks.

use super::leaving::leaving;
use crate::context::{Visit, portal, visit};
use crate::outcome::refused;
use crate::words::t;
use desk::cases::together::{Present, around};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The parts that a case page puts in.
#[component]
pub fn BesidePage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let reference = use_params_map().read_untracked().get("reference").unwrap_or_default();
    Suspend::new(async move {
        match around(&portal.db, &visit.viewer, visit.now, &reference).await {
            Ok(around) => {
                let (with, held) = (with(&visit, &around.present), leaving(&visit, &around.reference, &around.held));
                view! { <p id="case-with" data-live="">{with}</p>{held} }.into_any()
            }
            Err(error) => refused(error),
        }
    })
}

/// `Ada Solberg is writing a reply · Mei Chen opened this case 1 min ago`; nothing where nobody is.
pub(super) fn with(visit: &Visit, present: &[Present]) -> Option<String> {
    let l = visit.lang;
    let told = present.iter().map(|one| {
        let (name, ago) = (one.name.clone(), visit.now.duration_since(one.since));
        match (one.writing, ago.as_secs() < 60) {
            (true, _) => t!(l, "case-with-writing", name = name),
            (false, true) => t!(l, "case-with-now", name = name),
            (false, false) => t!(l, "case-with-since", name = name, ago = l.duration(ago)),
        }
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(" · "))
}
