//! What must be put right before a questionnaire is published.

use super::path::target;
use super::ways::{ON_ONE, every_way, numbered};
use super::{END, FORMAT, Fact, Form, Item, Jump, Kind, Question, TOUCHPOINTS, Test, Words};
use crate::locale::Locale;
use std::collections::BTreeSet;

/// Questions of a questionnaire; more nobody answers.
const MOST: usize = 40;
/// Things to choose from.
const CHOICES: usize = 12;

/// Something found, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The question, by place; none: the whole.
    pub place: Option<usize>,
    /// What is wrong.
    pub what: What,
}

/// What is wrong with a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The format of another program.
    Format,
    /// Nothing is asked.
    Empty,
    /// More questions than anybody answers, or than fit one page.
    TooMany(usize),
    /// More questions than one screen takes.
    Crowded(usize),
    /// Words are missing in a language.
    Words(Locale),
    /// Something in braces that nothing fills.
    Gap(String),
    /// A name that is no name: small letters, figures, hyphens.
    Name(String),
    /// A name two have.
    Twice(String),
    /// Too few or too many things to choose from, or some where there is nothing to choose.
    Options,
    /// A part of the journey that reports do not know.
    Touchpoint(String),
    /// A condition without a question or fact, or with both.
    NoTest,
    /// A condition about a question there is not.
    Unknown(String),
    /// A condition about a question that comes later, or this one.
    Later(String),
    /// A condition about something that cannot be answered.
    Never(String),
    /// A jump to a question there is not: a dead end.
    DeadEnd(String),
    /// A jump back, or to itself: a loop.
    Loop(String),
    /// Nobody is ever asked it.
    Unreachable,
    /// Some are asked nothing at all.
    Nothing,
    /// So many branches that they cannot all be looked at.
    Tangled,
}

impl What {
    /// The sentence that says so.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Format => "survey-find-format",
            Self::Empty => "survey-find-empty",
            Self::TooMany(_) => "survey-find-too-many",
            Self::Crowded(_) => "survey-find-crowded",
            Self::Words(_) => "survey-find-words",
            Self::Gap(_) => "survey-find-gap",
            Self::Name(_) => "survey-find-name",
            Self::Twice(_) => "survey-find-twice",
            Self::Options => "survey-find-options",
            Self::Touchpoint(_) => "survey-find-touchpoint",
            Self::NoTest => "survey-find-no-test",
            Self::Unknown(_) => "survey-find-unknown",
            Self::Later(_) => "survey-find-later",
            Self::Never(_) => "survey-find-never",
            Self::DeadEnd(_) => "survey-find-dead-end",
            Self::Loop(_) => "survey-find-loop",
            Self::Unreachable => "survey-find-unreachable",
            Self::Nothing => "survey-find-nothing",
            Self::Tangled => "survey-find-tangled",
        }
    }

    /// What the sentence is about: a name, a language, a number.
    #[must_use]
    pub fn about(&self) -> String {
        match self {
            Self::Gap(about)
            | Self::Name(about)
            | Self::Twice(about)
            | Self::Touchpoint(about)
            | Self::Unknown(about)
            | Self::Later(about)
            | Self::Never(about)
            | Self::DeadEnd(about)
            | Self::Loop(about) => about.clone(),
            Self::Words(locale) => locale.own_name().to_owned(),
            Self::TooMany(most) | Self::Crowded(most) => most.to_string(),
            Self::Format | Self::Empty | Self::Options | Self::NoTest | Self::Unreachable | Self::Nothing | Self::Tangled => String::new(),
        }
    }
}

/// Whether a questionnaire may be published.
#[must_use]
pub fn sound(form: &Form) -> bool {
    findings(form).is_empty()
}

/// Everything that is wrong with a questionnaire, in the order of its questions. Who is asked what is only looked at where the
/// questions themselves are sound.
#[must_use]
pub fn findings(form: &Form) -> Vec<Finding> {
    let mut log = Log(Vec::new());
    if form.format != FORMAT {
        log.say(None, What::Format);
    }
    for words in [&form.title, &form.lead, &form.thanks] {
        log.words(None, words);
    }
    match form.questions.len() {
        0 => log.say(None, What::Empty),
        more if more > MOST => log.say(None, What::TooMany(MOST)),
        _ => {}
    }
    let mut names = BTreeSet::new();
    for (place, question) in form.questions.iter().enumerate() {
        if !names.insert(question.id.as_str()) {
            log.say(Some(place), What::Twice(question.id.clone()));
        }
        log.question(form, place, question);
    }
    if log.0.is_empty() {
        log.ways(form);
    }
    log.0
}

