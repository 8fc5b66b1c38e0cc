//! A file of rules about bags that were late, lost or broken.

use super::check;
use super::facts::{BagKind, Harm, ItemKind};
use super::rates::{Amounts, DayRates};
use crate::fare::{Fault, Number, Percent, Said, SaidSource, Source, StaffWaivers, Text};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What every rule has: a name, where it stands written, and a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'a> {
    pub id: &'a str,
    pub source: &'a str,
    pub article: Option<&'a str>,
    pub text: &'a Text,
}

/// Declares a rule: the fields of every rule, then its own.
macro_rules! rule {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident : $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Its name.
            pub id: String,
            /// Key of where it stands written.
            pub source: String,
            /// Place in it.
            #[serde(default)]
            pub article: Option<String>,
            /// The sentence for the passenger.
            pub text: Text,
            $($(#[$field_meta])* pub $field: $type),*
        }

        impl $name {
            pub(super) fn head(&self) -> Head<'_> {
                Head { id: &self.id, source: &self.source, article: self.article.as_deref(), text: &self.text }
            }
        }
    };
}

/// When a regime governs; every condition that is named has to hold.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Governs {
    /// Every airport of the journey is in this country.
    pub within: Option<String>,
    /// The journey is one the convention speaks of: between two of its parties, or from one of them back to it with a stop abroad.
    pub convention: Option<bool>,
}

rule!(
    /// The law, or the contract, that a journey falls under. The first that governs counts.
    Regime {
        /// When.
        when: Governs,
        /// Whose bags it speaks of.
        covers: Vec<BagKind>,
        /// It pays for bags the passenger had only where the airline is to blame.
        fault: Option<FaultRule>,
        /// Its limit does not hold where the airline or its people meant it, or were reckless.
        unlimited: Option<FaultRule>,
    }
);

/// What a regime says of who is to blame.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// Place in the regime's source.
    #[serde(default)]
    pub article: Option<String>,
    /// The sentence: where nothing is paid, or where there is no limit.
    pub text: Text,
}

rule!(
    /// The most that is paid for a passenger's bag: one of `sdr`, `amount`, `per_kg`.
    Limit {
        /// The regime.
        regime: String,
        /// For whose bags; both where it is not said.
        bag: Option<BagKind>,
        /// For arrivals from this day on.
        from: Date,
        /// For arrivals until this day.
        until: Option<Date>,
        /// Special drawing rights.
        sdr: Option<Number>,
        /// Money.
        amount: Option<Amounts>,
        /// Money for each kilogram.
        per_kg: Option<Amounts>,
    }
);

/// From when days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountedFrom {
    /// The day the passenger had the bag.
    Received,
    /// The day the flight arrived.
    Arrived,
}

/// What has to be done by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetBy {
    /// Telling us in writing that something is wrong with the bag.
    #[default]
    Report,
    /// Claiming.
    Claim,
}

rule!(
    /// By when something has to be done, counted in days or years.
    Deadline {
        /// The regime.
        regime: String,
        /// For which harms.
        harms: Vec<Harm>,
        /// A claim after it is not paid; otherwise it is only told.
        bars: bool,
        /// So many days.
        days: Option<i64>,
        /// So many years.
        years: Option<i64>,
        /// From when.
        counted_from: CountedFrom,
        /// What meets it; telling us that something is wrong, where it is not said.
        #[serde(default)]
        met_by: MetBy,
    }
);

rule!(
    /// What is paid at once for what was bought because a bag was late.
    Interim {
        /// The regime; every one where it is not said.
        regime: Option<String>,
        /// For passengers at home, or away.
        at_home: bool,
        /// Days from the arrival on, that one counted.
        days: i64,
        /// The most for a day.
        per_day: Amounts,
        /// The most in all.
        cap: Amounts,
        /// What is said of what was bought on other days.
        outside: Text,
    }
);

/// What is left of a price after so many months.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Until so many months old.
    pub months: i32,
    /// So much of the price is paid.
    pub keep: Percent,
}

rule!(
    /// What things are worth by age.
    Worth {
        /// Of what.
        kinds: Vec<ItemKind>,
        /// The younger first.
        bands: Vec<Band>,
        /// Older, or nobody knows how old.
        beyond: Percent,
    }
);

