//! Directions, states, orders and reasons; each with the word it is stored under and the key of its name.

use serde::{Deserialize, Serialize};

/// Which way money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the passenger to the airline.
    Charge,
    /// Back to them.
    Refund,
}

impl Direction {
    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Charge => "charge",
            Self::Refund => "refund",
        }
    }

    /// Reads what `as_str` wrote.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Charge, Self::Refund].into_iter().find(|direction| direction.as_str() == word)
    }

    /// Key of its name in the locale files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Charge => "payment-charge",
            Self::Refund => "payment-refund",
        }
    }

    /// The states it goes through, from the first.
    #[must_use]
    pub const fn states(self) -> &'static [State] {
        use State::{Authorised, Captured, Declined, Expired, Failed, Opened, Planned, Sent, Settled, Voided};
        match self {
            Self::Charge => &[Planned, Opened, Declined, Expired, Authorised, Voided, Failed, Captured],
            Self::Refund => &[Planned, Sent, Settled, Failed],
        }
    }
}

/// Where a charge or a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Written down in the transaction that needs it; the provider has not answered yet.
    Planned,
    /// The provider's page is open.
    Opened,
    /// The bank said no. A bank may think better of it: a success that comes late counts.
    Declined,
    /// Nobody paid in time.
    Expired,
    /// The money is held for us.
    Authorised,
    /// Let go again: nothing was charged.
    Voided,
    /// It could not be done: an authorisation that ran out, a refund that came back.
    Failed,
    /// The money is ours.
    Captured,
    /// The provider has taken the refund.
    Sent,
    /// The money is back with whoever paid.
    Settled,
}

impl State {
    /// As stored and as the provider says it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Opened => "opened",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Authorised => "authorised",
            Self::Voided => "voided",
            Self::Failed => "failed",
            Self::Captured => "captured",
            Self::Sent => "sent",
            Self::Settled => "settled",
        }
    }

    /// Reads a state one may be in when money goes this way.
    #[must_use]
    pub fn parse(direction: Direction, word: &str) -> Option<Self> {
        direction.states().iter().copied().find(|state| state.as_str() == word)
    }

    /// Key of its name in the locale files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Planned => "payment-planned",
            Self::Opened => "payment-opened",
            Self::Declined => "payment-declined",
            Self::Expired => "payment-expired",
            Self::Authorised => "payment-authorised",
            Self::Voided => "payment-voided",
            Self::Failed => "payment-failed",
            Self::Captured => "payment-captured",
            Self::Sent => "payment-sent",
            Self::Settled => "payment-settled",
        }
    }

    /// How far along it is, one way.
    fn rank(self, direction: Direction) -> Option<usize> {
        direction.states().iter().position(|state| *state == self)
    }

    /// What is known once `heard` has been heard, too: the further of the two. What does not belong to this direction is
    /// not heard at all.
    #[must_use]
    pub fn after(self, direction: Direction, heard: Self) -> Self {
        if heard.rank(direction) > self.rank(direction) { heard } else { self }
    }
}

/// What is still to be asked of the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// Open a page for paying.
    Open,
    /// Take what is held.
    Capture,
    /// Let go of it.
    Void,
    /// Give money back.
    Refund,
}

impl Order {
    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Capture => "capture",
            Self::Void => "void",
            Self::Refund => "refund",
        }
    }

    /// Reads what `as_str` wrote.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Open, Self::Capture, Self::Void, Self::Refund].into_iter().find(|order| order.as_str() == word)
    }

    /// Whether nothing is left of it once a payment is in `state`.
    #[must_use]
    pub const fn done(self, state: State) -> bool {
        match self {
            Self::Open | Self::Refund => !matches!(state, State::Planned),
            Self::Capture | Self::Void => matches!(state, State::Captured | State::Voided | State::Failed),
        }
    }
}

