//! Rules' sentences, filled in; and the waivers that hold.

use super::super::condition::Value;
use super::super::decision::Said;
use super::super::facts::One;
use super::super::rulebook::{Found, Slot};
use super::super::rules::{Round, Ruled, Waiver};
use super::Deciding;
use crate::money::{Currency, Money};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What goes into the braces of a sentence.
pub(super) type Values = BTreeMap<&'static str, String>;

/// An amount, and what it is taken from.
pub(super) fn amounts(amount: Money, of: Decimal) -> Values {
    let kept = amount.with((of - amount.amount.abs()).max(Decimal::ZERO));
    BTreeMap::from([
        ("amount", amount.with(amount.amount.abs()).to_string()),
        ("of", amount.with(of).to_string()),
        ("kept", kept.to_string()),
    ])
}

impl Deciding<'_, '_> {
    /// What a rule says, with what is known filled in.
    pub(super) fn said<T: Ruled>(&self, found: Found<'_>, rule: &T, one: Option<&One<'_>>, values: &Values) -> Said {
        let mut values = values.clone();
        values.insert("locator", self.ask.booking.locator.clone());
        values.insert("agency", self.ask.booking.agency.clone().unwrap_or_default());
        if let Some(segment) = one.map(|one| one.segment) {
            values.insert("flight", segment.flight.clone());
            values.insert("from", segment.origin.clone());
            values.insert("to", segment.destination.clone());
            values.insert("departure", segment.departs.strftime("%Y-%m-%d %H:%M").to_string());
        }
        let mut said = Said::of(rule.head(), &found.held.file);
        said.rule.clone_from(&found.ready.id);
        said.text = said.text.filled(&values);
        said
    }

    /// The waivers that hold for a passenger on a flight, of the highest rank first.
    pub(super) fn waivers<'s>(&'s self, one: &One<'_>) -> Vec<(Found<'s>, &'s Waiver)> {
        let all = self.force.all(&Slot::Waiver, &one.facts).into_iter();
        let mut waivers: Vec<_> = all.filter_map(|found| Some((found, found.held.file.waiver.get(found.ready.index)?))).collect();
        // a code is for whoever is asked to say it
        let said = self.ask.request.waive.as_ref().and_then(super::super::Waive::code);
        waivers.retain(|(_, waiver)| waiver.code.is_none() || waiver.code.as_deref() == said);
        waivers.retain(|(_, waiver)| self.endorses(waiver));
        // of what holds anyway it is said that another airline flies them
        waivers.sort_by_key(|(found, waiver)| std::cmp::Reverse((waiver.endorses.is_some(), found.ready.rank)));
        waivers
    }

    /// An amount rounded as a rule says, or its file; never finer than the currency.
    pub(super) fn rounded(&self, money: Money, round: Option<Round>, found: Found<'_>) -> Money {
        let file = &found.held.file.rounding;
        let unit = |currency: Currency| file.units.get(&currency).map_or_else(|| currency.unit(), |unit| unit.0);
        let (mode, unit) = match round {
            Some(round) => (round.mode, round.unit.map_or_else(|| unit(money.currency), |unit| unit.0)),
            None => (file.mode, unit(money.currency)),
        };
        money.with(mode.round(money.amount, unit))
    }

    /// The facts of one with a part of the price added.
    pub(super) fn of_part(one: &One<'_>, part: super::super::rules::PartKind, code: &str) -> super::super::condition::Facts {
        let mut facts = one.facts.clone();
        facts.insert(super::super::when::Dim::Part, Value::word(part.as_str()));
        facts.insert(super::super::when::Dim::Code, Value::word(code));
        facts
    }
}
