//! What an amount of a rule comes to.

use super::super::booking::Price;
use super::super::decision::Undecided;
use super::super::rules::{Amount, RuleFile};
use super::super::value::Number;
use super::Deciding;
use super::fees::Charged;
use crate::money::{Currency, Money, Purse};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Deciding<'a, '_> {
    /// What a fee comes to for all flights it is counted once for, not rounded.
    pub(super) fn amount_of(&self, charged: &Charged<'_, 'a>, group: &[&Charged<'_, 'a>]) -> Result<Money, Undecided> {
        match charged.amount() {
            Some(amount) => self.amount(amount, charged, group),
            None => Ok(Money::zero(self.ask.booking.currency)),
        }
    }

    /// The price a fee is a percentage of; nothing where it is none.
    pub(super) fn of_what(&self, charged: &Charged<'_, 'a>, group: &[&Charged<'_, 'a>]) -> Money {
        let of = charged.amount().and_then(|amount| amount.of.as_ref()).map(|words| words.list.as_slice());
        let base = of.and_then(|of| self.base(of, charged, group).ok());
        base.unwrap_or_else(|| Money::zero(self.ask.booking.currency))
    }

    fn amount(&self, amount: &Amount, charged: &Charged<'_, 'a>, group: &[&Charged<'_, 'a>]) -> Result<Money, Undecided> {
        let rule = || charged.found.ready.id.clone();
        if !amount.fixed.is_empty() {
            let currency = self.ask.booking.currency;
            // a ticket paid in points has fees in points, where they are named in nothing else
            let fare = charged.one.coupon.fare.money(currency).currency;
            let in_currency =
                |currency| fixed(&amount.fixed, currency, &charged.found.held.file).map(|amount| Money::new(amount, currency));
            return in_currency(currency).or_else(|| in_currency(fare)).ok_or_else(|| Undecided::NoAmount { rule: rule(), currency });
        }
        if let Some(percent) = amount.percent {
            let of = amount.of.as_ref().map_or(&[] as &[String], |words| &words.list);
            let base = self.base(of, charged, group)?;
            return Ok(base.with(percent.of(base.amount)));
        }
        let all = |list: &[Amount]| -> Result<Vec<Money>, Undecided> {
            let amounts: Vec<_> = list.iter().map(|one| self.amount(one, charged, group)).collect::<Result<_, _>>()?;
            let one_currency = amounts.windows(2).all(|pair| matches!(pair, [a, b] if a.currency == b.currency));
            if one_currency { Ok(amounts) } else { Err(Undecided::Currencies { rule: rule() }) }
        };
        let nothing = Money::zero(self.ask.booking.currency);
        if !amount.highest.is_empty() {
            return Ok(all(&amount.highest)?.into_iter().max_by_key(|money| money.amount).unwrap_or(nothing));
        }
        if !amount.lowest.is_empty() {
            return Ok(all(&amount.lowest)?.into_iter().min_by_key(|money| money.amount).unwrap_or(nothing));
        }
        let sum = all(&amount.sum)?;
        let total = sum.iter().map(|money| money.amount).sum();
        Ok(sum.first().map_or(nothing, |first| first.with(total)))
    }

    /// What a percentage is of: prices of all flights the fee is counted once for.
    fn base(&self, of: &[String], charged: &Charged<'_, 'a>, group: &[&Charged<'_, 'a>]) -> Result<Money, Undecided> {
        let currency = self.ask.booking.currency;
        let mut purse = Purse::default();
        let mut people = BTreeSet::new();
        for member in group {
            let (one, coupon) = (member.one, member.one.coupon);
            let has = |word: &str| of.iter().any(|base| base == word || (base == "total" && word != "published_fare"));
            let mut add = |price: Price| purse.add(price.money(currency));
            if has("fare") {
                add(coupon.fare);
            }
            if has("surcharges") {
                coupon.surcharges.iter().for_each(|one| add(one.amount));
            }
            if has("taxes") {
                coupon.taxes.iter().for_each(|one| add(one.amount));
            }
            if has("ancillaries") {
                let own = self.ask.booking.ancillaries.iter().filter(|extra| extra.passenger == one.passenger.id && !extra.used);
                own.filter(|extra| extra.segment.as_ref() == Some(&one.segment.id)).for_each(|extra| add(extra.amount));
            }
            if of.iter().any(|base| base == "published_fare") {
                add(coupon.published_fare.ok_or_else(|| Undecided::Missing {
                    rule: charged.found.ready.id.clone(),
                    needs: "published_fare".to_owned(),
                    segment: one.segment.id.clone(),
                })?);
            }
            if people.insert(&one.passenger.id) {
                self.of_the_offer(of, member, &mut purse)?;
            }
        }
        let mut sums = purse.iter();
        let base = sums.next().unwrap_or_else(|| Money::zero(currency));
        if sums.next().is_some() { Err(Undecided::Currencies { rule: charged.found.ready.id.clone() }) } else { Ok(base) }
    }

    fn of_the_offer(&self, of: &[String], member: &Charged<'_, 'a>, purse: &mut Purse) -> Result<(), Undecided> {
        let has = |word: &str| of.iter().any(|base| base == word);
        if !has("new_fare") && !has("difference") {
            return Ok(());
        }
        let missing = || Undecided::Missing {
            rule: member.found.ready.id.clone(),
            needs: "an offer of new flights".to_owned(),
            segment: member.one.segment.id.clone(),
        };
        let price = self.offered(&member.one.passenger.id).ok_or_else(missing)?;
        if has("new_fare") {
            purse.add(price.fare.money(self.ask.booking.currency));
        }
        if has("difference") {
            let compared = self.compared(member.one, price).ok_or_else(missing)?;
            let (old, new) = compared.fare;
            purse.add(new.with((new.amount - old.amount).max(Decimal::ZERO)));
        }
        Ok(())
    }
}

/// A fixed amount in a currency: as it stands, or by the rates of the file.
pub(super) fn fixed(fixed: &BTreeMap<Currency, Number>, currency: Currency, file: &RuleFile) -> Option<Decimal> {
    if let Some(amount) = fixed.get(&currency) {
        return Some(amount.0);
    }
    let rates = file.rates.as_ref()?;
    let quote = |of: Currency| if of == rates.base { Some(Decimal::ONE) } else { rates.quotes.get(&of).map(|quote| quote.0) };
    let to = quote(currency)?;
    // the base's own amount needs one step less than any other
    let known = fixed.get_key_value(&rates.base).or_else(|| fixed.iter().find(|(of, _)| quote(**of).is_some()));
    let (of, amount) = known?;
    amount.0.checked_mul(to)?.checked_div(quote(*of)?)
}
