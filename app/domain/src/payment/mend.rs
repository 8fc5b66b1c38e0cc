//! Reconciliation: what is to be done where we and the provider do not say the same of one payment.

use super::{Direction, Order, State};
use crate::money::Money;

/// A payment as we have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ours {
    /// Which way.
    pub direction: Direction,
    /// Where it stands.
    pub state: State,
    /// How much.
    pub amount: Money,
    /// It was paid before the provider's book began: the provider need not know it.
    pub before: bool,
}

/// The same payment as the provider has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theirs {
    /// Which way.
    pub direction: Direction,
    /// Where it stands.
    pub state: State,
    /// How much.
    pub amount: Money,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend {
    /// The two agree, or what is missing is on its way.
    Nothing,
    /// They are further: what they say holds.
    Take(State),
    /// They have missed or lost what we asked: it is asked again, under the same key.
    Ask(Order),
    /// No machine may decide this: a person looks.
    Tell(Mismatch),
}

/// What a person has to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    /// They moved money we know nothing of.
    Unknown,
    /// They know nothing of money we believe moved.
    Missing,
    /// The amounts or directions differ.
    Amount,
    /// We hold it for failed, and they moved the money.
    Moved,
}

impl Mismatch {
    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Missing => "missing",
            Self::Amount => "amount",
            Self::Moved => "moved",
        }
    }
}

impl Mend {
    /// As stored and counted; nothing where there is nothing to do.
    #[must_use]
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::Take(_) => Some("taken"),
            Self::Ask(order) => Some(match order {
                Order::Open => "asked-open",
                Order::Capture => "asked-capture",
                Order::Void => "asked-void",
                Order::Refund => "asked-refund",
            }),
            Self::Tell(mismatch) => Some(mismatch.as_str()),
        }
    }
}

/// The table. Whatever it answers, money moves once: it asks again only for what they do not have, and lets go only of what
/// nobody has captured.
#[must_use]
pub fn mend(ours: Option<Ours>, theirs: Option<Theirs>) -> Mend {
    match (ours, theirs) {
        (None, None) => Mend::Nothing,
        (None, Some(theirs)) => stranger(theirs.state),
        (Some(ours), None) => lost(ours),
        (Some(ours), Some(theirs)) if ours.direction != theirs.direction || ours.amount != theirs.amount => Mend::Tell(Mismatch::Amount),
        (Some(ours), Some(theirs)) => {
            let known = ours.state.after(ours.direction, theirs.state);
            if known == ours.state { behind(ours, theirs.state) } else { Mend::Take(known) }
        }
    }
}

/// What they have and we do not know.
const fn stranger(theirs: State) -> Mend {
    match theirs {
        State::Opened | State::Authorised => Mend::Ask(Order::Void),
        State::Captured | State::Sent | State::Settled => Mend::Tell(Mismatch::Unknown),
        State::Planned | State::Declined | State::Expired | State::Voided | State::Failed => Mend::Nothing,
    }
}

/// What we have and they do not know.
const fn lost(ours: Ours) -> Mend {
    match ours.state {
        // the worker has yet to ask for the first time, or nothing moved
        State::Planned | State::Declined | State::Expired | State::Voided | State::Failed => Mend::Nothing,
        State::Opened => Mend::Ask(Order::Open),
        State::Sent => Mend::Ask(Order::Refund),
        State::Captured if ours.before => Mend::Nothing,
        State::Authorised | State::Captured | State::Settled => Mend::Tell(Mismatch::Missing),
    }
}

