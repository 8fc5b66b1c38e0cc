//! What the rules answer: whether it may be done, and lines that add up.

use super::rules::{Becomes, Counting, Head, PaidBy, RuleFile, Who};
use super::value::Text;
use crate::money::{Currency, Money, Purse};
use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// In what form money moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Back the way it was paid.
    Original,
    /// As a voucher.
    Voucher,
    /// Paid by the passenger.
    Payment,
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// The fare of a flight.
    Fare,
    /// A surcharge of the carrier.
    Surcharge,
    /// A tax.
    Tax,
    /// Something bought beside.
    Ancillary,
    /// What flying a part of the ticket takes from the rest.
    Used,
    /// A charge.
    Fee,
    /// A charge beyond its limit.
    Limit,
    /// The difference in fare of a change.
    FareDifference,
    /// The difference in taxes of a change.
    TaxDifference,
    /// What a cover gives back.
    Insurance,
    /// What staff permit by a code where the rules refuse it.
    Permit,
}

/// Where a rule stands written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Place in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A rule that decided something, with its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The rule's name; a band of a fee as `name#2`.
    pub rule: String,
    /// The file it stands in.
    pub version: String,
    /// Where it stands written.
    pub source: Source,
    /// The sentence for the passenger, by language.
    pub text: Text,
}

impl Said {
    /// What a rule of a file says, without anything filled in.
    #[must_use]
    pub fn of(head: Head<'_>, file: &RuleFile) -> Self {
        let source = head.source.or(file.source.as_deref()).and_then(|key| file.sources.get(key));
        Self {
            rule: head.id.to_owned(),
            version: format!("{} {}", file.policy, file.version),
            source: Source {
                title: source.map(|source| source.title.clone()).unwrap_or_default(),
                article: head.article.map(str::to_owned),
                url: source.and_then(|source| source.url.clone()),
            },
            text: head.text.clone(),
        }
    }
}

/// One line of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is about.
    pub kind: LineKind,
    /// For whom; nobody where it is the booking's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passenger: Option<String>,
    /// On which flights.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<String>,
    /// Charge, surcharge, tax or extra by its code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What moves: above zero to the passenger, below zero from them.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
    /// What it is taken from or measured by: the fare paid, the fee in full.
    pub of: Decimal,
    /// In what form it moves.
    pub form: Form,
    /// What becomes of an extra whose flight is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub becomes: Option<Becomes>,
    /// The rule behind it.
    #[serde(flatten)]
    pub said: Said,
}

impl Line {
    /// What moves.
    #[must_use]
    pub const fn money(&self) -> Money {
        Money::new(self.amount, self.currency)
    }
}

/// Whether it may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It may.
    Allowed,
    /// It may not.
    Refused,
}

/// What moves in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// The currency.
    pub currency: Currency,
    /// Back the way it was paid.
    pub refund: Decimal,
    /// As a voucher.
    pub voucher: Decimal,
    /// To be paid by the passenger.
    pub to_pay: Decimal,
    /// All lines together: above zero to the passenger.
    pub sum: Decimal,
}

/// By when a refund is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueBy {
    /// The last day.
    pub by: Date,
    /// So many days.
    pub days: u16,
    /// Which of them count.
    pub counting: Counting,
    /// The rule behind it.
    #[serde(flatten)]
    pub said: Said,
}

/// How a voucher may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoucherTerms {
    /// The last day it is good; for good where there is none.
    pub until: Option<Date>,
    /// The rule behind it.
    #[serde(flatten)]
    pub said: Said,
}

/// Who does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handled {
    /// Who.
    pub who: Who,
    /// The agency, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// The rule behind it.
    #[serde(flatten)]
    pub said: Said,
}

/// What a cover pays beside the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// For whom.
    pub passenger: String,
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
    /// Who pays.
    pub paid_by: PaidBy,
    /// The rule behind it.
    #[serde(flatten)]
    pub said: Said,
}

/// The version of a policy that was applied, and why that one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The policy.
    pub policy: String,
    /// Its version.
    pub version: String,
    /// What decided on the version.
    pub basis: super::rules::Basis,
    /// The day of that.
    pub day: Date,
    /// First day it holds.
    pub from: String,
    /// Last day it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Which action.
    pub action: String,
    /// Of which moment.
    pub at: Timestamp,
    /// Whether it may be done.
    pub outcome: Outcome,
    /// The rules that say so, each once.
    pub because: Vec<Said>,
    /// The account; empty where it may not be done.
    pub lines: Vec<Line>,
    /// What the lines come to, by currency.
    pub totals: Vec<Total>,
    /// What covers pay beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handled: Option<Handled>,
    /// By when a refund is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<DueBy>,
    /// How a voucher may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher: Option<VoucherTerms>,
    /// The versions that were applied: the tariff first.
    pub applied: Vec<Applied>,
}

impl Decision {
    /// What lines come to.
    #[must_use]
    pub fn totals(lines: &[Line]) -> Vec<Total> {
        let by = |form: Form| lines.iter().filter(|line| line.form == form).map(Line::money).collect::<Purse>();
        let (refund, voucher, payment) = (by(Form::Original), by(Form::Voucher), by(Form::Payment));
        let all: Purse = lines.iter().map(Line::money).collect();
        all.iter()
            .map(|Money { amount: sum, currency }| {
                let tidy = |amount: Decimal| Money::new(amount, currency).tidy().amount;
                Total {
                    currency,
                    refund: tidy(refund.of(currency)),
                    voucher: tidy(voucher.of(currency)),
                    to_pay: tidy(-payment.of(currency)),
                    sum: tidy(sum),
                }
            })
            .collect()
    }
}

/// Why the rules give no answer: their fault, not the passenger's. A person decides then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Undecided {
    /// No version holds on that day.
    #[error("no version of the policy holds on {day}")]
    NoVersion {
        /// The day of the sale.
        day: Date,
    },
    /// Several do.
    #[error("several versions hold at once: {}", .versions.join(", "))]
    Versions {
        /// Which.
        versions: Vec<String>,
    },
    /// Rules of the same rank contradict each other.
    #[error("{slot}: the rules {} hold at once with the same rank (flight {segment}, passenger {passenger})", .rules.join(", "))]
    Conflict {
        /// What they decide on.
        slot: String,
        /// Which.
        rules: Vec<String>,
        /// For which flight.
        segment: String,
        /// For whom.
        passenger: String,
    },
    /// No rule says anything.
    #[error("{slot}: no rule holds (flight {segment}, passenger {passenger})")]
    Uncovered {
        /// What is left open.
        slot: String,
        /// For which flight.
        segment: String,
        /// For whom.
        passenger: String,
    },
    /// A rule names no amount in a currency, and there is no rate.
    #[error("the rule {rule} has no amount in {currency}, and there is no rate")]
    NoAmount {
        /// Which rule.
        rule: String,
        /// Which currency.
        currency: Currency,
    },
    /// A rule needs a price the booking does not give.
    #[error("the rule {rule} needs {needs} of flight {segment}, which the booking does not give")]
    Missing {
        /// Which rule.
        rule: String,
        /// What it needs.
        needs: String,
        /// Of which flight.
        segment: String,
    },
    /// A rule takes a share of several currencies at once.
    #[error("the rule {rule} takes a share of several currencies at once")]
    Currencies {
        /// Which rule.
        rule: String,
    },
}
