//! Which question comes next: a fold of the answers so far.

use super::{Answer, Answers, END, Facts, Form, Jump, Layout, Question, Test};

/// How far somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Walk {
    /// The questions that are asked of them so far, by place, the open one included. Only answers to these count.
    pub asked: Vec<usize>,
    /// The first of them without an answer; none: that was all.
    pub next: Option<usize>,
}

impl Walk {
    /// The answers that count: not those of a branch they are no longer on.
    #[must_use]
    pub fn counted<'a>(&self, form: &Form, answers: &'a Answers) -> Vec<(usize, &'a Answer)> {
        let of = |place: &usize| Some((*place, answers.get(&form.questions.get(*place)?.id)?));
        self.asked.iter().filter_map(of).collect()
    }
}

/// Follows somebody's answers through a questionnaire.
#[must_use]
pub fn walk(form: &Form, facts: &Facts, answers: &Answers) -> Walk {
    let mut walk = Walk::default();
    let mut place = 0;
    while let Some(question) = form.questions.get(place) {
        let known = Known { form, facts, answers, asked: &walk.asked };
        if !known.all(&question.when) {
            place += 1;
            continue;
        }
        walk.asked.push(place);
        if !answers.contains_key(&question.id) {
            walk.next = Some(place);
            return walk;
        }
        let known = Known { form, facts, answers, asked: &walk.asked };
        place = known.after(place, question);
    }
    walk
}

/// The questions that stand on one page now: the next one, or all that depend on nothing that is asked with them.
#[must_use]
pub fn screen(form: &Form, facts: &Facts, answers: &Answers) -> Vec<usize> {
    let mut walk = walk(form, facts, answers);
    let Some(mut place) = walk.next else { return Vec::new() };
    if form.layout == Layout::OneByOne {
        return vec![place];
    }
    walk.asked.pop();
    let (mut shown, mut open) = (Vec::new(), Vec::new());
    while let Some(question) = form.questions.get(place) {
        if question.when.iter().filter_map(|test| test.answer.as_deref()).any(|id| open.contains(&id)) {
            break;
        }
        let known = Known { form, facts, answers, asked: &walk.asked };
        if !known.all(&question.when) {
            place += 1;
            continue;
        }
        walk.asked.push(place);
        if answers.contains_key(&question.id) {
            let known = Known { form, facts, answers, asked: &walk.asked };
            place = known.after(place, question);
            continue;
        }
        shown.push(place);
        if !question.then.is_empty() {
            break;
        }
        open.push(question.id.as_str());
        place += 1;
    }
    shown
}

/// Whether anything may still be asked behind these: what the button says.
#[must_use]
pub fn still_possible(form: &Form, facts: &Facts, shown: &[usize]) -> bool {
    let Some(last) = shown.iter().max() else { return false };
    let possible = |question: &Question| {
        question.when.iter().all(|test| test.answer.is_some() || test.fact.is_none_or(|fact| test.fact_holds(facts.get(fact).as_deref())))
    };
    let ends = form.questions.get(*last).is_some_and(|question| question.then.iter().any(|jump| jump.when.is_empty() && jump.to == END));
    !ends && form.questions.iter().skip(last + 1).any(possible)
}

/// What tests are put to.
struct Known<'a> {
    form: &'a Form,
    facts: &'a Facts,
    answers: &'a Answers,
    asked: &'a [usize],
}

impl Known<'_> {
    fn all(&self, tests: &[Test]) -> bool {
        tests.iter().all(|test| match (&test.answer, test.fact) {
            (Some(id), _) => test.answer_holds(self.given(id)),
            (None, Some(fact)) => test.fact_holds(self.facts.get(fact).as_deref()),
            (None, None) => false,
        })
    }

    /// An answer to a question that was asked on this path.
    fn given(&self, id: &str) -> Option<&Answer> {
        let place = self.form.place(id)?;
        self.answers.get(id).filter(|_| self.asked.contains(&place))
    }

    /// Where it goes on. A jump that does not lead forward is none.
    fn after(&self, place: usize, question: &Question) -> usize {
        let jump = question.then.iter().find(|jump| self.all(&jump.when));
        jump.and_then(|jump| target(self.form, jump)).filter(|target| *target > place).unwrap_or(place + 1)
    }
}

/// Where a jump leads; none where there is no such question.
pub(super) fn target(form: &Form, jump: &Jump) -> Option<usize> {
    if jump.to == END { Some(form.questions.len()) } else { form.place(&jump.to) }
}
