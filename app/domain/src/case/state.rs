//! The state of a case: the fold of its timeline, and nothing else.

use super::{Actor, Audience, Channel, Entry, Event, Kind, Person, Priority, Status, Topic};
use jiff::Timestamp;

/// Where a case stands after its entries so far. The columns of `case_file` repeat it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// What sort of case.
    pub kind: Kind,
    /// What about.
    pub topic: Topic,
    /// How it came in.
    pub channel: Channel,
    /// One line.
    pub subject: String,
    /// Where it stands.
    pub status: Status,
    /// Level of escalation, 1 to 3.
    pub level: u8,
    /// How much it presses.
    pub priority: Priority,
    /// Which department has it.
    pub department: String,
    /// Who has it.
    pub owner: Option<Person>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By when the passenger hears from us; none while it is their turn or all is said.
    pub reply_by: Option<Timestamp>,
    /// When it was closed, while it is.
    pub closed_at: Option<Timestamp>,
    /// Number of the newest entry.
    pub last_seq: i32,
    /// Number of the newest entry the passenger may see.
    pub last_public_seq: i32,
    /// Time of the newest entry.
    pub last_at: Timestamp,
}

/// Why a timeline is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    /// No entries at all.
    #[error("a case has at least its opening")]
    Empty,
    /// Something else came first.
    #[error("the first entry must open the case")]
    NotOpened,
    /// The opening came again.
    #[error("entry {0} opens the case a second time")]
    OpenedAgain(i32),
    /// A number is missing or doubled.
    #[error("entry {found} where {expected} was due")]
    Gap {
        /// The number that was due.
        expected: i32,
        /// The number that came.
        found: i32,
    },
    /// The case cannot go there from where it is.
    #[error("a case that is {from:?} cannot become {to:?}")]
    Transition {
        /// Where it is.
        from: Status,
        /// Where it should have gone.
        to: Status,
    },
    /// The actor cannot do this: staff give no verdicts, passengers write no notes.
    #[error("entry {0} is not for its actor to write")]
    Actor(i32),
    /// I1: nobody would be responsible.
    #[error("an open case needs an owner, or a queue with a deadline")]
    Nobody,
}

impl State {
    /// The state after the opening.
    ///
    /// # Errors
    /// [`FoldError::NotOpened`], [`FoldError::Gap`].
    pub fn open(entry: &Entry) -> Result<Self, FoldError> {
        let Event::Opened { of, topic, channel, subject, department, reply_by, words: _ } = &entry.event else {
            return Err(FoldError::NotOpened);
        };
        if entry.seq != 1 {
            return Err(FoldError::Gap { expected: 1, found: entry.seq });
        }
        Ok(Self {
            kind: *of,
            topic: *topic,
            channel: *channel,
            subject: subject.clone(),
            status: Status::New,
            level: 1,
            priority: Priority::Normal,
            department: department.clone(),
            owner: None,
            opened_at: entry.at,
            reply_by: Some(*reply_by),
            closed_at: None,
            last_seq: 1,
            last_public_seq: 1,
            last_at: entry.at,
        })
    }

    /// The state after one more entry.
    ///
    /// # Errors
    /// [`FoldError`]; the state given stays as it was.
    pub fn apply(&self, entry: &Entry) -> Result<Self, FoldError> {
        if entry.seq != self.last_seq + 1 {
            return Err(FoldError::Gap { expected: self.last_seq + 1, found: entry.seq });
        }
        if !may_write(&entry.actor, &entry.event) {
            return Err(FoldError::Actor(entry.seq));
        }
        let mut next = self.clone();
        next.last_seq = entry.seq;
        next.last_at = self.last_at.max(entry.at);
        if entry.audience() == Audience::Everyone {
            next.last_public_seq = entry.seq;
        }
        next.happen(entry)?;
        if next.is_somebodys() { Ok(next) } else { Err(FoldError::Nobody) }
    }

