//! The questions before flights are shown: who, which part, which day. One a page, by plain GET forms.

use super::{Asked, Route, behalf, change_page, days_on_sale, refund_page, route};
use crate::{
    context::Visit,
    form::Typed,
    outcome,
    ui::{
        button::{Button, Look},
        choice::{Choice, Choices as Options},
        error_summary::{ErrorSummary, page_title},
        field::{Field, Kind},
        icon::WayBack,
        page_head::{Page, Steps},
    },
    words::{Lang, t},
};
use desk::FieldError;
use desk::bookings::Trip;
use desk::changes::{Choices, Part};
use domain::booking::PassengerKind;
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

/// What the questions lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Other flights: one part of the trip, and a day.
    Change,
    /// The money back: as many parts as one likes.
    Cancel,
}

impl Purpose {
    fn page(self, trip: &Trip) -> String {
        match self {
            Self::Change => change_page(trip.locator.as_str()),
            Self::Cancel => refund_page(trip.locator.as_str()),
        }
    }
}

/// A question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    Who,
    Part,
    Day,
}

impl Question {
    const ALL: [Self; 3] = [Self::Who, Self::Part, Self::Day];

    /// The field it asks for, and its name in addresses.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Part => "part",
            Self::Day => "date",
        }
    }

    pub(super) fn parse(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.field() == field)
    }

    const fn missing(self) -> &'static str {
        match self {
            Self::Who => "change-who-missing",
            Self::Part => "change-part-missing",
            Self::Day => "change-day-missing",
        }
    }
}

/// What this trip has to be asked, in order: what has one answer only is no question.
pub(super) fn questions(purpose: Purpose, choices: &Choices, asked: &Asked) -> Vec<Question> {
    let open = choices.parts.iter().filter(|part| part.open()).count();
    let part = chosen(choices, asked).or_else(|| choices.parts.iter().find(|part| part.open()));
    // who is stranded wants the next flight; nobody asks them for a day
    let stranded = part.is_some_and(|part| part.disrupted);
    let needed = |question: &Question| match question {
        Question::Who => choices.trip.passengers.len() > 1,
        Question::Part => open > 1,
        Question::Day => purpose == Purpose::Change && !stranded,
    };
    Question::ALL.into_iter().filter(needed).collect()
}

/// The part that is meant.
pub(super) fn chosen<'a>(choices: &'a Choices, asked: &Asked) -> Option<&'a Part> {
    asked.part.first().and_then(|part| choices.parts.get(*part)).filter(|part| part.open())
}

/// Fills in what has one answer only, and the day of who is stranded.
pub(super) fn completed(purpose: Purpose, choices: &Choices, mut asked: Asked, now: jiff::Timestamp) -> Asked {
    let needed = questions(purpose, choices, &asked);
    if !needed.contains(&Question::Who) {
        asked.who = choices.trip.passengers.iter().map(|person| person.position).collect();
    }
    if !needed.contains(&Question::Part) {
        asked.part = choices.parts.iter().position(Part::open).into_iter().collect();
    }
    asked.part.retain(|part| choices.parts.get(*part).is_some_and(Part::open));
    if purpose == Purpose::Cancel {
        return Asked { date: None, ..asked };
    }
    if let Some(part) = chosen(choices, &asked) {
        let (today, last) = days_on_sale(&choices.trip, part, now);
        asked.date = asked.date.filter(|date| (today..=last).contains(date)).or_else(|| part.disrupted.then(|| part.date.max(today)));
    }
    asked
}

/// The first question without an answer.
pub(super) fn open_question(purpose: Purpose, choices: &Choices, asked: &Asked) -> Option<Question> {
    let answered = |question: Question| match question {
        Question::Who => !asked.who.is_empty(),
        Question::Part => chosen(choices, asked).is_some(),
        Question::Day => purpose == Purpose::Cancel || asked.date.is_some(),
    };
    Question::ALL.into_iter().find(|question| !answered(*question))
}

/// The address of the page before: the question before this one, or the trip. After the last question, `at` is none.
pub(super) fn back(purpose: Purpose, choices: &Choices, asked: &Asked, at: Option<Question>) -> String {
    let needed = questions(purpose, choices, asked);
    let place = at.and_then(|at| needed.iter().position(|question| *question == at)).unwrap_or(needed.len());
    let Some(before) = place.checked_sub(1).and_then(|before| needed.get(before)) else { return format!("/trip/{}", choices.trip.locator) };
    asking(purpose, choices, asked, *before)
}

/// The address of a question that has an answer already.
pub(super) fn asking(purpose: Purpose, choices: &Choices, asked: &Asked, question: Question) -> String {
    let address = asked.address(&purpose.page(&choices.trip));
    format!("{address}{}ask={}", if address.contains('?') { '&' } else { '?' }, question.field())
}

