//! Below an entry: what became of the message that told of it. And for whoever opened the case: where we write to, and
//! another address where it did not arrive.

use super::super::day_time;
use crate::context::Visit;
use crate::form::Typed;
use crate::ui::{
    band::{Band, Ground},
    button::Button,
    details::Details,
    field::{Field, Kind},
    status::{Mark, Status},
};
use crate::words::{Args, Lang, t};
use desk::cases::{CaseView, Delivery, Sending};
use domain::contact::{Way, mask};
use domain::rights::CaseAction;
use leptos::prelude::*;

/// A message's state in words.
pub(super) struct Line {
    mark: Mark,
    words: String,
    /// Word for word what the other side said, and what to do: for staff.
    more: Vec<String>,
}

/// What became of the messages about an entry. Where none leave the house (`leaves`), those that wait are not spoken of.
pub(super) fn lines(visit: &Visit, case: &CaseView, leaves: bool, seq: i32) -> Vec<Line> {
    let told = |sending: &&Sending| sending.seq == seq && (leaves || sending.delivery != Delivery::Waiting);
    case.sendings.iter().filter(told).map(|sending| line(visit, case, sending)).collect()
}

fn line(visit: &Visit, case: &CaseView, sending: &Sending) -> Line {
    let l = visit.lang;
    let time = |at| day_time(l, at, visit.now);
    let (mark, step, at, trouble) = match sending.delivery {
        Delivery::Waiting => (Mark::Rest, 0, None, None),
        Delivery::Delayed(trouble, at) => (Mark::Changed, 1, Some(time(at)), Some(trouble)),
        Delivery::Sent(at) => (Mark::Rest, 2, Some(time(at)), None),
        Delivery::Delivered(at) => (Mark::Good, 3, Some(time(at)), None),
        Delivery::Refused(trouble) => (Mark::Bad, 4, None, Some(trouble)),
    };
    let mut args = Args::new();
    args.set("to", sending.to.clone());
    args.set("time", at.unwrap_or_default());
    args.set("trouble", trouble.map(|trouble| l.text(trouble.key(), None)).unwrap_or_default());
    let keys = match sending.way {
        Way::Mail => MAIL,
        Way::Text => TEXT,
    };
    let mut more = Vec::new();
    if case.role.is_staff() {
        more.extend(sending.said.clone().map(|said| t!(l, "delivery-said", said = said)));
        more.extend(trouble.filter(|_| step == 4).map(|trouble| l.text(trouble.advice_key(), None)));
    }
    Line { mark, words: l.text(keys.get(step).copied().unwrap_or_default(), Some(&args)), more }
}

const MAIL: [&str; 5] =
    ["delivery-mail-waiting", "delivery-mail-delayed", "delivery-mail-sent", "delivery-mail-delivered", "delivery-mail-refused"];
const TEXT: [&str; 5] =
    ["delivery-text-waiting", "delivery-text-delayed", "delivery-text-sent", "delivery-text-delivered", "delivery-text-refused"];

/// The lines, small, below an entry.
pub(super) fn below(lines: Vec<Line>) -> Option<AnyView> {
    let line = |line: Line| {
        let more = line.more.into_iter().map(|words| view! { <span class="timeline__said">{words}</span> }).collect_view();
        view! { <p class="timeline__sent"><Status mark=line.mark>{line.words}</Status>{more}</p> }
    };
    (!lines.is_empty()).then(|| lines.into_iter().map(line).collect_view().into_any())
}

/// That the newest message to whoever opened the case did not arrive, said where they see it first.
pub(super) fn refused(l: Lang, case: &CaseView) -> Option<AnyView> {
    let newest = case.sendings.iter().rev().find(|sending| sending.to_opener)?;
    let Delivery::Refused(trouble) = newest.delivery else { return None };
    case.role.may(CaseAction::ChangeAddress).then(|| {
        let (to, trouble) = (newest.to.clone(), l.text(trouble.key(), None));
        view! { <Band ground=Ground::Note title=t!(l, "reach-refused-title")>{t!(l, "reach-refused", to = to, trouble = trouble)}</Band> }
            .into_any()
    })
}

/// Where we write to, and the form for another address.
pub(super) fn reach(l: Lang, case: &CaseView, texts: bool, typed: &Typed) -> Option<AnyView> {
    if !case.role.may(CaseAction::ChangeAddress) {
        return None;
    }
    let action = format!("/cases/{}/address", case.head.reference);
    let error = typed.error(l, "address");
    let open = error.is_some() || refused(l, case).is_some();
    let now = match case.address.as_deref() {
        Some(address) => t!(l, "reach-lead", to = mask(address)),
        None => t!(l, "reach-nowhere"),
    };
    let (kind, label) = if texts { (Kind::Reach, t!(l, "reach-new-either")) } else { (Kind::Email, t!(l, "reach-new")) };
    let value = typed.value("address");
    let form = view! {
        <Details title=t!(l, "reach-title") open=open>
            <p>{now}</p>
            <form class="stack stack--s" method="post" action=action>
                <Field name="address" kind=kind label=label hint=t!(l, "reach-hint") value=value error=error/>
                <div><Button>{t!(l, "reach-change")}</Button></div>
            </form>
        </Details>
    };
    Some(form.into_any())
}