    /// I1: an open case always has a department and either an owner or a queue with a deadline.
    #[must_use]
    pub const fn is_somebodys(&self) -> bool {
        !self.department.is_empty() && (!self.status.is_open() || self.owner.is_some() || self.reply_by.is_some())
    }

    fn happen(&mut self, entry: &Entry) -> Result<(), FoldError> {
        match &entry.event {
            Event::Opened { .. } => return Err(FoldError::OpenedAgain(entry.seq)),
            Event::Message { asks, reply_by, .. } => match &entry.actor {
                Actor::Passenger(_) => {
                    self.move_to(self.status.after_passenger_wrote(), entry.at)?;
                    self.reply_by = *reply_by;
                }
                Actor::Staff(_) | Actor::System => {
                    self.move_to(if *asks { Status::Waiting } else { Status::Answered }, entry.at)?;
                    self.reply_by = None;
                }
            },
            Event::Status { to, level } => {
                self.step_to(*to, entry.at)?;
                self.level = level.unwrap_or(self.level);
                // it is their turn, or all is said
                if matches!(to, Status::Waiting | Status::Answered) {
                    self.reply_by = None;
                }
            }
            Event::Assignment { department, owner } => {
                self.department.clone_from(department);
                self.owner.clone_from(owner);
                match (self.status, owner) {
                    (Status::New | Status::Triaged | Status::Reopened, Some(_)) => self.move_to(Status::Working, entry.at)?,
                    (Status::New, None) => self.move_to(Status::Triaged, entry.at)?,
                    _ => {}
                }
            }
            Event::Deadline { reply_by, .. } => self.reply_by = Some(*reply_by),
            Event::Triage { topic, priority } => {
                self.topic = topic.unwrap_or(self.topic);
                self.priority = priority.unwrap_or(self.priority);
                if self.status == Status::New {
                    self.move_to(Status::Triaged, entry.at)?;
                }
            }
            Event::Verdict { answered, reply_by } => {
                self.step_to(if *answered { Status::Closed } else { Status::Reopened }, entry.at)?;
                self.reply_by = *reply_by;
            }
            Event::Note { .. } | Event::Notice { .. } | Event::Invitation { .. } => {}
        }
        Ok(())
    }

    /// Goes there if it is not there already.
    fn move_to(&mut self, to: Status, at: Timestamp) -> Result<(), FoldError> {
        if self.status == to { Ok(()) } else { self.step_to(to, at) }
    }

    fn step_to(&mut self, to: Status, at: Timestamp) -> Result<(), FoldError> {
        if !self.status.may_become(to) {
            return Err(FoldError::Transition { from: self.status, to });
        }
        self.status = to;
        self.closed_at = if to.is_open() { None } else { Some(at) };
        if !to.is_open() {
            self.reply_by = None;
        }
        Ok(())
    }
}

/// Who can write what, whatever their rights in this case.
const fn may_write(actor: &Actor, event: &Event) -> bool {
    match event {
        Event::Message { asks, reply_by, .. } => match actor {
            Actor::Passenger(_) => !*asks && reply_by.is_some(),
            Actor::Staff(_) | Actor::System => reply_by.is_none(),
        },
        Event::Verdict { .. } => matches!(actor, Actor::Passenger(_)),
        Event::Note { .. } | Event::Status { .. } | Event::Assignment { .. } | Event::Deadline { .. } | Event::Triage { .. } => {
            matches!(actor, Actor::Staff(_) | Actor::System)
        }
        Event::Notice { .. } => matches!(actor, Actor::System),
        Event::Opened { .. } | Event::Invitation { .. } => true,
    }
}

/// The state a timeline leads to.
///
/// # Errors
/// [`FoldError`] names the first entry that does not fit.
pub fn fold<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<State, FoldError> {
    let mut entries = entries.into_iter();
    let first = entries.next().ok_or(FoldError::Empty)?;
    entries.try_fold(State::open(first)?, |state, entry| state.apply(entry))
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
