//! Replies that have not left yet: for staff, between the conversation and the next reply.

use super::super::lang_of;
use crate::context::Visit;
use crate::ui::{
    button::{Button, Look},
    timeline::Leaving,
};
use crate::words::t;
use desk::cases::together::Held;
use leptos::prelude::*;

/// All of a case, each with its author's ways back and on.
pub(super) fn leaving(visit: &Visit, reference: &str, held: &[Held]) -> impl IntoView + use<> {
    let l = visit.lang;
    let action = format!("/cases/{reference}/leaving");
    let entries: Vec<_> = held
        .iter()
        .map(|one| {
            let when = t!(l, "case-leaves", time = l.exact_time(one.leaves_at, &super::super::home()));
            let (undo, now, action) = (one.id.clone(), one.id.clone(), action.clone());
            let acts = one.mine.then(|| {
                view! {
                    <form class="row" method="post" action=action>
                        <Button name="undo".to_owned() value=undo>{t!(l, "case-undo")}</Button>
                        <Button look=Look::Quiet name="now".to_owned() value=now>{t!(l, "case-send-now")}</Button>
                    </form>
                }
            });
            let lang = lang_of(l, &one.words).map(str::to_owned);
            view! {
                <Leaving id=one.id.clone() who=one.by.clone() when=when datetime=one.leaves_at.to_string() lang=lang words=one.words.clone()>{acts}</Leaving>
            }
        })
        .collect();
    let list = (!entries.is_empty()).then(|| view! { <ol class="timeline" aria-label=t!(l, "case-leaving")>{entries}</ol> });
    view! { <div id="case-held" data-live="">{list}</div> }
}
