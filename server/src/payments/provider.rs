//! What a payment provider is asked. Each question has a key; the same key again moves nothing twice.

use super::Statement;
use desk::payments::Failure;
use domain::locale::Locale;
use domain::money::Money;
use jiff::Timestamp;
use std::future::Future;
use uuid::Uuid;

/// A page for paying.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// Our key.
    pub key: Uuid,
    /// The booking, for the payer's statement.
    pub reference: &'a str,
    /// How much.
    pub amount: Money,
    /// Where the payer comes back to.
    pub return_to: &'a str,
    /// Language of the page.
    pub locale: Locale,
    /// When it can no longer be paid.
    pub expires_at: Option<Timestamp>,
}

/// Money back to where it came from.
#[derive(Debug, Clone, Copy)]
pub struct Refunding<'a> {
    /// Our key.
    pub key: Uuid,
    /// The booking.
    pub reference: &'a str,
    /// The provider's name for the charge.
    pub of: &'a str,
    /// How much that charge was.
    pub of_amount: Money,
    /// How much goes back.
    pub amount: Money,
}

/// Money to whoever it is owed to, wherever they want it.
#[derive(Debug, Clone, Copy)]
pub struct PayingOut<'a> {
    /// Our key.
    pub key: Uuid,
    /// The case, for the payee's statement.
    pub reference: &'a str,
    /// How much.
    pub amount: Money,
    /// Where the payee comes back to.
    pub return_to: &'a str,
    /// Language of the page where they say where it is to go.
    pub locale: Locale,
}

/// Payments that changed since a place in the provider's book, as they stand now, in the order of their last change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Each with the place to go on from when it has been looked at.
    pub entries: Vec<(String, Statement)>,
    /// Whether there are further ones.
    pub more: bool,
    /// The provider's clock.
    pub now: Timestamp,
}

/// Why there is no good answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Whether another attempt is worth it.
    pub failure: Failure,
    /// What the other side said.
    pub said: String,
}

/// Somebody who moves money.
pub trait PaymentProvider: Clone + Send + Sync + 'static {
    /// The origin of the pages where people pay: nobody is sent anywhere else.
    fn pages(&self) -> &str;

    /// Opens a page for paying.
    fn open(&self, page: Opening<'_>) -> impl Future<Output = Result<Statement, Refusal>> + Send;

    /// How a payment stands; `None` where it is not known there.
    fn state(&self, key: &str) -> impl Future<Output = Result<Option<Statement>, Refusal>> + Send;

    /// Takes what is held.
    fn capture(&self, key: &str) -> impl Future<Output = Result<Statement, Refusal>> + Send;

    /// Lets go of it, and of a page nobody has paid at; what was never opened can then never be.
    fn void(&self, key: &str, amount: Money) -> impl Future<Output = Result<Statement, Refusal>> + Send;

    /// Gives money back.
    fn refund(&self, refund: Refunding<'_>) -> impl Future<Output = Result<Statement, Refusal>> + Send;

    /// Pays somebody what they are owed; they say on a page of the provider's where it is to go.
    fn pay_out(&self, payout: PayingOut<'_>) -> impl Future<Output = Result<Statement, Refusal>> + Send;

    /// The book from this place on; the beginning is empty.
    fn since(&self, cursor: &str) -> impl Future<Output = Result<Book, Refusal>> + Send;
}