/// The page of one question. `failed` is why its last answer was not taken.
pub(super) fn page(
    visit: &Visit,
    (purpose, choices): (Purpose, &Choices),
    asked: &Asked,
    question: Question,
    failed: Vec<FieldError>,
) -> AnyView {
    let l = visit.lang;
    let needed = questions(purpose, choices, asked);
    let at = needed.iter().position(|needed| *needed == question).unwrap_or_default();
    // the flights there are, and the check, come after the questions
    let after = if purpose == Purpose::Change { 2 } else { 1 };
    let (at, of) = (u8::try_from(at + 1).unwrap_or(1), u8::try_from(needed.len() + after).unwrap_or(5));
    if !failed.is_empty() {
        outcome::status(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let typed = Typed { errors: failed, ..Typed::default() };
    let error = typed.error(l, question.field());
    let (title, hint) = match (question, purpose) {
        (Question::Who, Purpose::Change) => (t!(l, "change-who"), t!(l, "change-who-hint")),
        (Question::Who, Purpose::Cancel) => (t!(l, "change-refund-who"), t!(l, "change-refund-who-hint")),
        (Question::Part, Purpose::Change) => (t!(l, "change-part"), String::new()),
        (Question::Part, Purpose::Cancel) => (t!(l, "change-refund-parts"), String::new()),
        (Question::Day, _) => (t!(l, "change-day"), String::new()),
    };
    let mut carried = asked.clone();
    match question {
        Question::Who => carried.who.clear(),
        Question::Part => carried.part.clear(),
        Question::Day => carried.date = None,
    }
    let hidden = carried.fields().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let fields = match question {
        Question::Who => who(l, &choices.trip, &asked.who, (title.clone(), hint), error).into_any(),
        Question::Part => parts(l, choices, &asked.part, (title.clone(), purpose == Purpose::Cancel), error).into_any(),
        Question::Day => day(visit, choices, asked, error).into_any(),
    };
    let behalf = behalf::band(visit, choices.behalf.as_ref(), &super::everybody(&choices.trip));
    let (back, action) = (back(purpose, choices, asked, Some(question)), purpose.page(&choices.trip));
    view! {
        <Title text=page_title(l, &typed, title)/>
        <Page>
            <a class="page-head__back" href=back><WayBack/>{t!(l, "back")}</a>
            <Steps at=at of=of/>
            <ErrorSummary typed=typed/>
            {behalf}
            <form class="stack stack--l" method="get" action=action>
                {hidden}
                <input type="hidden" name="asked" value=question.field()/>
                {fields}
                <div><Button look=Look::Next arrow=true>{t!(l, "change-go")}</Button></div>
            </form>
        </Page>
    }
    .into_any()
}

/// The answer that was sent and is none.
pub(super) fn unanswered(question: Question) -> Vec<FieldError> {
    vec![FieldError::new(question.field(), question.missing())]
}

/// People to tick, everybody beforehand: most travel together.
fn who(l: Lang, trip: &Trip, ticked: &[i16], (legend, hint): (String, String), error: Option<String>) -> impl IntoView + use<> {
    let options = trip.passengers.iter().map(|person| {
        let option = Choice::new(person.position.to_string(), person.full_name());
        if person.kind == PassengerKind::Adult { option } else { option.hint(l.text(person.kind.key(), None)) }
    });
    let everybody = ticked.is_empty() && error.is_none();
    let ticked = trip.passengers.iter().filter(|person| everybody || ticked.contains(&person.position));
    let ticked = ticked.map(|person| person.position.to_string()).collect::<Vec<_>>().join(",");
    view! { <Options name="who" legend=legend options=options.collect() chosen=ticked many=true title=true hint=hint error=error/> }
}

/// Parts of the trip to point at.
fn parts(l: Lang, choices: &Choices, chosen: &[usize], (legend, many): (String, bool), error: Option<String>) -> impl IntoView + use<> {
    let options = choices.parts.iter().enumerate().filter(|(_, part)| part.open()).filter_map(|(place, part)| {
        let Route { from, to, flights, leaves } = route(l, &choices.trip, part)?;
        let when = leaves.map(|(date, time)| format!("{} {time}", l.date(date)));
        let disrupted = part.disrupted.then(|| t!(l, "change-part-disrupted"));
        let hint: Vec<String> = [Some(flights), when, disrupted].into_iter().flatten().collect();
        Some(Choice::new(place.to_string(), t!(l, "change-part-route", from = from, to = to)).hint(hint.join(" · ")))
    });
    let disrupted = choices.parts.iter().position(|part| part.open() && part.disrupted).filter(|_| !many);
    let chosen = if chosen.is_empty() { disrupted.into_iter().collect() } else { chosen.to_vec() };
    let chosen = chosen.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    view! { <Options name="part" legend=legend options=options.collect() chosen=chosen many=many title=true error=error/> }
}

fn day(visit: &Visit, choices: &Choices, asked: &Asked, error: Option<String>) -> impl IntoView + use<> {
    let l = visit.lang;
    let part = chosen(choices, asked);
    let booked = part.map(|part| part.date).unwrap_or_default();
    let value = asked.date.unwrap_or(booked).to_string();
    let hint = t!(l, "change-day-hint", day = l.date(booked));
    view! {
        <h1>{t!(l, "change-day")}</h1>
        <Field name="date" kind=Kind::Date label=t!(l, "change-day-label") hint=hint value=value error=error/>
    }
}