/// They are as far as we are, or less.
fn behind(ours: Ours, theirs: State) -> Mend {
    if ours.state == theirs {
        return Mend::Nothing;
    }
    match (ours.direction, ours.state, theirs) {
        (Direction::Charge, State::Captured, State::Authorised) => Mend::Ask(Order::Capture),
        (Direction::Charge, State::Captured | State::Authorised, _) => Mend::Tell(Mismatch::Missing),
        // over for us: nobody should be able to pay any more, and what is held is let go
        (Direction::Charge, _, State::Opened | State::Authorised) => Mend::Ask(Order::Void),
        (Direction::Refund, State::Failed, State::Sent | State::Settled) => Mend::Tell(Mismatch::Moved),
        (Direction::Charge | Direction::Refund, _, _) => Mend::Nothing,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::money::Currency;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    fn usd(cents: i64) -> Money {
        Money::new(Decimal::new(cents, 2), Currency::parse("USD").unwrap())
    }

    fn ours(direction: Direction, state: State) -> Option<Ours> {
        Some(Ours { direction, state, amount: usd(12_000), before: false })
    }

    fn theirs(direction: Direction, state: State) -> Option<Theirs> {
        Some(Theirs { direction, state, amount: usd(12_000) })
    }

    #[test]
    fn the_table() {
        use Direction::{Charge, Refund};
        use State::*;
        for (direction, left, right, expected) in [
            (Charge, None, Some(Opened), Mend::Ask(Order::Void)),
            (Charge, None, Some(Authorised), Mend::Ask(Order::Void)),
            (Charge, None, Some(Captured), Mend::Tell(Mismatch::Unknown)),
            (Charge, None, Some(Declined), Mend::Nothing),
            (Refund, None, Some(Settled), Mend::Tell(Mismatch::Unknown)),
            (Charge, Some(Planned), None, Mend::Nothing),
            (Charge, Some(Opened), None, Mend::Ask(Order::Open)),
            (Charge, Some(Captured), None, Mend::Tell(Mismatch::Missing)),
            (Refund, Some(Sent), None, Mend::Ask(Order::Refund)),
            (Refund, Some(Settled), None, Mend::Tell(Mismatch::Missing)),
            (Charge, Some(Planned), Some(Authorised), Mend::Take(Authorised)),
            (Charge, Some(Opened), Some(Declined), Mend::Take(Declined)),
            (Charge, Some(Declined), Some(Authorised), Mend::Take(Authorised)),
            (Charge, Some(Authorised), Some(Captured), Mend::Take(Captured)),
            (Charge, Some(Captured), Some(Authorised), Mend::Ask(Order::Capture)),
            (Charge, Some(Captured), Some(Voided), Mend::Tell(Mismatch::Missing)),
            (Charge, Some(Authorised), Some(Opened), Mend::Tell(Mismatch::Missing)),
            (Charge, Some(Voided), Some(Authorised), Mend::Ask(Order::Void)),
            (Charge, Some(Voided), Some(Declined), Mend::Nothing),
            (Refund, Some(Planned), Some(Settled), Mend::Take(Settled)),
            (Refund, Some(Sent), Some(Failed), Mend::Take(Failed)),
            (Refund, Some(Failed), Some(Settled), Mend::Tell(Mismatch::Moved)),
            (Refund, Some(Settled), Some(Sent), Mend::Nothing),
        ] {
            let found = mend(left.and_then(|state| ours(direction, state)), right.and_then(|state| theirs(direction, state)));
            assert_eq!(found, expected, "{direction:?}: ours {left:?}, theirs {right:?}");
            assert_eq!(found.word().is_none(), found == Mend::Nothing);
        }
        let other = Theirs { direction: Charge, state: Captured, amount: usd(12_001) };
        assert_eq!(mend(ours(Charge, Captured), Some(other)), Mend::Tell(Mismatch::Amount));
        let before = Ours { direction: Charge, state: Captured, amount: usd(1), before: true };
        assert_eq!(mend(Some(before), None), Mend::Nothing);
    }

    fn pair() -> impl Strategy<Value = (Direction, Option<State>, Option<State>)> {
        (prop::bool::ANY, 0_usize..9, 0_usize..9).prop_map(|(charge, left, right)| {
            let direction = if charge { Direction::Charge } else { Direction::Refund };
            let states = direction.states();
            let theirs = states.get(right).copied().filter(|state| *state != State::Planned);
            (direction, states.get(left).copied(), theirs)
        })
    }

    const fn moved(state: Option<State>) -> bool {
        matches!(state, Some(State::Captured | State::Sent | State::Settled))
    }

    proptest! {
        /// Done again and again it comes to rest, either agreed on whether money moved or before a person; and on the way
        /// it never moves money that had moved, nor lets go of any.
        #[test]
        fn mending_ends_with_one_truth((direction, mut left, mut right) in pair()) {
            for round in 0..4 {
                let ours = left.and_then(|state| ours(direction, state));
                match mend(ours, right.and_then(|state| theirs(direction, state))) {
                    Mend::Nothing => {
                        // a refund that failed for both has not moved; what was never asked has not, either
                        prop_assert_eq!(moved(left), moved(right), "ours {:?}, theirs {:?}", left, right);
                        return Ok(());
                    }
                    Mend::Tell(_) => return Ok(()),
                    Mend::Take(state) => {
                        prop_assert!(left != Some(State::Captured));
                        left = Some(state);
                    }
                    Mend::Ask(order) => {
                        match order {
                            Order::Refund => prop_assert_eq!(right, None),
                            Order::Capture => prop_assert_eq!((left, right), (Some(State::Captured), Some(State::Authorised))),
                            Order::Void => prop_assert!(!moved(left) && !moved(right)),
                            Order::Open => prop_assert!(!moved(left) && right.is_none()),
                        }
                        right = Some(match order {
                            Order::Open => State::Opened,
                            Order::Capture => State::Captured,
                            Order::Void => State::Voided,
                            Order::Refund => State::Sent,
                        });
                    }
                }
                prop_assert!(round < 3, "it does not come to rest");
            }
        }
    }
}
