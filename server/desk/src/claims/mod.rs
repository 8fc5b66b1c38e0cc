//! Claims for bags that came late, not at all, or broken (BAG-6): what the rules owe, what is offered, whether it is taken, and the money.
//!
//! The question, the answer and the rule file it was decided by are kept with each claim; `landside check` asks again. What is said about it
//! stands in its case, in the reader's words: whoever calls says how ([`Says`]).

mod answer;
mod answers;
mod begun;
mod book;
mod file;
mod ground;
mod offer;
mod places;
mod read;
mod shared;
mod tell;
mod thing;
mod verify;

use domain::claim::{Assessment, Blame};
use domain::locale::Locale;
use domain::money::Money;

pub use answer::{Answer, answer};
pub use answers::{Answers, Asked, KEEPS, read as understand, things};
pub use begun::Begun;
pub use book::ClaimBook;
pub use file::{Entitled, entitled, file};
pub use ground::{Found, Ground, found_out};
pub use offer::{Approval, Offer, approvals, decide, offer};
pub use places::Places;
pub use read::{Claim, Payment, of_a_loss, standing};
pub use tell::{CLAIM_BY, go_on, tell_due};
pub use thing::{MOST, Thing, amount};
pub use verify::verify;

/// What a claim says in its case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Told<'a> {
    /// The passenger claims: so many things, and what the rules say of them.
    Claimed(&'a Assessment, usize),
    /// A colleague offers something, why it is not what the rules say, and whether somebody else can still be asked.
    Offered(Money, Option<&'a str>, bool),
    /// The passenger takes it.
    Accepted(Money),
    /// They do not, and say why.
    Appealed(Money, &'a str),
    /// They are to say where the money is to go.
    Account(Money),
    /// It was paid, to an account as the provider names it.
    Paid(Money, Option<&'a str>),
    /// The account could not be paid.
    Failed(Money),
    /// The offer still stands.
    Waits(Money),
    /// The passenger would take it, and it stands no more: something else was paid out of the same limit.
    Withdrawn(Money),
    /// For colleagues: what one of them found out that decides it, and how that is known.
    Found(Option<Money>, Option<Blame>, &'a str),
}

/// Puts it into the words of its reader.
pub type Says<'s> = &'s (dyn Fn(Locale, &Told<'_>) -> String + Send + Sync);

/// The name photos of a thing are staged under while its claim is told.
#[must_use]
pub fn photos_of(reference: &str, place: u32) -> String {
    format!("claim:{reference}:{place}")
}
