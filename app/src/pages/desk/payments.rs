//! `/desk/payments`: what was paid and paid back, and where the provider's book differed from ours. For those who answer for
//! everyone.

use super::sessions::DESK_ZONE;
use crate::{
    context::{portal, visit},
    outcome::{encode, refused},
    ui::{
        band::{Band, Ground},
        empty::{Empty, Scene},
        page_head::{Page, PageHead, Width},
        paging::Paging,
        sentence::Sentence,
        status::{Mark, Status},
        table::{Column, Table},
    },
    words::{Lang, t, when::zone},
};
use desk::payments::{Filter, Listed, Payment, list};
use domain::payment::{Direction, State};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Payments newest first, of one booking or of all.
#[component]
pub fn Payments() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let filter = use_query_map().with_untracked(|query| Filter {
        locator: query.get("locator").unwrap_or_default().trim().to_uppercase(),
        before: query.get("before").and_then(|id| id.parse().ok()),
    });
    Suspend::new(async move {
        let page = match list(&portal.db, &visit.viewer, visit.now, &filter).await {
            Ok(page) => page,
            Err(error) => return refused(error),
        };
        let older = page.next.map(|before| format!("/desk/payments?locator={}&before={before}", encode(&filter.locator)));
        let none = portal.payments.is_none().then(|| {
            view! { <Band title=t!(l, "payments-unconfigured") ground=Ground::Note>{t!(l, "payments-unconfigured-hint")}</Band> }
        });
        view! {
            <Title text=t!(l, "payments-title")/>
            <Page width=Width::Wide>
                <PageHead title=t!(l, "payments-title") back="/desk".to_owned()>{t!(l, "payments-lead")}</PageHead>
                {none}
                <Sentence action="/desk/payments" go=t!(l, "payments-show")>
                    {t!(l, "payments-sentence")}" "
                    <input class="sentence__pick" name="locator" aria-label=t!(l, "payments-booking") placeholder=t!(l, "payments-any") value=filter.locator maxlength="10"/>
                </Sentence>
                <div class="stack stack--l">
                    <Moved payments=page.payments now=visit.now/>
                    <Paging on=older/>
                    <Differences differences=page.differences now=visit.now/>
                </div>
            </Page>
        }
        .into_any()
    })
}

fn heads(l: Lang, keys: &[&'static str], figure: &str) -> Vec<Column> {
    keys.iter().map(|key| if *key == figure { Column::figure(l.text(key, None)) } else { Column::words(l.text(key, None)) }).collect()
}

#[component]
fn Moved(payments: Vec<Payment>, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    if payments.is_empty() {
        return view! { <Empty title=t!(l, "payments-none") scene=Scene::NothingFound words=t!(l, "payments-none-hint")/> }.into_any();
    }
    let columns = heads(
        l,
        &["payments-when", "payments-booking", "payments-what", "payments-amount", "payments-state", "payments-means"],
        "payments-amount",
    );
    let rows = payments.into_iter().map(|payment| view! { <Row payment now/> }).collect_view();
    view! { <Table caption=t!(l, "payments-title") columns stack=true dense=true>{rows}</Table> }.into_any()
}

#[component]
fn Row(payment: Payment, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    // what is paid out for a claim belongs to its case
    let owed = payment.direction == Direction::Refund && payment.of.is_none();
    let trip = if owed { format!("/cases/{}/claim", payment.locator) } else { format!("/trip/{}", payment.locator) };
    let more = [
        payment.reason.map(|reason| l.text(reason.key(), None)),
        payment.order.map(|_| t!(l, "payments-waits")),
        payment.due_by.map(|day| t!(l, "payments-due", day = l.date(day))),
        payment.before.then(|| t!(l, "payments-before")),
    ];
    let more = more.into_iter().flatten().collect::<Vec<_>>().join(" ");
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><time datetime=payment.created_at.to_string()>{l.day_time(payment.created_at, now, &zone(DESK_ZONE))}</time></th>
            <td role="cell" data-label=t!(l, "payments-booking")><a href=trip>{payment.locator.clone()}</a></td>
            <td role="cell" data-label=t!(l, "payments-what")>{l.text(payment.direction.key(), None)}</td>
            <td role="cell" class="table__figure" data-label=t!(l, "payments-amount")>{payment.amount.to_string()}</td>
            <td role="cell" data-label=t!(l, "payments-state")><div><Status mark=mark(payment.state)>{l.text(payment.state.key(), None)}</Status>" "{more}</div></td>
            <td role="cell" data-label=t!(l, "payments-means")>{payment.means.clone().or(payment.provider_ref).unwrap_or_default()}</td>
        </tr>
    }
}

