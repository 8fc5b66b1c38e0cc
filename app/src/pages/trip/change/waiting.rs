//! While the reservation system has not answered: whether it keeps the seats, and whether it has done what was confirmed. These pages look
//! again by themselves.

use super::{
    behalf, listed,
    one::{address, until},
    sentences, sides,
};
use crate::{
    context::Visit,
    outcome,
    ui::{
        band::{Band, Ground},
        button::LinkButton,
        page_head::{Page, PageHead},
    },
    words::t,
};
use desk::changes::{Action as What, Change, Stage};
use leptos::prelude::*;
use leptos_meta::Title;

/// Seconds until the page looks again.
const SOON: &str = "2";

/// The page between choosing or confirming and the answer.
pub(super) fn page(visit: &Visit, change: &Change) -> AnyView {
    let l = visit.lang;
    outcome::refresh(SOON);
    let (time, city) = until(visit, change);
    let holding = change.stage == Stage::Holding;
    let title = match (holding, change.action) {
        (true, _) => t!(l, "change-holding"),
        (false, What::Change) => t!(l, "change-confirming-title"),
        (false, What::Cancel | What::Taxes) => t!(l, "change-confirming-cancel"),
    };
    let text = if holding { t!(l, "change-holding-text") } else { t!(l, "change-confirming-text") };
    // what is and is not charged while nobody knows yet
    let (ground, money) = match change.charge.as_ref().filter(|_| !holding) {
        Some(charge) => (t!(l, "change-confirming-reserved", amount = l.money(charge.amount)), t!(l, "change-confirming-taken")),
        None if holding => (t!(l, "change-holding-until", time = time, city = city), t!(l, "change-failed-charged-none")),
        None => (t!(l, "change-failed-charged-none"), t!(l, "change-confirming-no-charge")),
    };
    let caption = [change.locator.clone(), listed(l, &change.passengers)].join(" · ");
    let flights = if change.action == What::Change {
        sides::sides(l, &change.before, &change.after).into_any()
    } else {
        sides::side(l, t!(l, "change-gives-up"), &change.before).into_any()
    };
    let behalf = behalf::band(visit, change.behalf.as_ref(), &change.passengers);
    let (here, back) = (address(change), format!("/trip/{}", change.locator));
    let lead = sentences(l, &[text, t!(l, "change-waiting-looks")]);
    view! {
        <Title text=title.clone()/>
        <Page>
            <PageHead title=title caption=caption back=back>{lead}</PageHead>
            <div class="stack stack--l">
                {behalf}
                <div class="buttons"><LinkButton href=here>{t!(l, "change-pay-look")}</LinkButton></div>
                <Band ground=Ground::Paper title=ground>{money}</Band>
                {flights}
            </div>
        </Page>
    }
    .into_any()
}
