//! Answers: read from a form, kept as rows that reports can add up.

use super::{Kind, Question, is_name};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Characters of an answer in words.
pub const LONGEST: usize = 4_000;

/// What somebody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Nothing, and it need not be.
    Passed,
    /// On a scale.
    Number(i64),
    /// One option, or several.
    Picked(Vec<String>),
    /// In their own words.
    Words(String),
    /// Options, the first the best.
    Ranked(Vec<String>),
    /// A number for each of several touchpoints; those that were passed over are missing.
    Grid(BTreeMap<String, i64>),
    /// A day.
    Day(Date),
}

/// What is answered so far, by question.
pub type Answers = BTreeMap<String, Answer>;

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It must be answered.
    Missing,
    /// It is none of what was offered.
    Unknown,
    /// More than [`LONGEST`] characters.
    Long,
    /// Two things in one place of a ranking, or some without one.
    Order,
    /// No day.
    Day,
}

impl Fault {
    /// The sentence that says so.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Missing => "survey-answer-missing",
            Self::Unknown => "survey-answer-unknown",
            Self::Long => "survey-answer-long",
            Self::Order => "survey-answer-order",
            Self::Day => "survey-answer-day",
        }
    }
}

/// Form fields of the questions, by their place.
const FIELDS: [&str; 40] = [
    "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q10", "q11", "q12", "q13", "q14", "q15", "q16", "q17", "q18", "q19", "q20",
    "q21", "q22", "q23", "q24", "q25", "q26", "q27", "q28", "q29", "q30", "q31", "q32", "q33", "q34", "q35", "q36", "q37", "q38", "q39",
    "q40",
];

/// The form field of the question at a place; there are no more than 40.
#[must_use]
pub fn field(place: usize) -> Option<&'static str> {
    FIELDS.get(place).copied()
}

/// Whether a form field is one of a question, or of a row of one.
#[must_use]
pub fn is_field(name: &str) -> bool {
    let (field, row) = name.split_once('.').unwrap_or((name, ""));
    FIELDS.contains(&field) && row.len() <= 60
}

/// Whether what stands in the field of a question whose form is not known can only be words: no number, no day, no name of an option.
#[must_use]
pub fn is_words(value: &str) -> bool {
    let value = value.trim();
    !value.is_empty() && !is_name(value)
}

/// Reads the answer to a question from a submitted form: `all` gives the values of a field by name. The rows of a matrix and the
/// options of a ranking have fields of their own, `q3.boarding`.
///
/// # Errors
/// Why it is not taken.
pub fn read(question: &Question, field: &str, all: impl Fn(&str) -> Vec<String>) -> Result<Answer, Fault> {
    let answer = given(question, field, all)?;
    if question.required && unfinished(question, &answer) { Err(Fault::Missing) } else { Ok(answer) }
}

/// A matrix that must be answered must be in every row.
fn unfinished(question: &Question, answer: &Answer) -> bool {
    match answer {
        Answer::Passed => true,
        Answer::Grid(grid) => grid.len() < question.options.len(),
        _ => false,
    }
}

fn given(question: &Question, field: &str, all: impl Fn(&str) -> Vec<String>) -> Result<Answer, Fault> {
    let offered = |id: &str| question.options.iter().any(|option| option.id == id);
    let of_option =
        |id: &str| all(&format!("{field}.{id}")).into_iter().map(|value| value.trim().to_owned()).find(|value| !value.is_empty());
    let mut values: Vec<String> = all(field).into_iter().map(|value| shown(&value)).filter(|value| !value.is_empty()).collect();
    let first = values.first().cloned().unwrap_or_default();
    match question.kind {
        Kind::Rating | Kind::Recommendation | Kind::Effort => {
            if first.is_empty() {
                return Ok(Answer::Passed);
            }
            on_scale(question.kind, &first).map(Answer::Number)
        }
        Kind::One | Kind::Many => {
            values.dedup();
            match values.as_slice() {
                [] => Ok(Answer::Passed),
                [_, _, ..] if question.kind == Kind::One => Err(Fault::Unknown),
                picked if picked.iter().all(|id| offered(id)) => {
                    // in the order of the form, whatever a program sends
                    Ok(Answer::Picked(question.options.iter().map(|option| &option.id).filter(|id| picked.contains(id)).cloned().collect()))
                }
                _ => Err(Fault::Unknown),
            }
        }
        Kind::Text if first.is_empty() => Ok(Answer::Passed),
        Kind::Text if first.chars().count() > LONGEST => Err(Fault::Long),
        Kind::Text => Ok(Answer::Words(first)),
        Kind::Date if first.is_empty() => Ok(Answer::Passed),
        Kind::Date => first.parse().map(Answer::Day).map_err(|_| Fault::Day),
        Kind::Ranking => ranked(question, of_option),
        Kind::Matrix => {
            let mut grid = BTreeMap::new();
            for option in &question.options {
                if let Some(value) = of_option(&option.id) {
                    grid.insert(option.id.clone(), on_scale(Kind::Matrix, &value)?);
                }
            }
            Ok(if grid.is_empty() { Answer::Passed } else { Answer::Grid(grid) })
        }
    }
}

