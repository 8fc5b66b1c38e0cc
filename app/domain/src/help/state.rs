//! The life of a version: draft → review → approved (waits for its hour) → published → replaced; withdrawn on the way or after.

/// Where a version is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Being written.
    Draft,
    /// Waits for somebody else to read it.
    Review,
    /// Approved for a time to come.
    Approved,
    /// What readers see.
    Published,
    /// Was read until a newer version came.
    Replaced,
    /// Taken away.
    Withdrawn,
}

/// What is done to a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its author thinks it done.
    Send,
    /// Back to writing: the reviewer found something, or its author did; stops one that is scheduled.
    Return,
    /// Approved, and read from now on.
    Publish,
    /// Approved for later.
    Schedule,
    /// Taken away: a draft nobody wants, or what is not to be read any more.
    Withdraw,
}

impl State {
    /// Every state, in the order of a life.
    pub const ALL: [Self; 6] = [Self::Draft, Self::Review, Self::Approved, Self::Published, Self::Replaced, Self::Withdrawn];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Review => "review",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Replaced => "replaced",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads what [`State::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Key of its name in the locale files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "knowledge-state-draft",
            Self::Review => "knowledge-state-review",
            Self::Approved => "knowledge-state-approved",
            Self::Published => "knowledge-state-published",
            Self::Replaced => "knowledge-state-replaced",
            Self::Withdrawn => "knowledge-state-withdrawn",
        }
    }

    /// On its way to readers; a language has at most one such version.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Review | Self::Approved)
    }

    /// Where a step leads, if it can be taken from here.
    #[must_use]
    pub const fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Draft, Step::Send) => Some(Self::Review),
            (Self::Review | Self::Approved, Step::Return) => Some(Self::Draft),
            (Self::Review, Step::Publish) => Some(Self::Published),
            (Self::Review, Step::Schedule) => Some(Self::Approved),
            (Self::Draft | Self::Review | Self::Approved | Self::Published, Step::Withdraw) => Some(Self::Withdrawn),
            (Self::Draft | Self::Review | Self::Approved | Self::Published | Self::Replaced | Self::Withdrawn, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_read_that_was_not_reviewed_and_what_is_over_stays_over() {
        for state in State::ALL {
            assert_eq!(State::parse(state.as_str()), Some(state));
            for step in [Step::Publish, Step::Schedule] {
                assert_eq!(state.after(step).is_some(), state == State::Review, "{state:?} {step:?}");
            }
            for step in [Step::Send, Step::Return, Step::Publish, Step::Schedule, Step::Withdraw] {
                assert!(!matches!((state, state.after(step)), (State::Replaced | State::Withdrawn, Some(_))));
            }
        }
        assert_eq!(State::Draft.after(Step::Send), Some(State::Review));
        assert_eq!(State::Draft.after(Step::Return), None);
        assert_eq!(State::Approved.after(Step::Return), Some(State::Draft));
        assert_eq!(State::Published.after(Step::Return), None);
    }
}
