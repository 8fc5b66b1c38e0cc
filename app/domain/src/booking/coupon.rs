//! What coupons are worth: fare and taxes of one passenger on one flight, and how they follow a change.

use super::{PassengerKind, fare_percent};
use crate::money::{Money, RoundingMode};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A tax with its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tax {
    /// `US`, `XF`.
    pub code: String,
    /// In the currency of the fare.
    pub amount: Decimal,
}

/// What one passenger pays for one flight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// Without taxes.
    pub fare: Money,
    /// What states and airports take.
    pub taxes: Vec<Tax>,
}

impl Value {
    /// All taxes together.
    #[must_use]
    pub fn tax(&self) -> Decimal {
        self.taxes.iter().map(|tax| tax.amount).sum()
    }

    /// Fare and taxes.
    #[must_use]
    pub fn sum(&self) -> Decimal {
        self.fare.amount.saturating_add(self.tax())
    }

    /// An adult's value as this passenger pays it. Children pay every tax; who travels on a lap pays none.
    #[must_use]
    pub fn paid_by(&self, kind: PassengerKind) -> Self {
        let share = self.fare.amount * Decimal::from(fare_percent(kind)) / Decimal::ONE_HUNDRED;
        let taxes = if kind == PassengerKind::Infant { Vec::new() } else { self.taxes.clone() };
        Self { fare: self.fare.with(RoundingMode::HalfUp.round(share, self.fare.currency.unit())), taxes }
    }
}

/// The total of a booking that came with nothing else, shared by its passengers and flights: for each passenger a value for each flight.
/// Of each share as much is taxes as is `filed` for the flight, where that is not most of it. Their sum is the total, to the cent.
#[must_use]
pub fn shared(total: Money, people: &[PassengerKind], filed: &[Vec<Tax>]) -> Vec<Vec<Value>> {
    let whole: Decimal = people.iter().map(|kind| Decimal::from(fare_percent(*kind)) * Decimal::from(filed.len())).sum();
    let mut left = total.amount;
    let mut one = |kind: PassengerKind, taxes: &Vec<Tax>| {
        let share = total.amount.checked_mul(Decimal::from(fare_percent(kind))).and_then(|part| part.checked_div(whole));
        let share = RoundingMode::Down.round(share.unwrap_or_default(), total.currency.unit());
        left -= share;
        // who travels on a lap pays no airport
        let taxes = if kind == PassengerKind::Infant { Vec::new() } else { taxes.clone() };
        let sum: Decimal = taxes.iter().map(|tax| tax.amount).sum();
        let (fare, taxes) = if sum * Decimal::TWO <= share { (share - sum, taxes) } else { (share, Vec::new()) };
        Value { fare: total.with(fare), taxes }
    };
    let mut all: Vec<Vec<Value>> = people.iter().map(|kind| filed.iter().map(|taxes| one(*kind, taxes)).collect()).collect();
    // what rounding left over is the first one's
    if let Some(first) = all.first_mut().and_then(|flights| flights.first_mut()) {
        first.fare.amount += left;
    }
    all
}

/// What so many new flights are worth where nothing moves: what the old ones were, one by one where they are as many, else on the first.
#[must_use]
pub fn as_paid(gone: &[&Value], flights: usize) -> Vec<Value> {
    if gone.len() == flights {
        return gone.iter().map(|value| (*value).clone()).collect();
    }
    let Some(one) = gone.first() else { return Vec::new() };
    let nothing = Value { fare: one.fare.with(Decimal::ZERO), taxes: Vec::new() };
    let taxes = gone.iter().flat_map(|value| value.taxes.iter().cloned()).collect();
    let all = Value { fare: one.fare.with(gone.iter().map(|value| value.fare.amount).sum()), taxes };
    std::iter::once(all).chain(std::iter::repeat(nothing)).take(flights).collect()
}

