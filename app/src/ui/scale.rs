//! `<Scale name="q1" legend=… steps=(1, 5) words=vec!["Very poor", …, "Very good"]/>`: a number on a scale, by pointing.
//!
//! Radios of one name: arrow keys go along it, in the direction of the script. With words for every step they stand beneath the
//! numbers; with two they stand at the ends.

use super::field::{Notes, described_by};
use leptos::prelude::*;

/// A question answered by a number.
#[component]
pub fn Scale(
    /// Name in the form; also the id of the first step, unless one is given.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// The lowest and the highest number.
    steps: (i64, i64),
    /// What the numbers mean: of each, or of the lowest and the highest.
    words: Vec<String>,
    /// The number chosen; nothing is chosen beforehand.
    #[prop(optional, into)]
    chosen: String,
    /// Id, where an error's link leads to another name than the field's.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
    /// The page's one question: the legend is its `<h1>`.
    #[prop(optional)]
    title: bool,
    /// Help before choosing.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Takes a number back, where there need be none.
    #[prop(optional_no_strip, into)]
    none: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let described = described_by(&id, hint.is_some(), error.is_some());
    let (least, most) = steps;
    let each = i64::try_from(words.len()).ok() == Some(most - least + 1);
    let ends = (!each).then(|| (words.first().cloned().unwrap_or_default(), words.last().cloned().unwrap_or_default()));
    let (wrong, first, group) = (error.is_some(), id.clone(), name);
    let none = none.map(|words| {
        let (own, name) = (format!("{id}-none"), group.clone());
        view! {
            <label class="scale__none" for=own.clone()>
                <input class="scale__take-back" type="radio" id=own.clone() name=name value=""/>
                <span>{words}</span>
            </label>
        }
    });
    let rows = (least..=most)
        .map(|step| {
            let (value, own) = (step.to_string(), if step == least { first.clone() } else { format!("{first}-{step}") });
            let checked = chosen == value;
            let below = usize::try_from(step - least).ok().filter(|_| each).and_then(|place| words.get(place).cloned());
            // read out where it is not seen beside its number
            let end = ends.as_ref().and_then(|(low, high)| if step == least { Some(low) } else { (step == most).then_some(high) }).cloned();
            view! {
                <label class="scale__step" for=own.clone()>
                    <input class="scale__input" type="radio" id=own.clone() name=group.clone() value=value.clone() checked=checked/>
                    <span class="scale__number">{value}</span>
                    {below.map(|word| view! { " "<span class="scale__word">{word}</span> })}
                    {end.map(|word| view! { <span class="visually-hidden">": "{word}</span> })}
                </label>
            }
        })
        .collect_view();
    let ends = ends.map(|(low, high)| {
        let (low, high) = (format!("{least}: {low}"), format!("{most}: {high}"));
        view! { <p class="scale__ends" aria-hidden="true"><span>{low}</span><span>{high}</span></p> }
    });
    view! {
        <fieldset class="choices scale" class:scale--words=each class:field--wrong=wrong aria-describedby=described>
            <legend class="choices__legend" class:choices__legend--title=title>
                {if title { view! { <h1 class="choices__title">{legend}</h1> }.into_any() } else { legend.into_any() }}
            </legend>
            <Notes id=id hint=hint error=error/>
            <div class="scale__row">{rows}</div>
            {ends}
            {none}
        </fieldset>
    }
}
