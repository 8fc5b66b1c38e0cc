//! It was not done: what happened, what was and was not charged, what to do now.

use super::{listed, one::until, quoted::again};
use crate::{
    context::Visit,
    ui::{
        action_list::{Action, ActionList},
        page_head::{Page, PageHead},
    },
    words::{Lang, t},
};
use desk::changes::{Action as What, Change, Failure, Stage};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of what ran out, was given back or could not be done.
pub(super) fn page(visit: &Visit, change: &Change) -> AnyView {
    let (l, seats) = (visit.lang, change.action == What::Change);
    let (time, city) = until(visit, change);
    let (title, text) = match change.stage {
        Stage::Failed(failure) => failed(l, failure),
        Stage::Released if seats => (t!(l, "change-released-title"), t!(l, "change-released-text")),
        Stage::Released => (t!(l, "change-released-quote"), t!(l, "change-released-text")),
        _ if seats => (t!(l, "change-expired-title"), t!(l, "change-expired-text", time = time, city = city)),
        _ => (t!(l, "change-expired-quote"), t!(l, "change-expired-text", time = time, city = city)),
    };
    // what was reserved on a card is given up in the same step as the change
    let charged = matches!(change.stage, Stage::Failed(_)).then(|| match &change.charge {
        Some(_) => format!("{} {}", t!(l, "change-failed-charged-none"), t!(l, "change-failed-charged-freed")),
        None => t!(l, "change-failed-charged-none"),
    });
    let onward = if seats { t!(l, "change-again") } else { t!(l, "change-again-refund") };
    let trip = format!("/trip/{}", change.locator);
    let ask = format!("/cases/new?kind=change&locator={}", change.locator);
    let caption = [change.locator.clone(), listed(l, &change.passengers)].join(" · ");
    let again = again(change);
    // the same again would end the same: a person has to look
    let hopeless = change.stage == Stage::Failed(Failure::Refund);
    view! {
        <Title text=title.clone()/>
        <Page>
            <PageHead title=title caption=caption back=trip.clone()>{text}</PageHead>
            {charged.map(|charged| view! { <p><b>{charged}</b></p> })}
            <ActionList>
                {hopeless.then(|| view! { <Action href=ask.clone() title=t!(l, "change-ask") next=true/> })}
                {(!hopeless).then(|| view! { <Action href=again title=onward next=true/> })}
                <Action href=trip title=t!(l, "change-done-trip")/>
                {(!hopeless).then(|| view! { <Action href=ask title=t!(l, "change-ask")/> })}
            </ActionList>
        </Page>
    }
    .into_any()
}

fn failed(l: Lang, failure: Failure) -> (String, String) {
    match failure {
        Failure::SeatLost => (t!(l, "change-failed-seat-title"), t!(l, "change-failed-seat-text")),
        Failure::BookingChanged => (t!(l, "change-failed-booking-title"), t!(l, "change-failed-booking-text")),
        Failure::Left => (t!(l, "change-failed-left-title"), t!(l, "change-failed-left-text")),
        Failure::CouponUsed => (t!(l, "change-failed-used-title"), t!(l, "change-failed-used-text")),
        Failure::Refund => (t!(l, "change-failed-refund-title"), t!(l, "change-failed-refund-text")),
        Failure::Unconfirmed => (t!(l, "change-failed-unconfirmed-title"), t!(l, "change-failed-unconfirmed-text")),
    }
}
