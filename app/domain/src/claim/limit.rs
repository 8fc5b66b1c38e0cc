//! The most that is paid: the limit of the law, what lifts it, and what of it was paid before.

use super::assess::{Cap, Taken, Undecided, governing};
use super::facts::{BagKind, Facts};
use super::rates::{DayRates, Rate, rounded};
use super::rules::{ClaimRules, Head, Limit, Regime};
use crate::money::Money;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Whoever shares a booking's limit: with more people than these everything paid counts for everybody.
const MOST_PEOPLE: usize = 12;

/// Whether a value declared at check-in would count for this journey and bag.
#[must_use]
pub fn declares(rules: &ClaimRules, facts: &Facts) -> bool {
    facts.bag == BagKind::Checked && governing(rules, facts).is_ok_and(|regime| rules.file.declared.regimes.contains(&regime.id))
}

/// Whether the law of this journey knows no limit where the airline meant it, or was reckless.
#[must_use]
pub fn unlimits(rules: &ClaimRules, facts: &Facts) -> bool {
    governing(rules, facts).is_ok_and(|regime| regime.unlimited.is_some())
}

/// Whether the limit of this journey is each passenger's, rather than each bag's.
#[must_use]
pub fn counts_people(rules: &ClaimRules, facts: &Facts) -> bool {
    governing(rules, facts).is_ok_and(|regime| limit_of(rules, facts, regime).is_some_and(|limit| limit.per_kg.is_none()))
}

fn limit_of<'r>(rules: &'r ClaimRules, facts: &Facts, regime: &Regime) -> Option<&'r Limit> {
    rules.file.limit.iter().find(|limit| {
        limit.regime == regime.id
            && limit.bag.is_none_or(|bag| bag == facts.bag)
            && limit.from <= facts.arrived
            && limit.until.is_none_or(|until| facts.arrived <= until)
    })
}

pub(super) fn cap(rules: &ClaimRules, facts: &Facts, regime: &Regime) -> Result<Cap, Undecided> {
    let limit = limit_of(rules, facts, regime).ok_or_else(|| Undecided::Limit(regime.id.clone()))?;
    let rates = rules.rates(facts.asked);
    let no_rate = || Undecided::Rate(facts.currency);
    let each = match (limit.sdr, &limit.amount, &limit.per_kg) {
        (Some(sdr), _, _) => rates.and_then(|rates| rates.of_sdr(sdr.0, facts.currency)).ok_or_else(no_rate)?,
        (_, Some(amount), _) => amount.in_currency(facts.currency, rates).ok_or_else(no_rate)?,
        (_, _, per_kg) => {
            let kg = facts.kg.unwrap_or(rules.file.kg_if_not_weighed).0;
            let one = per_kg.as_ref().and_then(|amounts| amounts.in_currency(facts.currency, rates)).ok_or_else(no_rate)?;
            rounded(one.with(one.amount.saturating_mul(kg)))
        }
    };
    // what is paid by weight is paid for the bag, whoever's things were in it
    let people = if limit.per_kg.is_some() { 1 } else { facts.passengers };
    let amount = each.with(each.amount.saturating_mul(Decimal::from(people))).tidy();
    let rate = limit.sdr.and(rates).and_then(|rates| {
        let source = rules.file.sources.get(&rates.source).map(|source| source.title.clone()).unwrap_or_default();
        Some(Rate { day: rates.day, per_sdr: *rates.per_sdr.get(&facts.currency)?, source })
    });
    let values = BTreeMap::from([("limit", amount.to_string()), ("sdr", limit.sdr.map(|sdr| sdr.0.to_string()).unwrap_or_default())]);
    let cap = Cap { amount, sdr: limit.sdr.map(|sdr| sdr.0), rate, taken: None, said: rules.said(limit.head(), &values) };
    let cap = declared(rules, facts, regime, cap)?;
    match regime.unlimited.as_ref().filter(|_| facts.reckless) {
        Some(rule) => {
            // without a limit nobody is paid more than it cost
            let cost = facts.items.iter().filter(|item| !item.settled).map(|item| in_currency(facts, rates, item.cost));
            let cost = cost.sum::<Result<Decimal, _>>()?.max(cap.amount.amount);
            let head = Head { article: rule.article.as_deref(), text: &rule.text, ..regime.head() };
            Ok(Cap { amount: cap.amount.with(cost).tidy(), sdr: None, rate: None, taken: None, said: rules.said(head, &BTreeMap::new()) })
        }
        None => taken(rules, facts, regime, (limit, each), cap),
    }
}

/// An amount in the currency that is paid in, to its smallest coin.
pub(super) fn in_currency(facts: &Facts, rates: Option<&DayRates>, money: Money) -> Result<Decimal, Undecided> {
    let there = if money.currency == facts.currency { Some(money) } else { rates.and_then(|rates| rates.exchanged(money, facts.currency)) };
    there.map(|money| rounded(money).amount).ok_or(Undecided::Rate(money.currency))
}

/// What was declared lifts the limit, and never lowers it.
fn declared(rules: &ClaimRules, facts: &Facts, regime: &Regime, cap: Cap) -> Result<Cap, Undecided> {
    let declared = &rules.file.declared;
    let Some(sum) = facts.declared.filter(|_| facts.bag == BagKind::Checked && declared.regimes.contains(&regime.id)) else {
        return Ok(cap);
    };
    let exchanged = || rules.rates(facts.asked).and_then(|rates| rates.exchanged(sum, facts.currency));
    let sum = if sum.currency == facts.currency { Some(sum) } else { exchanged() };
    let sum = sum.ok_or(Undecided::Rate(facts.currency))?.tidy();
    if sum.amount <= cap.amount.amount {
        return Ok(cap);
    }
    let said = rules.said(declared.head(), &BTreeMap::from([("limit", sum.to_string())]));
    Ok(Cap { amount: sum, sdr: None, rate: None, taken: None, said })
}

