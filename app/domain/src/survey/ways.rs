//! Every way through a questionnaire: answers and trips that its branches tell apart, one of each sort.

use super::path::screen;
use super::{Answer, Answers, Fact, Facts, Form, Kind, Layout, Question, Test};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Questions that stand on one page.
pub(super) const ON_ONE: usize = 6;
/// Steps on these ways that are looked at.
const WAYS: usize = 50_000;

/// Goes every way there is.
pub(super) fn every_way(form: &Form) -> Ways<'_> {
    let met = vec![false; form.questions.len()];
    let mut ways = Ways { form, met, nothing: false, tangled: false, crowded: false, steps: 0, seen: HashSet::new() };
    for facts in facts_of(form) {
        ways.seen.clear();
        ways.go(&facts, &mut Answers::new());
    }
    ways
}

/// A number as the answer to a question; of a matrix, in its first row.
pub(super) fn numbered(question: &Question, number: i64) -> Answer {
    match (question.kind, question.options.first()) {
        (Kind::Matrix, Some(row)) => Answer::Grid(BTreeMap::from([(row.id.clone(), number)])),
        _ => Answer::Number(number),
    }
}

/// Every test of a questionnaire.
fn tests(form: &Form) -> impl Iterator<Item = &Test> {
    form.questions.iter().flat_map(|question| question.when.iter().chain(question.then.iter().flat_map(|jump| &jump.when)))
}

/// Trips that the tests about facts tell apart, one of each sort.
fn facts_of(form: &Form) -> Vec<Facts> {
    let mut all = vec![Facts::default()];
    for fact in Fact::ALL {
        let mut values: BTreeSet<Option<String>> = BTreeSet::new();
        for test in tests(form).filter(|test| test.fact == Some(fact)) {
            let near = |bound: i64| [bound - 1, bound, bound + 1].map(|value| Some(value.to_string()));
            values.extend(test.at_least.into_iter().chain(test.at_most).flat_map(near));
            values.extend(test.is.iter().cloned().map(Some));
            values.extend([None, Some(if fact == Fact::Delay { "0".to_owned() } else { "other".to_owned() })]);
        }
        if !values.is_empty() {
            all = all.iter().flat_map(|facts| values.iter().map(|value| with(facts, fact, value.clone()))).take(WAYS).collect();
        }
    }
    all
}

fn with(facts: &Facts, fact: Fact, value: Option<String>) -> Facts {
    let mut facts = facts.clone();
    match fact {
        Fact::Tier => facts.tier = value,
        Fact::Cabin => facts.cabin = value,
        Fact::Case => facts.case = value,
        Fact::Change => facts.change = value,
        Fact::Delay => facts.delay = value.and_then(|value| value.parse().ok()),
    }
    facts
}

/// What is met on the ways through a questionnaire.
pub(super) struct Ways<'a> {
    form: &'a Form,
    /// Whether somebody is asked it, by place.
    pub(super) met: Vec<bool>,
    /// Some are asked nothing.
    pub(super) nothing: bool,
    /// They are too many to be looked at.
    pub(super) tangled: bool,
    /// More questions stand on one page than fit.
    pub(super) crowded: bool,
    steps: usize,
    /// Where somebody was, with the answers that something further on depends on.
    seen: HashSet<(usize, String)>,
}

impl Ways<'_> {
    fn go(&mut self, facts: &Facts, answers: &mut Answers) {
        self.steps += 1;
        if self.steps > WAYS {
            self.tangled = true;
            return;
        }
        let walk = super::walk(self.form, facts, answers);
        let Some((place, question)) = walk.next.and_then(|place| Some((place, self.form.questions.get(place)?))) else {
            self.nothing |= walk.asked.is_empty();
            return;
        };
        if let Some(met) = self.met.get_mut(place) {
            *met = true;
        }
        self.crowded |= self.form.layout == Layout::OneScreen && screen(self.form, facts, answers).len() > ON_ONE;
        if !self.seen.insert((place, self.needed(place, answers))) {
            return;
        }
        for answer in sorts(self.form, question) {
            answers.insert(question.id.clone(), answer);
            self.go(facts, answers);
        }
        answers.remove(&question.id);
    }

    /// The answers so far that something from here on depends on, as text.
    fn needed(&self, place: usize, answers: &Answers) -> String {
        let later = self.form.questions.iter().skip(place);
        let named: BTreeSet<&String> = later
            .flat_map(|question| question.when.iter().chain(question.then.iter().flat_map(|jump| &jump.when)))
            .filter_map(|test| test.answer.as_ref())
            .collect();
        named.into_iter().filter_map(|id| answers.get(id).map(|answer| format!("{id}={answer:?};"))).collect()
    }
}

/// Answers to a question that its tests tell apart, one of each sort.
fn sorts(form: &Form, question: &Question) -> Vec<Answer> {
    let about: Vec<&Test> = tests(form).filter(|test| test.answer.as_ref() == Some(&question.id)).collect();
    if about.is_empty() {
        return vec![Answer::Passed];
    }
    let named: BTreeSet<&String> = about.iter().flat_map(|test| &test.is).collect();
    let other = question.options.iter().map(|option| &option.id).find(|id| !named.contains(id));
    let options: Vec<&String> = named.iter().copied().chain(other).collect();
    let mut all = match question.kind {
        Kind::Text => vec![Answer::Words("x".to_owned())],
        Kind::Date => vec![Answer::Day(jiff::civil::Date::constant(2026, 1, 1))],
        Kind::One => options.into_iter().map(|id| Answer::Picked(vec![id.clone()])).collect(),
        Kind::Ranking => options.into_iter().map(|id| Answer::Ranked(vec![id.clone()])).collect(),
        Kind::Many => subsets(&options),
        Kind::Rating | Kind::Recommendation | Kind::Effort | Kind::Matrix => {
            let (least, most) = question.kind.scale().unwrap_or_default();
            let bounds = about
                .iter()
                .flat_map(|test| test.at_least.into_iter().chain(test.at_most))
                .chain(named.iter().filter_map(|id| id.parse().ok()));
            let near: BTreeSet<i64> =
                bounds.flat_map(|bound| [bound - 1, bound, bound + 1]).filter(|n| (least..=most).contains(n)).collect();
            // where only "answered" is asked any number will do
            let near = if near.is_empty() { BTreeSet::from([least]) } else { near };
            near.into_iter().map(|number| numbered(question, number)).collect()
        }
    };
    if !question.required {
        all.push(Answer::Passed);
    }
    all
}

/// Every choice of some of these, as long as they are few; of many, each alone and all of them.
fn subsets(options: &[&String]) -> Vec<Answer> {
    if options.len() > 6 {
        let alone = options.iter().map(|id| Answer::Picked(vec![(*id).clone()]));
        return alone.chain([Answer::Picked(options.iter().map(|id| (*id).clone()).collect())]).collect();
    }
    let chosen = |mask: u32| options.iter().enumerate().filter(move |(bit, _)| mask >> bit & 1 == 1).map(|(_, id)| (*id).clone()).collect();
    (1..1_u32 << options.len()).map(|mask| Answer::Picked(chosen(mask))).collect()
}
