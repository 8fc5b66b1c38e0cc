//! Check your answers, each with the way back to it; then the one button that sends.

use super::{Asking, Step};
use crate::context::portal;
use crate::outcome::see_other;
use crate::pages::help::Suggested;
use crate::ui::{
    button::{Button, Look},
    carrier,
    files::size,
    summary_list::{SummaryList, SummaryRow},
};
use crate::words::t;
use desk::cases::{New, fresh_key, read_answers};
use leptos::prelude::*;

pub(super) fn check(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let answers = asking.answers();
    let (new, errors) = read_answers(&answers, &asking.issuers, l.0);
    // an answer is missing: ask for it rather than show half a list
    let missing = errors.first().and_then(|error| Step::ALL.into_iter().find(|step| step.fields().contains(&error.field)));
    if let Some(step) = missing.filter(|_| !asking.typed.failed()) {
        see_other(&step.address());
    }
    let key = asking.typed.value_opt("key").unwrap_or_else(fresh_key);
    let rows = [
        (t!(l, "case-check-kind"), Step::Kind, l.text(new.kind.key(), None)),
        (t!(l, "case-topic"), Step::Topic, l.text(new.topic.key(), None)),
        (t!(l, "case-check-about"), Step::About, about(asking, &new)),
        (t!(l, "case-new-subject"), Step::Words, new.subject),
        (t!(l, "case-new-words-label"), Step::Words, new.words),
        (t!(l, "case-new-name"), Step::Reach, new.name),
        (if portal().texts() { t!(l, "case-new-either") } else { t!(l, "case-new-email") }, Step::Reach, new.email),
    ];
    let names: Vec<String> = asking.files.staged.iter().map(|file| format!("{} ({})", file.name, size(l, file.bytes))).collect();
    let files = (!names.is_empty()).then(|| (t!(l, "file-label"), Step::Words, names.join("\n")));
    let kept = asking.files.staged.iter().map(|file| view! { <input type="hidden" name="kept" value=file.id.to_string()/> }).collect_view();
    let (before, after) = rows.split_at(5);
    let rows: Vec<_> = before
        .iter()
        .cloned()
        .chain(files)
        .chain(after.iter().cloned())
        .map(|(name, step, said)| view! { <SummaryRow name=name change=format!("{}&return=check", step.address())>{said}</SummaryRow> })
        .collect();
    view! {
        <h1>{t!(l, "case-new-check")}</h1>
        <SummaryList>{rows}</SummaryList>
        <Suggested hits=asking.suggested.clone()/>
        <form method="post" action="/cases/new">
            <input type="hidden" name="step" value=Step::Check.as_str()/>
            <input type="hidden" name="key" value=key/>
            {kept}
            // what is shown is what is sent, whatever another tab has begun meanwhile
            {answers.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            <Button look=Look::Next arrow=true>{t!(l, "case-new-send", carrier = carrier::name(l.0))}</Button>
        </form>
    }
}

fn about(asking: &Asking, new: &New) -> String {
    let l = asking.l;
    let flight = new
        .flight
        .as_ref()
        .map(|(carrier, number, date)| t!(l, "case-check-flight", flight = format!("{carrier} {number}"), date = l.date(*date)));
    let booking = new.locator.clone().map(|locator| t!(l, "case-new-about-booking", locator = locator));
    let bag = (!new.bag_tag.is_empty()).then(|| t!(l, "case-check-bag", tag = new.bag_tag.clone()));
    let parts: Vec<String> = [booking, flight, bag].into_iter().flatten().collect();
    if parts.is_empty() { t!(l, "case-new-about-none") } else { parts.join("\n") }
}
