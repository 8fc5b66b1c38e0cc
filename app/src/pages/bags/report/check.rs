//! Check your answers, each with the way back to it; then the one button that sends.

use super::{Asking, Step, words};
use crate::outcome::see_other;
use crate::ui::{
    button::{Button, Look},
    carrier,
    files::size,
    summary_list::{SummaryList, SummaryRow},
};
use crate::words::t;
use desk::FieldError;
use desk::bags::Reported;
use desk::cases::{New, fresh_key};
use leptos::prelude::*;

pub(super) fn check(asking: &Asking, reported: Option<&Reported>, new: &New, errors: &[FieldError]) -> AnyView {
    let l = asking.l;
    // an answer is missing: ask for it rather than show half a list
    let missing = errors.first().and_then(|error| Step::ALL.into_iter().find(|step| step.fields().contains(&error.field)));
    if let Some(step) = missing.filter(|_| !asking.typed.failed()) {
        see_other(&format!("{}&return=check", step.address()));
    }
    let key = asking.typed.value_opt("key").unwrap_or_else(fresh_key);
    let told = reported.map(|reported| words::rows(l, reported, new.flight.as_ref())).unwrap_or_default();
    let names: Vec<String> = asking.files.staged.iter().map(|file| format!("{} ({})", file.name, size(l, file.bytes))).collect();
    let files = (Step::Photos, t!(l, "file-label"), if names.is_empty() { t!(l, "report-no-photos") } else { names.join("\n") });
    let reach = [
        (Step::Contact, t!(l, "case-new-name"), new.name.clone()),
        (Step::Contact, t!(l, "report-reach"), if new.email.is_empty() { t!(l, "report-no-reach") } else { new.email.clone() }),
    ];
    let rows = told.into_iter().chain(reach).chain([files]).map(|(step, name, said)| {
        // what the bag itself says is changed with the bag
        let step = if step == Step::Arrival && !step.asked(asking.problem, asking.says_where()) { Step::Bag } else { step };
        view! { <SummaryRow name=name change=format!("{}&return=check", step.address())>{said}</SummaryRow> }
    });
    let rows: Vec<_> = rows.collect();
    let kept = asking.files.staged.iter().map(|file| view! { <input type="hidden" name="kept" value=file.id.to_string()/> }).collect_view();
    view! {
        <h1>{t!(l, "report-check")}</h1>
        <SummaryList>{rows}</SummaryList>
        <form method="post" action="/bags/report">
            <input type="hidden" name="step" value=Step::Check.as_str()/>
            <input type="hidden" name="key" value=key/>
            {kept}
            <Button look=Look::Next arrow=true>{t!(l, "report-send", carrier = carrier::name(l.0))}</Button>
        </form>
    }
    .into_any()
}
