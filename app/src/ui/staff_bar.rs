//! `<StaffBar label=… also="Tomás (reading)"><StaffFact name="Owner">"Mei Chen"</StaffFact></StaffBar>`

use leptos::prelude::*;

/// What staff see above the passenger's own page.
#[component]
pub fn StaffBar(
    /// What it is, for who does not see it.
    #[prop(into)]
    label: String,
    /// Who else is here.
    #[prop(optional_no_strip, into)]
    also: Option<String>,
    /// [`StaffFact`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="staff-bar" aria-label=label>
            <dl class="staff-bar__list">{children()}</dl>
            <p class="staff-bar__also" id="case-with" data-live="">{also}</p>
        </section>
    }
}

/// One fact in the bar.
#[component]
pub fn StaffFact(
    /// `Owner`
    #[prop(into)]
    name: String,
    /// `Mei Chen`
    children: Children,
) -> impl IntoView {
    view! { <div class="staff-bar__item"><dt class="staff-bar__key">{name}</dt><dd class="staff-bar__value">{children()}</dd></div> }
}
