//! What staff set aside for a passenger: by a code the rules name, or the fees for a reason of their own.

use super::ask::Request;
use super::booking::{Booking, CouponState};
use super::decision::Decision;
use crate::money::Currency;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The rule that lines of waived fees name: a person's decision, not the file's.
pub const STAFF_WAIVER: &str = "staff-waiver";

/// What is set aside, as the rules are asked about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Waive {
    /// Every fee, and nothing else: differences in fare and taxes stay.
    Fees,
    /// What the waivers of this code say.
    Code {
        /// As the file has it.
        code: String,
    },
}

impl Waive {
    /// The code, where it is one.
    #[must_use]
    pub const fn code(&self) -> Option<&str> {
        match self {
            Self::Fees => None,
            Self::Code { code } => Some(code.as_str()),
        }
    }
}

/// Why fees are waived where no rule names a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaiverReason {
    /// Somebody has died.
    Bereavement,
    /// Somebody is ill.
    Illness,
    /// We made a mistake.
    OurMistake,
    /// A colleague promised it.
    Promised,
    /// To make up for something.
    Goodwill,
}

impl WaiverReason {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Bereavement, Self::Illness, Self::OurMistake, Self::Promised, Self::Goodwill];

    /// As in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bereavement => "bereavement",
            Self::Illness => "illness",
            Self::OurMistake => "our-mistake",
            Self::Promised => "promised",
            Self::Goodwill => "goodwill",
        }
    }

    /// Key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Bereavement => "waiver-bereavement",
            Self::Illness => "waiver-illness",
            Self::OurMistake => "waiver-our-mistake",
            Self::Promised => "waiver-promised",
            Self::Goodwill => "waiver-goodwill",
        }
    }
}

/// On what ground staff waive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Ground {
    /// A code of the rules.
    Code {
        /// Which.
        code: String,
    },
    /// A reason of their own.
    Reason {
        /// Which.
        reason: WaiverReason,
    },
}

impl Ground {
    /// Reads what a form sends: `code:STORM` or a reason.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix("code:") {
            Some(code) if !code.trim().is_empty() => Some(Self::Code { code: code.trim().to_uppercase() }),
            Some(_) => None,
            None => WaiverReason::ALL.into_iter().find(|reason| reason.as_str() == text).map(|reason| Self::Reason { reason }),
        }
    }

    /// What the rules are asked.
    #[must_use]
    pub fn waive(&self) -> Waive {
        match self {
            Self::Code { code } => Waive::Code { code: code.clone() },
            Self::Reason { .. } => Waive::Fees,
        }
    }
}

/// What the tickets are worth that a request is about: what would be lost where it stays refused.
#[must_use]
pub fn worth(booking: &Booking, request: &Request) -> Decimal {
    let means = |ids: &[String], id: &String| ids.is_empty() || ids.contains(id);
    let people = booking.passengers.iter().filter(|passenger| means(&request.passengers, &passenger.id));
    let coupons = people.flat_map(|passenger| &passenger.coupons);
    let open = coupons.filter(|coupon| matches!(coupon.status, CouponState::Open | CouponState::NoShow));
    let prices = open.filter(|coupon| means(&request.segments, &coupon.segment)).flat_map(|coupon| {
        let charged = coupon.surcharges.iter().chain(&coupon.taxes).map(|charged| charged.amount);
        charged.chain([coupon.fare])
    });
    let money = prices.map(|price| price.money(booking.currency)).filter(|money| money.currency == booking.currency);
    money.map(|money| money.amount).sum()
}

/// What a waiver spares the passenger: how much better off they are.
#[must_use]
pub fn spared(without: &Decision, with: &Decision, currency: Currency) -> Decimal {
    let sum =
        |decision: &Decision| decision.totals.iter().find(|total| total.currency == currency).map(|total| total.sum).unwrap_or_default();
    sum(with) - sum(without)
}
