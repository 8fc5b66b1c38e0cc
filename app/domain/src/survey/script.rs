//! Options, conditions and jumps as staff type them, a line each, and back.
//!
//! ```text
//! crew | The people | 工作人员的服务          an option
//! overall <= 3                               a condition about an answer
//! solved = partly, no                        one of several
//! delay >= 30                                a fact of the trip; `tier = gold`, `case = complaint`
//! words if contact = no                      a jump, `end` ends the questions
//! ```

use super::{Fact, Form, Item, Jump, Test, Words};

/// A line nobody can read, by its number from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadLine(pub usize);

/// The lines that say something, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty())
}

/// Reads options: a name and its words in each language.
///
/// # Errors
/// The first line that is none.
pub fn options(text: &str) -> Result<Vec<Item>, BadLine> {
    let option = |(number, line): (usize, &str)| {
        let parts: Vec<&str> = line.split(['|', '｜']).map(str::trim).collect();
        match parts.as_slice() {
            [id, en, zh] => Ok(Item { id: (*id).to_owned(), words: Words { en: (*en).to_owned(), zh: (*zh).to_owned() } }),
            _ => Err(BadLine(number)),
        }
    };
    lines(text).map(option).collect()
}

/// Reads conditions. A name of a question before is an answer's, otherwise it is a fact's.
///
/// # Errors
/// The first line that is none.
pub fn tests(form: &Form, text: &str) -> Result<Vec<Test>, BadLine> {
    lines(text).map(|(number, line)| test(form, line).ok_or(BadLine(number))).collect()
}

/// Reads jumps: where to, and the conditions behind "if", joined by "and".
///
/// # Errors
/// The first line that is none.
pub fn jumps(form: &Form, text: &str) -> Result<Vec<Jump>, BadLine> {
    let jump = |(number, line): (usize, &str)| {
        let (to, when) = line.split_once(" if ").unwrap_or((line, ""));
        let tests = when.split(" and ").filter(|test| !test.trim().is_empty()).map(|one| test(form, one.trim()));
        let when = tests.collect::<Option<Vec<_>>>();
        when.filter(|_| !to.trim().contains(' ')).map(|when| Jump { when, to: to.trim().to_owned() }).ok_or(BadLine(number))
    };
    lines(text).map(jump).collect()
}

fn test(form: &Form, line: &str) -> Option<Test> {
    let (name, rest) = line.split_at(line.find(['<', '>', '=', ' ']).unwrap_or(line.len()));
    let rest = rest.trim();
    let mut test = match Fact::parse(name) {
        Some(fact) if form.place(name).is_none() => Test { fact: Some(fact), ..Test::default() },
        _ => Test { answer: Some(name.to_owned()), ..Test::default() },
    };
    if let Some(most) = rest.strip_prefix("<=") {
        test.at_most = Some(most.trim().parse().ok()?);
    } else if let Some(least) = rest.strip_prefix(">=") {
        test.at_least = Some(least.trim().parse().ok()?);
    } else if let Some(values) = rest.strip_prefix('=') {
        test.is = values.split([',', '，']).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect();
        if test.is.is_empty() {
            return None;
        }
    } else if !rest.is_empty() {
        return None;
    }
    (!name.is_empty()).then_some(test)
}

/// Options as [`options`] reads them.
#[must_use]
pub fn options_text(options: &[Item]) -> String {
    let line = |option: &Item| format!("{} | {} | {}", option.id, option.words.en, option.words.zh);
    options.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Conditions as [`tests`] reads them.
#[must_use]
pub fn tests_text(tests: &[Test]) -> String {
    tests.iter().flat_map(test_lines).collect::<Vec<_>>().join("\n")
}

/// Jumps as [`jumps`] reads them.
#[must_use]
pub fn jumps_text(jumps: &[Jump]) -> String {
    let line = |jump: &Jump| {
        let when = jump.when.iter().flat_map(test_lines).collect::<Vec<_>>().join(" and ");
        if when.is_empty() { jump.to.clone() } else { format!("{} if {when}", jump.to) }
    };
    jumps.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A condition with two bounds is two lines, which means the same.
fn test_lines(test: &Test) -> Vec<String> {
    let name = test.fact.map(Fact::as_str).or(test.answer.as_deref()).unwrap_or_default();
    let least = test.at_least.map(|least| format!("{name} >= {least}"));
    let most = test.at_most.map(|most| format!("{name} <= {most}"));
    let is = (!test.is.is_empty()).then(|| format!("{name} = {}", test.is.join(", ")));
    let all: Vec<String> = [least, most, is].into_iter().flatten().collect();
    if all.is_empty() { vec![name.to_owned()] } else { all }
}

#[cfg(test)]
mod tests_of_script {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_typed_is_read_and_written_back() {
        let form: Form = toml::from_str(include_str!("../../../../server/surveys/quarter.toml")).unwrap();
        let text = "contact = yes, no\nrecommend >= 3\nrecommend <= 8\ndelay >= 30\ntier = gold\npoints";
        let read = tests(&form, &text.replace(" = ", "=").replace(", ", "，")).unwrap();
        assert_eq!(tests_text(&read), text);
        assert!(read.iter().take(3).all(|test| test.fact.is_none()) && read.iter().skip(3).take(2).all(|test| test.answer.is_none()));
        let steps = "words if contact = no and recommend <= 6\nend";
        assert_eq!(jumps_text(&jumps(&form, steps).unwrap()), steps);
        let offered = "crew | The people | 工作人员\n\n other|Else｜其他 ";
        assert_eq!(options_text(&options(offered).unwrap()), "crew | The people | 工作人员\nother | Else | 其他");
        for question in &form.questions {
            assert_eq!(options(&options_text(&question.options)), Ok(question.options.clone()));
            assert_eq!(tests(&form, &tests_text(&question.when)), Ok(question.when.clone()));
            assert_eq!(jumps(&form, &jumps_text(&question.then)), Ok(question.then.clone()));
        }
        for (bad, line) in [("overall < 3", 1), ("contact =", 1), ("\nrecommend >= many", 2), ("recommend 3", 1), ("= 3", 1)] {
            assert_eq!(tests(&form, bad), Err(BadLine(line)), "{bad}");
        }
        assert_eq!(jumps(&form, "end\nsome where"), Err(BadLine(2)));
        assert_eq!(options("a | b"), Err(BadLine(1)));
    }
}
