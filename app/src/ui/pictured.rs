//! `<Pictured name="type" legend=… rows=vec![Picture::drawn("22", …, path)] chosen=…/>`: radios with a picture each.

use super::{
    choice::Choice,
    details::Details,
    field::{Notes, described_by},
};
use leptos::prelude::*;

/// What stands before the words.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shown {
    /// A line drawing.
    Path(String),
    /// A colour, by the name of its class.
    Swatch(&'static str),
}

/// One thing to choose by its picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    choice: Choice,
    shown: Shown,
}

impl Picture {
    /// A line drawing with its words.
    #[must_use]
    pub const fn drawn(choice: Choice, path: String) -> Self {
        Self { choice, shown: Shown::Path(path) }
    }

    /// A colour with its word.
    #[must_use]
    pub const fn coloured(choice: Choice, class: &'static str) -> Self {
        Self { choice, shown: Shown::Swatch(class) }
    }
}

/// A question answered by pointing at a picture; nothing is chosen beforehand.
#[component]
pub fn Pictured(
    /// Name in the form; the first row has it as its id.
    name: &'static str,
    /// The question, which is the page's.
    legend: String,
    /// What can be chosen.
    rows: Vec<Picture>,
    /// What can be chosen besides, folded under a title.
    #[prop(optional)]
    more: Option<(String, Vec<Picture>)>,
    /// The value chosen.
    chosen: String,
    /// What is wrong.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    let described = described_by(name, false, error.is_some());
    let wrong = error.is_some();
    let first = rows.into_iter().enumerate().map(|(place, row)| one(name, place == 0, row, &chosen)).collect_view();
    let more = more.map(|(title, rows)| {
        let open = rows.iter().any(|row| row.choice.value == chosen);
        let rows = rows.into_iter().map(|row| one(name, false, row, &chosen)).collect_view();
        view! { <Details title=title open=open><div class="choices__list">{rows}</div></Details> }
    });
    view! {
        <fieldset class="choices choices--pictured" class:field--wrong=wrong aria-describedby=described>
            <legend class="choices__legend choices__legend--title"><h1 class="choices__title">{legend}</h1></legend>
            <Notes id=name.to_owned() hint=None error=error/>
            <div class="choices__list">{first}</div>
            {more}
        </fieldset>
    }
}

fn one(name: &'static str, first: bool, row: Picture, chosen: &str) -> impl IntoView + use<> {
    let Picture { choice, shown } = row;
    let id = if first { name.to_owned() } else { format!("{name}-{}", choice.value) };
    let (checked, value, words) = (choice.value == chosen, choice.value, choice.label);
    let picture = match shown {
        Shown::Path(path) => view! { <svg class="choice__picture" viewBox="0 0 24 24" aria-hidden="true"><path d=path/></svg> }.into_any(),
        Shown::Swatch(colour) => {
            view! { <span class=format!("choice__swatch choice__swatch--{colour}") aria-hidden="true"></span> }.into_any()
        }
    };
    view! {
        <label class="choice choice--pictured" for=id.clone()>
            <input class="choice__input" type="radio" id=id.clone() name=name value=value checked=checked/>
            {picture}
            <span class="choice__label">{words}</span>
        </label>
    }
}
