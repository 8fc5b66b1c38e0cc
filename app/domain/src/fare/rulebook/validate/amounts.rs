//! Amounts: one way of saying each, in every currency it is needed in.

use super::super::super::rules::{Amount, RuleFile};
use super::super::super::value::Number;
use super::super::{Log, refer};
use super::rules::code;
use crate::money::Currency;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What a percentage may be of.
const BASES: [&str; 8] = ["fare", "surcharges", "taxes", "ancillaries", "total", "published_fare", "new_fare", "difference"];

/// An amount as a rule says it.
pub(super) fn amount(amount: &Amount, file: &RuleFile, log: &mut Log<'_>) {
    let lists = [("highest", &amount.highest), ("lowest", &amount.lowest), ("sum", &amount.sum)];
    let said = usize::from(amount.free)
        + usize::from(!amount.fixed.is_empty())
        + usize::from(amount.percent.is_some())
        + lists.iter().filter(|(_, list)| !list.is_empty()).count();
    if said != 1 {
        log.say("exactly one of free, fixed, percent, highest, lowest and sum");
    }
    log.key("fixed", |log| fixed(&amount.fixed, file, log));
    match (&amount.percent, &amount.of) {
        (Some(percent), Some(of)) => {
            if percent.0 < Decimal::ZERO || percent.0 > Decimal::ONE_HUNDRED {
                log.say_at("percent", "between 0 and 100 percent");
            }
            log.key("of", |log| {
                refer::all(of, refer::To::Words(&BASES), log);
                if of.but {
                    log.say("what it is a share of, without !");
                }
            });
        }
        (Some(_), None) => log.say_at("percent", "of what: say of = \"fare\", for instance"),
        (None, Some(_)) => log.say_at("of", "only a percentage is of something"),
        (None, None) => {}
    }
    for (key, list) in lists {
        log.each(key, list, |log, _, one| self::amount(one, file, log));
    }
}

/// Amounts by currency: sound ones, and one for each currency of the file unless a rate leads there.
pub(super) fn fixed(fixed: &BTreeMap<Currency, Number>, file: &RuleFile, log: &mut Log<'_>) {
    for (currency, amount) in fixed {
        sound(*currency, amount.0, log);
    }
    if fixed.is_empty() {
        return;
    }
    let rated =
        |currency: Currency| file.rates.as_ref().is_some_and(|rates| rates.base == currency || rates.quotes.contains_key(&currency));
    let convertible = fixed.keys().any(|currency| rated(*currency));
    for currency in &file.currencies {
        let known = fixed.contains_key(currency) || (convertible && rated(*currency));
        if !known {
            log.say(format!("no amount in {currency}, which is among the currencies, and no rate for it"));
        }
    }
}

/// No fee and no rate is a million millions: what is beyond is a slip, and sums of it would not fit.
pub(super) fn slip(amount: Decimal) -> bool {
    amount >= Decimal::from(1_000_000_000_000_i64)
}

/// Not below zero, and no finer than the currency is.
pub(super) fn sound(currency: Currency, amount: Decimal, log: &mut Log<'_>) {
    if amount.is_sign_negative() && !amount.is_zero() {
        log.say_at(&code(currency), "an amount is not below zero");
    }
    if slip(amount) {
        log.say_at(&code(currency), "an amount beyond a million millions");
    }
    if amount.normalize().scale() > currency.digits() {
        log.say_at(&code(currency), format!("{currency} has {} digits behind the point", currency.digits()));
    }
}

/// A step to round to.
pub(super) fn step(currency: Currency, unit: Decimal, key: &str, log: &mut Log<'_>) {
    let fine = unit.normalize().scale() > currency.digits();
    if unit <= Decimal::ZERO || fine || slip(unit) {
        log.say_at(key, format!("a step above zero, with at most {} digits behind the point", currency.digits()));
    }
}
