//! How a claim goes on: what the rules propose, what is offered, whether that is taken.

use crate::fare::StaffWaivers;
use crate::money::Money;
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
    /// An offer stands no more: something else was paid out of the same limit before it was taken.
    Withdrawn,
}

impl News {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::Received,
        Self::Accepted,
        Self::Nothing,
        Self::Appealed,
        Self::Account,
        Self::Paid,
        Self::Failed,
        Self::Waits,
        Self::Withdrawn,
    ];

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
            Self::Withdrawn => "claim-news-withdrawn",
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

/// Why somebody else looks at an offer before it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// It is further from what the rules say than its colleague offers alone.
    Above,
    /// Something else is claimed out of the same limit.
    Beside,
    /// Its colleague found out themselves what decides it.
    Own,
    /// Somebody else reported a bag of the same tag.
    Tag,
    /// No booking is known: nobody can tell what else is claimed for the journey.
    Unbooked,
}

impl Doubt {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Above, Self::Beside, Self::Own, Self::Tag, Self::Unbooked];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Beside => "beside",
            Self::Own => "own",
            Self::Tag => "tag",
            Self::Unbooked => "unbooked",
        }
    }

    /// Reads what [`Doubt::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|doubt| doubt.as_str() == text)
    }

    /// Key of its sentence, for colleagues.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Above => "claim-doubt-above",
            Self::Beside => "claim-doubt-beside",
            Self::Own => "claim-doubt-own",
            Self::Tag => "claim-doubt-tag",
            Self::Unbooked => "claim-doubt-unbooked",
        }
    }
}

/// By what other claims out of the same limit would be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Known {
    /// The booking.
    Booking,
    /// The bag's tag or its flight, and who reported it.
    Bag,
    /// Nothing but who asks.
    Nothing,
}

/// What stands around a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// Something else is claimed out of the same limit.
    pub beside: bool,
    /// Whoever offers found out themselves what decides it.
    pub own: bool,
    /// Somebody else reported a bag of the same tag.
    pub tag: bool,
    /// By what other claims would be found.
    pub known: Known,
}

/// Why somebody may not make this offer by themselves; nothing: they may. As the rules propose anybody may, beside it up to the limit of their
/// role; without a booking what is offered is within that limit, too, and nothing at all where neither tag nor flight is known. Of an offer of
/// nothing only the distance to the rules counts.
#[must_use]
pub fn doubts(limits: &StaffWaivers, role: Role, proposed: Money, offered: Decimal, around: Around) -> Vec<Doubt> {
    let limit = limits.of(role).and_then(|limits| limits.get(&proposed.currency)).map(|limit| limit.0);
    let within = |amount: Decimal| amount.is_zero() || limit.is_some_and(|limit| amount <= limit);
    let paid = !offered.is_zero();
    let unbooked = match around.known {
        Known::Booking => false,
        Known::Bag => !within(offered),
        Known::Nothing => true,
    };
    let all = [
        (Doubt::Above, !within((offered - proposed.amount).abs())),
        (Doubt::Beside, paid && around.beside),
        (Doubt::Own, paid && around.own),
        (Doubt::Tag, paid && around.tag),
        (Doubt::Unbooked, paid && unbooked),
    ];
    all.into_iter().filter(|(_, there)| *there).map(|(doubt, _)| doubt).collect()
}

/// Whether an offer that was made can no more be taken: something was paid out of the same limit since, so that it is above what is left, or
/// something that was agreed before came to the claim, so that the rules say less than both they did and was offered.
#[must_use]
pub fn overtaken(offered: Decimal, said: Decimal, (proposed, most): (Decimal, Decimal), came: bool) -> bool {
    offered > most || came && proposed < offered.min(said)
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
    use crate::money::Currency;
    use std::collections::BTreeMap;

    #[test]
    fn everybody_offers_what_the_rules_say_and_a_little_beside() {
        let usd = Currency::parse("USD").unwrap();
        let only = |amount: i64| BTreeMap::from([(usd, Number(Decimal::from(amount)))]);
        let limits = StaffWaivers { agent: only(100), owner: only(300), supervisor: only(5_000) };
        let proposed = Money::new(Decimal::from(250), usd);
        let plain = Around { beside: false, own: false, tag: false, known: Known::Booking };
        let may = |role, proposed: Money, offered: i64, around| doubts(&limits, role, proposed, Decimal::from(offered), around);
        for (role, offered, alone) in [
            (Role::Agent, 250, true),
            (Role::Agent, 350, true),
            (Role::Agent, 150, true),
            (Role::Agent, 351, false),
            (Role::Agent, 0, false),
            (Role::Owner, 0, true),
            (Role::Supervisor, 5_000, true),
            (Role::Administrator, 251, false),
        ] {
            let doubts = may(role, proposed, offered, plain);
            assert_eq!(doubts, if alone { vec![] } else { vec![Doubt::Above] }, "{role:?} {offered}");
        }
        let yen = Money::new(Decimal::from(250), Currency::parse("JPY").unwrap());
        assert!(may(Role::Agent, yen, 250, plain).is_empty() && !may(Role::Agent, yen, 251, plain).is_empty());
        // as the rules say, and yet not by oneself
        for (around, doubt) in [
            (Around { beside: true, ..plain }, Doubt::Beside),
            (Around { own: true, ..plain }, Doubt::Own),
            (Around { tag: true, ..plain }, Doubt::Tag),
            (Around { known: Known::Nothing, ..plain }, Doubt::Unbooked),
            (Around { known: Known::Bag, ..plain }, Doubt::Unbooked),
        ] {
            assert_eq!(may(Role::Agent, proposed, 250, around), [doubt]);
            assert!(may(Role::Agent, proposed.with(Decimal::ZERO), 0, around).is_empty(), "of nothing nobody is asked");
        }
        // without a booking what is ordinary is within the role's limit
        assert!(may(Role::Owner, proposed, 250, Around { known: Known::Bag, ..plain }).is_empty());
        let both = Around { beside: true, known: Known::Bag, ..plain };
        assert_eq!(may(Role::Agent, proposed, 400, both), [Doubt::Above, Doubt::Beside, Doubt::Unbooked]);
        for doubt in Doubt::ALL {
            assert_eq!(Doubt::parse(doubt.as_str()), Some(doubt));
        }
        assert_eq!(most(Money::new(Decimal::from(1_000), usd), Decimal::from(300), proposed).amount, Decimal::from(700));
        assert_eq!(most(Money::new(Decimal::from(100), usd), Decimal::from(300), proposed), proposed.tidy());
    }

    #[test]
    fn an_offer_is_overtaken_by_what_was_paid_and_by_nothing_else() {
        let overtaken = |offered: i64, said: i64, now: (i64, i64), came| {
            overtaken(Decimal::from(offered), Decimal::from(said), (Decimal::from(now.0), Decimal::from(now.1)), came)
        };
        assert!(!overtaken(100, 100, (100, 2_000), true));
        // above what is left
        assert!(overtaken(1_600, 2_000, (1_500, 1_500), false) && !overtaken(1_500, 2_000, (1_500, 1_500), false));
        // the same receipts were paid for in a case that came here
        assert!(overtaken(100, 100, (0, 1_900), true) && !overtaken(100, 100, (0, 1_900), false));
        // less than the rules, and still not more
        assert!(!overtaken(1_000, 2_000, (1_500, 1_500), true));
        // goodwill above the rules stays where they say the same
        assert!(!overtaken(500, 100, (100, 1_900), true) && overtaken(500, 100, (50, 1_900), true));
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
