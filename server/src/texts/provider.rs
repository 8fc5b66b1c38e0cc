//! What a provider of text messages is asked.

use crate::mail::Refusal;
use domain::text::Measure;
use std::future::Future;
use uuid::Uuid;

/// A text on its way out.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// Our name for it, the same at each attempt: whoever gets it twice sends it once.
    pub reference: Uuid,
    /// The sender telephones show.
    pub from: &'a str,
    /// The number (E.164).
    pub to: &'a str,
    /// The words.
    pub text: &'a str,
    /// How it is written on the air.
    pub measured: Measure,
}

/// Somebody who puts text messages on the air.
pub trait Provider: Clone + Send + Sync + 'static {
    /// Hands one over; answers with the provider's name for it, under which its receipts come.
    fn send(&self, text: Outgoing<'_>) -> impl Future<Output = Result<String, Refusal>> + Send;
}
