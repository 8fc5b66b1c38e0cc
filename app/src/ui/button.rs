//! `<Button look=Look::Next>"Open my trip"</Button>`, `<LinkButton href="/flights">"See other flights"</LinkButton>`
//!
//! One [`Look::Next`] a page. Put several into `<div class="buttons">`.

use super::icon::Way;
use leptos::prelude::*;

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// Yellow, with an arrow: the one thing to do next on the page.
    Next,
    /// Paper with an edge: something else one may do.
    #[default]
    Plain,
    /// Underlined words: leave, cancel, save for later.
    Quiet,
    /// Red edge: takes something away.
    Stop,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Next => "button button--primary",
            Self::Plain => "button",
            Self::Quiet => "button button--quiet",
            Self::Stop => "button button--stop",
        }
    }
}

/// Submits the form it is in.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    look: Look,
    /// Field name sent with the form when this button is pressed.
    #[prop(optional_no_strip, into)]
    name: Option<String>,
    /// Value sent under `name`.
    #[prop(optional_no_strip, into)]
    value: Option<String>,
    /// Another form target than the form's own.
    #[prop(optional_no_strip, into)]
    formaction: Option<String>,
    /// Id of the form it submits, where it stands outside of it.
    #[prop(optional_no_strip, into)]
    form: Option<&'static str>,
    /// An arrow after the words; for the step that leads to another page.
    #[prop(optional)]
    arrow: bool,
    /// Shown, and not to be pressed.
    #[prop(optional)]
    disabled: bool,
    /// Small, for tables and bars.
    #[prop(optional)]
    small: bool,
    /// The act in words: "Send reply".
    children: Children,
) -> impl IntoView {
    view! {
        <button class=look.class() class:button--s=small type="submit" name=name value=value form=form formaction=formaction disabled=disabled>
            {children()}
            {arrow.then(|| view! { <Way/> })}
        </button>
    }
}

/// A link that looks like a button: leads to another page, changes nothing.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much it asks for attention.
    #[prop(optional)]
    look: Look,
    /// An arrow after the words.
    #[prop(optional)]
    arrow: bool,
    /// Small, for tables and bars.
    #[prop(optional)]
    small: bool,
    /// The act in words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=look.class() class:button--s=small href=href>
            {children()}
            {arrow.then(|| view! { <Way/> })}
        </a>
    }
}
