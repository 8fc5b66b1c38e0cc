//! `/surveys/{token}`: answering, by whoever holds the link; and where a trip or case asks for it.

pub mod answer;
pub mod ended;
pub mod offer;
pub mod question;

use crate::outcome::encode;

/// The address of an invitation.
#[must_use]
pub fn address(token: &str) -> String {
    format!("/surveys/{}", encode(token))
}
