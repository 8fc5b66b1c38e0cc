//! Amounts by currency, and what a special drawing right was worth on a day.

use crate::fare::Number;
use crate::money::{Currency, Money, RoundingMode};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One amount in the currencies somebody set it in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Amounts(pub BTreeMap<Currency, Number>);

impl Amounts {
    /// It in a currency: as it was set, else through the day's rates from the first that it was set in.
    #[must_use]
    pub fn in_currency(&self, currency: Currency, rates: Option<&DayRates>) -> Option<Money> {
        if let Some(amount) = self.0.get(&currency) {
            return Some(Money::new(amount.0, currency));
        }
        self.0.iter().find_map(|(of, amount)| rates?.exchanged(Money::new(amount.0, *of), currency))
    }
}

/// What one special drawing right was worth on a day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayRates {
    /// The day.
    pub day: Date,
    /// Key of who said so.
    pub source: String,
    /// So much of each currency for one.
    pub per_sdr: BTreeMap<Currency, Number>,
}

impl DayRates {
    /// Special drawing rights in a currency, to its smallest coin.
    #[must_use]
    pub fn of_sdr(&self, sdr: Decimal, currency: Currency) -> Option<Money> {
        let rate = self.per_sdr.get(&currency)?.0;
        Some(rounded(Money::new(sdr.checked_mul(rate)?, currency)))
    }

    /// An amount in another currency, to its smallest coin.
    #[must_use]
    pub fn exchanged(&self, money: Money, currency: Currency) -> Option<Money> {
        if money.currency == currency {
            return Some(rounded(money));
        }
        let (from, to) = (self.per_sdr.get(&money.currency)?.0, self.per_sdr.get(&currency)?.0);
        Some(rounded(Money::new(money.amount.checked_mul(to)?.checked_div(from)?, currency)))
    }
}

/// To the smallest coin of its currency.
pub(super) fn rounded(money: Money) -> Money {
    money.with(RoundingMode::HalfUp.round(money.amount, money.currency.unit()))
}

/// The rate a limit was turned into money by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The day it is of.
    pub day: Date,
    /// One special drawing right in the currency.
    pub per_sdr: Number,
    /// Who said so.
    pub source: String,
}
