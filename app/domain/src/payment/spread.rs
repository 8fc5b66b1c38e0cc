//! To the original means: which charges an amount goes back to.

use rust_decimal::Decimal;

/// A charge that was captured, and what of it has gone back or is about to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paid {
    /// Captured.
    pub amount: Decimal,
    /// Given back, or promised to be.
    pub refunded: Decimal,
}

impl Paid {
    /// What may still go back.
    #[must_use]
    pub fn left(self) -> Decimal {
        (self.amount - self.refunded).max(Decimal::ZERO)
    }
}

/// Spreads an amount over charges in their order, each as far as it goes: places with amounts above nothing. `None` where
/// the amount is nothing or more than is left.
#[must_use]
pub fn spread(amount: Decimal, charges: &[Paid]) -> Option<Vec<(usize, Decimal)>> {
    let mut open = amount;
    let mut parts = Vec::new();
    for (place, paid) in charges.iter().enumerate() {
        let part = paid.left().min(open);
        if part > Decimal::ZERO {
            parts.push((place, part));
            open -= part;
        }
    }
    (amount > Decimal::ZERO && open.is_zero()).then_some(parts)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use proptest::prelude::*;

    fn paid(amount: i64, refunded: i64) -> Paid {
        Paid { amount: Decimal::new(amount, 2), refunded: Decimal::new(refunded, 2) }
    }

    #[test]
    fn newest_first_each_as_far_as_it_goes() {
        let charges = [paid(5_000, 0), paid(2_000, 2_000), paid(30_000, 10_000)];
        assert_eq!(spread(Decimal::new(4_000, 2), &charges), Some(vec![(0, Decimal::new(4_000, 2))]));
        assert_eq!(spread(Decimal::new(9_000, 2), &charges), Some(vec![(0, Decimal::new(5_000, 2)), (2, Decimal::new(4_000, 2))]));
        assert_eq!(spread(Decimal::new(25_001, 2), &charges), None);
        assert_eq!(spread(Decimal::ZERO, &charges), None);
        assert_eq!(spread(Decimal::new(-1, 2), &charges), None);
        assert_eq!(spread(Decimal::ONE, &[]), None);
    }

    proptest! {
        /// However often money is asked back, no charge gives back more than it took, and what is given is what was asked.
        #[test]
        fn never_more_back_than_was_paid(
            amounts in prop::collection::vec((1_i64..1_000_000, 0_i64..1_000_000), 1..6),
            asked in prop::collection::vec(1_i64..800_000, 1..8),
            scale in 0_u32..4,
        ) {
            let number = |amount: i64| Decimal::new(amount, scale);
            let mut charges: Vec<Paid> =
                amounts.iter().map(|(amount, back)| Paid { amount: number(*amount), refunded: number(*back.min(amount)) }).collect();
            for amount in asked {
                let left: Decimal = charges.iter().map(|paid| paid.left()).sum();
                match spread(number(amount), &charges) {
                    Some(parts) => {
                        prop_assert_eq!(parts.iter().map(|(_, part)| *part).sum::<Decimal>(), number(amount));
                        for (place, part) in parts {
                            prop_assert!(part > Decimal::ZERO);
                            charges[place].refunded += part;
                            prop_assert!(charges[place].refunded <= charges[place].amount);
                        }
                    }
                    None => prop_assert!(number(amount) > left),
                }
            }
        }
    }
}
