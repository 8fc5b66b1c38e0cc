//! Who did what when.

use crate::{
    pages::desk::sessions::DESK_ZONE,
    ui::details::Details,
    words::{Lang, t, when::zone},
};
use desk::improvements::{Entry, Improvement};
use jiff::Timestamp;
use leptos::prelude::*;

pub(super) fn history(l: Lang, one: &Improvement, now: Timestamp) -> impl IntoView + use<> {
    let rows = one
        .history
        .iter()
        .map(|entry| {
            let when = l.day_time(entry.at, now, &zone(DESK_ZONE));
            let by = entry.by.clone().unwrap_or_default();
            let words = entry.detail.get("words").and_then(|words| words.as_str()).map(str::to_owned);
            let words = words.map(|words| view! { <p class="quote">{words}</p> });
            view! { <li class="stack stack--s"><p><span class="quiet">{when}" · "{by}</span>" "{said(l, entry)}</p>{words}</li> }
        })
        .collect_view();
    view! { <Details title=t!(l, "improvement-history") open=true><ol class="plain stack stack--s">{rows}</ol></Details> }
}

fn said(l: Lang, entry: &Entry) -> String {
    match entry.act.as_str() {
        "suggest" => t!(l, "improvement-did-suggest"),
        "take-up" => t!(l, "improvement-did-take-up"),
        "decline" => t!(l, "improvement-did-decline"),
        "cause" => t!(l, "improvement-did-cause"),
        "plan" => t!(l, "improvement-did-plan"),
        "begin" => t!(l, "improvement-did-begin"),
        "finish" => t!(l, "improvement-did-finish"),
        "again" => t!(l, "improvement-did-again"),
        "close" => t!(l, "improvement-did-close"),
        "words" => t!(l, "improvement-did-words"),
        "publish" => t!(l, "improvement-did-publish"),
        "withdraw" => t!(l, "improvement-did-withdraw"),
        "thank" => t!(l, "improvement-did-thank"),
        other => other.to_owned(),
    }
}
