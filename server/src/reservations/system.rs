//! What a reservation system is asked. Each question has the change's number as its key; the same key again does nothing twice.

use desk::reservations::{Answer, Changing, Failure, Holding, News};
use serde::Deserialize;
use std::future::Future;
use uuid::Uuid;

/// Why there is no good answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Whether another attempt is worth it.
    pub failure: Failure,
    /// What the other side said.
    pub said: String,
}

/// Something that changed there, with the place to go on from when it has been looked at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// The place.
    pub cursor: String,
    /// As it stands by now.
    #[serde(flatten)]
    pub news: News,
}

/// What changed since a place, in the order of the last change of each.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Page {
    /// The news.
    pub entries: Vec<Entry>,
    /// Whether there is more.
    pub more: bool,
}

/// Somebody who keeps seats and coupons.
pub trait ReservationSystem: Clone + Send + Sync + 'static {
    /// Keeps seats.
    fn hold(&self, key: Uuid, hold: &Holding) -> impl Future<Output = Result<Answer, Refusal>> + Send;

    /// Gives them back; what was never kept can then never be.
    fn release(&self, key: Uuid) -> impl Future<Output = Result<Answer, Refusal>> + Send;

    /// Does a change or cancellation, whole or not at all, out of the seats kept under the same key.
    fn change(&self, key: Uuid, change: &Changing) -> impl Future<Output = Result<Answer, Refusal>> + Send;

    /// Does it no more, if it is not done: what it answers is the last word.
    fn withdraw(&self, key: Uuid) -> impl Future<Output = Result<Answer, Refusal>> + Send;

    /// What changed from this place on; the beginning is empty.
    fn changed(&self, cursor: &str) -> impl Future<Output = Result<Page, Refusal>> + Send;
}
