//! The account of a claim: every line with its rule, and a sum that is never below nothing and never above the limit.

use super::assess::{Cap, Line, LineKind, Undecided, Values, plus};
use super::facts::{Facts, Item, ItemKind};
use super::limit::in_currency;
use super::rates::{DayRates, rounded};
use super::rules::{ClaimRules, Head, Interim, Regime};
use crate::money::Money;
use jiff::{Unit, civil::Date};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What is written down so far.
struct Account<'a> {
    rules: &'a ClaimRules,
    facts: &'a Facts,
    rates: Option<&'a DayRates>,
    lines: Vec<Line>,
}

pub(super) fn account(rules: &ClaimRules, facts: &Facts, regime: &Regime, cap: &Cap) -> Result<Vec<Line>, Undecided> {
    let mut account = Account::of_things(rules, facts, regime)?;
    let settled: Vec<Item> = facts.items.iter().filter(|item| item.settled).cloned().collect();
    if !settled.is_empty() {
        // one more thing never makes it less, so what is left of the whole is never below nothing
        let before = Facts { items: settled, ..facts.clone() };
        account.settled(Account::of_things(rules, &before, regime)?.sum());
    }
    account.over_limit(cap);
    account.before()?;
    Ok(account.lines)
}

/// The limit's own sentence speaks of what is over it.
fn cap_head<'a>(rules: &'a ClaimRules, cap: &Cap) -> Head<'a> {
    let all = rules.file.limit.iter().map(|limit| limit.head()).chain([rules.file.declared.head()]);
    all.into_iter().find(|head| head.id == cap.said.rule).unwrap_or_else(|| rules.file.declared.head())
}

impl<'a> Account<'a> {
    /// What everything is worth, before any limit.
    fn of_things(rules: &'a ClaimRules, facts: &'a Facts, regime: &Regime) -> Result<Self, Undecided> {
        let mut account = Self { rules, facts, rates: rules.rates(facts.asked), lines: Vec::new() };
        account.interim(regime)?;
        facts.items.iter().filter(|item| item.kind != ItemKind::Interim).try_for_each(|item| account.worth(item))?;
        Ok(account)
    }

    fn sum(&self) -> Decimal {
        self.lines.iter().map(|line| line.amount.amount).sum()
    }

    /// An amount in the currency that is paid in.
    fn money(&self, money: Money) -> Result<Money, Undecided> {
        Ok(Money::new(in_currency(self.facts, self.rates, money)?, self.facts.currency).tidy())
    }

    fn add(&mut self, kind: LineKind, item: Option<&Item>, amount: Decimal, head: Head<'_>, more: Values) {
        let amount = rounded(Money::new(amount, self.facts.currency)).tidy();
        let mut values: Values = BTreeMap::from([("amount", amount.with(amount.amount.abs()).tidy().to_string())]);
        if let Some(item) = item {
            values.insert("cost", item.cost.to_string());
        }
        values.extend(more);
        let said = self.rules.said(head, &values);
        self.lines.push(Line { kind, item: item.map(|item| item.id.clone()), amount, said });
    }

    /// Takes off what was agreed about before, whatever was paid for it.
    fn settled(&mut self, worth: Decimal) {
        let head = self.rules.file.settled.as_ref().map_or_else(|| self.rules.file.before.head(), |rule| rule.head());
        if worth > Decimal::ZERO {
            self.add(LineKind::Settled, None, -worth, head, Values::new());
        }
    }

    /// Takes off what is over the limit, or over what is left of it.
    fn over_limit(&mut self, cap: &Cap) {
        let (sum, most) = (self.sum(), cap.left());
        if sum > most {
            let mut values = BTreeMap::from([("limit", cap.amount.to_string()), ("sdr", cap.sdr.unwrap_or_default().to_string())]);
            let shared = cap.taken.as_ref().zip(self.rules.file.shared.as_ref());
            values.extend(shared.map(|(taken, _)| ("amount", taken.amount.to_string())));
            let head = shared.map_or_else(|| cap_head(self.rules, cap), |(_, rule)| rule.head());
            self.add(LineKind::OverLimit, None, most - sum, head, values);
        }
    }

