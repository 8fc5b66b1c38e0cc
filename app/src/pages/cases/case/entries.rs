//! The conversation in words: letters from both sides, notes for staff, what happened in between as small lines.

use super::super::{HOME_ZONE, lang_of, promised};
use crate::context::Visit;
use crate::ui::carrier;
use crate::ui::timeline::EntryKind;
use crate::words::{Lang, t, when::zone};
use desk::cases::mail::{Beside, Outcome};
use desk::cases::{CaseView, Department, Head};
use domain::booking::IdentityCheck;
use domain::case::{Act, Actor, Channel, Entry, Event, InvitationStep, Notice, Person, Status};
use domain::rights::CaseRole;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// An entry as this viewer reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<'a> {
    /// Its number in the case.
    pub seq: i32,
    /// When, for machines.
    pub at: Timestamp,
    /// When, as people say it.
    pub time: String,
    /// What it says.
    pub says: Says<'a>,
    /// What stands beside it, where it came by mail.
    pub beside: Option<&'a Beside>,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says<'a> {
    /// What a person wrote.
    Words {
        /// A letter or a note.
        kind: EntryKind,
        /// Who wrote it.
        who: String,
        /// By which way, or for whom.
        via: String,
        /// The language it is written in, where it is not the page's.
        lang: Option<&'static str>,
        /// As written.
        words: &'a str,
    },
    /// A step, in a small line.
    Step(String),
}

/// Everything this viewer may see, oldest first.
#[must_use]
pub fn told<'a>(visit: &'a Visit, case: &'a CaseView) -> Vec<Told<'a>> {
    let home = zone(HOME_ZONE);
    let today = visit.now.to_zoned(home.clone()).date();
    let closed = |entry: &&Entry| matches!(entry.event, Event::Status { to: Status::Closed, .. });
    let joined = case.entries.iter().rev().find(closed).map(|entry| entry.seq).filter(|_| case.whole.into.is_some() && case.whole.was_open);
    let mut telling = Telling { visit, case, home, today, department: "", owner: None, promised: None, joined };
    case.entries.iter().map(|entry| telling.tell(entry)).collect()
}

/// Goes along the timeline, knowing who had the case at each point and what was promised.
struct Telling<'a> {
    visit: &'a Visit,
    case: &'a CaseView,
    home: TimeZone,
    today: Date,
    department: &'a str,
    owner: Option<&'a Person>,
    promised: Option<Timestamp>,
    /// The entry by which it went on in another case: passengers see that, and no closing.
    joined: Option<i32>,
}

impl<'a> Telling<'a> {
    fn l(&self) -> Lang {
        self.visit.lang
    }