struct Log(Vec<Finding>);

impl Log {
    fn say(&mut self, place: Option<usize>, what: What) {
        let finding = Finding { place, what };
        if !self.0.contains(&finding) {
            self.0.push(finding);
        }
    }

    fn words(&mut self, place: Option<usize>, words: &Words) {
        for locale in words.missing() {
            self.say(place, What::Words(locale));
        }
        if let Some(gap) = words.unknown_gap() {
            self.say(place, What::Gap(gap));
        }
    }

    fn question(&mut self, form: &Form, place: usize, question: &Question) {
        let here = Some(place);
        if !is_name(&question.id) || question.id == END {
            self.say(here, What::Name(question.id.clone()));
        }
        self.words(here, &question.ask);
        if !question.hint.is_empty() {
            self.words(here, &question.hint);
        }
        let few = if question.kind == Kind::Matrix { 1 } else { 2 };
        let fits =
            if question.kind.has_options() { (few..=CHOICES).contains(&question.options.len()) } else { question.options.is_empty() };
        if !fits {
            self.say(here, What::Options);
        }
        let mut names = BTreeSet::new();
        for Item { id, words } in &question.options {
            if !names.insert(id) {
                self.say(here, What::Twice(id.clone()));
            }
            if !is_name(id) {
                self.say(here, What::Name(id.clone()));
            }
            self.words(here, words);
        }
        let rows = question.options.iter().filter(|_| question.kind == Kind::Matrix).map(|row| &row.id);
        for touchpoint in rows.chain(&question.touchpoint) {
            if !TOUCHPOINTS.contains(&touchpoint.as_str()) {
                self.say(here, What::Touchpoint(touchpoint.clone()));
            }
        }
        for test in &question.when {
            self.test(form, place, test, place);
        }
        for jump in &question.then {
            for test in &jump.when {
                self.test(form, place, test, place + 1);
            }
            self.jump(form, place, jump);
        }
    }

    /// A test at a place may ask about questions before `until`.
    fn test(&mut self, form: &Form, place: usize, test: &Test, until: usize) {
        let here = Some(place);
        let about = match (&test.answer, test.fact) {
            (Some(id), None) => id,
            (None, Some(fact)) => {
                if test.bounded() && fact != Fact::Delay {
                    self.say(here, What::Never(fact.as_str().to_owned()));
                }
                return;
            }
            _ => return self.say(here, What::NoTest),
        };
        let Some((at, asked)) = form.place(about).and_then(|at| Some((at, form.questions.get(at)?))) else {
            return self.say(here, What::Unknown(about.clone()));
        };
        if at >= until {
            self.say(here, What::Later(about.clone()));
        }
        for value in &test.is {
            if !can_be(asked, value) {
                self.say(here, What::Never(value.clone()));
            }
        }
        if test.bounded() {
            let holds =
                asked.kind.scale().is_some_and(|(least, most)| (least..=most).any(|n| test.answer_holds(Some(&numbered(asked, n)))));
            if !holds {
                self.say(here, What::Never(about.clone()));
            }
        }
    }

    fn jump(&mut self, form: &Form, place: usize, jump: &Jump) {
        match target(form, jump) {
            None => self.say(Some(place), What::DeadEnd(jump.to.clone())),
            Some(target) if target <= place => self.say(Some(place), What::Loop(jump.to.clone())),
            Some(_) => {}
        }
    }

    /// Goes every way there is.
    fn ways(&mut self, form: &Form) {
        let ways = every_way(form);
        if ways.tangled {
            self.say(None, What::Tangled);
            return;
        }
        for (place, met) in ways.met.iter().enumerate() {
            if !met {
                self.say(Some(place), What::Unreachable);
            }
        }
        if ways.nothing {
            self.say(None, What::Nothing);
        }
        if ways.crowded {
            self.say(None, What::Crowded(ON_ONE));
        }
    }
}

/// Whether something can be the name of a survey, a question or an option: up to 40 small letters, figures and hyphens.
#[must_use]
pub fn is_name(id: &str) -> bool {
    (1..=40).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Whether a word can be the answer to a question.
fn can_be(question: &Question, value: &str) -> bool {
    match question.kind {
        Kind::One | Kind::Many | Kind::Ranking => question.options.iter().any(|option| option.id == value),
        Kind::Rating | Kind::Recommendation | Kind::Effort => {
            let number = value.parse::<i64>().ok();
            question.kind.scale().zip(number).is_some_and(|((least, most), number)| (least..=most).contains(&number))
        }
        Kind::Text | Kind::Matrix | Kind::Date => false,
    }
}