const fn mark(state: State) -> Mark {
    match state {
        State::Captured | State::Settled => Mark::Good,
        State::Authorised | State::Sent => Mark::Changed,
        State::Declined | State::Failed => Mark::Bad,
        State::Planned | State::Opened | State::Expired | State::Voided => Mark::Rest,
    }
}

#[component]
fn Differences(differences: Vec<Listed>, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    if differences.is_empty() {
        return view! { <p>{t!(l, "payments-agree")}</p> }.into_any();
    }
    let columns =
        heads(l, &["payments-found", "payments-booking", "payments-amount", "payments-theirs", "payments-done"], "payments-amount");
    let rows = differences.into_iter().map(|difference| view! { <Difference difference now/> }).collect_view();
    view! { <Table caption=t!(l, "payments-differences") titled=true columns stack=true dense=true>{rows}</Table> }.into_any()
}

#[component]
fn Difference(difference: Listed, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let theirs = theirs(l, &difference);
    let amount = difference.amount.map(|amount| amount.to_string()).unwrap_or_default();
    let (mark, done) = mended(l, &difference.mended);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><time datetime=difference.found_at.to_string()>{l.day_time(difference.found_at, now, &zone(DESK_ZONE))}</time></th>
            <td role="cell" data-label=t!(l, "payments-booking")>{difference.locator.unwrap_or_else(|| t!(l, "payments-nobodys"))}</td>
            <td role="cell" class="table__figure" data-label=t!(l, "payments-amount")>{amount}</td>
            <td role="cell" data-label=t!(l, "payments-theirs")>{theirs}</td>
            <td role="cell" data-label=t!(l, "payments-done")><Status mark>{done}</Status></td>
        </tr>
    }
}

/// How it stood over there. What they did not know is noted as we have it.
fn theirs(l: Lang, difference: &Listed) -> String {
    let state = [Direction::Charge, Direction::Refund].into_iter().find_map(|direction| State::parse(direction, &difference.theirs));
    match (difference.mended.as_str(), state) {
        ("asked-open" | "asked-refund", _) | ("missing", Some(State::Authorised | State::Captured | State::Settled)) => {
            t!(l, "payments-not-there")
        }
        (_, Some(state)) => l.text(state.key(), None),
        (_, None) => difference.theirs.clone(),
    }
}

/// What was done about a difference, in words; red where a person has to look.
fn mended(l: Lang, word: &str) -> (Mark, String) {
    match word {
        "taken" => (Mark::Good, t!(l, "payments-mend-taken")),
        "asked-open" => (Mark::Good, t!(l, "payments-mend-open")),
        "asked-capture" => (Mark::Good, t!(l, "payments-mend-capture")),
        "asked-void" => (Mark::Good, t!(l, "payments-mend-void")),
        "asked-refund" => (Mark::Good, t!(l, "payments-mend-refund")),
        "unknown" => (Mark::Bad, t!(l, "payments-mend-unknown")),
        "missing" => (Mark::Bad, t!(l, "payments-mend-missing")),
        "amount" => (Mark::Bad, t!(l, "payments-mend-amount")),
        "moved" => (Mark::Bad, t!(l, "payments-mend-moved")),
        other => (Mark::Bad, other.to_owned()),
    }
}
