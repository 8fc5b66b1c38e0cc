//! `<Aside label=…><AsidePart title=…><Facts><Fact name="Trip">"DEMO5D"</Fact></Facts></AsidePart></Aside>`

use leptos::prelude::*;

/// What stands beside the main thing on laptops and after it on phones.
#[component]
pub fn Aside(
    /// What it is, for who does not see it.
    #[prop(into)]
    label: String,
    /// [`AsidePart`]s.
    children: Children,
) -> impl IntoView {
    view! { <aside class="aside" aria-label=label>{children()}</aside> }
}

/// One matter in the aside.
#[component]
pub fn AsidePart(
    /// Its title.
    #[prop(into)]
    title: String,
    /// Facts or a paragraph.
    children: Children,
) -> impl IntoView {
    view! { <section class="aside__part"><h2 class="aside__title">{title}</h2>{children()}</section> }
}

/// Names and values, no box.
#[component]
pub fn Facts(
    /// [`Fact`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One name and its value.
#[component]
pub fn Fact(
    /// `Seat`
    #[prop(into)]
    name: String,
    /// `14A`
    children: Children,
) -> impl IntoView {
    view! { <dt class="facts__key">{name}</dt><dd class="facts__value">{children()}</dd> }
}
