//! `<FilesField files=… typed=…/>`: choosing files, with the limits told before and what is there already.
//! `<FileList reference=… files=…/>`: the files of an entry.
//!
//! The form around [`FilesField`] is `enctype="multipart/form-data"`. What was chosen before and is not sent yet stands
//! above the picker with a button each; a file is never chosen twice.

use super::{
    button::{Button, Look},
    status::{Mark, Shape},
};
use crate::{
    context::lang,
    form::Typed,
    islands::Upload,
    outcome::encode,
    words::{Lang, t},
};
use desk::files::{FileOf, Staged};
use domain::files::{ACCEPT, Limits, Why};
use leptos::prelude::*;

/// What a form knows of its files.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The draft they are staged under.
    pub draft: String,
    /// What is there already.
    pub staged: Vec<Staged>,
    /// How much is taken.
    pub limits: Limits,
}

/// Why a file is not taken, and what to do.
#[must_use]
pub fn refusal(l: Lang, name: &str, why: Why, limits: Limits) -> String {
    let mut args = crate::words::Args::new();
    args.set("name", if name.trim().is_empty() { t!(l, "file-unnamed") } else { name.to_owned() });
    args.set("megabytes", limits.megabytes());
    args.set("most", limits.per_message);
    l.text(why.key(), Some(&args))
}

/// `2.4 MB`, `86 kB`.
#[must_use]
pub fn size(l: Lang, bytes: u64) -> String {
    let (whole, tenth) = (bytes / Limits::MEGABYTE, bytes % Limits::MEGABYTE / (Limits::MEGABYTE / 10));
    match whole {
        0 => t!(l, "file-kilobytes", size = bytes.div_ceil(1000)),
        1..10 => t!(l, "file-megabytes", size = format!("{whole}.{tenth}")),
        _ => t!(l, "file-megabytes", size = whole.to_string()),
    }
}

/// Choosing files.
#[component]
pub fn FilesField(
    /// What the form knows of its files.
    files: Files,
    /// The form as it came back.
    typed: Typed,
) -> impl IntoView {
    let l = lang();
    let Files { draft, staged, limits } = files;
    let wrong = typed.told.iter().any(|(field, _)| *field == "files");
    let described = if wrong { "files-hint files-error" } else { "files-hint" };
    let label = if staged.is_empty() { t!(l, "file-label") } else { t!(l, "file-label-more") };
    let hint = t!(l, "file-hint", most = limits.per_message, megabytes = limits.megabytes());
    view! {
        <div class="field files" class:field--wrong=wrong>
            <FilesThere staged=staged typed=typed/>
            <label class="field__label" for="files">{label}</label>
            <p class="field__hint" id="files-hint">{hint}</p>
            <input class="files__input" type="file" id="files" name="files" multiple=true accept=ACCEPT
                aria-describedby=described aria-invalid=wrong.then_some("true")/>
            <Upload draft=draft sending=t!(l, "file-sending") waiting=t!(l, "file-waiting") again=t!(l, "file-again") lost=t!(l, "file-lost")/>
        </div>
    }
}

/// What is there already, and what was not taken. An island puts a new one of these in the place of the old.
#[component]
pub fn FilesThere(
    /// What is there.
    staged: Vec<Staged>,
    /// The form as it came back.
    typed: Typed,
) -> impl IntoView {
    let l = lang();
    let told = typed.told.into_iter().filter(|(field, _)| *field == "files");
    let wrong: Vec<_> = told.map(|(_, words)| view! { <p class="field__error"><Shape mark=Mark::Bad/><span>{words}</span></p> }).collect();
    let wrong = (!wrong.is_empty()).then(|| view! { <div id="files-error">{wrong}</div> });
    let there = (!staged.is_empty()).then(|| {
        let rows = staged.into_iter().map(|file| row(l, file)).collect_view();
        view! {
            // Enter in a line of text presses the first button of a form: this one sends it, instead of taking a file away
            <button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true"></button>
            <p class="files__title">{t!(l, "file-there")}</p>
            <ul class="files__there">{rows}</ul>
        }
    });
    view! { <div class="files__now" id="files-now" aria-live="polite">{wrong}{there}</div> }
}

fn row(l: Lang, file: Staged) -> impl IntoView + use<> {
    let id = file.id.to_string();
    let (kind, name) = (l.text(file.kind.key(), None), file.name.clone());
    let facts = format!("{kind} · {}", size(l, file.bytes));
    view! {
        <li class="files__row">
            <span class="files__name">{file.name}</span>
            <span class="files__facts">{facts}</span>
            <input type="hidden" name="kept" value=id.clone()/>
            <Button look=Look::Quiet name="remove".to_owned() value=id>
                {t!(l, "file-remove")}<span class="visually-hidden">" "{name}</span>
            </Button>
        </li>
    }
}

/// The files of an entry: pictures small, with the way to the whole one; documents to be saved.
#[component]
pub fn FileList(
    /// The case.
    reference: String,
    /// Who sent them, for who does not see a picture.
    who: String,
    /// The files.
    files: Vec<FileOf>,
) -> impl IntoView {
    let l = lang();
    let rows = files.into_iter().map(|file| shown(l, &reference, &who, file).into_any()).collect_view();
    view! { <ul class="files__list" aria-label=t!(l, "file-list")>{rows}</ul> }
}

fn shown(l: Lang, reference: &str, who: &str, file: FileOf) -> impl IntoView + use<> {
    let href = format!("/cases/{reference}/files/{}/{}", file.id, encode(&file.name).replace('/', "%2F"));
    let facts = format!("{} · {}", l.text(file.kind.key(), None), size(l, file.bytes));
    let picture = file.size.filter(|_| file.kind.is_picture()).map(|(width, height)| {
        let (width, height) = fitted(width, height);
        let alt = t!(l, "file-picture-alt", name = file.name.clone(), who = who.to_owned());
        view! {
            <a class="files__picture" href=href.clone() target="_blank" rel="noopener">
                <img src=format!("{href}?small") alt=alt width=width height=height loading="lazy" decoding="async"/>
            </a>
        }
    });
    view! {
        <li class="files__file">
            {picture}
            <a class="files__name" href=href target="_blank" rel="noopener">{file.name}</a>
            <span class="files__facts">{facts}</span>
        </li>
    }
}

/// The room a picture takes in the conversation, known before it is there: nothing shifts.
fn fitted(width: u32, height: u32) -> (u32, u32) {
    const SIDE: u64 = 240;
    let longest = u64::from(width.max(height)).max(1);
    let side = |side: u32| u32::try_from((u64::from(side) * SIDE.min(longest) / longest).max(1)).unwrap_or(1);
    (side(width), side(height))
}
