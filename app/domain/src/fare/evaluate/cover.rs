//! What a cover bought with the booking pays of what is lost.

use super::super::decision::{Claim, Form, Line, LineKind};
use super::super::facts::One;
use super::super::rulebook::{Found, Slot, names, parts};
use super::super::rules::{Insurance, PaidBy, PartKind};
use super::account::Account;
use super::{About, Deciding, is_part, once, say};
use crate::money::{Currency, Money, RoundingMode};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The part of the price a line is about.
const fn part(kind: LineKind) -> Option<PartKind> {
    match kind {
        LineKind::Fare => Some(PartKind::Fare),
        LineKind::Surcharge => Some(PartKind::Surcharges),
        LineKind::Tax => Some(PartKind::Taxes),
        LineKind::Ancillary => Some(PartKind::Ancillaries),
        _ => None,
    }
}

/// What a line took from the passenger that a cover covers.
fn lost(line: &Line, cover: &Insurance) -> Decimal {
    let code = line.code.as_deref().unwrap_or_default();
    match line.kind {
        LineKind::Fee if cover.charges.as_ref().is_some_and(|charges| names(charges, code)) => -line.amount,
        kind if is_part(kind) => {
            let covered = part(kind).is_some_and(|part| cover.parts.as_ref().is_some_and(|words| parts(words).contains(&part)));
            // what the cover itself cost is no loss it covers
            let itself = kind == LineKind::Ancillary && (cover.ancillary.list.iter().any(|word| word == code) != cover.ancillary.but);
            if covered && !itself { line.of - line.amount } else { Decimal::ZERO }
        }
        _ => Decimal::ZERO,
    }
}

impl Deciding<'_, '_> {
    /// For each passenger who has a cover that holds: its share of what they lose, once for each cover.
    pub(super) fn covers(&self, account: &mut Account) {
        let mut done = BTreeSet::new();
        let mut covered: BTreeMap<(String, Currency, Form), Decimal> = BTreeMap::new();
        for one in self.ones {
            for found in self.force.all(&Slot::Insurance, &one.facts) {
                let Some(cover) = found.held.file.insurance.get(found.ready.index) else { continue };
                if self.has(one, cover) && done.insert((one.passenger.id.clone(), found.ready.id.clone())) {
                    self.pays(account, one, found, cover, &mut covered);
                }
            }
        }
    }

    fn has(&self, one: &One<'_>, cover: &Insurance) -> bool {
        let of = self.ask.booking.ancillaries.iter().filter(|extra| extra.passenger == one.passenger.id && !extra.used);
        let mut named = of.filter(|extra| cover.ancillary.list.contains(&extra.code) != cover.ancillary.but);
        named.any(|extra| extra.segment.as_ref().is_none_or(|segment| *segment == one.segment.id))
    }

    fn pays(
        &self,
        account: &mut Account,
        one: &One<'_>,
        found: Found<'_>,
        cover: &Insurance,
        covered: &mut BTreeMap<(String, Currency, Form), Decimal>,
    ) {
        let own = |line: &&Line| line.passenger.as_ref() == Some(&one.passenger.id);
        let mut losses: BTreeMap<(Currency, Form), Decimal> = BTreeMap::new();
        for line in account.lines.iter().filter(own) {
            *losses.entry((line.currency, line.form)).or_default() += lost(line, cover);
        }
        let mut left: BTreeMap<Currency, Decimal> = cover.at_most.iter().map(|(currency, most)| (*currency, most.0)).collect();
        for ((currency, form), loss) in losses {
            let before = covered.entry((one.passenger.id.clone(), currency, form)).or_default();
            let mut pays = cover.share.of(loss).min(loss - *before).max(Decimal::ZERO);
            if let Some(left) = left.get_mut(&currency) {
                pays = pays.min(*left);
                *left -= pays;
            }
            let pays = RoundingMode::Down.round(pays, currency.unit());
            *before += pays;
            if pays.is_zero() {
                continue;
            }
            let money = Money::new(pays, currency);
            let said = self.said(found, cover, Some(one), &say::amounts(money, loss));
            match cover.paid_by {
                PaidBy::Insurer => {
                    let passenger = one.passenger.id.clone();
                    once(&mut account.claims, Claim { passenger, amount: money.tidy().amount, currency, paid_by: cover.paid_by, said });
                }
                PaidBy::Airline => {
                    let about = About { kind: LineKind::Insurance, passenger: Some(&one.passenger.id), segments: Vec::new(), code: None };
                    account.lines.push(about.line(money, loss, form, said));
                }
            }
        }
    }
}
