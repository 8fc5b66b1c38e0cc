//! Check before it counts: old and new, what is lost, what it costs and why; seats are kept meanwhile.

use super::{
    Asked,
    account::account,
    behalf, change_page, else_ways, listed,
    one::{address, until},
    refund_page, said_all, sentences, sides,
};
use crate::{
    context::{Portal, Visit},
    form::typed,
    outcome::{self, encode},
    ui::{
        action_list::Action,
        band::{Band, Ground},
        button::{Button, LinkButton, Look},
        error_summary::{ErrorSummary, page_title},
        page_head::{Page, PageHead},
        summary_list::{SummaryList, SummaryRow},
    },
    words::{Lang, t},
};
use desk::cases::fresh_key;
use desk::changes::{Action as What, Change, Waivable, choices};
use domain::booking::Locator;
use domain::fare::{Outcome, Who};
use domain::payment::State;
use leptos::prelude::*;
use leptos_meta::Title;

/// Seconds until a page that waits for a supervisor looks again.
const WAITING: &str = "10";

/// The page while seats and price are kept.
pub(super) async fn page(portal: &Portal, visit: &Visit, change: &Change) -> AnyView {
    let (l, typed) = (visit.lang, typed());
    let (refused, locator) = (change.decision.outcome == Outcome::Refused, change.locator.clone());
    let title = match change.action {
        What::Change => t!(l, "change-check"),
        What::Cancel => t!(l, "change-check-cancel"),
        What::Taxes => t!(l, "change-check-taxes"),
    };
    let caption = [locator.clone(), listed(l, &change.passengers)].join(" · ");
    let back = again(change);
    let nothing = change.totals.refund.amount.is_zero() && change.totals.voucher.amount.is_zero();
    let taxes = if change.action == What::Cancel && nothing { taxes(portal, visit, change).await } else { None };
    let may = waivable(portal, visit, change).await;
    let aside = behalf::waiver(l, change, may.as_ref(), &typed);
    if change.waits {
        outcome::refresh(WAITING);
    }
    let body = if refused {
        let said = said_all(l, &change.decision.because);
        // kept for a code that permits it
        let held = (change.action == What::Change).then(|| view! { {kept(visit, change)}{flights(l, change)} });
        view! { <Band ground=Ground::Paper title=t!(l, "change-refused-title")>""</Band>{said}{held}{aside} }.into_any()
    } else {
        let staff = visit.viewer.staff().is_some();
        let confirm = match (change.waits, staff) {
            (false, _) => Some(confirm(portal, l, change, staff)),
            (true, true) => None,
            (true, false) => Some(
                view! { <Band ground=Ground::Paper title=t!(l, "change-fee-asked")>{t!(l, "change-fee-asked-text")}</Band> }.into_any(),
            ),
        };
        view! { {declined(visit, change)}{kept(visit, change)}{flights(l, change)}{account(l, change)}{aside}{confirm} }.into_any()
    };
    let behalf = behalf::band(visit, change.behalf.as_ref(), &change.passengers);
    let other = (change.action != What::Change).then(
        || view! { <Action href=change_page(&locator) title=t!(l, "change-refund-instead") hint=t!(l, "change-refund-instead-hint")/> },
    );
    let refund = (change.action == What::Change)
        .then(|| view! { <Action href=refund_page(&locator) title=t!(l, "change-do-refund") hint=t!(l, "change-do-refund-hint")/> });
    // who is refunded by somebody else, too, is told what there is to do here
    let ways = if refused || by_agency(change) { Some(ways(portal, visit, change, view! { {other}{refund} }).await) } else { None };
    view! {
        <Title text=page_title(l, &typed, title.clone())/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=title caption=caption back=back/>
            <div class="stack stack--l">{behalf}{body}{taxes}{ways}</div>
        </Page>
    }
    .into_any()
}

