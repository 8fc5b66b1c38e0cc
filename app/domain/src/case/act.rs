//! What colleagues arrange among themselves around a case: tags, putting aside, follow-ups, links.
//!
//! Each is a note whose words say it plainly, so that a version which knows no better shows those.

use super::{Actor, Entry, Event, Person, Status, to_microseconds};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Characters of a tag.
pub const TAG_LONGEST: usize = 24;
/// Tags of one case.
pub const TAGS_MOST: usize = 12;
/// Follow-ups of one case that are still to come.
pub const FOLLOW_UPS_MOST: usize = 5;
/// Nothing is put aside, or planned, for later than this: a year.
const FARTHEST: SignedDuration = SignedDuration::from_hours(24 * 366);

/// An arrangement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Act {
    /// A tag was put on.
    Tagged {
        /// As [`tag`] gives it.
        tag: String,
    },
    /// A tag was taken off.
    Untagged {
        /// Which.
        tag: String,
    },
    /// Out of the queue for a while.
    Aside {
        /// Until then, or until the passenger writes.
        until: Timestamp,
    },
    /// Back in the queue before its time.
    Back,
    /// Belongs together with another case.
    Linked {
        /// Its reference.
        with: String,
    },
    /// Does not, after all.
    Unlinked {
        /// Its reference.
        with: String,
    },
    /// Somebody comes back to it on a day. The note's words say with what.
    Planned {
        /// Names it.
        id: String,
        /// When.
        due: Timestamp,
        /// Who.
        owner: Person,
        /// The case it was planned in, where that goes on in this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
    },
    /// That day has come.
    Reminded {
        /// Which.
        id: String,
    },
    /// It is done, or given up.
    Settled {
        /// Which.
        id: String,
        /// By a message to the passenger.
        #[serde(default)]
        sent: bool,
    },
    /// It goes on in another case.
    Merged {
        /// Its reference.
        into: String,
        /// It was open: it is again, once they are taken apart.
        open: bool,
        /// The reply-by it had.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_by: Option<Timestamp>,
    },
    /// Another case goes on in this one.
    Joined {
        /// Its reference.
        from: String,
    },
    /// The two have been taken apart; said in both.
    Apart {
        /// The other one.
        from: String,
    },
    /// Letters about the case go somewhere else. The note's words say why.
    Readdressed {
        /// Where they went, masked; nowhere before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old: Option<String>,
        /// Where they go, masked.
        new: String,
        /// How staff made sure who asked: as [`crate::booking::IdentityCheck::parse`] reads it.
        how: String,
    },
    /// Staff made sure who is asking, before anything was written down.
    Identified {
        /// How: as [`crate::booking::IdentityCheck::parse`] reads it.
        how: String,
    },
    /// What a newer version arranged: the note's words say it.
    #[serde(other)]
    Other,
}

impl Act {
    /// What the note says where nobody words it better: the same in every language.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Tagged { tag } => format!("+ #{tag}"),
            Self::Untagged { tag } => format!("− #{tag}"),
            Self::Aside { until } => format!("⏸ {}", until.strftime("%Y-%m-%d %H:%M UTC")),
            Self::Back => "▶".to_owned(),
            Self::Linked { with } => format!("+ {with}"),
            Self::Unlinked { with } => format!("− {with}"),
            Self::Planned { due, .. } => format!("→ {}", due.strftime("%Y-%m-%d %H:%M UTC")),
            Self::Reminded { .. } => "→ !".to_owned(),
            Self::Settled { .. } => "→ ✓".to_owned(),
            Self::Merged { into, .. } => format!("→ {into}"),
            Self::Joined { from } => format!("← {from}"),
            Self::Apart { from } => format!("≠ {from}"),
            Self::Readdressed { new, .. } => format!("✉ {new}"),
            Self::Identified { how } => format!("✓ {how}"),
            Self::Other => "…".to_owned(),
        }
    }

    /// As a note, in plain words.
    #[must_use]
    pub fn noted(self) -> Event {
        Event::Note { words: self.plain(), act: Some(self) }
    }

    pub(super) fn round(&mut self) {
        if let Self::Aside { until: at } | Self::Planned { due: at, .. } | Self::Merged { reply_by: Some(at), .. } = self {
            *at = to_microseconds(*at);
        }
    }
}

