//! What an article leads to.

use crate::case::{Kind, Topic};
use std::fmt;

/// The one thing to do next after reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Open a trip.
    Trip,
    /// Look up a flight.
    Flights,
    /// Ask, with the first questions already answered.
    Ask(Kind, Topic),
}

impl Action {
    /// Reads `trip`, `flights`, `ask baggage bag-missing`; a topic its kind does not offer is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split_whitespace();
        let action = match (parts.next()?, parts.next(), parts.next()) {
            ("trip", None, None) => Self::Trip,
            ("flights", None, None) => Self::Flights,
            ("ask", Some(kind), Some(topic)) => {
                let (kind, topic) = (Kind::parse(kind)?, Topic::parse(topic)?);
                Topic::of(kind).contains(&topic).then_some(Self::Ask(kind, topic))?
            }
            _ => return None,
        };
        parts.next().is_none().then_some(action)
    }

    /// Every action there is, for a list to choose from.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let asks = Kind::ALL.into_iter().flat_map(|kind| Topic::of(kind).iter().map(move |topic| Self::Ask(kind, *topic)));
        [Self::Trip, Self::Flights].into_iter().chain(asks).collect()
    }

    /// Where it is done.
    #[must_use]
    pub fn href(self) -> String {
        match self {
            Self::Trip => "/trip".to_owned(),
            Self::Flights => "/flights".to_owned(),
            Self::Ask(kind, topic) => format!("/cases/new?kind={}&topic={}", kind.as_str(), topic.as_str()),
        }
    }
}

/// As [`Action::parse`] reads it.
impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Trip => f.write_str("trip"),
            Self::Flights => f.write_str("flights"),
            Self::Ask(kind, topic) => write!(f, "ask {} {}", kind.as_str(), topic.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_read_as_it_is_written() {
        for action in Action::all() {
            assert_eq!(Action::parse(&action.to_string()), Some(action));
        }
        for wrong in ["", "ask", "ask baggage", "ask baggage meal", "trip now", "ask baggage bag-missing x", "bags"] {
            assert_eq!(Action::parse(wrong), None, "{wrong}");
        }
    }
}
