//! What the rules are asked: the journey, what happened to the bag, and what it cost.

use crate::fare::Number;
use crate::money::{Currency, Money};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Declares an enum of words as files, forms and the database write them.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As files, forms and the database write it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads what [`Self::as_str`] wrote.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    };
}

words!(
    /// Who had the bag while it travelled.
    BagKind {
        /// The airline: it has a tag.
        Checked = "checked",
        /// The passenger.
        CarryOn = "carry_on",
    }
);

words!(
    /// What happened to it.
    Harm {
        /// It came late, or is not there yet.
        Delay = "delay",
        /// It will not come.
        Loss = "loss",
        /// It came broken, wet, or with something missing.
        Damage = "damage",
    }
);

words!(
    /// What something claimed is.
    ItemKind {
        /// Bought because the bag was not there.
        Interim = "interim",
        /// The bag itself.
        Bag = "bag",
        /// Its repair.
        Repair = "repair",
        /// Clothes and shoes.
        Clothes = "clothes",
        /// Soap, cream, medicine.
        Toiletries = "toiletries",
        /// Telephones, computers, cameras.
        Electronics = "electronics",
        /// Anything else.
        Other = "other",
    }
);

words!(
    /// Who is to blame, as colleagues found out.
    Blame {
        /// Nobody of the airline.
        None = "none",
        /// The airline or its people.
        Ours = "ours",
        /// They meant it, or were reckless and knew what would probably come of it.
        Reckless = "reckless",
    }
);

impl Blame {
    /// Key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "claim-blame-none",
            Self::Ours => "claim-blame-ours",
            Self::Reckless => "claim-blame-reckless",
        }
    }
}

impl ItemKind {
    /// Key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Interim => "claim-kind-interim",
            Self::Bag => "claim-kind-bag",
            Self::Repair => "claim-kind-repair",
            Self::Clothes => "claim-kind-clothes",
            Self::Toiletries => "claim-kind-toiletries",
            Self::Electronics => "claim-kind-electronics",
            Self::Other => "claim-kind-other",
        }
    }

    /// What can be claimed for a harm, the likeliest first.
    #[must_use]
    pub const fn of(harm: Harm) -> &'static [Self] {
        match harm {
            Harm::Delay => &[Self::Interim],
            Harm::Loss => &[Self::Bag, Self::Clothes, Self::Toiletries, Self::Electronics, Self::Other, Self::Interim],
            Harm::Damage => &[Self::Repair, Self::Bag, Self::Clothes, Self::Electronics, Self::Toiletries, Self::Other, Self::Interim],
        }
    }
}

impl Harm {
    /// Key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Delay => "claim-harm-delay",
            Self::Loss => "claim-harm-loss",
            Self::Damage => "claim-harm-damage",
        }
    }
}

/// An airport and the country it is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// `EWR`
    pub airport: String,
    /// `US`; empty where nobody knows.
    pub country: String,
}

/// A flight of the journey as it was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leg {
    /// Where it leaves.
    pub from: Place,
    /// Where it goes.
    pub to: Place,
}

/// One thing that is claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its name in the answer.
    pub id: String,
    /// What it is.
    pub kind: ItemKind,
    /// What it cost.
    pub cost: Money,
    /// When it was bought.
    #[serde(default)]
    pub bought: Option<Date>,
    /// There is a receipt.
    #[serde(default)]
    pub proved: bool,
    /// It was agreed about before: it counts for days and caps, and is paid no more.
    #[serde(default, skip_serializing_if = "no")]
    pub settled: bool,
}

/// What was paid before, or is promised in another case of the same booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// How much.
    pub paid: Money,
    /// Who had that bag.
    pub bag: BagKind,
    /// Whose things were in it, by their place in the booking; nobody knows where it is empty.
    #[serde(default)]
    pub people: BTreeSet<i16>,
    /// It was for the same bag, whichever case that was in.
    #[serde(default, skip_serializing_if = "no")]
    pub same_bag: bool,
}

/// A claim as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Every flight of the contract, in order: one ticket is one journey, whatever flights the bag missed.
    pub journey: Vec<Leg>,
    /// Who had the bag.
    pub bag: BagKind,
    /// What happened.
    pub harm: Harm,
    /// The day the flight arrived that the bag should have come with.
    pub arrived: Date,
    /// The day the passenger had it back.
    #[serde(default)]
    pub received: Option<Date>,
    /// The day it was complained of in writing.
    #[serde(default)]
    pub reported: Option<Date>,
    /// The day the question is asked, and the rates are of.
    pub asked: Date,
    /// The passenger lives where the bag was to come.
    #[serde(default)]
    pub at_home: bool,
    /// The airline or its people are to blame, where that is known: what counts for bags the passenger had.
    #[serde(default)]
    pub our_fault: Option<bool>,
    /// They meant it, or were reckless and knew what would probably come of it.
    #[serde(default, skip_serializing_if = "no")]
    pub reckless: bool,
    /// What the bag weighed.
    #[serde(default)]
    pub kg: Option<Number>,
    /// What was declared at check-in, and the supplement paid for.
    #[serde(default)]
    pub declared: Option<Money>,
    /// How many passengers had things in it that are claimed here.
    #[serde(default = "one")]
    pub passengers: u32,
    /// Who they are, by their place in the booking, where that is known.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub people: BTreeSet<i16>,
    /// What it is paid in.
    pub currency: Currency,
    /// What is claimed.
    #[serde(default)]
    pub items: Vec<Item>,
    /// What was paid for this bag before without anything having been settled by it.
    #[serde(default)]
    pub paid: Vec<Money>,
    /// What was paid for the things that are settled: it counts in the limit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<Beside>,
    /// What was paid in other cases of the booking: it counts in a limit that is each passenger's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
}

impl Facts {
    /// What colleagues found out counts, also where that is that nobody knows.
    pub fn ground(&mut self, declared: Option<Money>, blame: Option<Blame>) {
        self.declared = declared;
        self.our_fault = blame.map(|blame| blame != Blame::None);
        self.reckless = blame == Some(Blame::Reckless);
    }
}

const fn one() -> u32 {
    1
}

/// What is not so is not written down.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
const fn no(so: &bool) -> bool {
    !*so
}
