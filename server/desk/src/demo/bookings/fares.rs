//! What a demo booking cost, and what it may carry.

use super::chance::Chance;
use rust_decimal::Decimal;

/// A fare family with the booking classes it is sold in.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::demo) struct Fare {
    pub family: &'static str,
    pub cabin: &'static str,
    pub class: &'static str,
    pub bags: i16,
    /// Price per flown hour, in dollars, before chance has its say.
    hourly: u32,
}

pub(in crate::demo) const BASIC: Fare = Fare { family: "basic", cabin: "economy", class: "N", bags: 0, hourly: 34 };
pub(in crate::demo) const STANDARD: Fare = Fare { family: "standard", cabin: "economy", class: "V", bags: 1, hourly: 48 };
pub(in crate::demo) const FLEX: Fare = Fare { family: "flex", cabin: "economy", class: "Y", bags: 2, hourly: 83 };
pub(in crate::demo) const BUSINESS: Fare = Fare { family: "business", cabin: "business", class: "J", bags: 2, hourly: 210 };

impl Fare {
    pub(in crate::demo) fn any(chance: &mut Chance) -> Self {
        chance.weighted(&[(30, BASIC), (42, STANDARD), (20, FLEX), (8, BUSINESS)])
    }

    /// The price of one seat over so many minutes of flying, in dollars and cents.
    pub(in crate::demo) fn price(self, minutes: i64, chance: &mut Chance) -> Decimal {
        let spread = 80 + i64::from(chance.below(60));
        Decimal::new(self.cents(minutes) * spread / 100, 2)
    }

    /// The same without chance.
    pub(in crate::demo) fn usual(self, minutes: i64) -> Decimal {
        Decimal::new(self.cents(minutes), 2)
    }

    fn cents(self, minutes: i64) -> i64 {
        3900 + i64::from(self.hourly) * minutes * 100 / 60
    }
}
