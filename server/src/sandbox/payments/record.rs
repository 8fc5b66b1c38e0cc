//! What stands in its book.

use super::cards::Card;
use domain::money::Money;
use domain::payment::Direction;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A payment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// Key it was asked under.
    pub key: String,
    /// Its name here.
    pub id: String,
    /// Charge or refund.
    pub direction: Direction,
    /// Where it stands.
    pub state: String,
    /// How much.
    pub amount: Money,
    /// "•••• 4242"
    pub means: Option<String>,
    /// Why it did not move.
    pub reason: Option<String>,
    /// Since when it stands so.
    pub at: Timestamp,
    /// Place of its last change.
    pub place: u64,
    /// What its page is reached by.
    pub token: String,
    /// The merchant's reference.
    pub reference: String,
    /// Where the payer goes back to.
    pub return_to: String,
    /// Language of its page.
    pub lang: String,
    /// When it can no longer be paid.
    pub expires_at: Option<Timestamp>,
    /// The charge a refund goes back to.
    pub of: Option<String>,
    /// Taken before this book began, and taken on trust.
    pub trusted: bool,
    /// What it was paid with.
    pub card: Option<Card>,
    /// What becomes of it by itself.
    pub next: Option<Next>,
}

/// Something that is on its way.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Next {
    /// When it is there.
    pub at: Timestamp,
    /// What it makes of the payment.
    pub state: String,
    /// Why.
    pub reason: Option<String>,
}
