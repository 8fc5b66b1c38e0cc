//! `/surveys/{token}`: answering, by whoever holds the link; and where a trip or case asks for it.

pub mod answer;
pub mod ended;
pub mod offer;
pub mod question;

use crate::outcome::encode;
use uuid::Uuid;

/// The address of an invitation.
#[must_use]
pub fn address(token: &str) -> String {
    format!("/surveys/{}", encode(token))
}

/// What a draft of answers is kept under: of an invitation, whichever link leads to it.
#[must_use]
pub fn draft_key(invitation: Uuid) -> String {
    format!("{DRAFT}{invitation}")
}

/// What the names of drafts of answers begin with.
pub const DRAFT: &str = "survey:";
