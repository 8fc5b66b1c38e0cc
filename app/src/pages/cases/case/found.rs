//! In the case of a missing bag, for who looks after bags: bags on hand that may be it (BAG-4).

use crate::context::Visit;
use crate::form::Typed;
use crate::pages::desk::pairs::{From, pair};
use crate::ui::{
    band::{Band, Ground},
    details::Details,
};
use crate::words::t;
use desk::bags::{Decided, Pair};
use desk::cases::CaseView;
use domain::bag::matching::Likely;
use domain::rights::CaseAction;
use leptos::prelude::*;

/// The pairs, told of where one is likely.
pub(super) fn on_hand(visit: &Visit, case: &CaseView, pairs: Vec<Pair>, typed: &Typed) -> Option<impl IntoView + use<>> {
    let l = visit.lang;
    let may = case.role.is_staff() && case.role.may(CaseAction::Reply) && case.head.closed_at.is_none() && case.whole.into.is_none();
    if !may || pairs.is_empty() {
        return None;
    }
    let settled = pairs.iter().any(|pair| pair.decided == Decided::Confirmed);
    let hint = !settled && pairs.iter().any(|pair| pair.likely.is_some_and(|likely| likely >= Likely::Likely));
    let band = hint.then(|| view! { <Band ground=Ground::Note title=t!(l, "match-hint")>{t!(l, "match-hint-text")}</Band> });
    let title = if settled { t!(l, "match-case-found") } else { t!(l, "match-case-title", count = pairs.len()) };
    let (action, open) = (format!("/cases/{}/match", case.head.reference), hint || !typed.value("act").is_empty());
    let shown = pairs.into_iter().filter(|pair| !settled || pair.decided == Decided::Confirmed);
    let shown = shown.map(|one| pair(visit, From::Case, one, action.clone(), typed).into_any()).collect_view();
    Some(view! {
        <section class="stack stack--s" id="case-on-hand">
            {band}
            <Details title=title open=open>{shown}</Details>
        </section>
    })
}
