//! `/desk/settings/components`: every component in its states, in the reader's language. Shows samples only, no data.

mod asking;
mod deskside;
mod showing;

use crate::{
    context::lang,
    ui::page_head::{Page, PageHead, Width},
    words::t,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// The design system on one page: on paper, then the same on the dark ground.
#[component]
pub fn Components() -> impl IntoView {
    let l = lang();
    view! {
        <Title text=t!(l, "sample-title")/>
        <Page width=Width::Aside>
            <PageHead title=t!(l, "sample-title") caption=t!(l, "sample-caption")>{t!(l, "sample-lead")}</PageHead>
            <asking::Acting/>
            <asking::Asking/>
            <asking::Failing/>
            <showing::Saying/>
            <showing::Travelling/>
            <showing::Folding/>
            <showing::Counting/>
            <deskside::Conversing/>
            <deskside::Queueing/>
            <deskside::Drawing/>
        </Page>
        <div data-theme="dark">
            <Page width=Width::Aside>
                <h2>{t!(l, "sample-dark")}</h2>
                <asking::Acting/>
                <showing::Saying/>
                <showing::Travelling/>
            </Page>
        </div>
    }
}

/// One group of samples under its heading.
#[component]
fn Group(
    /// What the group is about.
    #[prop(into)]
    title: String,
    /// The samples.
    children: Children,
) -> impl IntoView {
    view! { <section class="section stack stack--l"><h2>{title}</h2>{children()}</section> }
}