/// A tag as it is kept, from what was typed: lower-cased, words joined by hyphens, letters and digits of any script.
/// None where it is none.
#[must_use]
pub fn tag(typed: &str) -> Option<String> {
    let lower = typed.trim().trim_start_matches(['#', '＃']).to_lowercase();
    let tag = lower.split_whitespace().collect::<Vec<_>>().join("-");
    let fits = (1..=TAG_LONGEST).contains(&tag.chars().count());
    (fits && tag.chars().any(char::is_alphanumeric) && tag.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))).then_some(tag)
}

/// Whether something may wait until then: later than now, within a year.
#[must_use]
pub fn may_wait_until(at: Timestamp, now: Timestamp) -> bool {
    at > now && at.duration_since(now) <= FARTHEST
}

/// When a day begins at the service office: at eight.
#[must_use]
pub fn morning(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    day.at(8, 0, 0, 0).to_zoned(zone.clone()).ok().map(|at| at.timestamp())
}

/// A follow-up that is still to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Names it.
    pub id: String,
    /// When.
    pub due: Timestamp,
    /// Who.
    pub owner: Person,
    /// With what.
    pub words: String,
    /// Its owner has been reminded.
    pub reminded: bool,
    /// The case it was planned in, where that goes on in this one: it goes back with it.
    pub from: Option<String>,
}

/// What is arranged, after these entries: their fold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arranged {
    /// Tags, in order.
    pub tags: BTreeSet<String>,
    /// Out of the queue until then.
    pub aside_until: Option<Timestamp>,
    /// Cases it belongs together with, by reference.
    pub links: BTreeSet<String>,
    /// Still to be done, in the order they were planned.
    pub follow_ups: Vec<FollowUp>,
    /// The case it goes on in, by reference.
    pub merged: Option<String>,
}

impl Arranged {
    /// What these entries leave arranged.
    #[must_use]
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut arranged = Self::default();
        for entry in entries {
            arranged.apply(entry);
        }
        arranged
    }

    /// Whether it is out of the queue now.
    #[must_use]
    pub fn is_aside(&self, now: Timestamp) -> bool {
        self.aside_until.is_some_and(|until| until > now)
    }

    fn apply(&mut self, entry: &Entry) {
        if brings_back(entry) {
            self.aside_until = None;
        }
        let Event::Note { words, act: Some(act) } = &entry.event else { return };
        match act {
            Act::Tagged { tag } => {
                self.tags.insert(tag.clone());
            }
            Act::Untagged { tag } => {
                self.tags.remove(tag);
            }
            Act::Aside { until } => self.aside_until = Some(*until),
            Act::Linked { with } => {
                self.links.insert(with.clone());
            }
            Act::Unlinked { with } => {
                self.links.remove(with);
            }
            Act::Planned { id, due, owner, from } => {
                let (id, owner, words, from) = (id.clone(), owner.clone(), words.clone(), from.clone());
                let planned = FollowUp { id, due: *due, owner, words, reminded: false, from };
                self.follow_ups.push(planned);
            }
            Act::Reminded { id } => {
                for planned in self.follow_ups.iter_mut().filter(|planned| planned.id == *id) {
                    planned.reminded = true;
                }
            }
            Act::Settled { id, .. } => self.follow_ups.retain(|planned| planned.id != *id),
            Act::Merged { into, .. } => self.merged = Some(into.clone()),
            Act::Apart { from } => {
                if self.merged.as_ref() == Some(from) {
                    self.merged = None;
                }
            }
            Act::Back | Act::Joined { .. } | Act::Readdressed { .. } | Act::Identified { .. } | Act::Other => {}
        }
    }
}

/// Whether an entry ends that its case is put aside: the passenger says something, a follow-up is due, somebody takes it
/// up again or gets it, or it is over.
#[must_use]
pub fn brings_back(entry: &Entry) -> bool {
    match &entry.event {
        Event::Message { .. } | Event::Verdict { .. } => matches!(entry.actor, Actor::Passenger(_)),
        Event::Status { to, .. } => matches!(to, Status::Closed | Status::Reopened),
        Event::Note { act, .. } => matches!(act, Some(Act::Back | Act::Reminded { .. })),
        // whoever has it now has not put it aside
        Event::Assignment { .. } => true,
        Event::Opened { .. } | Event::Deadline { .. } | Event::Triage { .. } | Event::Notice { .. } | Event::Invitation { .. } => false,
    }
}

#[cfg(test)]
#[path = "act_tests.rs"]
mod tests;
