//! What it costs or gives back, line by line, each with its sentence and where it stands written.

use super::{behalf, listed, said_all, sentence, source};
use crate::{
    ui::table::{Column, Table},
    words::{Lang, t},
};
use desk::changes::{Action, Change, Totals};
use domain::fare::{Line, STAFF_WAIVER, Said, Who};
use domain::money::Money;
use leptos::prelude::*;
use std::collections::HashMap;

/// Lines that say the same, told once.
struct Told<'a> {
    line: &'a Line,
    times: usize,
    sum: Money,
    people: Vec<String>,
    flights: Vec<String>,
}

/// The account with its sum, by when money is paid back and by whom.
pub(in crate::pages) fn account(l: Lang, change: &Change) -> impl IntoView + use<> {
    let title = if change.action == Action::Change { t!(l, "change-account") } else { t!(l, "change-account-cancel") };
    let people: HashMap<String, String> = change.who.iter().map(i16::to_string).zip(change.passengers.iter().cloned()).collect();
    let flights: HashMap<String, String> =
        change.segments.iter().map(i16::to_string).zip(change.before.iter().map(|flight| flight.designator.clone())).collect();
    // what a person set aside says who did and why, as far as the reader may know
    let waived = change
        .waiver
        .as_ref()
        .map(|(_, waiver)| t!(l, "waiver-line", by = waiver.by.name.clone(), ground = behalf::ground(l, &waiver.ground)));
    let waived = waived.unwrap_or_default();
    let mut sources = Sources::default();
    let rows = folded(&change.decision.lines)
        .into_iter()
        .map(|told| row(l, &told, sources.note(l, &told.line.said), (&people, &flights, &waived)));
    let rows = rows.collect::<Vec<_>>();
    let sums = sums(l, change.action, &change.totals);
    let columns = vec![Column::words(t!(l, "change-line-what")), Column::figure(t!(l, "change-line-amount"))];
    // what lines say already is not said again
    let mut because = change.decision.because.clone();
    because.retain(|said| !change.decision.lines.iter().any(|line| line.said.text == said.text));
    let because = said_all(l, &because);
    let sources = sources.list(l);
    let paid_back = paid_back(l, change);
    view! {
        <section class="stack stack--s change__account">
            <Table caption=title columns=columns titled=true dense=true>{rows}{sums}</Table>
            <p class="quiet small">{t!(l, "change-account-hint")}</p>
            {sources}
            {because}
            {paid_back}
        </section>
    }
}

/// Lines of one rule with the same sentence and amount become one: a family pays three times the same.
fn folded(lines: &[Line]) -> Vec<Told<'_>> {
    let mut told: Vec<Told<'_>> = Vec::new();
    for line in lines {
        let same =
            |one: &&mut Told<'_>| one.line.said.text == line.said.text && one.line.amount == line.amount && one.line.form == line.form;
        match told.iter_mut().find(same) {
            Some(one) => {
                one.times += 1;
                one.sum = one.sum.with(one.sum.amount + line.amount);
                one.people.extend(line.passenger.clone());
                one.flights.extend(line.segments.clone());
            }
            None => {
                let people = line.passenger.iter().cloned().collect();
                told.push(Told { line, times: 1, sum: line.money(), people, flights: line.segments.clone() });
            }
        }
    }
    told
}

fn row(
    l: Lang,
    told: &Told<'_>,
    note: Option<AnyView>,
    (people, flights, waived): (&HashMap<String, String>, &HashMap<String, String>, &String),
) -> impl IntoView + use<> {
    let line = told.line;
    let whose = only(l, &told.people, people);
    let where_ = only(l, &told.flights, flights);
    let about: Vec<String> = [whose, where_].into_iter().flatten().collect();
    let about = (!about.is_empty()).then(|| view! { <span class="table__sub">{about.join(" · ")}</span> });
    let each = (told.times > 1 && !line.amount.is_zero())
        .then(|| t!(l, "change-line-times", count = told.times, amount = l.money(line.money().with(line.amount.abs()))));
    let words = if line.said.rule == STAFF_WAIVER { waived.clone() } else { sentence(l, &line.said) };
    let amount = signed(l, told.sum);
    let each = each.map(|each| view! { <span class="table__sub">{each}</span> });
    view! {
        <tr role="row">
            <td role="cell">{words}{note}{about}</td>
            <td class="table__figure change__amount" role="cell">{amount}{each}</td>
        </tr>
    }
}

