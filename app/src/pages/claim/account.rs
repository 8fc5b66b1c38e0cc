//! What the rules say, in sentences with their sources, and the account line by line.

use crate::{
    context::Visit,
    pages::{desk::approvals::decision, trip::change::sentence},
    ui::{
        files::FileList,
        summary_list::{SummaryList, SummaryRow},
        table::{Column, Table},
    },
    words::{Lang, t},
};
use desk::claims::{Approval, Claim, Entitled, Thing};
use domain::claim::{Assessment, Line, LineKind, Outcome};
use domain::fare::Said;
use domain::money::Money;
use jiff::civil::Date;
use leptos::prelude::*;

/// A rule's days as people say them: `2026-11-30` → `30 November 2026`.
fn dated(l: Lang, words: &str) -> String {
    let (mut told, mut rest) = (String::with_capacity(words.len()), words);
    while let Some(first) = rest.chars().next() {
        let day = rest.get(..10).filter(|day| day.as_bytes().get(4) == Some(&b'-'));
        let (piece, length) = match day.and_then(|day| day.parse::<Date>().ok()) {
            Some(day) => (l.date_with_year(day), 10),
            None => (first.to_string(), first.len_utf8()),
        };
        told.push_str(&piece);
        rest = rest.get(length..).unwrap_or_default();
    }
    told
}

/// A rule's sentence with where it stands written.
pub(super) fn said(l: Lang, said: &Said) -> impl IntoView + use<> {
    let words = dated(l, &sentence(l, said));
    let place = match &said.source.article {
        Some(article) => format!("{}, {article}", said.source.title),
        None => said.source.title.clone(),
    };
    let place = match said.source.url.clone() {
        Some(url) => view! { <a href=url rel="noopener external">{place}</a> }.into_any(),
        None => place.into_any(),
    };
    view! { {words}" "<span class="quiet small">{place}</span> }
}

/// The limit and the days to keep.
pub(super) fn facts(l: Lang, assessment: &Assessment) -> impl IntoView + use<> {
    let limit = &assessment.limit;
    let rate = limit.rate.as_ref().map(|rate| {
        let amount = l.money(Money::new(rate.per_sdr.0, limit.amount.currency));
        let words = t!(l, "claim-rate", amount = amount, day = l.date_with_year(rate.day), source = rate.source.clone());
        view! { <br/><span class="quiet small">{words}</span> }
    });
    let days: Vec<_> = assessment.deadlines.iter().map(|last| view! { <li>{said(l, &last.said)}</li> }).collect();
    let days = (!days.is_empty())
        .then(|| view! { <SummaryRow name=t!(l, "claim-days")><ul class="stack stack--s">{days}</ul></SummaryRow> }.into_any());
    let taken = limit.taken.as_ref().map(|taken| {
        let taken = said(l, &taken.said);
        view! { <br/>{taken} }
    });
    let limit = said(l, &limit.said);
    view! {
        <SummaryList>
            <SummaryRow name=t!(l, "claim-limit")>{limit}{rate}{taken}</SummaryRow>
            {days}
        </SummaryList>
    }
}

/// Why a supervisor is asked, a sentence each.
pub(super) fn doubts(l: Lang, claim: &Claim) -> impl IntoView + use<> {
    let doubts: Vec<_> = claim.doubts.iter().map(|doubt| view! { <li>{l.text(doubt.key(), None)}</li> }).collect();
    // one from before they were kept says none
    (!doubts.is_empty()).then(|| view! { <ul class="stack stack--s">{doubts}</ul> })
}

/// A thing in a line: what, of which sort, what it cost, when, with or without a receipt.
pub(super) fn thing(l: Lang, thing: &Thing) -> impl IntoView + use<> {
    let day = thing.bought.map(|day| format!(" · {}", l.date_with_year(day)));
    let receipt = if thing.proved { t!(l, "claim-receipt-yes") } else { t!(l, "claim-receipt-no") };
    let (what, kind, cost) = (thing.what.clone(), l.text(thing.kind.key(), None), l.money(thing.cost));
    view! { <b>{what}</b>" · "{kind}" · "{cost}{day}" · "{receipt} }
}

/// What was claimed, with its photos.
pub(super) fn listed(l: Lang, entitled: &Entitled, claim: &Claim) -> AnyView {
    let rows = claim.things.iter().map(|one| {
        let files: Vec<_> = entitled.photos.iter().filter(|file| one.photos.contains(&file.id)).cloned().collect();
        let none = (files.is_empty() && one.proved && entitled.role.is_staff())
            .then(|| view! { " "<span class="quiet">{t!(l, "claim-no-photo")}</span> });
        let (reference, who, line) = (entitled.reference.clone(), one.what.clone(), thing(l, one));
        let files = (!files.is_empty()).then(|| view! { <FileList reference=reference who=who files=files/> }.into_any());
        view! { <li>{line}{none}{files}</li> }
    });
    let rows = rows.collect_view();
    view! { <h3>{t!(l, "claim-things")}</h3><ul class="stack stack--s">{rows}</ul> }.into_any()
}