/// What staff may set aside; nothing to choose is no fault of the page.
async fn waivable(portal: &Portal, visit: &Visit, change: &Change) -> Option<Waivable> {
    change.behalf.as_ref()?;
    let locator = Locator::parse(&change.locator).ok()?;
    desk::changes::waivable(&portal.db, &visit.viewer, visit.now, &locator, change.id).await.ok()
}

/// Whoever sold the ticket pays the refund.
fn by_agency(change: &Change) -> bool {
    change.action != What::Change && change.decision.handled.as_ref().is_some_and(|handled| handled.who == Who::Agency)
}

/// The page this was chosen on, with the same people.
pub(super) fn again(change: &Change) -> String {
    let everybody = if change.everybody { Vec::new() } else { change.who.clone() };
    let asked = Asked { who: everybody, ..Asked::default() };
    match change.action {
        What::Change => asked.address(&change_page(&change.locator)),
        What::Cancel | What::Taxes => asked.address(&refund_page(&change.locator)),
    }
}

/// What else there is to do; the question to us says by when it is answered.
async fn ways(portal: &Portal, visit: &Visit, change: &Change, ways: impl IntoView + 'static) -> Option<AnyView> {
    let locator = Locator::parse(&change.locator).ok()?;
    let choices = choices(&portal.db, &visit.viewer, visit.now, visit.lang.0, &locator).await.ok()?;
    Some(else_ways(visit.lang, &choices.trip, ways))
}

/// The last try to pay did not succeed: nothing was charged, and it can be tried again.
fn declined(visit: &Visit, change: &Change) -> Option<impl IntoView + use<>> {
    let l = visit.lang;
    let payment = change
        .charge
        .as_ref()
        .filter(|payment| matches!(payment.state, State::Declined | State::Expired | State::Failed | State::Voided))?;
    let reason = payment.reason.map_or_else(|| t!(l, "change-failed-charged-none"), |reason| l.text(reason.key(), None));
    let (time, city) = until(visit, change);
    let text = sentences(l, &[reason, t!(l, "change-pay-declined-text", time = time, city = city), t!(l, "change-pay-other")]);
    Some(view! { <Band ground=Ground::Note title=t!(l, "change-pay-declined") announce=true>{text}</Band> })
}

/// Until when, and what can be done about it.
fn kept(visit: &Visit, change: &Change) -> impl IntoView + use<> {
    let l = visit.lang;
    let (seats, here) = (change.action == What::Change, address(change));
    let (time, city) = until(visit, change);
    let left = l.duration(change.expires_at.duration_since(visit.now));
    let (title, extend, leave) = if seats {
        (t!(l, "change-kept", time = time, city = city), t!(l, "change-extend"), t!(l, "change-give-back"))
    } else {
        (t!(l, "change-kept-quote", time = time, city = city), t!(l, "change-extend-quote"), t!(l, "change-leave"))
    };
    let text = t!(l, "change-kept-left", left = left);
    let extend = if change.extended {
        view! { <p class="quiet small">{t!(l, "change-extended")}</p> }.into_any()
    } else {
        view! { <form method="post" action=format!("{here}/extend")><Button small=true>{extend}</Button></form> }.into_any()
    };
    view! {
        <div class="stack stack--s">
            <Band ground=Ground::Note title=format!("{title}{}", if l.0 == domain::locale::Locale::ZhCn { "。" } else { "." })>{text}</Band>
            <div class="row">
                {extend}
                <form method="post" action=format!("{here}/release")><Button small=true>{leave}</Button></form>
            </div>
        </div>
    }
}

