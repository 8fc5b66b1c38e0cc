//! While it is being paid: the way to the payment page, the bank's silence, the moment after. These pages look again by themselves.

use super::{
    behalf, listed,
    one::{address, until},
    sentences, sides,
};
use crate::{
    context::{Portal, Visit},
    outcome,
    ui::{
        band::{Band, Ground},
        button::{Button, LinkButton, Look},
        page_head::{Page, PageHead},
    },
    words::t,
};
use desk::changes::Change;
use domain::payment::State;
use leptos::prelude::*;
use leptos_meta::Title;

/// Seconds until a page that waits for us looks again, and one that waits for a bank.
const SOON: &str = "2";
const LATER: &str = "5";

/// The page between confirming and the payment's end. `from_bank`: they have been on the payment page and come back from it.
pub(super) fn page(portal: &Portal, visit: &Visit, change: &Change, from_bank: bool) -> AnyView {
    let l = visit.lang;
    let here = address(change);
    let state = change.charge.as_ref().map(|payment| payment.state);
    let url = change.charge.as_ref().and_then(|payment| payment.hosted_url.clone());
    let amount = t!(l, "change-pay-title", amount = l.money(change.totals.to_pay));
    let caption = [change.locator.clone(), listed(l, &change.passengers)].join(" · ");
    let (time, city) = until(visit, change);
    let look = move |again: &'static str| {
        outcome::refresh(again);
        view! { <LinkButton href=here.clone()>{t!(l, "change-pay-look")}</LinkButton> }
    };
    let (staff, mut way) = (change.behalf.is_some(), None);
    let (title, text, acts) = match (state, url) {
        (Some(State::Authorised | State::Captured), _) => {
            (t!(l, "change-pay-confirming"), t!(l, "change-pay-preparing-text"), look(SOON).into_any())
        }
        _ if portal.payments.is_none() => (t!(l, "change-pay-off"), t!(l, "change-pay-off-text"), ().into_any()),
        (Some(State::Declined), Some(url)) => {
            // another card may have been taken since, and its news be on the way
            if from_bank {
                outcome::refresh(SOON);
            }
            let reason = change.charge.as_ref().and_then(|charge| charge.reason).map(|reason| l.text(reason.key(), None));
            let reason = reason.unwrap_or_else(|| t!(l, "change-failed-charged-none"));
            let kept = t!(l, "change-pay-declined-text", time = time.clone(), city = city.clone());
            let text = sentences(l, &[reason, kept, t!(l, "change-pay-other")]);
            let go = view! { <LinkButton href=url look=Look::Next arrow=true>{t!(l, "change-pay-again")}</LinkButton> };
            (t!(l, "change-pay-declined"), text, go.into_any())
        }
        (Some(State::Opened), Some(url)) if from_bank => {
            let go = view! { {look(LATER)}<LinkButton href=url look=Look::Quiet>{t!(l, "change-pay-again-page")}</LinkButton> };
            (t!(l, "change-pay-waits"), t!(l, "change-pay-waits-text"), go.into_any())
        }
        (Some(State::Opened), Some(url)) => {
            // whoever is told the way by a colleague pays elsewhere: the page looks when they have
            let (go, lead) = if staff {
                outcome::refresh(LATER);
                way = behalf::to_pay(l, change, &url);
                (t!(l, "behalf-pay-here"), t!(l, "behalf-pay-lead"))
            } else {
                (t!(l, "change-pay-go"), t!(l, "change-pay-lead"))
            };
            let go = view! { <LinkButton href=url look=behalf::pay_look(change) arrow=true>{go}</LinkButton> };
            (amount, lead, go.into_any())
        }
        _ => (t!(l, "change-pay-preparing"), t!(l, "change-pay-preparing-text"), look(SOON).into_any()),
    };
    // what the bank has agreed to goes through
    let open = !matches!(state, Some(State::Authorised | State::Captured));
    let leave = open.then(|| {
        let words = if change.after.is_empty() { t!(l, "change-leave") } else { t!(l, "change-give-back") };
        view! { <form method="post" action=format!("{}/release", address(change))><Button small=true>{words}</Button></form> }
    });
    let back = format!("/trip/{}", change.locator);
    let seats = t!(l, "change-kept", time = time, city = city);
    let both = sides::sides(l, &change.before, &change.after);
    let behalf = behalf::band(visit, change.behalf.as_ref(), &change.passengers);
    view! {
        <Title text=title.clone()/>
        <Page>
            <PageHead title=title caption=caption back=back>{text}</PageHead>
            <div class="stack stack--l">
                {behalf}
                {way}
                <div class="buttons">{acts}</div>
                {leave}
                <Band ground=Ground::Paper title=seats>{t!(l, "change-pay-where")}</Band>
                {both}
            </div>
        </Page>
    }
    .into_any()
}
