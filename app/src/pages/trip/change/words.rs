//! Amounts, and what is written into the case, in the reader's language.

use crate::words::{Lang, t, when::zone};
use desk::bookings::Place;
use desk::changes::{Action, Change, ChangedFlight, Totals, Words};
use domain::money::Money;
use jiff::Timestamp;
use leptos::prelude::*;

/// Without the digits that say nothing, and without the currency that is told beside: `75`, `12.50`.
pub(super) fn short(amount: Money) -> String {
    let tidy = amount.tidy().amount.to_string();
    tidy.strip_suffix(".00").map_or(tidy.clone(), str::to_owned)
}

/// What moves, in a few words.
pub(super) fn price(l: Lang, totals: &Totals) -> String {
    let told: Vec<String> = [
        (totals.to_pay, t!(l, "change-offer-pay", amount = l.money(totals.to_pay))),
        (totals.refund, t!(l, "change-offer-back", amount = l.money(totals.refund))),
        (totals.voucher, t!(l, "change-offer-voucher", amount = l.money(totals.voucher))),
    ]
    .into_iter()
    .filter(|(amount, _)| !amount.amount.is_zero())
    .map(|(_, words)| words)
    .collect();
    if told.is_empty() { t!(l, "change-offer-free") } else { told.join(", ") }
}

/// A time by the clock of its airport, for people and for machines.
pub(super) fn clock(l: Lang, at: Timestamp, place: &Place) -> impl IntoView + use<> {
    let zone = zone(&place.zone);
    let datetime = at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M%:z").to_string();
    view! { <time datetime=datetime>{l.time(at, &zone)}</time> }
}

/// What the case of a change says, as what the passenger did: its subject, from what to what and for how much.
#[must_use]
pub fn of_case(l: Lang, change: &Change) -> Words {
    let flight =
        |flight: &ChangedFlight| format!("{}, {}, {}–{}", flight.designator, l.date(flight.date), flight.from.iata, flight.to.iata);
    let flights = |all: &[ChangedFlight]| all.iter().map(flight).collect::<Vec<_>>().join("; ");
    let (old, new, money) = (flights(&change.before), flights(&change.after), price(l, &change.totals));
    let (locator, names) = (change.locator.clone(), super::listed(l, &change.passengers));
    let (subject, words) = match change.action {
        Action::Change => (
            t!(l, "change-case-subject", locator = locator),
            t!(l, "change-case-words", names = names, old = old, new = new, money = money),
        ),
        Action::Cancel => (
            t!(l, "change-case-subject-cancel", locator = locator),
            t!(l, "change-case-words-cancel", names = names, old = old, money = money),
        ),
        Action::Taxes => (
            t!(l, "change-case-subject-cancel", locator = locator),
            t!(l, "change-case-words-taxes", names = names, old = old, money = money),
        ),
    };
    let mut airlines: Vec<String> = change.after.iter().filter_map(|flight| flight.endorsed.clone()).collect();
    airlines.dedup();
    let words = if airlines.is_empty() {
        words
    } else {
        super::sentences(l, &[words, t!(l, "change-case-endorsed", airline = super::listed(l, &airlines))])
    };
    let words = match change.due_by.filter(|_| !change.totals.refund.amount.is_zero()) {
        Some(day) => format!("{words} {}", t!(l, "change-back-by", day = l.date_with_year(day))),
        None => words,
    };
    Words { subject, words }
}
