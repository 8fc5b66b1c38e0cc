//! The conversation: letters from both sides, notes for staff, what happened in between as small lines.

use super::super::{HOME_ZONE, day_time, lang_of, promised};
use crate::context::Visit;
use crate::ui::timeline::{Entry as Letter, EntryKind, SystemLine};
use crate::words::{Lang, t, when::zone};
use desk::cases::{CaseView, Department, Head};
use domain::case::{Actor, Channel, Entry, Event, InvitationStep, Notice, Person, Status};
use domain::rights::CaseRole;
use jiff::Timestamp;
use leptos::prelude::*;

/// Everything this viewer may see, oldest first.
pub(super) fn entries(visit: &Visit, case: &CaseView) -> Vec<AnyView> {
    let mut telling = Telling { visit, case, department: String::new(), owner: None };
    case.entries.iter().map(|entry| telling.tell(entry)).collect()
}

/// Goes along the timeline, knowing who had the case at each point.
struct Telling<'a> {
    visit: &'a Visit,
    case: &'a CaseView,
    department: String,
    owner: Option<Person>,
}

impl Telling<'_> {
    fn l(&self) -> Lang {
        self.visit.lang
    }

    fn tell(&mut self, entry: &Entry) -> AnyView {
        let l = self.l();
        match &entry.event {
            Event::Opened { words, channel, department, .. } => {
                self.department.clone_from(department);
                self.letter(entry, words, *channel)
            }
            Event::Message { words, channel, .. } => self.letter(entry, words, *channel),
            Event::Note { words } => {
                let via = t!(l, "case-note-via", name = self.who(&entry.actor));
                self.paper(entry, EntryKind::Note, t!(l, "case-note"), via, words)
            }
            Event::Assignment { department, owner } => {
                let line = self.assignment(department, owner.as_ref());
                self.department.clone_from(department);
                self.owner.clone_from(owner);
                self.line(entry, line)
            }
            Event::Status { to, level } => {
                let line = self.status(*to, *level, &entry.actor);
                self.line(entry, line)
            }
            Event::Deadline { reply_by } => self.line(entry, t!(l, "case-line-deadline", time = promised(l, *reply_by, self.visit.now))),
            Event::Triage { topic, priority } => {
                let topic = topic.map(|topic| t!(l, "case-line-topic", topic = l.text(topic.key(), None)));
                let priority = priority.map(|priority| t!(l, "case-line-priority", priority = l.text(priority.key(), None)));
                self.line(entry, [topic, priority].into_iter().flatten().collect::<Vec<_>>().join(" · "))
            }
            Event::Verdict { answered: true, .. } => self.line(entry, t!(l, "case-line-solved", name = self.who(&entry.actor))),
            Event::Verdict { answered: false, .. } => self.line(entry, t!(l, "case-line-not-yet", name = self.who(&entry.actor))),
            Event::Notice { what: Notice::Bag { tag, airport, step } } => {
                let mut args = crate::words::Args::new();
                args.set("tag", tag.clone());
                args.set("airport", airport.clone());
                self.line(entry, l.text(step.key(), Some(&args)))
            }
            Event::Invitation { step: InvitationStep::Sent, address } => {
                self.line(entry, t!(l, "case-line-invited", address = address.clone()))
            }
            Event::Invitation { step: InvitationStep::Accepted, address } => {
                self.line(entry, t!(l, "case-line-joined", address = address.clone()))
            }
        }
    }

    fn letter(&self, entry: &Entry, words: &str, channel: Channel) -> AnyView {
        let via = match &entry.actor {
            Actor::Staff(_) => self.department_name(&self.department),
            Actor::Passenger(_) | Actor::System => self.l().text(channel.key(), None),
        };
        self.paper(entry, EntryKind::Letter, self.who(&entry.actor), via, words)
    }

    fn paper(&self, entry: &Entry, kind: EntryKind, who: String, via: String, words: &str) -> AnyView {
        let lang = lang_of(self.l(), words);
        let words = words.to_owned();
        view! {
            <Letter seq=i64::from(entry.seq) kind=kind who=who via=via time=self.time(entry.at) datetime=entry.at.to_string() lang=lang>{words}</Letter>
        }
        .into_any()
    }

    fn line(&self, entry: &Entry, text: String) -> AnyView {
        let (time, at) = (self.time(entry.at), entry.at.to_string());
        view! { <SystemLine seq=i64::from(entry.seq)>{text}" · "<time datetime=at>{time}</time></SystemLine> }.into_any()
    }

    /// `09:12` today, with its day before that.
    fn time(&self, at: Timestamp) -> String {
        let home = zone(HOME_ZONE);
        let today = |at: Timestamp| at.to_zoned(home.clone()).date();
        if today(at) == today(self.visit.now) { self.l().time(at, &home) } else { day_time(self.l(), at, self.visit.now) }
    }

    fn who(&self, actor: &Actor) -> String {
        match actor {
            Actor::Passenger(name) if self.case.role == CaseRole::Opener && *name == self.case.head.person_name => t!(self.l(), "case-you"),
            Actor::Passenger(name) => name.clone(),
            Actor::Staff(person) => person.name.clone(),
            Actor::System => t!(self.l(), "site-name"),
        }
    }

    fn assignment(&self, department: &str, owner: Option<&Person>) -> String {
        let l = self.l();
        let name = self.department_name(department);
        match owner {
            Some(owner) if self.owner.as_ref().is_some_and(|before| before.id == owner.id) => {
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

    fn department_name(&self, id: &str) -> String {
        let all: &[Department] = &self.case.departments;
        all.iter().find(|department| department.id == id).map_or_else(|| id.to_owned(), |department| department.name(self.l().0).to_owned())
    }
}

/// The address of a flight's own page.
pub(super) fn flight_address(head: &Head) -> Option<(String, String)> {
    head.flight.as_ref().map(|(carrier, number, date)| (format!("{carrier} {number}"), format!("/flights/{carrier}{number}/{date}")))
}