/// Where lines stand written: told once, by number.
#[derive(Default)]
struct Sources(Vec<Said>);

impl Sources {
    /// The number of a sentence's source, as a link to it.
    fn note(&mut self, l: Lang, said: &Said) -> Option<AnyView> {
        if said.source.title.is_empty() {
            return None;
        }
        let known = self.0.iter().position(|known| known.source == said.source);
        let place = known.unwrap_or_else(|| {
            self.0.push(said.clone());
            self.0.len() - 1
        });
        let number = place + 1;
        let name = t!(l, "change-source-number", number = number);
        Some(view! { <sup class="change__note"><a href=format!("#source-{number}") aria-label=name>{number}</a></sup> }.into_any())
    }

    /// The sources themselves.
    fn list(self, l: Lang) -> Option<impl IntoView + use<>> {
        let rows = self.0.iter().zip(1..).map(|(said, number): (_, usize)| {
            view! { <li id=format!("source-{number}") tabindex="-1">{source(l, said)}</li> }
        });
        let rows = rows.collect::<Vec<_>>();
        (!rows.is_empty()).then(|| view! { <ol class="change__sources" aria-label=t!(l, "change-sources")>{rows}</ol> })
    }
}

/// Names of those meant, where not everybody is.
fn only(l: Lang, ids: &[String], all: &HashMap<String, String>) -> Option<String> {
    let mut told: Vec<String> = Vec::new();
    for name in ids.iter().filter_map(|id| all.get(id)) {
        if !told.contains(name) {
            told.push(name.clone());
        }
    }
    (!told.is_empty() && told.len() < all.len()).then(|| listed(l, &told))
}

/// `+USD 20.00`, `−USD 75.00`, `USD 0.00`.
fn signed(l: Lang, amount: Money) -> String {
    let plain = l.money(amount.with(amount.amount.abs()));
    match amount.amount {
        zero if zero.is_zero() => plain,
        above if above.is_sign_positive() => format!("+{plain}"),
        _ => format!("−{plain}"),
    }
}

/// What it comes to.
pub(super) fn sums(l: Lang, action: Action, totals: &Totals) -> impl IntoView + use<> {
    let mut sums: Vec<(String, String)> = [
        (t!(l, "change-total-pay"), totals.to_pay),
        (t!(l, "change-total-back"), totals.refund),
        (t!(l, "change-total-voucher"), totals.voucher),
    ]
    .into_iter()
    .filter(|(_, amount)| !amount.amount.is_zero())
    .map(|(words, amount)| (words, l.money(amount)))
    .collect();
    if sums.is_empty() {
        let words = if action == Action::Change { t!(l, "change-total-free") } else { t!(l, "change-total-nothing") };
        sums.push((words, l.money(totals.to_pay)));
    }
    sums.into_iter()
        .map(|(words, amount)| {
            view! { <tr class="change__sum" role="row"><th scope="row" role="rowheader">{words}</th><td class="table__figure change__amount" role="cell">{amount}</td></tr> }
        })
        .collect_view()
}

/// By when and by whom money is paid back.
fn paid_back(l: Lang, change: &Change) -> Option<AnyView> {
    let agency = change.decision.handled.as_ref().filter(|handled| handled.who == Who::Agency && change.action != Action::Change);
    if let Some(handled) = agency {
        let name = handled.agency.clone().map(|agency| view! { <b>{t!(l, "change-agency-name", agency = agency)}</b>" " });
        let (words, source) = (sentence(l, &handled.said), source(l, &handled.said));
        return Some(view! { <p>{name}{words}" "{source}</p> }.into_any());
    }
    if change.totals.refund.amount.is_zero() {
        return None;
    }
    let due = change.decision.due.as_ref();
    let by = match change.due_by {
        Some(day) => t!(l, "change-back-by", day = l.date_with_year(day)),
        None => t!(l, "change-back"),
    };
    let said = due.map(|due| (sentence(l, &due.said), source(l, &due.said)));
    let said = said.map(|(words, source)| view! { " "{words}" "{source} });
    Some(view! { <p><b>{by}</b>{said}</p> }.into_any())
}