/// Words as they may be shown among others: what turns the direction of a line around is left out.
#[must_use]
pub fn shown(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    text.chars().filter(|c| !turns(*c)).collect::<String>().trim().to_owned()
}

fn on_scale(kind: Kind, value: &str) -> Result<i64, Fault> {
    let (least, most) = kind.scale().ok_or(Fault::Unknown)?;
    value.parse().ok().filter(|number| (least..=most).contains(number)).ok_or(Fault::Unknown)
}

fn ranked(question: &Question, of_option: impl Fn(&str) -> Option<String>) -> Result<Answer, Fault> {
    let places: Vec<(String, &String)> = question.options.iter().filter_map(|option| Some((of_option(&option.id)?, &option.id))).collect();
    if places.is_empty() {
        return Ok(Answer::Passed);
    }
    let mut order = Vec::with_capacity(question.options.len());
    for place in 1..=question.options.len() {
        let mut here = places.iter().filter(|(value, _)| *value == place.to_string());
        match (here.next(), here.next()) {
            (Some((_, id)), None) => order.push((*id).clone()),
            _ => return Err(Fault::Order),
        }
    }
    Ok(Answer::Ranked(order))
}

/// A row of an answer: an option or touchpoint, a number, words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// Option, touchpoint or place in a ranking; empty for an answer of one row.
    pub item: String,
    /// What reports add up.
    pub number: Option<i64>,
    /// In their own words, or a day.
    pub words: Option<String>,
}

impl Answer {
    /// As it is kept. What was passed over is a row with nothing in it: it was seen.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let option = |id: &String| Part { item: id.clone(), ..Part::default() };
        match self {
            Self::Passed => vec![Part::default()],
            Self::Number(number) => vec![Part { number: Some(*number), ..Part::default() }],
            Self::Picked(picked) => picked.iter().map(option).collect(),
            Self::Words(words) => vec![Part { words: Some(words.clone()), ..Part::default() }],
            Self::Day(day) => vec![Part { words: Some(day.to_string()), ..Part::default() }],
            Self::Ranked(order) => order.iter().zip(1..).map(|(id, place)| Part { number: Some(place), ..option(id) }).collect(),
            Self::Grid(grid) => grid.iter().map(|(id, number)| Part { number: Some(*number), ..option(id) }).collect(),
        }
    }

    /// Reads what [`Answer::parts`] wrote.
    #[must_use]
    pub fn from_parts(kind: Kind, mut parts: Vec<Part>) -> Self {
        if parts.iter().all(|part| *part == Part::default()) {
            return Self::Passed;
        }
        let first = parts.first().cloned().unwrap_or_default();
        match kind {
            Kind::Rating | Kind::Recommendation | Kind::Effort => first.number.map_or(Self::Passed, Self::Number),
            Kind::One | Kind::Many => Self::Picked(parts.into_iter().map(|part| part.item).collect()),
            Kind::Text => first.words.map_or(Self::Passed, Self::Words),
            Kind::Date => first.words.and_then(|day| day.parse().ok()).map_or(Self::Passed, Self::Day),
            Kind::Ranking => {
                parts.sort_by_key(|part| part.number);
                Self::Ranked(parts.into_iter().map(|part| part.item).collect())
            }
            Kind::Matrix => Self::Grid(parts.into_iter().filter_map(|part| Some((part.item, part.number?))).collect()),
        }
    }

    /// As the fields of a form hold it, under the name of the question's field.
    #[must_use]
    pub fn values(&self, field: &str) -> Vec<(String, String)> {
        let one = |value: String| vec![(field.to_owned(), value)];
        match self {
            Self::Passed => Vec::new(),
            Self::Number(number) => one(number.to_string()),
            Self::Picked(picked) => picked.iter().map(|id| (field.to_owned(), id.clone())).collect(),
            Self::Words(words) => one(words.clone()),
            Self::Day(day) => one(day.to_string()),
            Self::Ranked(order) => order.iter().zip(1..).map(|(id, place)| (format!("{field}.{id}"), place.to_string())).collect(),
            Self::Grid(grid) => grid.iter().map(|(id, number)| (format!("{field}.{id}"), number.to_string())).collect(),
        }
    }
}
