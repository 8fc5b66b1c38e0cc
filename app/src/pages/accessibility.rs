//! `/accessibility`: what everybody can rely on, what is known not to work, whom to tell.

use crate::{
    context::lang,
    ui::page_head::{Page, PageHead},
    words::t,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// Conformance and known gaps, in words.
#[component]
pub fn Accessibility() -> impl IntoView {
    let l = lang();
    let works = [
        t!(l, "access-keyboard"),
        t!(l, "access-reader"),
        t!(l, "access-zoom"),
        t!(l, "access-colour"),
        t!(l, "access-scripts"),
        t!(l, "access-time"),
    ];
    let gaps = [t!(l, "access-gap-people"), t!(l, "access-gap-tables"), t!(l, "access-gap-kiosk")];
    let list = |points: Vec<String>| view! { <ul>{points.into_iter().map(|point| view! { <li>{point}</li> }).collect_view()}</ul> };
    view! {
        <Title text=t!(l, "access-title")/>
        <Page>
            <PageHead title=t!(l, "access-title")>{t!(l, "access-lead")}</PageHead>
            <div class="prose">
                <h2>{t!(l, "access-works")}</h2>
                {list(works.to_vec())}
                <h2>{t!(l, "access-gaps")}</h2>
                {list(gaps.to_vec())}
                <h2>{t!(l, "access-tested")}</h2>
                <p>{t!(l, "access-tested-text")}</p>
                <h2>{t!(l, "access-tell")}</h2>
                <p>{t!(l, "access-tell-text")}" "<a href="/cases/new?kind=feedback&topic=website">{t!(l, "access-tell-go")}</a></p>
            </div>
        </Page>
    }
}
