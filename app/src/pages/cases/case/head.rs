//! What it is about, how it stands, who has it, what is next, by when.

use super::super::{day_time, mark, promised, stage_words};
use crate::context::Visit;
use crate::ui::{
    page_head::PageHead,
    status::{Mark, Status},
};
use crate::words::t;
use desk::cases::{CaseView, Head};
use domain::case::Stage;
use leptos::prelude::*;

/// The head in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadWords {
    /// Reference, when it was opened and by which way.
    pub caption: String,
    /// What its state means, as a shape.
    pub mark: Mark,
    /// Its state.
    pub status: String,
    /// Who has it, what is next, by when.
    pub sentence: String,
}

/// What the head says to this viewer.
#[must_use]
pub fn words(visit: &Visit, case: &CaseView) -> HeadWords {
    let (l, head, staff) = (visit.lang, &case.head, case.role.is_staff());
    let opened = day_time(l, head.opened_at, visit.now);
    let channel = l.text(head.channel.key(), None);
    HeadWords {
        caption: t!(l, "case-caption", reference = head.reference.clone(), time = opened, channel = channel),
        mark: mark(head.stage),
        status: match &case.whole.into {
            Some(into) => t!(l, "case-stage-merged", reference = into.clone()),
            None => stage_words(l, head.stage, staff),
        },
        sentence: sentence(visit, staff, head, case.whole.into.as_deref()),
    }
}

/// The head; live as a whole.
pub(super) fn head(visit: &Visit, case: &CaseView) -> impl IntoView + use<> {
    let HeadWords { caption, mark, status, sentence } = words(visit, case);
    view! {
        <div id="case-head" data-live="">
            <PageHead title=case.head.subject.clone() caption=caption>
                <Status mark=mark>{status}</Status>" "{sentence}
            </PageHead>
        </div>
    }
}

/// "Mei Chen has your case, for Baggage. Next: you hear from us by today 16:00 (New York)."
fn sentence(visit: &Visit, staff: bool, head: &Head, into: Option<&str>) -> String {
    let l = visit.lang;
    if let Some(into) = into {
        return t!(l, "case-next-merged", reference = into.to_owned());
    }
    let department = head.department.name(l.0).to_owned();
    let who = match (&head.owner, staff) {
        (Some(owner), false) => t!(l, "case-has-yours", owner = owner.clone(), department = department),
        (Some(owner), true) => t!(l, "case-has-this", owner = owner.clone(), department = department),
        (None, false) => t!(l, "case-queue-yours", department = department),
        (None, true) => t!(l, "case-queue-this", department = department),
    };
    let next = match (head.stage, head.reply_by) {
        (Stage::Closed, _) => {
            let closed = day_time(l, head.closed_at.unwrap_or(head.opened_at), visit.now);
            return if staff { t!(l, "case-next-closed-staff", time = closed) } else { t!(l, "case-next-closed", time = closed) };
        }
        (Stage::YourTurn, _) if staff => t!(l, "case-next-their-turn"),
        (Stage::YourTurn, _) => t!(l, "case-next-your-turn"),
        (Stage::Answered, _) if staff => t!(l, "case-next-their-verdict"),
        (Stage::Answered, _) => t!(l, "case-next-verdict"),
        (Stage::Received | Stage::InHand, Some(by)) if staff && by < visit.now => {
            t!(l, "case-next-late-staff", time = promised(l, by, visit.now))
        }
        (Stage::Received | Stage::InHand, Some(by)) if by < visit.now => t!(l, "case-next-late", time = promised(l, by, visit.now)),
        (Stage::Received | Stage::InHand, Some(by)) => t!(l, "case-next-reply", time = promised(l, by, visit.now)),
        (Stage::Received | Stage::InHand, None) => t!(l, "case-next-work"),
    };
    t!(l, "case-sentences", first = who, second = next)
}