/// One limit for everything that happened to a passenger's bags, or to a bag that is paid for by its weight: what was paid is part of it.
fn taken(rules: &ClaimRules, facts: &Facts, regime: &Regime, (limit, each): (&Limit, Money), cap: Cap) -> Result<Cap, Undecided> {
    let rates = rules.rates(facts.asked);
    let whole = limit.per_kg.is_none();
    let counts = |bag: BagKind| regime.covers.contains(&bag) && limit.bag.is_none_or(|of| of == bag);
    let others = facts.beside.iter().filter(|other| counts(other.bag) && (whole || other.same_bag));
    let mut paid = Vec::new();
    for one in facts.settled.iter().filter(|one| whole || one.same_bag).chain(others) {
        paid.push((in_currency(facts, rates, one.paid)?, &one.people));
    }
    // a bag's own limit is used up whoever it was paid to, and never by another bag
    let nobody = BTreeSet::new();
    let people = if whole { &facts.people } else { &nobody };
    let taken = cap.amount.amount - left(cap.amount.amount, each.amount, people, &paid);
    if taken <= Decimal::ZERO {
        return Ok(cap);
    }
    let amount = cap.amount.with(taken).tidy();
    let values = BTreeMap::from([("limit", cap.amount.to_string()), ("amount", amount.to_string())]);
    let head = rules.file.shared.as_ref().map_or_else(|| rules.file.before.head(), |rule| rule.head());
    Ok(Cap { taken: Some(Taken { amount, said: rules.said(head, &values) }), ..cap })
}

/// What is left of the limit of some people, where each of the booking has one and other cases have paid out of those of theirs: in
/// whichever way that is shared out, no group of them has more than its limits together. Nobody's share is known where nobody knows whose
/// things it was for: then all of it counts.
fn left(own: Decimal, each: Decimal, people: &BTreeSet<i16>, beside: &[(Decimal, &BTreeSet<i16>)]) -> Decimal {
    let others: BTreeSet<i16> = beside.iter().flat_map(|(_, of)| of.difference(people)).copied().collect();
    if people.is_empty() || others.len() > MOST_PEOPLE {
        return own - beside.iter().map(|(paid, _)| paid).sum::<Decimal>();
    }
    // what others were paid for themselves is never more than their own limits, however it came to be
    let mut theirs: BTreeMap<&BTreeSet<i16>, Decimal> = BTreeMap::new();
    beside.iter().filter(|(_, of)| !of.is_empty() && of.is_disjoint(people)).for_each(|(paid, of)| *theirs.entry(of).or_default() += paid);
    let groups = (0_u32..1 << others.len()).map(|group| {
        let more: BTreeSet<i16> = others.iter().enumerate().filter(|(place, _)| group & (1 << place) != 0).map(|(_, one)| *one).collect();
        let within = |of: &BTreeSet<i16>| of.iter().all(|one| people.contains(one) || more.contains(one));
        let limit = |of: &BTreeSet<i16>| each.saturating_mul(Decimal::from(of.len()));
        let shared: Decimal =
            beside.iter().filter(|(_, of)| within(of) && (of.is_empty() || !of.is_disjoint(people))).map(|(paid, _)| paid).sum();
        let alone: Decimal = theirs.iter().filter(|(of, _)| of.is_subset(&more)).map(|(of, paid)| (*paid).min(limit(of))).sum();
        own + limit(&more) - shared - alone.min(limit(&more))
    });
    groups.min().unwrap_or(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hundred for each; who had what is 1, 2, 3.
    #[test]
    fn each_has_one_limit_however_the_bags_were_packed() {
        let set = |people: &[i16]| people.iter().copied().collect::<BTreeSet<i16>>();
        let left = |of: &[i16], beside: &[(i64, &[i16])]| {
            let beside: Vec<_> = beside.iter().map(|(paid, of)| (Decimal::from(*paid), set(of))).collect();
            let beside: Vec<_> = beside.iter().map(|(paid, of)| (*paid, of)).collect();
            let own = Decimal::from(100 * of.len().max(1));
            super::left(own, Decimal::from(100), &set(of), &beside)
        };
        for (of, beside, expected) in [
            (&[1][..], &[][..], 100),
            (&[1], &[(30, &[1][..])][..], 70),
            // somebody else's is theirs
            (&[1], &[(100, &[2])], 100),
            // of a bag of both what fits is the other's
            (&[1], &[(100, &[1, 2])], 100),
            (&[1], &[(130, &[1, 2])], 70),
            (&[1], &[(100, &[1, 2]), (60, &[2])], 40),
            (&[1, 2], &[(60, &[1]), (60, &[2])], 80),
            (&[1, 2], &[(150, &[2, 3])], 150),
            // nobody knows whose it was: all of it counts
            (&[1], &[(30, &[])], 70),
            (&[], &[(30, &[2])], 70),
            (&[1], &[(130, &[1])], -30),
            // what somebody else was paid above their own is nobody's here
            (&[1], &[(130, &[2])], 100),
            (&[1], &[(90, &[2]), (90, &[2])], 100),
            (&[1], &[(100, &[1, 2]), (180, &[2])], 0),
            (&[1], &[(9_000, &[2]), (100, &[1, 3])], 100),
        ] {
            assert_eq!(left(of, beside), Decimal::from(expected), "{of:?} {beside:?}");
        }
    }
}
