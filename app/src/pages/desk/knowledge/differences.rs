//! Two texts as one: lines that went, lines that came, and the words in them that differ. Readable without colour and aloud.

use crate::{context::lang, words::t};
use domain::help::{Fate, Line, Words, compare};
use domain::locale::Locale;
use leptos::prelude::*;

/// What changed in each part of an article.
#[component]
pub(super) fn Differences(before: Words, after: Words, locale: Locale) -> impl IntoView {
    let l = lang();
    let parts = [
        (t!(l, "knowledge-field-title"), before.title, after.title),
        (t!(l, "knowledge-field-summary"), before.summary, after.summary),
        (t!(l, "knowledge-field-synonyms"), before.synonyms, after.synonyms),
        (t!(l, "knowledge-field-body"), before.body, after.body),
    ];
    let parts = parts.into_iter().map(|(name, before, after)| {
        let same = (before == after).then(|| view! { <span class="quiet">" "{t!(l, "knowledge-same")}</span> });
        let lines = compare(&before, &after).into_iter().map(|one| line(l, one)).collect_view();
        view! { <section class="stack stack--s"><h3>{name}{same}</h3><ol class="differences" lang=locale.tag()>{lines}</ol></section> }
    });
    view! { <div class="stack">{parts.collect_view()}</div> }
}

fn line(l: crate::words::Lang, line: Line) -> impl IntoView {
    let (class, sign, spoken) = match line.fate {
        Fate::Kept => ("differences__line", "", None),
        Fate::Gone => ("differences__line differences__line--gone", "−", Some(t!(l, "knowledge-line-gone"))),
        Fate::New => ("differences__line differences__line--new", "+", Some(t!(l, "knowledge-line-new"))),
    };
    let words = line.parts.into_iter().map(|(marked, words)| match (marked, line.fate) {
        (true, Fate::Gone) => view! { <del>{words}</del> }.into_any(),
        (true, Fate::New) => view! { <ins>{words}</ins> }.into_any(),
        _ => words.into_any(),
    });
    let words = words.collect_view();
    // the words said aloud are the desk's, not the article's
    let spoken = spoken.map(|spoken| view! { <span class="visually-hidden" lang=l.tag()>{spoken}</span> });
    view! { <li class=class><span class="differences__sign" aria-hidden="true">{sign}</span>{spoken}<span class="differences__words">{words}</span></li> }
}