rule!(
    /// What is paid for things without a receipt.
    Unproved {
        /// So much of their worth.
        share: Percent,
    }
);

rule!(
    /// What was paid before is taken off.
    Before {}
);

rule!(
    /// What was settled before is not paid again.
    Settled {}
);

rule!(
    /// What was paid before, for this bag and in other cases of the booking, is part of the limit.
    Shared {}
);

rule!(
    /// What was declared at check-in takes the limit's place, where it is more.
    Declared {
        /// Regimes it is known in.
        regimes: Vec<String>,
    }
);

/// One file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimFile {
    /// Version of this format: 1.
    pub format: u32,
    /// The policy it is a version of.
    pub policy: String,
    /// Its version, as the airline counts.
    pub version: String,
    /// As passengers may read it.
    pub title: Text,
    /// Where rules stand written.
    pub sources: BTreeMap<String, Source>,
    /// Countries of the convention.
    pub parties: BTreeSet<String>,
    /// Countries that count as another one: `PR = "US"`.
    #[serde(default)]
    pub counts_as: BTreeMap<String, String>,
    /// A bag that did not come within so many days counts as lost.
    pub lost_after_days: i64,
    /// What a bag weighs that nobody weighed.
    pub kg_if_not_weighed: Number,
    /// What staff offer beside the rules by themselves, up or down; a supervisor approves what is above it.
    pub staff_limits: StaffWaivers,
    /// Regimes, the first that governs counts.
    pub regime: Vec<Regime>,
    /// Limits.
    pub limit: Vec<Limit>,
    /// Deadlines.
    pub deadline: Vec<Deadline>,
    /// Things bought meanwhile.
    pub interim: Vec<Interim>,
    /// Worth by age.
    pub worth: Vec<Worth>,
    /// Things without a receipt.
    pub unproved: Unproved,
    /// What was paid before.
    pub before: Before,
    /// What was settled before; said as `before` does where it is not there.
    #[serde(default)]
    pub settled: Option<Settled>,
    /// A limit that is partly used up; said as the limit itself does where it is not there.
    #[serde(default)]
    pub shared: Option<Shared>,
    /// Special declaration of interest.
    pub declared: Declared,
    /// Rates, the oldest first.
    pub rates: Vec<DayRates>,
}

/// A file of rules, sound in itself.
#[derive(Debug, Clone)]
pub struct ClaimRules {
    pub(super) file: ClaimFile,
}

impl ClaimRules {
    /// Takes a file.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn new(file: ClaimFile) -> Result<Self, Vec<Fault>> {
        let faults = check::faults(&file);
        if faults.is_empty() { Ok(Self { file }) } else { Err(faults) }
    }

    /// Its name and version.
    #[must_use]
    pub fn version(&self) -> String {
        format!("{} {}", self.file.policy, self.file.version)
    }

    /// What staff offer beside the rules by themselves.
    #[must_use]
    pub const fn staff_limits(&self) -> &StaffWaivers {
        &self.file.staff_limits
    }

    /// Currencies it can be paid in on a day: those with a rate.
    #[must_use]
    pub fn currencies(&self, day: Date) -> Vec<crate::money::Currency> {
        self.rates(day).map(|rates| rates.per_sdr.keys().copied().collect()).unwrap_or_default()
    }

    /// The day from which a bag that should have come on another counts as lost.
    #[must_use]
    pub fn lost_from(&self, arrived: Date) -> Date {
        super::assess::plus(arrived, self.file.lost_after_days)
    }

    /// The rates of a day: the last that were told by then.
    pub(super) fn rates(&self, day: Date) -> Option<&DayRates> {
        self.file.rates.iter().rev().find(|rates| rates.day <= day)
    }

    /// What a rule says, with these words filled in.
    pub(super) fn said(&self, head: Head<'_>, values: &BTreeMap<&'static str, String>) -> Said {
        let source = self.file.sources.get(head.source);
        Said {
            rule: head.id.to_owned(),
            version: self.version(),
            source: SaidSource {
                title: source.map(|source| source.title.clone()).unwrap_or_default(),
                article: head.article.map(str::to_owned),
                url: source.and_then(|source| source.url.clone()),
            },
            text: head.text.filled(values),
        }
    }
}
