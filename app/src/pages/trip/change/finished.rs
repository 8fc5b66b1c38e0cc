//! It is done: what now holds, what was paid, where the money is that comes back, what to keep.

use super::{account::account, behalf, listed, one::address, sides};
use crate::{
    context::Visit,
    form::typed,
    outcome::encode,
    ui::{
        action_list::{Action, ActionList},
        band::{Band, Ground},
        button::Button,
        details::Details,
        error_summary::{ErrorSummary, page_title},
        field::TextArea,
        metro::{Metro, Place, Station},
        page_head::Page,
        panel::Panel,
    },
    words::{Lang, t},
};
use desk::changes::{Action as What, Change};
use desk::payments::Payment;
use domain::payment::State;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use leptos::prelude::*;
use leptos_meta::Title;

/// The confirmation; days later the place where the refund is followed.
pub(super) fn page(visit: &Visit, change: &Change) -> AnyView {
    let (l, typed) = (visit.lang, typed());
    let locator = change.became.clone().unwrap_or_else(|| change.locator.clone());
    let title = match change.action {
        What::Change => t!(l, "change-done-change"),
        What::Cancel if change.everybody => t!(l, "change-done-cancel"),
        What::Cancel => t!(l, "change-done-cancel-some"),
        What::Taxes => t!(l, "change-done-taxes"),
    };
    let next = if change.action == What::Change { t!(l, "change-done-next") } else { t!(l, "change-done-next-cancel") };
    let became = change.became.is_some().then(|| t!(l, "change-done-became", names = listed(l, &change.passengers)));
    let flights = if change.action == What::Change {
        sides::side(l, t!(l, "change-done-flights"), &change.after).into_any()
    } else {
        sides::side(l, t!(l, "change-done-off"), &change.before).into_any()
    };
    let paid = paid(l, change);
    let refunds = change.refunds.iter().map(|refund| parcel(l, refund, change)).collect_view();
    let voucher = voucher(l, change);
    let why = account(l, change);
    let keep = keep(l, change, &locator);
    let staff = visit.viewer.staff().is_some();
    // only the passenger knows
    let worked = if staff { None } else { worked(l, change) };
    let by = change.by.clone().map(|by| t!(l, "behalf-done", by = by));
    let behalf = behalf::band(visit, change.behalf.as_ref(), &change.passengers);
    view! {
        <Title text=page_title(l, &typed, title.clone())/>
        <Page>
            <ErrorSummary typed=typed/>
            <Panel title=title reference=locator>
                {became.map(|became| view! { <p>{became}</p> })}
                <p>{next}</p>
                {by.map(|by| view! { <p>{by}</p> })}
            </Panel>
            <div class="stack stack--l">
                {behalf}
                {flights}
                {paid}
                {refunds}
                {voucher}
                {keep}
                {worked}
                <Details title=t!(l, "change-account-done")>{why}</Details>
            </div>
        </Page>
    }
    .into_any()
}

/// What was paid, by which card.
fn paid(l: Lang, change: &Change) -> Option<impl IntoView + use<>> {
    if change.action != What::Change {
        return None;
    }
    let payment = change.charge.as_ref().filter(|_| !change.totals.to_pay.amount.is_zero());
    let amount = l.money(change.totals.to_pay);
    let words = match payment.map(|payment| (payment.state, payment.means.clone())) {
        None => t!(l, "change-done-free"),
        Some((State::Captured, Some(means))) => t!(l, "change-done-paid", amount = amount, means = means),
        Some((State::Captured, None)) => t!(l, "change-done-paid-plain", amount = amount),
        Some((_, Some(means))) => t!(l, "change-done-paying", amount = amount, means = means),
        Some((_, None)) => t!(l, "change-done-paying-plain", amount = amount),
    };
    Some(view! { <p>{words}</p> })
}

