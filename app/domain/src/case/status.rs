//! The statuses of a case and the ways between them.
//!
//! ```text
//! new ─→ triaged ─→ working ⇄ waiting for passenger ─→ answered ─→ closed
//!                     │  ↘ escalated (level 2, 3)          ↘ reopened ↙
//!                     └──────── reopened ─→ working ←──────────┘
//! ```
//!
//! Whoever is asked may answer at once: every open status leads to waiting, answered and escalated.
//! Nothing closes unseen (`new`), nothing becomes new again, and a closed case only reopens.

use serde::{Deserialize, Serialize};

/// Where a case stands, in the words of the service office. Passengers read a [`Stage`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nobody has looked at it.
    New,
    /// Looked at, sorted, in a queue.
    Triaged,
    /// Somebody works on it.
    Working,
    /// We asked the passenger something.
    Waiting,
    /// We answered; the passenger says whether that does.
    Answered,
    /// With a higher level.
    Escalated,
    /// The answer did not do, or a closed case goes on.
    Reopened,
    /// Done.
    Closed,
}

/// Where a case stands, in the passenger's words: internal names and levels never leave the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// We have it.
    Received,
    /// We work on it.
    InHand,
    /// We need something from you.
    YourTurn,
    /// We answered.
    Answered,
    /// It is done.
    Closed,
}

impl Status {
    /// Every status, in the order of a case's life.
    pub const ALL: [Self; 8] =
        [Self::New, Self::Triaged, Self::Working, Self::Waiting, Self::Answered, Self::Escalated, Self::Reopened, Self::Closed];

    /// Whether a case may go from here to `next`.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::New => matches!(next, Self::Triaged | Self::Working | Self::Waiting | Self::Answered | Self::Escalated),
            Self::Triaged => matches!(next, Self::Working | Self::Waiting | Self::Answered | Self::Escalated | Self::Closed),
            Self::Working => matches!(next, Self::Waiting | Self::Answered | Self::Escalated | Self::Closed),
            Self::Waiting => matches!(next, Self::Working | Self::Answered | Self::Escalated | Self::Closed),
            Self::Answered => matches!(next, Self::Waiting | Self::Reopened | Self::Escalated | Self::Closed),
            // from level 2 to 3 it stays escalated
            Self::Escalated => matches!(next, Self::Working | Self::Waiting | Self::Answered | Self::Escalated | Self::Closed),
            Self::Reopened => matches!(next, Self::Working | Self::Waiting | Self::Answered | Self::Escalated | Self::Closed),
            Self::Closed => matches!(next, Self::Reopened),
        }
    }

    /// Whether somebody still owes something here.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::New | Self::Triaged | Self::Working | Self::Waiting | Self::Answered | Self::Escalated | Self::Reopened => true,
            Self::Closed => false,
        }
    }

    /// Where that leaves the passenger.
    #[must_use]
    pub const fn stage(self) -> Stage {
        match self {
            Self::New | Self::Triaged => Stage::Received,
            Self::Working | Self::Escalated | Self::Reopened => Stage::InHand,
            Self::Waiting => Stage::YourTurn,
            Self::Answered => Stage::Answered,
            Self::Closed => Stage::Closed,
        }
    }

    /// Where a word from the passenger takes the case: answered and closed ones reopen, a question of
    /// ours is answered, anything else stays as it is.
    #[must_use]
    pub const fn after_passenger_wrote(self) -> Self {
        match self {
            Self::Answered | Self::Closed => Self::Reopened,
            Self::Waiting => Self::Working,
            Self::New | Self::Triaged | Self::Working | Self::Escalated | Self::Reopened => self,
        }
    }

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Triaged => "triaged",
            Self::Working => "working",
            Self::Waiting => "waiting",
            Self::Answered => "answered",
            Self::Escalated => "escalated",
            Self::Reopened => "reopened",
            Self::Closed => "closed",
        }
    }

    /// Reads what [`Status::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// Key of its name for staff.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::New => "case-status-new",
            Self::Triaged => "case-status-triaged",
            Self::Working => "case-status-working",
            Self::Waiting => "case-status-waiting",
            Self::Answered => "case-status-answered",
            Self::Escalated => "case-status-escalated",
            Self::Reopened => "case-status-reopened",
            Self::Closed => "case-status-closed",
        }
    }
}

impl Stage {
    /// As people read it: what nobody has, we have; it is not in hand.
    #[must_use]
    pub const fn with_owner(self, owned: bool) -> Self {
        match self {
            Self::InHand if !owned => Self::Received,
            stage => stage,
        }
    }

    /// Key of its name for passengers.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Received => "case-stage-received",
            Self::InHand => "case-stage-in-hand",
            Self::YourTurn => "case-stage-your-turn",
            Self::Answered => "case-stage-answered",
            Self::Closed => "case-stage-closed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_new_and_a_closed_case_only_reopens() {
        for status in Status::ALL {
            assert!(!status.may_become(Status::New), "{status:?}");
            assert_eq!(Status::Closed.may_become(status), status == Status::Reopened);
            assert_eq!(status.is_open(), status != Status::Closed);
            assert_eq!(Status::parse(status.as_str()), Some(status));
        }
        assert_eq!(Status::parse("done"), None);
    }

    #[test]
    fn only_escalation_may_repeat() {
        for status in Status::ALL {
            assert_eq!(status.may_become(status), status == Status::Escalated);
        }
    }

    #[test]
    fn a_word_from_the_passenger_is_always_a_legal_step() {
        for status in Status::ALL {
            let next = status.after_passenger_wrote();
            assert!(next == status || status.may_become(next));
            assert!(next.is_open());
        }
    }
}
