//! `<Field name="locator" label=t!(l, "trip-locator") value=typed.value("locator") error=typed.error(l, "locator")/>`
//!
//! Label, hint and error joined to the box by `aria-describedby`; the error summary links to `#name`.

use super::status::{Mark, Shape};
use leptos::prelude::*;

/// What is typed into a [`Field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Words.
    #[default]
    Text,
    /// A booking reference or bag tag: capitals, wide, large.
    Code,
    /// A one-time code: six digits, spaces allowed; the telephone offers it.
    Digits,
    /// An e-mail address.
    Email,
    /// An e-mail address or a mobile number: the keyboard for the first has digits, too.
    Reach,
    /// A telephone number.
    Telephone,
    /// A password.
    Password,
    /// A date.
    Date,
    /// Words to look for.
    Search,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Code => "field field--code",
            Self::Digits => "field field--digits",
            Self::Date | Self::Telephone => "field field--short",
            _ => "field",
        }
    }

    const fn type_(self) -> &'static str {
        match self {
            Self::Text | Self::Code | Self::Digits | Self::Reach => "text",
            Self::Email => "email",
            Self::Telephone => "tel",
            Self::Password => "password",
            Self::Date => "date",
            Self::Search => "search",
        }
    }

    const fn inputmode(self) -> Option<&'static str> {
        match self {
            Self::Digits => Some("numeric"),
            Self::Reach => Some("email"),
            _ => None,
        }
    }

    const fn autocomplete(self) -> Option<&'static str> {
        match self {
            Self::Code => Some("off"),
            Self::Digits => Some("one-time-code"),
            Self::Email | Self::Reach => Some("email"),
            Self::Telephone => Some("tel"),
            _ => None,
        }
    }

    /// Whether the browser should leave capitals and spelling alone.
    const fn verbatim(self) -> bool {
        matches!(self, Self::Code | Self::Digits | Self::Email | Self::Reach | Self::Password)
    }
}

/// The ids of hint and error, joined for `aria-describedby`.
pub(super) fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (true, true) => Some(format!("{id}-hint {id}-error")),
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (false, false) => None,
    }
}

/// What stands above a box: hint and error, with the ids [`described_by`] names.
#[component]
pub(crate) fn Notes(
    /// The id of the box.
    id: String,
    /// Help before typing.
    hint: Option<String>,
    /// What is wrong and what to do.
    error: Option<String>,
) -> impl IntoView {
    let error_id = format!("{id}-error");
    view! {
        {hint.map(|hint| view! { <p class="field__hint" id=format!("{id}-hint")>{hint}</p> })}
        {error.map(|error| view! { <p class="field__error" id=error_id><Shape mark=Mark::Bad/><span>{error}</span></p> })}
    }
}

/// A question with one line to answer it.
#[component]
pub fn Field(
    /// Name in the form; also the id, unless one is given.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What is typed into it.
    #[prop(optional)]
    kind: Kind,
    /// Help before typing.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with what was typed.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// What stands in the box.
    #[prop(optional, into)]
    value: String,
    /// Id, where two forms of a page share a field name.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
    /// The HTML autofill token: `family-name`, `current-password`.
    #[prop(optional_no_strip, into)]
    autocomplete: Option<&'static str>,
    /// An example in the empty box; never the only help.
    #[prop(optional_no_strip, into)]
    placeholder: Option<String>,
    /// Longest input the server reads.
    #[prop(optional_no_strip, into)]
    maxlength: Option<u16>,
    /// Id of a `<datalist>` with words to choose from.
    #[prop(optional_no_strip, into)]
    list: Option<&'static str>,
    /// The page's one question: the label is its title.
    #[prop(optional)]
    title: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let described = described_by(&id, hint.is_some(), error.is_some());
    let wrong = error.is_some();
    let label = named(&id, label, title);
    let off = kind.verbatim();
    view! {
        <div class=kind.class() class:field--wrong=wrong>
            {label}
            <Notes id=id.clone() hint=hint error=error/>
            <input class="field__input" id=id name=name type=kind.type_() list=list value=value placeholder=placeholder maxlength=maxlength
                inputmode=kind.inputmode() autocomplete=autocomplete.or(kind.autocomplete()) spellcheck=off.then_some("false")
                autocapitalize=off.then_some(if kind == Kind::Code { "characters" } else { "off" })
                aria-describedby=described aria-invalid=wrong.then_some("true")/>
        </div>
    }
}

/// A question answered in several lines.
#[component]
pub fn TextArea(
    /// Name in the form; also the id, unless one is given.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// Help before typing.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with what was typed.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// What stands in the box.
    #[prop(optional, into)]
    value: String,
    /// Id, where two forms of a page share a field name.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
    /// Lines shown before anything is typed.
    #[prop(default = 6)]
    rows: u8,
    /// Longest input the server reads, in characters.
    #[prop(optional_no_strip, into)]
    maxlength: Option<u16>,
    /// The page's one question: the label is its title.
    #[prop(optional)]
    title: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let described = described_by(&id, hint.is_some(), error.is_some());
    let wrong = error.is_some();
    let label = named(&id, label, title);
    view! {
        <div class="field" class:field--wrong=wrong>
            {label}
            <Notes id=id.clone() hint=hint error=error/>
            // A space keeps `:placeholder-shown` meaningful: nothing typed yet.
            <textarea class="field__input" id=id name=name rows=rows.to_string() maxlength=maxlength placeholder=" "
                aria-describedby=described aria-invalid=wrong.then_some("true")>{value}</textarea>
        </div>
    }
}

/// A question answered by one of many known things: `options` are value and words.
#[component]
pub fn Select(
    /// Name in the form; also the id, unless one is given.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// Value sent and words shown, in the order shown.
    options: Vec<(String, String)>,
    /// The value chosen; nothing is chosen for people beforehand.
    #[prop(optional, into)]
    value: String,
    /// Help before choosing.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with what was chosen.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Id, where two forms of a page share a field name.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let described = described_by(&id, hint.is_some(), error.is_some());
    let wrong = error.is_some();
    view! {
        <div class="field" class:field--wrong=wrong>
            <label class="field__label" for=id.clone()>{label}</label>
            <Notes id=id.clone() hint=hint error=error/>
            <div class="field__pick">
                <select class="field__input" id=id name=name aria-describedby=described aria-invalid=wrong.then_some("true")>
                    <Options options=options value=value/>
                </select>
            </div>
        </div>
    }
}

/// The options of a `<select>`, one of them chosen.
#[component]
pub fn Options(
    /// Value sent and words shown.
    options: Vec<(String, String)>,
    /// The value chosen.
    #[prop(optional, into)]
    value: String,
) -> impl IntoView {
    options
        .into_iter()
        .map(|(option, words)| {
            let chosen = option == value;
            view! { <option value=option selected=chosen>{words}</option> }
        })
        .collect_view()
}

/// The label; where it is the page's one question it is its heading, too.
fn named(id: &str, label: String, title: bool) -> AnyView {
    let id = id.to_owned();
    if title {
        view! { <h1 class="field__title"><label class="field__label field__label--title" for=id>{label}</label></h1> }.into_any()
    } else {
        view! { <label class="field__label" for=id>{label}</label> }.into_any()
    }
}