/// Where money is that comes back, as one follows a parcel.
fn parcel(l: Lang, refund: &Payment, change: &Change) -> impl IntoView + use<> {
    let due: Option<Date> = change.due_by;
    let day = |at: Timestamp| l.date_with_year(at.to_zoned(TimeZone::UTC).date());
    let due = refund.due_by.or(due).map(|day| l.date_with_year(day));
    let by = due.clone().map(|day| t!(l, "change-refund-by", day = day));
    let noted = |station: Station, note: Option<String>| match note {
        Some(note) => station.note(note),
        None => station,
    };
    let (asked, sent, settled) = (t!(l, "change-refund-asked"), t!(l, "change-refund-sent"), t!(l, "change-refund-settled"));
    let stations = match refund.state {
        State::Settled => vec![
            Station::new(asked, Place::Done).note(day(refund.created_at)),
            Station::new(sent, Place::Done),
            Station::new(settled, Place::Now).note(day(refund.updated_at)),
        ],
        State::Sent => vec![
            Station::new(asked, Place::Done).note(day(refund.created_at)),
            Station::new(sent, Place::Now).note(day(refund.updated_at)),
            noted(Station::new(settled, Place::Ahead), by),
        ],
        State::Failed => vec![
            Station::new(asked, Place::Done).note(day(refund.created_at)),
            Station::new(t!(l, "change-refund-failed"), Place::Missed).note(day(refund.updated_at)),
            noted(Station::new(settled, Place::Ahead), by),
        ],
        _ => vec![
            Station::new(asked, Place::Now).note(day(refund.created_at)),
            Station::new(sent, Place::Ahead),
            noted(Station::new(settled, Place::Ahead), by),
        ],
    };
    let label = t!(l, "change-refund-line", amount = l.money(refund.amount));
    let note = match (refund.state, due) {
        (State::Failed, Some(day)) => t!(l, "change-refund-failed-text", day = day),
        _ => t!(l, "change-refund-note"),
    };
    let late = (change.late && refund.state != State::Settled).then(|| {
        let reference = change.case.clone();
        let case = reference.map(|reference| view! { " "<a class="reference" href=format!("/cases/{reference}")>{reference.clone()}</a> });
        view! { <Band ground=Ground::Note title=t!(l, "change-refund-late")>{t!(l, "change-refund-late-text")}{case}</Band> }
    });
    view! {
        <section class="stack stack--s">
            <h2 class="change__small">{label.clone()}</h2>
            {late}
            <Metro label=label stations=stations/>
            <p class="quiet small">{note}</p>
        </section>
    }
}

fn voucher(l: Lang, change: &Change) -> Option<AnyView> {
    let Some((code, until)) = change.voucher.clone() else { return hidden(l, change) };
    let until = until.map(|day| format!(" {}", t!(l, "change-done-voucher-until", day = l.date_with_year(day))));
    let words = t!(l, "change-done-voucher", amount = l.money(change.totals.voucher), code = code);
    Some(view! { <p><b translate="no">{words}</b>{until}</p> }.into_any())
}

/// There is a voucher, and whoever only knows the name does not see its code.
fn hidden(l: Lang, change: &Change) -> Option<AnyView> {
    if change.totals.voucher.amount.is_zero() {
        return None;
    }
    let href = format!("/trip/{}/verify?next={}", change.became.as_ref().unwrap_or(&change.locator), encode(&address(change)));
    let words = t!(l, "change-done-voucher-hidden", amount = l.money(change.totals.voucher));
    Some(view! { <p>{words}" "<a href=href>{t!(l, "change-prove-go")}</a></p> }.into_any())
}

/// Whether it worked out for them (CHG-7); where it did not, the case goes on.
fn worked(l: Lang, change: &Change) -> Option<AnyView> {
    let action = format!("{}/worked", address(change));
    if let Some(worked) = change.worked {
        let words = if worked { t!(l, "change-worked-thanks") } else { t!(l, "change-worked-sorry") };
        return Some(view! { <Band ground=Ground::Paper announce=true>{words}</Band> }.into_any());
    }
    // who only knows the name speaks for nobody
    if !change.proved {
        return None;
    }
    let typed = typed();
    let (value, error) = (typed.value("words"), typed.error(l, "words"));
    let open = error.is_some() || !value.is_empty();
    let yes = action.clone();
    Some(
        view! {
            <section class="stack stack--s trip__do">
                <h2 class="change__small">{t!(l, "change-worked")}</h2>
                <form method="post" action=yes><Button small=true name="worked".to_owned() value="yes".to_owned()>{t!(l, "change-worked-yes")}</Button></form>
                <Details title=t!(l, "change-worked-no") plain=true open=open>
                    <form class="stack" method="post" action=action>
                        <input type="hidden" name="worked" value="no"/>
                        <TextArea name="words" label=t!(l, "change-worked-words") hint=t!(l, "change-worked-words-hint") rows=4 value=value error=error/>
                        <div class="buttons"><Button>{t!(l, "change-worked-send")}</Button></div>
                    </form>
                </Details>
            </section>
        }
        .into_any(),
    )
}

/// What to keep, and where it goes on.
fn keep(l: Lang, change: &Change, locator: &str) -> impl IntoView + use<> {
    let trip = format!("/trip/{locator}");
    let moved = change.action == What::Change;
    let files = moved.then(|| {
        view! {
            <Action href=format!("{trip}/calendar.ics") title=t!(l, "messages-calendar") hint=t!(l, "messages-calendar-hint")/>
            <Action href=format!("{trip}/messages") title=t!(l, "change-done-letter-again") hint=t!(l, "change-done-letter-again-hint")/>
        }
    });
    let documents = format!("{trip}/documents");
    let case = change.case.clone().map(|reference| {
        let hint = t!(l, "change-done-case-hint", reference = reference.clone());
        view! { <Action href=format!("/cases/{reference}") title=t!(l, "change-done-case") hint=hint/> }
    });
    view! {
        <ActionList>
            <Action href=trip.clone() title=t!(l, "change-done-trip") next=true/>
            {files}
            <Action href=documents title=t!(l, "change-done-documents") hint=t!(l, "change-done-documents-hint")/>
            {case}
        </ActionList>
    }
}
