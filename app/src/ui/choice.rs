//! `<Choices name="topic" legend=… options=vec![Choice::new("bag", t!(l, "topic-bag"))] chosen=typed.value("topic") title=true/>`
//!
//! Radios, or checkboxes with `many=true`. The whole row is the target; nothing is chosen beforehand.

use super::field::{Notes, described_by};
use leptos::prelude::*;

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second, quieter line.
    pub hint: Option<String>,
}

impl Choice {
    /// A choice without a second line.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }

    /// The same with a second line.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A question answered by pointing.
#[component]
pub fn Choices(
    /// Name in the form. The first row has it as its id, so that the error summary's link lands there.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What can be chosen, likeliest first.
    options: Vec<Choice>,
    /// Chosen values, separated by commas where many can be.
    #[prop(optional, into)]
    chosen: String,
    /// Checkboxes instead of radios.
    #[prop(optional)]
    many: bool,
    /// The page's one question: the legend is its `<h1>`.
    #[prop(optional)]
    title: bool,
    /// Two or three beside each other where there is room.
    #[prop(optional)]
    across: bool,
    /// Help before choosing.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
) -> impl IntoView {
    let described = described_by(&name, hint.is_some(), error.is_some());
    let wrong = error.is_some();
    let kind = if many { "checkbox" } else { "radio" };
    let chosen: Vec<String> = chosen.split(',').map(str::to_owned).collect();
    let group = name.clone();
    let rows = options
        .into_iter()
        .enumerate()
        .map(move |(place, option)| {
            let id = if place == 0 { group.clone() } else { format!("{group}-{}", option.value) };
            let hint_id = option.hint.is_some().then(|| format!("{id}-more"));
            let checked = chosen.contains(&option.value);
            view! {
                <label class="choice" for=id.clone()>
                    <input class="choice__input" type=kind id=id.clone() name=group.clone() value=option.value checked=checked aria-describedby=hint_id.clone()/>
                    <span class="choice__label">{option.label}</span>
                    {option.hint.map(|hint| view! { <span class="choice__hint" id=hint_id>{hint}</span> })}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choices" class:choices--across=across class:field--wrong=wrong aria-describedby=described>
            <legend class="choices__legend" class:choices__legend--title=title>
                {if title { view! { <h1 class="choices__title">{legend}</h1> }.into_any() } else { legend.into_any() }}
            </legend>
            <Notes id=name hint=hint error=error/>
            <div class="choices__list">{rows}</div>
        </fieldset>
    }
}

/// One box to tick: "I agree", "Urgent".
#[component]
pub fn Tick(
    /// Name in the form; sent as `yes`.
    #[prop(into)]
    name: String,
    /// What one says by ticking it.
    #[prop(into)]
    label: String,
    /// A second, quieter line.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// Ticked already, because it was before.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input class="choice__input" type="checkbox" id=name.clone() name=name value="yes" checked=checked/>
            <span class="choice__label">{label}</span>
            {hint.map(|hint| view! { <span class="choice__hint">{hint}</span> })}
        </label>
    }
}