    fn tell(&mut self, entry: &'a Entry) -> Told<'a> {
        let beside = self.case.mail.iter().find(|beside| beside.seq == entry.seq);
        Told { seq: entry.seq, at: entry.at, time: self.time(entry.at), says: self.says(entry, beside), beside }
    }

    fn says(&mut self, entry: &'a Entry, beside: Option<&Beside>) -> Says<'a> {
        let l = self.l();
        Says::Step(match &entry.event {
            Event::Opened { words, channel, department, reply_by, .. } => {
                (self.department, self.promised) = (department, Some(*reply_by));
                return self.letter(&entry.actor, words, *channel);
            }
            Event::Message { words, channel, reply_by, .. } => {
                self.promised = *reply_by;
                return self.letter(&entry.actor, words, *channel);
            }
            Event::Note { words, act: Some(act) } => self.act(words, act, &entry.actor),
            Event::Note { words, act: None } => {
                let (who, via) = match beside {
                    Some(beside) => kept_mail(l, beside),
                    None => (t!(l, "case-note"), t!(l, "case-note-via", name = self.who(&entry.actor))),
                };
                return self.words(EntryKind::Note, who, via, words);
            }
            Event::Assignment { department, owner } => {
                let line = self.assignment(department, owner.as_ref());
                (self.department, self.owner) = (department, owner.as_ref());
                line
            }
            Event::Status { .. } if self.joined == Some(entry.seq) => {
                let into = self.case.whole.into.clone().unwrap_or_default();
                t!(l, "case-line-goes-on", name = self.who(&entry.actor), reference = into)
            }
            Event::Status { to, level } => self.status(*to, *level, &entry.actor),
            Event::Deadline { reply_by, words } => {
                let (time, before) = (promised(l, *reply_by, self.visit.now), self.promised.replace(*reply_by));
                match before {
                    Some(before) if !words.is_empty() => {
                        let (name, before) = (self.who(&entry.actor), promised(l, before, self.visit.now));
                        t!(l, "case-line-deadline-later", name = name, before = before, time = time, reason = words.clone())
                    }
                    _ => t!(l, "case-line-deadline", time = time),
                }
            }
            Event::Triage { topic, priority } => {
                let topic = topic.map(|topic| t!(l, "case-line-topic", topic = l.text(topic.key(), None)));
                let priority = priority.map(|priority| t!(l, "case-line-priority", priority = l.text(priority.key(), None)));
                [topic, priority].into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }
            Event::Verdict { answered: true, .. } => t!(l, "case-line-solved", name = self.who(&entry.actor)),
            Event::Verdict { answered: false, reply_by } => {
                self.promised = *reply_by;
                t!(l, "case-line-not-yet", name = self.who(&entry.actor))
            }
            Event::Notice { what: Notice::Bag { airport, report: Some(report), .. } } => super::bag::told(l, report, airport),
            Event::Notice { what: Notice::Bag { tag, airport, step, report: None } } => {
                let mut args = crate::words::Args::new();
                args.set("tag", tag.clone());
                args.set("airport", airport.clone());
                l.text(step.key(), Some(&args))
            }
            Event::Invitation { step: InvitationStep::Sent, address } => t!(l, "case-line-invited", address = address.clone()),
            Event::Invitation { step: InvitationStep::Accepted, address } => t!(l, "case-line-joined", address = address.clone()),
            Event::Invitation { step: InvitationStep::Withdrawn, address } => t!(l, "case-line-withdrawn", address = address.clone()),
        })
    }

    fn letter(&self, actor: &Actor, words: &'a str, channel: Channel) -> Says<'a> {
        let via = match actor {
            Actor::Staff(_) => self.department_name(self.department),
            Actor::Passenger(_) | Actor::System => self.l().text(channel.key(), None),
        };
        self.words(EntryKind::Letter, self.who(actor), via, words)
    }

    fn words(&self, kind: EntryKind, who: String, via: String, words: &'a str) -> Says<'a> {
        Says::Words { kind, who, via, lang: lang_of(self.l(), words), words }
    }

    /// `09:12` today, with its day before that.
    fn time(&self, at: Timestamp) -> String {
        let l = self.l();
        let today = at.to_zoned(self.home.clone()).date() == self.today;
        if today { l.time(at, &self.home) } else { l.day_time(at, self.visit.now, &self.home) }
    }

    fn who(&self, actor: &Actor) -> String {
        match actor {
            Actor::Passenger(name) if self.case.role == CaseRole::Opener && *name == self.case.head.person_name => t!(self.l(), "case-you"),
            Actor::Passenger(name) => name.clone(),
            Actor::Staff(person) => person.name.clone(),
            Actor::System => carrier::name(self.l().0).to_owned(),
        }
    }

    fn assignment(&self, department: &str, owner: Option<&Person>) -> String {
        let l = self.l();
        let name = self.department_name(department);
        match owner {
            Some(owner) if self.owner.is_some_and(|before| before.id == owner.id) => {
                t!(l, "case-line-brought", department = name, owner = owner.name.clone())
            }
            Some(owner) => t!(l, "case-line-taken", owner = owner.name.clone(), department = name),
            None => t!(l, "case-line-queued", department = name),
        }
    }

    fn status(&self, to: Status, level: Option<u8>, actor: &Actor) -> String {
        let (l, name) = (self.l(), self.who(actor));
        match (to, level) {
            (Status::Closed, _) => t!(l, "case-line-closed", name = name),
            (Status::Escalated, Some(level)) => t!(l, "case-line-raised", name = name, level = level),
            _ => t!(l, "case-line-status", name = name, status = l.text(to.key(), None)),
        }
    }

    /// What colleagues arranged; a newer version's arrangement in its plain words.
    fn act(&self, words: &str, act: &Act, actor: &Actor) -> String {
        let (l, name) = (self.l(), self.who(actor));
        let time = |at: Timestamp| l.day_time(at, self.visit.now, &self.home);
        match act {
            Act::Tagged { tag } => t!(l, "case-line-tagged", name = name, tag = tag.clone()),
            Act::Untagged { tag } => t!(l, "case-line-untagged", name = name, tag = tag.clone()),
            Act::Aside { until } => t!(l, "case-line-aside", name = name, time = time(*until)),
            Act::Back => t!(l, "case-line-back", name = name),
            Act::Linked { with } => t!(l, "case-line-linked", name = name, reference = with.clone()),
            Act::Unlinked { with } => t!(l, "case-line-unlinked", name = name, reference = with.clone()),
            Act::Planned { due, owner, .. } => {
                t!(l, "case-line-planned", name = name, time = time(*due), owner = owner.name.clone(), words = words.to_owned())
            }
            Act::Reminded { id } => t!(l, "case-line-reminded", words = self.planned(id)),
            Act::Settled { id, sent: true } => t!(l, "case-line-followed-up", words = self.planned(id)),
            Act::Settled { id, sent: false } => t!(l, "case-line-settled", name = name, words = self.planned(id)),
            Act::Merged { into, .. } => t!(l, "case-line-merged", name = name, reference = into.clone()),
            Act::Joined { from } => t!(l, "case-line-joined-case", name = name, reference = from.clone()),
            Act::Apart { from } => t!(l, "case-line-apart", name = name, reference = from.clone()),
            Act::Readdressed { old, new, how } => self.readdressed(name, old.as_deref(), new, how, words),
            Act::Identified { how } => t!(l, "case-line-identified", name = name, how = self.checked(how)),
            Act::Other => words.to_owned(),
        }
    }

    /// How somebody made sure who is asking.
    fn checked(&self, how: &str) -> String {
        IdentityCheck::parse(how).map(|how| self.l().text(how.key(), None)).unwrap_or_default()
    }

    fn readdressed(&self, name: String, old: Option<&str>, new: &str, how: &str, why: &str) -> String {
        let l = self.l();
        let how = self.checked(how);
        let (new, why) = (new.to_owned(), why.to_owned());
        match old {
            Some(old) => t!(l, "case-line-readdressed", name = name, old = old.to_owned(), new = new, how = how, reason = why),
            None => t!(l, "case-line-addressed", name = name, new = new, how = how, reason = why),
        }
    }

    /// What a follow-up was planned with.
    fn planned(&self, follow_up: &str) -> String {
        let planned = self.case.entries.iter().find_map(|entry| match &entry.event {
            Event::Note { words, act: Some(Act::Planned { id, .. }) } if id == follow_up => Some(words.clone()),
            _ => None,
        });
        planned.unwrap_or_default()
    }

    fn department_name(&self, id: &str) -> String {
        let all: &[Department] = &self.case.departments;
        all.iter().find(|department| department.id == id).map_or_else(|| id.to_owned(), |department| department.name(self.l().0).to_owned())
    }
}

/// What a message that only staff see is, and from whom.
fn kept_mail(l: Lang, beside: &Beside) -> (String, String) {
    let from = beside.from.clone().unwrap_or_default();
    match beside.outcome {
        Outcome::Held => (t!(l, "case-mail-held"), t!(l, "case-mail-held-via", from = from)),
        Outcome::Bounce => (t!(l, "case-mail-bounce"), t!(l, "case-mail-bounce-via")),
        Outcome::Automatic | Outcome::Passengers => (t!(l, "case-mail-automatic"), t!(l, "case-mail-automatic-via", from = from)),
    }
}

/// The address of a flight's own page.
pub(super) fn flight_address(head: &Head) -> Option<(String, String)> {
    head.flight.as_ref().map(|(carrier, number, date)| (format!("{carrier} {number}"), format!("/flights/{carrier}{number}/{date}")))
}
