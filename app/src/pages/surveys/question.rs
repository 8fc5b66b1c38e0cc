//! One question of a survey, whatever it asks for.

use crate::{
    ui::{
        choice::{Choice, Choices},
        field::{Field, Kind as Typing, Notes, Select, TextArea},
        scale::Scale,
    },
    words::{Lang, t},
};
use domain::survey::{Answer, Facts, Kind, LONGEST, Question};
use leptos::prelude::*;

/// A question as it is asked now.
pub struct Asked<'a> {
    /// The question.
    pub question: &'a Question,
    /// What its words are filled from.
    pub facts: &'a Facts,
    /// Its form field.
    pub field: &'static str,
    /// Form fields as typed, or as answered before.
    pub values: &'a [(String, String)],
    /// What is wrong.
    pub error: Option<String>,
    /// It is the page's one question.
    pub title: bool,
}

impl Asked<'_> {
    fn value(&self, field: &str) -> String {
        self.values.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn legend(&self, l: Lang) -> String {
        let ask = self.question.ask.said(l.0, self.facts);
        if self.question.required { ask } else { t!(l, "survey-optional", ask = ask) }
    }

    fn hint(&self, l: Lang) -> Option<String> {
        (!self.question.hint.is_empty()).then(|| self.question.hint.said(l.0, self.facts))
    }
}

/// What the numbers of a scale mean.
#[must_use]
pub fn steps(l: Lang, kind: Kind) -> Vec<String> {
    match kind {
        Kind::Rating | Kind::Matrix => vec![
            t!(l, "survey-rating-1"),
            t!(l, "survey-rating-2"),
            t!(l, "survey-rating-3"),
            t!(l, "survey-rating-4"),
            t!(l, "survey-rating-5"),
        ],
        Kind::Recommendation => vec![t!(l, "survey-recommend-low"), t!(l, "survey-recommend-high")],
        Kind::Effort => vec![t!(l, "survey-effort-low"), t!(l, "survey-effort-high")],
        Kind::One | Kind::Many | Kind::Text | Kind::Ranking | Kind::Date => Vec::new(),
    }
}

/// A question with its field or fields.
#[must_use]
pub fn question(l: Lang, asked: Asked<'_>) -> AnyView {
    let (name, title, kind) = (asked.field, asked.title, asked.question.kind);
    let (legend, hint, value) = (asked.legend(l), asked.hint(l), asked.value(asked.field));
    let none = (!asked.question.required).then(|| t!(l, "survey-passed"));
    match kind {
        Kind::Rating | Kind::Recommendation | Kind::Effort => {
            let scale = kind.scale().unwrap_or_default();
            let words = steps(l, kind);
            view! { <Scale name=name legend=legend steps=scale words=words chosen=value title=title hint=hint error=asked.error none=none/> }
                .into_any()
        }
        Kind::One | Kind::Many => {
            let options = asked.question.options.iter().map(|option| Choice::new(option.id.clone(), option.words.said(l.0, asked.facts)));
            // what is picked of several is taken back by touching it again
            let none = none.filter(|_| kind == Kind::One).map(|words| Choice::new("", words));
            let options = options.chain(none).collect::<Vec<_>>();
            let chosen: Vec<&str> = asked.values.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str()).collect();
            let (chosen, many) = (chosen.join(","), kind == Kind::Many);
            view! { <Choices name=name legend=legend options=options chosen=chosen many=many title=title hint=hint error=asked.error/> }
                .into_any()
        }
        Kind::Text => {
            let longest = u16::try_from(LONGEST).ok();
            view! { <TextArea name=name label=legend value=value title=title hint=hint error=asked.error maxlength=longest rows=4/> }
                .into_any()
        }
        Kind::Date => {
            view! { <Field name=name kind=Typing::Date label=legend value=value title=title hint=hint error=asked.error/> }.into_any()
        }
        Kind::Matrix => several(l, &asked, legend, hint, |id, row, words, value| {
            let (scale, steps) = (Kind::Matrix.scale().unwrap_or_default(), steps(l, Kind::Matrix));
            view! { <Scale name=row id=Some(id) legend=words steps=scale words=steps chosen=value none=none.clone()/> }.into_any()
        }),
        Kind::Ranking => {
            let places = asked.question.options.len();
            several(l, &asked, legend, hint, move |id, row, words, value| {
                let first = (String::new(), t!(l, "survey-place-none"));
                let places =
                    std::iter::once(first).chain((1..=places).map(|place| (place.to_string(), t!(l, "survey-place", place = place))));
                view! { <Select name=row id=Some(id) label=words options=places.collect() value=value/> }.into_any()
            })
        }
    }
}

/// Something to answer for each option: its id, its field, its words, what stands in it.
fn several(
    l: Lang,
    asked: &Asked<'_>,
    legend: String,
    hint: Option<String>,
    one: impl Fn(String, String, String, String) -> AnyView,
) -> AnyView {
    let (field, title, error) = (asked.field, asked.title, asked.error.clone());
    let rows: Vec<_> = asked
        .question
        .options
        .iter()
        .enumerate()
        .map(|(place, option)| {
            let row = format!("{field}.{}", option.id);
            // the error summary's link lands on the first
            let id = if place == 0 { field.to_owned() } else { format!("{field}-{}", option.id) };
            let value = asked.value(&row);
            one(id, row, option.words.said(l.0, asked.facts), value)
        })
        .collect();
    let described = [hint.is_some().then(|| format!("{field}-all-hint")), error.is_some().then(|| format!("{field}-all-error"))];
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let wrong = error.is_some();
    view! {
        <fieldset class="choices" class:field--wrong=wrong aria-describedby=(!described.is_empty()).then_some(described)>
            <legend class="choices__legend" class:choices__legend--title=title>
                {if title { view! { <h1 class="choices__title">{legend}</h1> }.into_any() } else { legend.into_any() }}
            </legend>
            <Notes id=format!("{field}-all") hint=hint error=error/>
            <div class="scale__rows">{rows}</div>
        </fieldset>
    }
    .into_any()
}

/// An answer as it is read before it is sent.
#[must_use]
pub fn said(l: Lang, question: &Question, facts: &Facts, answer: Option<&Answer>) -> String {
    let words = |id: &String| {
        let option = question.options.iter().find(|option| option.id == *id);
        option.map_or_else(|| id.clone(), |option| option.words.said(l.0, facts))
    };
    match answer {
        None | Some(Answer::Passed) => t!(l, "survey-passed"),
        Some(Answer::Number(number)) => number.to_string(),
        Some(Answer::Words(words)) => words.clone(),
        Some(Answer::Day(day)) => l.date_with_year(*day),
        Some(Answer::Picked(picked)) => picked.iter().map(words).collect::<Vec<_>>().join("\n"),
        Some(Answer::Ranked(order)) => {
            order.iter().zip(1..).map(|(id, place)| format!("{place}. {}", words(id))).collect::<Vec<_>>().join("\n")
        }
        Some(Answer::Grid(grid)) => {
            let rows = question.options.iter().filter_map(|option| Some(format!("{}: {}", words(&option.id), grid.get(&option.id)?)));
            rows.collect::<Vec<_>>().join("\n")
        }
    }
}
