//! What it is about, how it stands, who has it, what is next, by when.

use super::super::{day_time, mark, promised, stage_words};
use crate::context::Visit;
use crate::ui::{page_head::PageHead, status::Status};
use crate::words::t;
use desk::cases::{CaseView, Head};
use domain::case::Stage;
use leptos::prelude::*;

/// The head; live as a whole.
pub(super) fn head(visit: &Visit, case: &CaseView) -> impl IntoView + use<> {
    let (l, head) = (visit.lang, &case.head);
    let opened = day_time(l, head.opened_at, visit.now);
    let channel = l.text(head.channel.key(), None);
    let caption = t!(l, "case-caption", reference = head.reference.clone(), time = opened, channel = channel);
    let staff = case.role.is_staff();
    let (stage, sentence) = (head.stage, sentence(visit, staff, head));
    view! {
        <div id="case-head" data-live="">
            <PageHead title=head.subject.clone() caption=caption>
                <Status mark=mark(stage)>{stage_words(l, stage, staff)}</Status>" "{sentence}
            </PageHead>
        </div>
    }
}

/// "Mei Chen in Baggage has your case. Next: you hear from us by today 16:00 (New York)."
fn sentence(visit: &Visit, staff: bool, head: &Head) -> String {
    let l = visit.lang;
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
