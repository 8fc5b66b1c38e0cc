//! How a claim goes on: what the rules propose, what is offered, whether that is taken.

use crate::fare::StaffWaivers;
use crate::money::{Currency, Money};
use crate::rights::Role;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What is told of a claim by letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// It is here.
    Received,
    /// The offer was taken.
    Accepted,
    /// An offer of nothing was taken: no money follows.
    Nothing,
    /// Somebody else decides.
    Appealed,
    /// The passenger says where the money is to go.
    Account,
    /// It was paid.
    Paid,
    /// The money came back.
    Failed,
    /// An offer still stands.
    Waits,
}

impl News {
    /// Every one.
    pub const ALL: [Self; 8] =
        [Self::Received, Self::Accepted, Self::Nothing, Self::Appealed, Self::Account, Self::Paid, Self::Failed, Self::Waits];

    /// Key of its words, with `amount`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Received => "claim-news-received",
            Self::Accepted => "claim-news-accepted",
            Self::Nothing => "claim-news-nothing",
            Self::Appealed => "claim-news-appealed",
            Self::Account => "claim-news-account",
            Self::Paid => "claim-news-paid",
            Self::Failed => "claim-news-failed",
            Self::Waits => "claim-news-waits",
        }
    }
}

/// Where a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// A colleague looks at it.
    Asked,
    /// What a colleague wants to offer waits for a supervisor.
    Approval,
    /// The passenger is asked whether they take it.
    Offered,
    /// They do not: somebody else decides, one level up.
    Appealed,
    /// They do.
    Accepted,
    /// Another claim took its place.
    Replaced,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 6] = [Self::Asked, Self::Approval, Self::Offered, Self::Appealed, Self::Accepted, Self::Replaced];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Approval => "approval",
            Self::Offered => "offered",
            Self::Appealed => "appealed",
            Self::Accepted => "accepted",
            Self::Replaced => "replaced",
        }
    }

    /// Reads what [`Stage::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text)
    }

    /// Whether a colleague may offer something now.
    #[must_use]
    pub const fn to_offer(self) -> bool {
        matches!(self, Self::Asked | Self::Appealed)
    }

    /// Whether it still goes on: nothing else can be claimed in the case meanwhile.
    #[must_use]
    pub const fn open(self) -> bool {
        matches!(self, Self::Asked | Self::Approval | Self::Offered | Self::Appealed)
    }

    /// Whether the passenger may still put another list in its place: until somebody has answered.
    #[must_use]
    pub const fn replaceable(self) -> bool {
        matches!(self, Self::Asked)
    }
}

/// Levels: the first answer, and the one after an appeal.
pub const HIGHEST_LEVEL: i16 = 2;

/// Whether somebody may offer this by themselves: as the rules propose anybody may; beside it up to the limit of their role, never above
/// what the law owes at most. Where something else is claimed for the same booking somebody else looks as well, unless nothing is paid.
#[must_use]
pub fn within(limits: &StaffWaivers, role: Role, proposed: Money, offered: Decimal, alone: bool) -> bool {
    if !alone && !offered.is_zero() {
        return false;
    }
    let beside = (offered - proposed.amount).abs();
    let limit = |currency: Currency| limits.of(role).and_then(|limits| limits.get(&currency)).map(|limit| limit.0);
    beside.is_zero() || limit(proposed.currency).is_some_and(|limit| beside <= limit)
}

/// The most that can be offered: what is left below the limit, and never less than the rules propose.
#[must_use]
pub fn most(limit: Money, before: Decimal, proposed: Money) -> Money {
    limit.with((limit.amount - before).max(proposed.amount)).tidy()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::fare::Number;
    use std::collections::BTreeMap;

    #[test]
    fn everybody_offers_what_the_rules_say_and_a_little_beside() {
        let usd = Currency::parse("USD").unwrap();
        let only = |amount: i64| BTreeMap::from([(usd, Number(Decimal::from(amount)))]);
        let limits = StaffWaivers { agent: only(100), owner: only(300), supervisor: only(5_000) };
        let proposed = Money::new(Decimal::from(250), usd);
        for (role, offered, may) in [
            (Role::Agent, 250, true),
            (Role::Agent, 350, true),
            (Role::Agent, 150, true),
            (Role::Agent, 351, false),
            (Role::Agent, 0, false),
            (Role::Owner, 0, true),
            (Role::Supervisor, 5_000, true),
            (Role::Administrator, 251, false),
        ] {
            assert_eq!(within(&limits, role, proposed, Decimal::from(offered), true), may, "{role:?} {offered}");
        }
        let yen = Money::new(Decimal::from(250), Currency::parse("JPY").unwrap());
        assert!(
            within(&limits, Role::Agent, yen, Decimal::from(250), true) && !within(&limits, Role::Agent, yen, Decimal::from(251), true)
        );
        // as the rules say, and yet not by oneself
        assert!(!within(&limits, Role::Supervisor, yen, yen.amount, false));
        assert_eq!(most(Money::new(Decimal::from(1_000), usd), Decimal::from(300), proposed).amount, Decimal::from(700));
        assert_eq!(most(Money::new(Decimal::from(100), usd), Decimal::from(300), proposed), proposed.tidy());
    }

    #[test]
    fn stages_are_stored_by_their_words() {
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.as_str()), Some(stage));
        }
        assert!(Stage::Asked.to_offer() && Stage::Appealed.to_offer() && !Stage::Offered.to_offer());
        assert!(Stage::Asked.replaceable() && !Stage::Appealed.replaceable());
    }
}
