//! How far a demo case has got.

use super::story::{Story, filled};
use super::{minutes, mix};
use crate::cases::{CaseFile, Step};
use crate::demo::staff::Person as Agent;
use domain::case::{Act, Actor, Channel, Event, Person, Priority, Status, deadline::Promise};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Where the telling stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Course {
    /// Nobody has looked yet.
    Fresh,
    /// Sorted, in the queue.
    Sorted,
    /// Somebody has it.
    Taken,
    /// With a higher level.
    Raised,
    /// The passenger was asked back.
    Asked,
    /// And answered that.
    Working,
    /// We answered.
    Answered,
    /// Not yet.
    Reopened,
    /// "That answered it."
    Closed,
}

/// Who and what a course is told with.
pub(super) struct Cast<'a> {
    pub(super) story: &'a Story,
    pub(super) gaps: &'a [(&'a str, &'a str)],
    pub(super) agent: &'a Agent,
    pub(super) passenger: &'a str,
    pub(super) opened: Timestamp,
    pub(super) now: Timestamp,
    pub(super) n: u32,
    pub(super) file: &'a CaseFile,
}

impl Course {
    /// Two thirds are closed; the rest stands somewhere.
    pub(super) const fn of(n: u32) -> Self {
        match mix(n, 11) % 100 {
            0..=5 => Self::Fresh,
            6..=9 => Self::Sorted,
            10..=13 => Self::Taken,
            14 | 15 => Self::Raised,
            16..=20 => Self::Asked,
            21..=25 => Self::Working,
            26..=32 => Self::Answered,
            33..=36 => Self::Reopened,
            _ => Self::Closed,
        }
    }

    /// When it began: what is done long ago, what waits for us a short while ago.
    pub(super) fn opened(self, now: Timestamp, n: u32) -> Timestamp {
        let day = 24 * 60;
        let ago = match self {
            Self::Fresh | Self::Sorted | Self::Taken => minutes(n, 12, 5, 150),
            Self::Working => minutes(n, 12, 60, 6 * 60),
            Self::Raised => minutes(n, 12, 60, 8 * 60),
            Self::Reopened => minutes(n, 12, 8 * 60, 16 * 60),
            Self::Asked => minutes(n, 12, 6 * 60, 30 * 60),
            Self::Answered => minutes(n, 12, day, 4 * day),
            Self::Closed => minutes(n, 12, 3 * day, u32::try_from(super::DAYS).unwrap_or(60) * day),
        };
        now - ago
    }

    /// What happened, in order and before now.
    pub(super) fn steps(self, cast: &Cast<'_>) -> Vec<Step> {
        let mut told = Telling { cast, at: cast.opened, steps: Vec::new() };
        let story = cast.story;
        if self >= Self::Sorted && (self == Self::Sorted || mix(cast.n, 13).is_multiple_of(4)) {
            told.staff(2, 9, Event::Triage { topic: None, priority: Some(priority(cast.n)) });
        }
        if self >= Self::Taken {
            told.staff(3, 40, Event::Assignment { department: cast.file.state.department.clone(), owner: Some(told.agent()) });
            if !story.note.is_empty() {
                told.staff(4, 25, Event::Note { words: told.words(story.note), act: None });
            }
        }
        if self == Self::Raised {
            told.staff(20, 90, Event::Status { to: Status::Escalated, level: Some(2) });
        }
        if self >= Self::Asked && !story.question.is_empty() {
            told.letter(5, 60, story.question, true);
            if self >= Self::Working {
                told.reply(10, 240, story.detail);
            }
        }
        // where there is nothing to ask back, a case this old has had its answer
        if self >= Self::Answered || (self == Self::Asked && story.question.is_empty()) {
            told.letter(10, 200, story.answer, false);
        }
        let doubted = self == Self::Reopened || (self == Self::Closed && mix(cast.n, 14).is_multiple_of(6));
        if doubted && !story.not_yet.is_empty() {
            told.verdict(false);
            told.reply(1, 4, story.not_yet);
            if self == Self::Closed {
                told.letter(20, 300, sorry(cast), false);
            }
        }
        if self == Self::Closed {
            if mix(cast.n, 15).is_multiple_of(3) {
                told.staff(1000, 2000, Event::Status { to: Status::Closed, level: None })
            } else {
                told.verdict(true)
            }
        } else if self >= Self::Taken {
            told.arranged();
        }
        told.steps
    }
}