/// Why money did not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The bank said no and not why.
    Declined,
    /// Not enough money.
    InsufficientFunds,
    /// The bank asked for a second step, and it was not done.
    NotConfirmed,
    /// The page was left, or the time ran out.
    Abandoned,
    /// What was held was not taken in time.
    Lapsed,
    /// More than there was to give back.
    TooMuch,
    /// The account it should go back to takes nothing.
    AccountClosed,
    /// Some other reason of the provider's.
    Refused,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Declined,
        Self::InsufficientFunds,
        Self::NotConfirmed,
        Self::Abandoned,
        Self::Lapsed,
        Self::TooMuch,
        Self::AccountClosed,
        Self::Refused,
    ];

    /// As stored and as the provider says it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::InsufficientFunds => "insufficient_funds",
            Self::NotConfirmed => "not_confirmed",
            Self::Abandoned => "abandoned",
            Self::Lapsed => "lapsed",
            Self::TooMuch => "too_much",
            Self::AccountClosed => "account_closed",
            Self::Refused => "refused",
        }
    }

    /// Reads a provider's reason; what we have no words for is [`Self::Refused`].
    #[must_use]
    pub fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word).unwrap_or(Self::Refused)
    }

    /// Key of its sentence in the locale files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Declined => "payment-reason-declined",
            Self::InsufficientFunds => "payment-reason-insufficient",
            Self::NotConfirmed => "payment-reason-not-confirmed",
            Self::Abandoned => "payment-reason-abandoned",
            Self::Lapsed => "payment-reason-lapsed",
            Self::TooMuch => "payment-reason-too-much",
            Self::AccountClosed => "payment-reason-account-closed",
            Self::Refused => "payment-reason-refused",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    const BOTH: [Direction; 2] = [Direction::Charge, Direction::Refund];

    #[test]
    fn what_is_stored_is_read_again() {
        for direction in BOTH {
            assert_eq!(Direction::parse(direction.as_str()), Some(direction));
            for state in direction.states() {
                assert_eq!(State::parse(direction, state.as_str()), Some(*state));
                assert!(state.key().ends_with(state.as_str()));
            }
        }
        assert_eq!(State::parse(Direction::Refund, "captured"), None);
        for order in [Order::Open, Order::Capture, Order::Void, Order::Refund] {
            assert_eq!(Order::parse(order.as_str()), Some(order));
        }
        for reason in Reason::ALL {
            assert_eq!(Reason::parse(reason.as_str()), reason);
        }
        assert_eq!(Reason::parse("do_not_honor"), Reason::Refused);
    }

    #[test]
    fn transitions() {
        use State::*;
        let charge = |from: State, heard| from.after(Direction::Charge, heard);
        for (from, heard, to) in [
            (Planned, Opened, Opened),
            (Opened, Authorised, Authorised),
            (Authorised, Captured, Captured),
            (Opened, Declined, Declined),
            // a late success counts, a late refusal does not undo one
            (Declined, Authorised, Authorised),
            (Expired, Authorised, Authorised),
            (Authorised, Declined, Authorised),
            (Authorised, Voided, Voided),
            (Captured, Voided, Captured),
            (Captured, Opened, Captured),
            // not a charge's
            (Opened, Settled, Opened),
        ] {
            assert_eq!(charge(from, heard), to, "{from:?} and {heard:?}");
        }
        let refund = |from: State, heard| from.after(Direction::Refund, heard);
        // money that came back from a closed account
        assert_eq!((refund(Planned, Sent), refund(Sent, Settled), refund(Settled, Failed)), (Sent, Settled, Failed));
    }

    #[test]
    fn an_order_is_done_when_nothing_is_left_to_ask() {
        assert!(!Order::Open.done(State::Planned) && Order::Open.done(State::Opened) && Order::Open.done(State::Voided));
        assert!(!Order::Void.done(State::Opened) && !Order::Void.done(State::Declined) && Order::Void.done(State::Voided));
        assert!(!Order::Capture.done(State::Authorised) && Order::Capture.done(State::Captured) && Order::Capture.done(State::Failed));
    }

    fn direction() -> impl Strategy<Value = Direction> {
        prop_oneof![Just(Direction::Charge), Just(Direction::Refund)]
    }

    proptest! {
        /// Twice, late or in any order: the same end.
        #[test]
        fn news_in_any_order_end_alike(direction in direction(), picks in prop::collection::vec(0_usize..8, 1..12), turn in 0_usize..12) {
            let states = direction.states();
            let news: Vec<State> = picks.iter().map(|pick| states[pick % states.len()]).collect();
            let end = |news: &[State]| news.iter().fold(State::Planned, |known, heard| known.after(direction, *heard));
            let mut other = news.clone();
            other.reverse();
            let length = other.len();
            other.rotate_left(turn % length);
            other.extend_from_slice(&news);
            prop_assert_eq!(end(&news), end(&other));
        }

        /// Nothing heard ever takes captured money away or makes a state of the other direction.
        #[test]
        fn captured_stays_captured(pick in 0_usize..8) {
            let heard = Direction::Charge.states()[pick];
            prop_assert_eq!(State::Captured.after(Direction::Charge, heard), State::Captured);
            prop_assert!(Direction::Refund.states().contains(&State::Sent.after(Direction::Refund, heard)));
        }
    }
}