/// The account: every line with its rule, and the sum; or why nothing is owed.
pub(super) fn account(l: Lang, assessment: &Assessment) -> AnyView {
    if let Some(why) = assessment.refused.as_ref().filter(|_| assessment.outcome != Outcome::Payable) {
        let why = said(l, why);
        return view! { <p><b>{t!(l, "claim-nothing")}</b>" "{why}</p> }.into_any();
    }
    let row = |line: &Line| {
        let thing = line.item.clone().filter(|_| line.kind == LineKind::Item).map(|item| view! { <b>{item}</b>" " });
        let (label, words, amount) = (label(l, line.kind), said(l, &line.said), signed(l, line.amount));
        view! { <tr role="row"><td role="cell">{thing}{label}" "{words}</td><td class="table__figure change__amount" role="cell">{amount}</td></tr> }
    };
    let rows = assessment.lines.iter().map(row).collect::<Vec<_>>();
    let sum = l.money(assessment.total);
    let columns = vec![Column::words(t!(l, "claim-line")), Column::figure(t!(l, "claim-amount"))];
    view! {
        <Table caption=t!(l, "claim-account") columns=columns titled=true dense=true>
            {rows}
            <tr class="change__sum" role="row"><th scope="row" role="rowheader">{t!(l, "claim-sum")}</th><td class="table__figure change__amount" role="cell">{sum}</td></tr>
        </Table>
    }
    .into_any()
}

fn label(l: Lang, kind: LineKind) -> Option<String> {
    Some(match kind {
        LineKind::Item => return None,
        LineKind::Outside => t!(l, "claim-line-outside"),
        LineKind::OverDay => t!(l, "claim-line-over-day"),
        LineKind::OverInterim => t!(l, "claim-line-over-interim"),
        LineKind::Worn => t!(l, "claim-line-worn"),
        LineKind::Unproved => t!(l, "claim-line-unproved"),
        LineKind::Settled => t!(l, "claim-line-settled"),
        LineKind::OverLimit => t!(l, "claim-line-over-limit"),
        LineKind::Before => t!(l, "claim-line-before"),
    })
}

/// `USD 20.00`, `−USD 75.00`.
fn signed(l: Lang, amount: Money) -> String {
    let plain = l.money(amount.with(amount.amount.abs()));
    if amount.amount.is_sign_negative() && !amount.amount.is_zero() { format!("−{plain}") } else { plain }
}

/// An offer that waits for a supervisor, at `/desk/approvals`.
#[must_use]
pub fn approval(visit: &Visit, waiting: &Approval, typed: (String, Option<String>), returned: bool) -> AnyView {
    let l = visit.lang;
    let claim = &waiting.claim;
    let (Some(amount), Some((_, name))) = (claim.offered, claim.by.clone()) else { return ().into_any() };
    let heading = t!(l, "claim-approve-one", amount = l.money(amount), by = name);
    let case = format!("/cases/{}/claim", waiting.reference);
    let reference = waiting.reference.clone();
    let (rules, why) = (l.money(claim.proposed()), claim.why.clone().unwrap_or_default());
    let appeal = claim.appeal.clone().map(|words| view! { <SummaryRow name=t!(l, "claim-appeal-says")>{words}</SummaryRow> }.into_any());
    let doubts = doubts(l, claim);
    let lines = account(l, &claim.assessment);
    let decide = if waiting.may {
        let (value, error) = if returned { typed } else { (String::new(), None) };
        let id = if returned { "words".to_owned() } else { format!("words-{}", claim.id) };
        decision(l, format!("/desk/approvals/claims/{}", claim.id), id, value, error)
    } else {
        view! { <p>{t!(l, "claim-approve-other")}</p> }.into_any()
    };
    view! {
        <section class="stack trip__do">
            <h2>{heading}</h2>
            <SummaryList>
                <SummaryRow name=t!(l, "claim-case")><a href=case class="reference">{reference}</a></SummaryRow>
                <SummaryRow name=t!(l, "claim-by-rules")>{rules}</SummaryRow>
                <SummaryRow name=t!(l, "approvals-why")>{why}</SummaryRow>
                <SummaryRow name=t!(l, "claim-doubts")>{doubts}</SummaryRow>
                {appeal}
            </SummaryList>
            {lines}
            {decide}
        </section>
    }
    .into_any()
}