/// What colleagues tag their cases with.
const TAGS: [&str; 6] = ["snow", "vip", "雪天", "newark", "second-time", "学生"];

const fn priority(n: u32) -> Priority {
    match mix(n, 16) % 6 {
        0 => Priority::Urgent,
        1 | 2 => Priority::High,
        3 => Priority::Low,
        _ => Priority::Normal,
    }
}

const fn sorry(cast: &Cast<'_>) -> &'static str {
    match cast.file.language {
        domain::locale::Locale::En => {
            "I am sorry that this was not right the first time. It is now: I have seen to it myself, and I stay responsible until you say that it is done. {agent}"
        }
        domain::locale::Locale::ZhCn => "很抱歉第一次没有处理好。这次我亲自核实过了，在您确认之前一直由我负责。{agent}",
    }
}

struct Telling<'a> {
    cast: &'a Cast<'a>,
    at: Timestamp,
    steps: Vec<Step>,
}

impl Telling<'_> {
    fn agent(&self) -> Person {
        Person { id: self.cast.agent.id().to_string(), name: self.cast.agent.name.to_owned() }
    }

    fn words(&self, text: &str) -> String {
        filled(text, self.cast.gaps)
    }

    /// When the next step happens. Nothing has happened in the future: what would, happened a moment ago.
    fn next(&self, least: u32, most: u32) -> Timestamp {
        let purpose = 20 + u32::try_from(self.steps.len()).unwrap_or_default();
        let next = self.at + minutes(self.cast.n, purpose, least, most);
        next.min(self.cast.now - SignedDuration::from_secs(30)).max(self.at)
    }

    fn push(&mut self, at: Timestamp, actor: Actor, event: Event) {
        self.at = at;
        self.steps.push(Step { at, actor, event });
    }

    fn staff(&mut self, least: u32, most: u32, event: Event) {
        let at = self.next(least, most);
        self.push(at, Actor::Staff(self.agent()), event);
    }

    fn letter(&mut self, least: u32, most: u32, text: &str, asks: bool) {
        let event = Event::Message { words: self.words(text), channel: Channel::Web, asks, reply_by: None };
        self.staff(least, most, event);
    }

    fn reply(&mut self, least: u32, most: u32, text: &str) {
        let at = self.next(least, most);
        let reply_by = Some(Promise::around_the_clock(240).reply_by(at));
        let event = Event::Message { words: self.words(text), channel: Channel::Web, asks: false, reply_by };
        self.push(at, Actor::Passenger(self.cast.passenger.to_owned()), event);
    }

    /// Some are tagged, some put aside, and somebody comes back to some.
    fn arranged(&mut self) {
        let n = self.cast.n;
        if mix(n, 17).is_multiple_of(2) {
            let tag = TAGS.get(mix(n, 18) as usize % TAGS.len()).copied().unwrap_or("snow");
            self.staff(1, 5, Act::Tagged { tag: tag.to_owned() }.noted());
        }
        let hours = |purpose, least: u32, most: u32| self.cast.now + minutes(n, purpose, least * 60, most * 60);
        match mix(n, 19) % 6 {
            0 => self.staff(1, 5, Act::Aside { until: hours(20, 3, 40) }.noted()),
            1 => {
                let planned = Act::Planned { id: Uuid::new_v4().to_string(), due: hours(21, 2, 60), owner: self.agent(), from: None };
                let words = match self.cast.file.language {
                    domain::locale::Locale::En => "Ask whether everything has arrived as promised.",
                    domain::locale::Locale::ZhCn => "询问承诺的事项是否都已办妥。",
                };
                self.staff(1, 5, Event::Note { words: words.to_owned(), act: Some(planned) });
            }
            _ => {}
        }
    }

    fn verdict(&mut self, answered: bool) {
        let at = self.next(30, 900);
        let reply_by = (!answered).then(|| Promise::around_the_clock(240).reply_by(at));
        self.push(at, Actor::Passenger(self.cast.passenger.to_owned()), Event::Verdict { answered, reply_by });
    }
}
