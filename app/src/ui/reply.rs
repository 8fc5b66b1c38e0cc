//! `<Reply action="/cases/LS-…/replies" label=… send=…>` more buttons, hidden fields `</Reply>`
//!
//! Stays at the foot of the window; opens when entered, or when it comes back with an error or with words in it.

use super::{
    button::{Button, Look},
    field::TextArea,
};
use leptos::prelude::*;

/// The reply box.
#[component]
pub fn Reply(
    /// The form's target.
    #[prop(into)]
    action: String,
    /// `Reply to Wang Wei`.
    #[prop(into)]
    label: String,
    /// The act: `Send reply`.
    #[prop(into)]
    send: String,
    /// What was typed.
    #[prop(optional, into)]
    value: String,
    /// Who reads it, by when it is answered; shown once one writes.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Hidden fields and further buttons (each with its own `formaction`).
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let open = error.is_some() || !value.is_empty();
    view! {
        <form class="reply" class:reply--open=open id="reply" method="post" action=action>
            <TextArea name="words" label=label hint=hint error=error value=value rows=1/>
            <div class="reply__acts">
                <Button look=Look::Next>{send}</Button>
                {children.map(|more| more())}
            </div>
        </form>
    }
}
