//! A submission that was not taken: what was typed, in a form to the same address, ready to be sent again (I8).

use super::cases::elsewhere;
use crate::{
    context::lang,
    outcome::encode,
    ui::{
        button::{Button, Look},
        field::{Field, TextArea},
        page_head::PageHead,
    },
    words::{Lang, t},
};
use domain::files::ACCEPT;
use domain::survey::is_words;
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

/// What people write in their own words, be it ever so short: a form with some of it never answers without it.
const WRITTEN: [&str; 10] = ["words", "subject", "reason", "why", "because", "wanted", "email", "appeal", "what", "cost"];

/// Whether a submission holds words of somebody's own.
#[must_use]
pub fn written(values: &[(String, String)]) -> bool {
    values.iter().any(|(name, value)| (WRITTEN.contains(&name.as_str()) || answers(name) || wordy(value)) && !value.trim().is_empty())
}

/// Of any field: nobody picks so many words, they were written.
fn wordy(value: &str) -> bool {
    value.split_whitespace().nth(2).is_some() || value.chars().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')).nth(5).is_some()
}

/// An answer to a survey: `q4`.
fn answers(name: &str) -> bool {
    name.strip_prefix('q').is_some_and(|place| place.parse::<u8>().is_ok())
}

/// Why a submission comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A part of ours is away.
    Busy,
    /// Too much at once; how long to wait, in words.
    Wait(String),
    /// The case is not open in this browser, or is none: nothing tells the two apart.
    Elsewhere(String),
    /// Nothing at this address, for this browser at least.
    Missing,
    /// Staff, signed out; where to come back to.
    SignIn(String),
    /// The booking has to be proved first; where.
    Prove(String),
    /// Beyond somebody's rights.
    Forbidden,
    /// What it answers is over; the key of the sentence.
    Over(&'static str),
    /// What it answers is over or nowhere, and the words go on as a message to us; the key of the sentence.
    Late(&'static str),
    /// A fault of ours.
    Fault,
}

impl Why {
    /// The status it is said with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Elsewhere(_) | Self::Missing | Self::Late("survey-unknown") => StatusCode::NOT_FOUND,
            Self::SignIn(_) | Self::Prove(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Over(_) | Self::Late(_) => StatusCode::GONE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What happened, and what now.
    fn words(&self, l: Lang) -> (String, String) {
        match self {
            Self::Busy => (t!(l, "give-back-title"), t!(l, "give-back-text")),
            Self::Wait(wait) => (t!(l, "error-429-title"), t!(l, "limited", wait = wait.clone())),
            Self::Elsewhere(_) => (t!(l, "case-elsewhere-title"), t!(l, "give-back-elsewhere")),
            Self::Missing => (t!(l, "error-404-title"), t!(l, "give-back-kept")),
            Self::SignIn(_) => (t!(l, "give-back-sign-in-title"), t!(l, "give-back-sign-in")),
            Self::Prove(_) => (t!(l, "verify-title"), t!(l, "give-back-prove")),
            Self::Forbidden => (t!(l, "error-403-title"), t!(l, "give-back-kept")),
            Self::Over(key) => (l.text(key, None), t!(l, "give-back-over")),
            Self::Late(key) => (l.text(key, None), t!(l, "give-back-late")),
            Self::Fault => (t!(l, "error-500-title"), t!(l, "give-back-kept")),
        }
    }

    /// The way in, beside the words: in a tab of its own, so that they stay here.
    fn ways(&self, l: Lang) -> Option<AnyView> {
        let way = |href: String, words: String| {
            view! { <p><a class="button" href=href target="_blank" rel="noopener">{words}</a></p> }.into_any()
        };
        match self {
            Self::Elsewhere(next) => Some(elsewhere::ways(l, next, true).into_any()),
            Self::SignIn(next) => Some(way(format!("/desk?next={}", encode(next)), t!(l, "give-back-sign-in-go"))),
            Self::Prove(href) => Some(way(href.clone(), t!(l, "give-back-prove-go"))),
            Self::Over(_) => Some(way("/cases/new?kind=feedback".to_owned(), t!(l, "give-back-over-go"))),
            Self::Busy | Self::Wait(_) | Self::Missing | Self::Forbidden | Self::Late(_) | Self::Fault => None,
        }
    }
}

/// What was typed, in a form to the same address.
#[component]
pub fn GiveBack(
    /// Where it was sent to.
    action: String,
    /// What was sent, without secrets.
    values: Vec<(String, String)>,
    /// Why it comes back.
    why: Why,
) -> impl IntoView {
    let l = lang();
    let (title, text) = why.words(l);
    let (files, values): (Vec<_>, Vec<_>) = values.into_iter().partition(|(name, _)| name == "files");
    let again = if matches!(why, Why::Late(_)) { t!(l, "give-back-late-go") } else { t!(l, "give-back-again") };
    let enctype = (!files.is_empty()).then_some("multipart/form-data");
    let files = (!files.is_empty()).then(|| choose_again(l, files));
    let fields: Vec<_> = values.into_iter().map(|(name, value)| field(l, name, value)).collect();
    view! {
        <Title text=title.clone()/>
        <div class="column">
            <PageHead title=title>{text}</PageHead>
            <div class="stack stack--l">
                {why.ways(l)}
                <form class="stack" method="post" action=action enctype=enctype>
                    {fields}
                    {files}
                    <div class="buttons"><Button look=Look::Next>{again}</Button></div>
                </form>
            </div>
        </div>
    }
}

/// Bytes cannot be handed back: which they were, and a place to choose them again.
fn choose_again(l: Lang, files: Vec<(String, String)>) -> AnyView {
    let names = files.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", ");
    view! {
        <div class="field files">
            <label class="field__label" for="files">{t!(l, "file-label")}</label>
            <p class="field__hint" id="files-hint">{t!(l, "give-back-files", names = names)}</p>
            <input class="files__input" type="file" id="files" name="files" multiple=true accept=ACCEPT aria-describedby="files-hint"/>
        </div>
    }
    .into_any()
}

/// What people wrote, to be read and changed; the rest goes along unseen.
fn field(l: Lang, name: String, value: String) -> AnyView {
    let label = match name.as_str() {
        "words" | "wanted" | "appeal" | "what" => t!(l, "give-back-words"),
        // the form is not known here: of an answer, only what can be nothing but words is shown
        name if answers(name) && is_words(&value) => t!(l, "give-back-words"),
        "reason" | "why" | "because" => t!(l, "case-transfer-reason"),
        "subject" => return view! { <Field name=name label=t!(l, "case-new-subject") value=value/> }.into_any(),
        "email" => return view! { <Field name=name label=t!(l, "case-new-email") value=value/> }.into_any(),
        _ if wordy(&value) => t!(l, "give-back-words"),
        _ => return view! { <input type="hidden" name=name value=value/> }.into_any(),
    };
    view! { <TextArea name=name label=label value=value rows=8/> }.into_any()
}
