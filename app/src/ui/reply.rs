//! `<Reply action="/cases/LS-…/replies" label=… send=…>` more buttons, hidden fields `</Reply>`
//!
//! Stays at the foot of the window; opens when entered, or when it comes back with an error or with words in it.

use super::{
    button::{Button, Look},
    details::Details,
    field::TextArea,
    files::{Files, FilesField},
};
use crate::{context::lang, form::Typed, words::t};
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
    /// Files to go with it.
    #[prop(optional_no_strip)]
    files: Option<Files>,
    /// The form as it came back, for its files.
    #[prop(optional)]
    typed: Typed,
    /// What has to be confirmed before it leaves, between the words and the acts.
    #[prop(optional_no_strip)]
    knows: Option<AnyView>,
    /// Hidden fields and further buttons (each with its own `formaction`).
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let lang = lang();
    let attached = files.as_ref().is_some_and(|files| !files.staged.is_empty()) || typed.told.iter().any(|(field, _)| *field == "files");
    let open = error.is_some() || !value.is_empty() || attached;
    let files = files.map(|files| {
        view! {
            <div class="reply__files"><Details title=t!(lang, "file-add") plain=true open=attached><FilesField files=files typed=typed/></Details></div>
        }
    });
    view! {
        <form class="reply" class:reply--open=open id="reply" method="post" action=action enctype="multipart/form-data">
            <TextArea name="words" label=label hint=hint error=error value=value rows=1/>
            {files}
            {knows}
            <div class="reply__acts">
                <Button look=Look::Next>{send}</Button>
                {children.map(|more| more())}
            </div>
        </form>
    }
}
