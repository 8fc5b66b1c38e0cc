//! What is made better: a finding, why it is so, what is done about it, and whether that helped (SUR-5, OFF-5).

mod effect;

pub use effect::{Effect, Metric, SPAN_DAYS, effect};

/// Whys that are asked, one after the other.
pub const WHYS: usize = 5;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Somebody of ours suggests it; nobody has said whether it is taken up.
    Suggested,
    /// It is to be made better: cause and measure are looked for.
    Open,
    /// Something is being done.
    Working,
    /// It is in place; whether it helps is being seen.
    Done,
    /// Looked at, and over.
    Closed,
    /// Not taken up, with a reason.
    Declined,
}

/// What somebody does with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Writes it down.
    Suggest,
    /// Takes it up.
    TakeUp,
    /// Does not take it up, or gives it up.
    Decline,
    /// Says why it is so.
    Cause,
    /// Says what is done, by whom, by when.
    Plan,
    /// Begins with it.
    Begin,
    /// It is in place since a day.
    Finish,
    /// It does not hold: back to work.
    Again,
    /// Says what came of it.
    Close,
    /// Writes what is to be read in public.
    Words,
    /// Publishes that.
    Publish,
    /// Takes it back from the public page.
    Withdraw,
    /// Thanks whoever suggested it.
    Thank,
}

impl State {
    /// Every state, in the order of its life.
    pub const ALL: [Self; 6] = [Self::Suggested, Self::Open, Self::Working, Self::Done, Self::Closed, Self::Declined];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suggested => "suggested",
            Self::Open => "open",
            Self::Working => "working",
            Self::Done => "done",
            Self::Closed => "closed",
            Self::Declined => "declined",
        }
    }

    /// Reads what [`State::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether something is still to be done by a day.
    #[must_use]
    pub const fn runs(self) -> bool {
        matches!(self, Self::Open | Self::Working)
    }

    /// The state after an act; none where it cannot be done now.
    #[must_use]
    pub const fn after(self, act: Act) -> Option<Self> {
        match (act, self) {
            (Act::TakeUp, Self::Suggested | Self::Declined) => Some(Self::Open),
            (Act::Decline, Self::Suggested | Self::Open | Self::Working) => Some(Self::Declined),
            (Act::Begin, Self::Open) | (Act::Again, Self::Done) => Some(Self::Working),
            (Act::Finish, Self::Working) => Some(Self::Done),
            (Act::Close, Self::Done) => Some(Self::Closed),
            (Act::Cause | Act::Plan, Self::Open | Self::Working)
            | (Act::Words | Act::Publish, Self::Done | Self::Closed)
            | (Act::Withdraw | Act::Thank, _) => Some(self),
            _ => None,
        }
    }
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 13] = [
        Self::Suggest,
        Self::TakeUp,
        Self::Decline,
        Self::Cause,
        Self::Plan,
        Self::Begin,
        Self::Finish,
        Self::Again,
        Self::Close,
        Self::Words,
        Self::Publish,
        Self::Withdraw,
        Self::Thank,
    ];

    /// Reads what [`Act::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == text)
    }

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suggest => "suggest",
            Self::TakeUp => "take-up",
            Self::Decline => "decline",
            Self::Cause => "cause",
            Self::Plan => "plan",
            Self::Begin => "begin",
            Self::Finish => "finish",
            Self::Again => "again",
            Self::Close => "close",
            Self::Words => "words",
            Self::Publish => "publish",
            Self::Withdraw => "withdraw",
            Self::Thank => "thank",
        }
    }

    /// Whether it is for those who answer for everyone; the others are for whoever works on it, too.
    #[must_use]
    pub const fn decides(self) -> bool {
        matches!(self, Self::TakeUp | Self::Decline | Self::Close | Self::Publish | Self::Withdraw | Self::Thank)
    }
}

/// What a finding comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// What people know or do.
    People,
    /// How the work is laid down.
    Procedure,
    /// Machines, rooms, programs.
    Equipment,
    /// What passengers or colleagues were not told.
    Information,
    /// Somebody who works for us: airport, handler, caterer.
    Partner,
    /// Weather, authorities, air traffic control.
    Outside,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 6] = [Self::People, Self::Procedure, Self::Equipment, Self::Information, Self::Partner, Self::Outside];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Procedure => "procedure",
            Self::Equipment => "equipment",
            Self::Information => "information",
            Self::Partner => "partner",
            Self::Outside => "outside",
        }
    }

    /// Reads what [`Cause::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.as_str() == text)
    }
}

/// Causes by how often they are found, the most frequent first, with how many of a hundred they make up together with those before: where
/// to begin (Pareto). Causes nobody found are left out.
#[must_use]
pub fn pareto(mut counts: Vec<(Cause, u64)>) -> Vec<(Cause, u64, u64)> {
    counts.retain(|(_, count)| *count > 0);
    counts.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    let all: u64 = counts.iter().map(|(_, count)| count).sum();
    let mut sum = 0;
    counts
        .into_iter()
        .map(|(cause, count)| {
            sum += count;
            (cause, count, (sum * 100 + all / 2) / all.max(1))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_done_when() {
        let can =
            |state: State| Act::ALL.into_iter().filter(|act| state.after(*act).is_some()).map(Act::as_str).collect::<Vec<_>>().join(" ");
        for (state, acts) in [
            (State::Suggested, "take-up decline withdraw thank"),
            (State::Open, "decline cause plan begin withdraw thank"),
            (State::Working, "decline cause plan finish withdraw thank"),
            (State::Done, "again close words publish withdraw thank"),
            (State::Closed, "words publish withdraw thank"),
            (State::Declined, "take-up withdraw thank"),
        ] {
            assert_eq!(can(state), acts, "{state:?}");
            assert_eq!(State::parse(state.as_str()), Some(state));
        }
    }

    #[test]
    fn acts_read_back() {
        assert!(Act::ALL.into_iter().all(|act| Act::parse(act.as_str()) == Some(act)));
    }

    #[test]
    fn where_to_begin() {
        let counts = vec![(Cause::People, 1), (Cause::Equipment, 5), (Cause::Outside, 0), (Cause::Procedure, 2), (Cause::Partner, 1)];
        let expected = vec![(Cause::Equipment, 5, 56), (Cause::Procedure, 2, 78), (Cause::People, 1, 89), (Cause::Partner, 1, 100)];
        assert_eq!(pareto(counts), expected);
        assert_eq!(pareto(vec![(Cause::People, 0)]), []);
        assert!(Cause::ALL.into_iter().all(|cause| Cause::parse(cause.as_str()) == Some(cause)));
    }
}
