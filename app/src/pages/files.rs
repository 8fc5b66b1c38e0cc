//! What a form has of files after one more was sent ahead by the island, which puts this part into its page.

use crate::{
    context::lang,
    form::Typed,
    ui::{
        files::FilesThere,
        page_head::{Page, PageHead},
    },
    words::t,
};
use desk::files::Staged;
use leptos::prelude::*;
use leptos_meta::Title;

/// The files of a form, and what was not taken.
#[component]
pub fn FilesNow(
    /// What is there.
    staged: Vec<Staged>,
    /// What was not taken.
    typed: Typed,
) -> impl IntoView {
    let l = lang();
    view! {
        <Title text=t!(l, "file-label")/>
        <Page>
            <PageHead title=t!(l, "file-label")/>
            <FilesThere staged=staged typed=typed/>
        </Page>
    }
}