/// Old and new, for whom, and what is lost.
fn flights(l: Lang, change: &Change) -> impl IntoView + use<> {
    let both = if change.action == What::Change {
        sides::sides(l, &change.before, &change.after).into_any()
    } else {
        sides::side(l, t!(l, "change-gives-up"), &change.before).into_any()
    };
    let names = listed(l, &change.passengers);
    let names = if change.everybody && change.passengers.len() > 1 { t!(l, "change-for-everybody", names = names) } else { names };
    let seats: Vec<String> = change.before.iter().flat_map(|flight| flight.seats.clone()).collect();
    let moved = change.action == What::Change;
    let lost = [
        (!moved).then(|| t!(l, "change-lost-flights")),
        (moved && !seats.is_empty()).then(|| t!(l, "change-lost-seats", seats = seats.join(", "))),
        (moved && change.before.iter().any(|flight| flight.checked_in)).then(|| t!(l, "change-lost-check-in")),
    ];
    let lost: Vec<String> = lost.into_iter().flatten().collect();
    let lost = (!lost.is_empty()).then(|| view! { <SummaryRow name=t!(l, "change-lost")>{lost.join("\n")}</SummaryRow> });
    view! {
        {both}
        <SummaryList>
            <SummaryRow name=t!(l, "change-for")>{names}</SummaryRow>
            {lost}
        </SummaryList>
    }
}

/// The button that does it, or what has to come before.
fn confirm(portal: &Portal, l: Lang, change: &Change, staff: bool) -> AnyView {
    let here = address(change);
    let (pay, refund) = (change.totals.to_pay, change.totals.refund);
    if by_agency(change) {
        return view! { <p>{t!(l, "change-agency")}</p> }.into_any();
    }
    if !pay.amount.is_zero() && portal.payments.is_none() {
        return view! { <Band ground=Ground::Paper>{t!(l, "change-no-payment")}</Band> }.into_any();
    }
    if !change.proved {
        let href = format!("/trip/{}/verify?next={}", change.locator, encode(&here));
        let (why, go) = match staff {
            true => (t!(l, "behalf-identify"), t!(l, "behalf-identify-go")),
            false => (t!(l, "change-prove"), t!(l, "change-prove-go")),
        };
        return view! {
            <section class="stack stack--s">
                <p>{why}</p>
                <div class="buttons"><LinkButton href=href look=Look::Next arrow=true>{go}</LinkButton></div>
            </section>
        }
        .into_any();
    }
    let go = match change.action {
        _ if !pay.amount.is_zero() && staff => t!(l, "behalf-confirm-pay", amount = l.money(pay)),
        _ if !pay.amount.is_zero() => t!(l, "change-confirm-pay", amount = l.money(pay)),
        What::Change => t!(l, "change-confirm"),
        What::Cancel | What::Taxes if !refund.amount.is_zero() => t!(l, "change-confirm-cancel", amount = l.money(refund)),
        What::Cancel | What::Taxes => t!(l, "change-confirm-nothing"),
    };
    // what only takes something away is not the one thing to do
    let nothing = change.action != What::Change && refund.amount.is_zero() && change.totals.voucher.amount.is_zero();
    let look = if nothing { Look::Stop } else { Look::Next };
    view! {
        <form method="post" action=format!("{here}/confirm")>
            <div class="buttons"><Button look=look arrow={!nothing}>{go}</Button></div>
        </form>
    }
    .into_any()
}

/// Where cancelling gives nothing, taxes may come back all the same.
async fn taxes(portal: &Portal, visit: &Visit, change: &Change) -> Option<impl IntoView + use<>> {
    let l = visit.lang;
    let locator = Locator::parse(&change.locator).ok()?;
    let choices = choices(&portal.db, &visit.viewer, visit.now, l.0, &locator).await.ok()?;
    let within = |segments: &[i16]| segments.iter().any(|segment| change.segments.contains(segment));
    let part = choices.parts.iter().enumerate().filter(|(_, part)| within(&part.segments)).map(|(place, _)| place).collect();
    let asked = Asked { who: change.who.clone(), part, ..Asked::default() };
    let hidden = asked.fields().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    Some(view! {
        <form class="stack stack--s" method="post" action=refund_page(&change.locator)>
            {hidden}
            <input type="hidden" name="action" value="taxes"/>
            <input type="hidden" name="key" value=fresh_key()/>
            <p>{t!(l, "change-taxes-text")}</p>
            <div class="buttons"><Button>{t!(l, "change-taxes-go")}</Button></div>
        </form>
    })
}