/// What the new coupons of a passenger are worth: what the old ones were, and what was paid (above zero) or given back for the difference
/// of fares and of taxes. So no refund of later is more than was paid, also where the airline moved them to a dearer flight for nothing.
#[must_use]
pub fn carried(gone: &[&Value], offered: &[Value], paid_fare: Decimal, paid_tax: Decimal) -> Vec<Value> {
    let fare = (gone.iter().map(|value| value.fare.amount).sum::<Decimal>() + paid_fare).max(Decimal::ZERO);
    let tax = (gone.iter().map(|value| value.tax()).sum::<Decimal>() + paid_tax).max(Decimal::ZERO);
    if fare == offered.iter().map(|one| one.fare.amount).sum() && tax == offered.iter().map(Value::tax).sum() {
        return offered.to_vec();
    }
    // everything on the first flight: whole again it is the same sum
    let mut by_code: BTreeMap<&str, Decimal> = BTreeMap::new();
    gone.iter().flat_map(|value| &value.taxes).for_each(|known| *by_code.entry(&known.code).or_default() += known.amount);
    let known: Decimal = by_code.values().sum();
    let first = |one: &Value| {
        let taxes = || by_code.iter().map(|(code, amount)| Tax { code: (*code).to_owned(), amount: *amount }).collect();
        let (taxes, rest) = if known <= tax { (taxes(), tax - known) } else { (Vec::new(), tax) };
        Value { fare: one.fare.with(fare + rest), taxes }
    };
    let nothing = |one: &Value| Value { fare: one.fare.with(Decimal::ZERO), taxes: Vec::new() };
    offered.iter().enumerate().map(|(place, one)| if place == 0 { first(one) } else { nothing(one) }).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::money::Currency;
    use proptest::prelude::*;

    fn money(amount: i64, code: &str) -> Money {
        let currency = Currency::parse(code).unwrap();
        Money::new(Decimal::new(amount, currency.digits()), currency)
    }

    fn taxes() -> impl Strategy<Value = Vec<Tax>> {
        let one = (prop_oneof![Just("US"), Just("XF"), Just("CN")], 0_i64..9_000);
        prop::collection::vec(one.prop_map(|(code, amount)| Tax { code: code.to_owned(), amount: Decimal::new(amount, 2) }), 0..3)
    }

    fn value() -> impl Strategy<Value = Value> {
        (0_i64..900_000, taxes()).prop_map(|(fare, taxes)| Value { fare: money(fare, "USD"), taxes })
    }

    fn kinds() -> impl Strategy<Value = Vec<PassengerKind>> {
        prop::collection::vec(prop_oneof![Just(PassengerKind::Adult), Just(PassengerKind::Child), Just(PassengerKind::Infant)], 1..6)
    }

    proptest! {
        #[test]
        fn shares_are_the_total(
            amount in 0_i64..9_000_000, code in prop_oneof![Just("USD"), Just("JPY"), Just("KWD")], people in kinds(), filed in prop::collection::vec(taxes(), 1..5),
        ) {
            let total = money(amount, code);
            let all = shared(total, &people, &filed);
            prop_assert_eq!(all.iter().flatten().map(Value::sum).sum::<Decimal>(), total.amount);
            prop_assert!(all.iter().flatten().all(|value| value.fare.amount >= Decimal::ZERO));
            prop_assert!(all.iter().all(|flights| flights.len() == filed.len()));
        }

        #[test]
        fn new_coupons_are_worth_what_was_paid(
            gone in prop::collection::vec(value(), 1..4), offered in prop::collection::vec(value(), 1..4), fare in -900_000_i64..900_000, tax in -9_000_i64..9_000,
        ) {
            let (fare, tax) = (Decimal::new(fare, 2), Decimal::new(tax, 2));
            let gone: Vec<&Value> = gone.iter().collect();
            let new = carried(&gone, &offered, fare, tax);
            let was_fare: Decimal = gone.iter().map(|value| value.fare.amount).sum();
            let was_tax: Decimal = gone.iter().map(|value| value.tax()).sum();
            let expected = (was_fare + fare).max(Decimal::ZERO) + (was_tax + tax).max(Decimal::ZERO);
            prop_assert_eq!(new.len(), offered.len());
            prop_assert_eq!(new.iter().map(Value::sum).sum::<Decimal>(), expected);
        }

        #[test]
        fn what_another_airline_takes_is_worth_what_was_paid(gone in prop::collection::vec(value(), 1..4), flights in 1_usize..4) {
            let gone: Vec<&Value> = gone.iter().collect();
            let new = as_paid(&gone, flights);
            prop_assert_eq!(new.len(), flights);
            prop_assert_eq!(new.iter().map(Value::sum).sum::<Decimal>(), gone.iter().map(|value| value.sum()).sum());
            prop_assert_eq!(carried(&gone, &new, Decimal::ZERO, Decimal::ZERO), new);
        }

        #[test]
        fn nobody_pays_more_than_an_adult(value in value()) {
            let all = [PassengerKind::Adult, PassengerKind::Child, PassengerKind::Infant].map(|kind| value.paid_by(kind).sum());
            prop_assert!(all.is_sorted_by(|more, less| more >= less));
            prop_assert_eq!(all[0], value.sum());
        }
    }
}
