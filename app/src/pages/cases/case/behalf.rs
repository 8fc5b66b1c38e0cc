//! Beside a case, for staff: what can be done with its booking on the passenger's behalf, and what is under way.

use crate::context::{Portal, Visit};
use crate::outcome::encode;
use crate::pages::trip::change::{Open, change_page, open, refund_page};
use crate::ui::facts::AsidePart;
use crate::words::t;
use desk::bookings::Trip;
use desk::changes::Stage;
use domain::rights::may_act_for_passengers;
use leptos::prelude::*;

/// Looks up what there is to do; the case is complete without.
pub(super) async fn ways(portal: &Portal, visit: &Visit, trip: Option<&Trip>) -> Option<Open> {
    Some(open(portal, visit, trip?).await).filter(|_| may_act_for_passengers(&visit.viewer))
}

/// The links; each asks first who is asking, in this case.
pub(super) fn part(visit: &Visit, reference: &str, trip: &Trip, open: &Open) -> impl IntoView + use<> {
    let l = visit.lang;
    let locator = trip.locator.as_str();
    let via = |page: String| format!("/trip/{}/verify?case={}&next={}", encode(locator), encode(reference), encode(&page));
    let running = open.changes.iter().find(|change| change.stage.runs()).map(|change| {
        let words = match change.stage {
            Stage::Paying => t!(l, "behalf-paying"),
            Stage::Confirming => t!(l, "behalf-confirming"),
            _ => t!(l, "behalf-quoted"),
        };
        view! { <li><a href=format!("{}/{}", change_page(locator), change.id)>{words}</a></li> }
    });
    let begin = (open.change && running.is_none()).then(|| {
        view! {
            <li><a href=via(change_page(locator))>{t!(l, "behalf-change")}</a></li>
            <li><a href=via(refund_page(locator))>{t!(l, "behalf-refund")}</a></li>
        }
    });
    let bag = via(format!("/bags/report?trip={}", encode(locator)));
    view! {
        <AsidePart title=t!(l, "behalf-aside")>
            <ul class="stack stack--s">{running}{begin}<li><a href=bag>{t!(l, "behalf-report")}</a></li></ul>
        </AsidePart>
    }
}
