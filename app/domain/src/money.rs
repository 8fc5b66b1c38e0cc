//! Money: a decimal amount with its currency, and how it is rounded.

mod currency;

pub use currency::Currency;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// An amount of one currency. Written as text where it is stored or sent, so that no reader makes a binary fraction of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// An amount of a currency.
    #[must_use]
    pub const fn new(amount: Decimal, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Nothing of a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(Decimal::ZERO, currency)
    }

    /// The same amount with at least the digits of its currency, and no sign on nothing.
    #[must_use]
    pub fn tidy(self) -> Self {
        let mut amount = if self.amount.is_zero() { Decimal::ZERO } else { self.amount.normalize() };
        if amount.scale() < self.currency.digits() {
            amount.rescale(self.currency.digits());
        }
        self.with(amount)
    }

    /// The same currency with another amount.
    #[must_use]
    pub const fn with(self, amount: Decimal) -> Self {
        Self::new(amount, self.currency)
    }
}

/// `CNY 120.00`, `JPY 5000`, `KWD 1.250`: at least the digits the currency has.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency, self.tidy().amount)
    }
}

/// Where an amount between two steps goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// To the nearer step; from the middle away from zero.
    #[default]
    HalfUp,
    /// To the nearer step; from the middle towards zero.
    HalfDown,
    /// To the nearer step; from the middle to the even one.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

impl RoundingMode {
    const fn strategy(self) -> RoundingStrategy {
        match self {
            Self::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Self::HalfDown => RoundingStrategy::MidpointTowardZero,
            Self::HalfEven => RoundingStrategy::MidpointNearestEven,
            Self::Up => RoundingStrategy::AwayFromZero,
            Self::Down => RoundingStrategy::ToZero,
        }
    }

    /// The amount in whole steps of `unit`; a unit that is no step leaves it as it is.
    #[must_use]
    pub fn round(self, amount: Decimal, unit: Decimal) -> Decimal {
        if unit <= Decimal::ZERO {
            return amount;
        }
        let steps = amount.checked_div(unit).map(|steps| steps.round_dp_with_strategy(0, self.strategy()));
        steps.and_then(|steps| steps.checked_mul(unit)).unwrap_or(amount)
    }
}

/// Sums by currency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Purse(BTreeMap<Currency, Decimal>);

impl Purse {
    /// Adds an amount; what would be more than a decimal holds stays at the most it holds.
    pub fn add(&mut self, money: Money) {
        let sum = self.0.entry(money.currency).or_default();
        *sum = sum.saturating_add(money.amount);
    }

    /// How much there is of a currency.
    #[must_use]
    pub fn of(&self, currency: Currency) -> Decimal {
        self.0.get(&currency).copied().unwrap_or_default()
    }

    /// Every currency in it with its sum.
    pub fn iter(&self) -> impl Iterator<Item = Money> + '_ {
        self.0.iter().map(|(currency, amount)| Money::new(*amount, *currency))
    }
}

impl FromIterator<Money> for Purse {
    fn from_iter<I: IntoIterator<Item = Money>>(all: I) -> Self {
        let mut purse = Self::default();
        all.into_iter().for_each(|money| purse.add(money));
        purse
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn rounded(mode: RoundingMode, amount: &str, currency: &str) -> String {
        let currency = Currency::parse(currency).unwrap();
        Money::new(mode.round(amount.parse().unwrap(), currency.unit()), currency).to_string()
    }

    #[test]
    fn each_currency_has_its_digits() {
        use RoundingMode::*;
        for (mode, amount, currency, expected) in [
            (HalfUp, "12.345", "USD", "USD 12.35"),
            (HalfDown, "12.345", "USD", "USD 12.34"),
            (HalfEven, "12.345", "CNY", "CNY 12.34"),
            (HalfUp, "1234.5", "JPY", "JPY 1235"),
            (Down, "1234.9", "JPY", "JPY 1234"),
            (Up, "0.0001", "KWD", "KWD 0.001"),
            (HalfUp, "1.2345", "KWD", "KWD 1.235"),
            (Up, "12", "CNY", "CNY 12.00"),
        ] {
            assert_eq!(rounded(mode, amount, currency), expected, "{mode:?} {amount} {currency}");
        }
        assert_eq!(RoundingMode::HalfUp.round("1234".parse().unwrap(), "10".parse().unwrap()), Decimal::from(1230));
        assert_eq!(RoundingMode::Up.round("1231".parse().unwrap(), "10".parse().unwrap()), Decimal::from(1240));
        assert_eq!(RoundingMode::Up.round("7".parse().unwrap(), Decimal::ZERO), Decimal::from(7));
    }

    #[test]
    fn a_purse_keeps_currencies_apart() {
        let money = |amount: i64, code: &str| Money::new(Decimal::from(amount), Currency::parse(code).unwrap());
        let purse: Purse = [money(5, "USD"), money(100, "CNY"), money(-2, "USD")].into_iter().collect();
        assert_eq!(purse.iter().collect::<Vec<_>>(), [money(100, "CNY"), money(3, "USD")]);
        assert_eq!(purse.of(Currency::parse("EUR").unwrap()), Decimal::ZERO);
    }
}
