//! Compensation for bags as data: which law an itinerary falls under, how much is paid at most, by when to claim, and what is paid for
//! a delay, a loss or damage, line by line.
//!
//! An airline writes it as a dated file (`docs/claims.md`); [`ClaimRules`] holds it, checked; [`assess`] asks it about a claim and answers
//! with lines that add up, each with the rule, its legal source and a sentence in every language. No amount, no day and no country stands in
//! code. Where the file leaves something open there is no decision, never a guess.

mod account;
mod assess;
mod check;
mod facts;
mod limit;
mod rates;
mod rules;
mod stage;

pub use assess::{Assessment, Cap, LastDay, Line, LineKind, Outcome, Taken, Undecided, assess, last_day, regime_of};
pub use facts::{BagKind, Beside, Blame, Facts, Harm, Item, ItemKind, Leg, Place};
pub use limit::{counts_people, declares, unlimits};
pub use rates::{Amounts, DayRates, Rate};
pub use rules::{ClaimFile, ClaimRules};
pub use stage::{Around, Doubt, HIGHEST_LEVEL, Known, News, Stage, doubts, most, overtaken};