    /// What was bought because the bag was not there: by days, each up to its most, all of them up to theirs.
    fn interim(&mut self, regime: &Regime) -> Result<(), Undecided> {
        let bought: Vec<_> = self.facts.items.iter().filter(|item| item.kind == ItemKind::Interim).collect();
        let rules = self.rules;
        let holds = |rule: &&Interim| rule.at_home == self.facts.at_home && rule.regime.as_ref().is_none_or(|id| *id == regime.id);
        let Some(rule) = rules.file.interim.iter().find(holds).filter(|_| !bought.is_empty()) else { return Ok(()) };
        // nothing is needed any more once the bag is there
        let last = plus(self.facts.arrived, rule.days - 1);
        let last = self.facts.received.map_or(last, |received| received.min(last));
        let most =
            |amounts: &super::Amounts| amounts.in_currency(self.facts.currency, self.rates).ok_or(Undecided::Rate(self.facts.currency));
        let (per_day, cap) = (rounded(most(&rule.per_day)?), rounded(most(&rule.cap)?));
        let mut days: BTreeMap<Date, Decimal> = BTreeMap::new();
        for item in bought {
            let cost = self.money(item.cost)?.amount;
            self.add(LineKind::Item, Some(item), cost, rule.head(), most_of(per_day, cap, last));
            match item.bought.filter(|day| (self.facts.arrived..=last).contains(day)) {
                Some(day) => self.proved(item, cost, days.entry(day).or_default()),
                None => {
                    let head = Head { text: &rule.outside, ..rule.head() };
                    self.add(LineKind::Outside, Some(item), -cost, head, most_of(per_day, cap, last));
                }
            }
        }
        let mut total = Decimal::ZERO;
        for (day, sum) in days {
            if sum > per_day.amount {
                let mut values = most_of(per_day, cap, last);
                values.insert("day", day.to_string());
                self.add(LineKind::OverDay, None, per_day.amount - sum, rule.head(), values);
            }
            total += sum.min(per_day.amount);
        }
        if total > cap.amount {
            self.add(LineKind::OverInterim, None, cap.amount - total, rule.head(), most_of(per_day, cap, last));
        }
        Ok(())
    }

    /// Takes off what a missing receipt takes, and adds the rest to a sum.
    fn proved(&mut self, item: &Item, worth: Decimal, sum: &mut Decimal) {
        *sum += worth;
        if !item.proved {
            let rule = &self.rules.file.unproved;
            let kept = rounded(Money::new(rule.share.of(worth), self.facts.currency)).amount;
            let values = BTreeMap::from([("percent", rule.share.0.normalize().to_string())]);
            self.add(LineKind::Unproved, Some(item), kept - worth, rule.head(), values);
            *sum += kept - worth;
        }
    }

    /// Something lost or broken, at what it is worth today.
    fn worth(&mut self, item: &Item) -> Result<(), Undecided> {
        let cost = self.money(item.cost)?.amount;
        let rules = self.rules;
        let Some(rule) = rules.file.worth.iter().find(|rule| rule.kinds.contains(&item.kind)) else { return Ok(()) };
        let age = item
            .bought
            .and_then(|day| day.until((Unit::Month, self.facts.arrived)).ok())
            .map(|age| age.get_months() + i32::from(age.get_years()) * 12);
        let band = age.and_then(|age| rule.bands.iter().find(|band| age <= band.months));
        let keep = band.map_or(rule.beyond, |band| band.keep);
        let left = rounded(Money::new(keep.of(cost), self.facts.currency)).amount;
        let values = || BTreeMap::from([("percent", keep.0.normalize().to_string())]);
        self.add(LineKind::Item, Some(item), cost, rule.head(), values());
        if left < cost {
            self.add(LineKind::Worn, Some(item), left - cost, rule.head(), values());
        }
        let mut sum = Decimal::ZERO;
        self.proved(item, left, &mut sum);
        Ok(())
    }

    /// What was paid before, as far as there is something to take it from.
    fn before(&mut self) -> Result<(), Undecided> {
        let rule = &self.rules.file.before;
        let mut paid = Decimal::ZERO;
        for money in &self.facts.paid {
            paid += self.money(*money)?.amount;
        }
        let off = paid.min(self.sum());
        if off > Decimal::ZERO {
            self.add(LineKind::Before, None, -off, rule.head(), Values::new());
        }
        Ok(())
    }
}

fn most_of(per_day: Money, cap: Money, last: Date) -> Values {
    BTreeMap::from([("per_day", per_day.to_string()), ("most", cap.to_string()), ("until", last.to_string())])
}
