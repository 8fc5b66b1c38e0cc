//! What a rule file holds, as it is written. `docs/rules.md` explains each part with an example.

use super::value::{Percent, Text, Words};
use super::when::{Ahead, Measured, When};
use serde::{Deserialize, Serialize};

/// What every rule has.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// Its name, unique in its policy: what a line refers to, years later.
    pub id: &'a str,
    /// When it holds.
    pub when: &'a When,
    /// Of several that hold, the highest is taken.
    pub rank: i32,
    /// The sentence for the passenger.
    pub text: &'a Text,
    /// Key of its source; the file's own where it names none.
    pub source: Option<&'a str>,
    /// Place in the source.
    pub article: Option<&'a str>,
}

/// A rule of any kind.
pub trait Ruled {
    /// The list it stands in, as the file calls it.
    const LIST: &'static str;
    /// What every rule has.
    fn head(&self) -> Head<'_>;
}

macro_rules! rule {
    ($(#[$meta:meta])* $name:ident in $list:literal { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Its name, unique in its policy.
            pub id: String,
            /// When it holds.
            #[serde(default)]
            pub when: When,
            /// Of several that hold, the highest is taken.
            #[serde(default)]
            pub rank: i32,
            /// The sentence for the passenger.
            pub text: Text,
            /// Key of its source; the file's own where it names none.
            #[serde(default)]
            pub source: Option<String>,
            /// Place in the source.
            #[serde(default)]
            pub article: Option<String>,
            $($(#[$field_meta])* pub $field: $type,)*
        }

        impl Ruled for $name {
            const LIST: &'static str = $list;
            fn head(&self) -> Head<'_> {
                Head {
                    id: &self.id,
                    when: &self.when,
                    rank: self.rank,
                    text: &self.text,
                    source: self.source.as_deref(),
                    article: self.article.as_deref(),
                }
            }
        }
    };
}

mod aside;
mod fee;
mod head;

pub use aside::*;
pub use fee::*;
pub use head::*;

rule! {
    /// Whether it may be done at all.
    Permit in "permit" {
        /// Whether it may.
        allowed: bool,
    }
}

/// What a price is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The fare, without surcharges and taxes.
    Fare,
    /// What the carrier adds: fuel, insurance (YQ, YR).
    Surcharges,
    /// What states and airports take.
    Taxes,
    /// What was bought beside: seats, bags, insurance.
    Ancillaries,
}

impl PartKind {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Fare, Self::Surcharges, Self::Taxes, Self::Ancillaries];

    /// As a file calls it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fare => "fare",
            Self::Surcharges => "surcharges",
            Self::Taxes => "taxes",
            Self::Ancillaries => "ancillaries",
        }
    }
}

rule! {
    /// How much of a part of the price comes back.
    Part in "part" {
        /// Which part, or parts.
        of: Words,
        /// Which codes among them; all where it is not said.
        #[serde(default)]
        codes: Option<Words>,
        /// How much of it.
        refundable: Percent,
        /// How it is rounded.
        #[serde(default)]
        round: Option<Round>,
    }
}

/// What happens to money that a change leaves over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lower {
    /// It is lost.
    Keep,
    /// It goes back the way it was paid.
    Refund,
    /// It becomes a voucher.
    Voucher,
}

/// What happens where a change costs more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Higher {
    /// It is paid.
    #[default]
    Charge,
    /// The carrier bears it.
    None,
}

rule! {
    /// What a change does with the difference in fare (with surcharges) and in taxes.
    Difference in "difference" {
        /// Where the new fare is higher.
        higher: Higher,
        /// Where it is lower.
        lower: Lower,
        /// Where the new taxes are higher.
        #[serde(default)]
        taxes_higher: Higher,
        /// Where they are lower; as with the fare where it is not said.
        #[serde(default)]
        taxes_lower: Option<Lower>,
        /// Whether fees are taken from what is left over before they are asked for.
        #[serde(default)]
        offset: bool,
    }
}

/// How long a voucher is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// So many months.
    #[serde(default)]
    pub months: i32,
    /// And so many days.
    #[serde(default)]
    pub days: i32,
    /// Counted from when.
    pub from: ValidFrom,
}

/// What a voucher's time is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValidFrom {
    /// The day the ticket was issued.
    Issue,
    /// The day of the request.
    Request,
}

rule! {
    /// In what form parts of the price come back; the way they were paid where no rule says.
    FormRule in "form" {
        /// Which parts; all where it is not said.
        #[serde(default)]
        of: Option<Words>,
        /// In what form.
        form: super::decision::Form,
        /// How long a voucher is good.
        #[serde(default)]
        valid: Option<Validity>,
    }
}

/// What a ticket is worth that has been flown in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsedValue {
    /// What the flights not flown cost.
    Coupon,
    /// The fare paid, less the one-way fare of what was flown.
    OneWay,
    /// Nothing.
    None,
}

rule! {
    /// What the fare of a ticket flown in part is worth; `coupon` where no rule says.
    Used in "used" {
        /// How it is counted.
        value: UsedValue,
    }
}

/// Who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The airline, here.
    Airline,
    /// Whoever sold the ticket.
    Agency,
    /// The airline, by a person who looks at it.
    Staff,
}

rule! {
    /// Who does it; the airline where no rule says.
    Handler in "handler" {
        /// Who.
        who: Who,
    }
}

/// Which days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Every day.
    Calendar,
    /// Monday to Friday, without the holidays of the file.
    Working,
}

rule! {
    /// By when a refund is paid.
    Due in "due" {
        /// So many days after the request.
        days: u16,
        /// Which of them count.
        counting: Counting,
    }
}

/// Whose departure, where a condition does not say; and other things the file says once.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Defaults {
    /// Whose departure is meant.
    pub departure: Measured,
    /// Whose route is meant; the direction's where it is not said.
    pub route: Option<Measured>,
    /// Where rules meet in what a fee is counted once for.
    pub combine: Combine,
    /// What a fee may be taken from.
    pub from: Option<Vec<PartKind>>,
}

/// A stretch before departure, whose departure it is not saying being the file's own.
#[must_use]
pub fn measured(ahead: Ahead, defaults: &Defaults) -> Measured {
    ahead.of.unwrap_or(defaults.departure)
}
