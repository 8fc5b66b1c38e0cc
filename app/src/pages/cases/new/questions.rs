//! The questions themselves.

use super::{Asking, Step};
use crate::context::portal;
use crate::islands::{Answers, Draft as KeepTyping};
use crate::ui::{
    choice::{Choice, Choices},
    details::Details,
    field::{Field, Kind as Typing, TextArea},
    files::FilesField,
};
use crate::words::{Lang, t};
use desk::bookings::{Segment, Trip};
use domain::case::{Kind, Topic};
use leptos::prelude::*;

pub(super) fn question(step: Step, asking: &Asking) -> AnyView {
    match step {
        Step::Kind => kind(asking).into_any(),
        Step::Topic => topic(asking).into_any(),
        Step::About => about(asking).into_any(),
        Step::Words => words(asking).into_any(),
        Step::Reach | Step::Check => reach(asking).into_any(),
    }
}

fn kind(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let options = Kind::ALL.iter().map(|kind| Choice::new(kind.as_str(), l.text(kind.choice_key(), None))).collect();
    view! { <Choices name="kind" legend=t!(l, "case-new-kind") options=options chosen=asking.value("kind") title=true error=asking.error("kind")/> }
}

fn topic(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let kind = asking.kind.unwrap_or(Kind::Inquiry);
    let options = Topic::of(kind).iter().map(|topic| Choice::new(topic.as_str(), l.text(topic.key(), None))).collect();
    view! {
        <input type="hidden" name="kind" value=kind.as_str()/>
        <input type="hidden" name="trip" value=asking.trip.clone()/>
        <Choices name="topic" legend=t!(l, "case-new-topic") options=options chosen=asking.value("topic") title=true error=asking.error("topic")/>
    }
}

/// With a booking opened here: its flights and bags to point at. Without: a flight and a tag may be typed.
fn about(asking: &Asking) -> AnyView {
    let l = asking.l;
    if asking.trips.is_empty() {
        let hint = t!(l, "case-new-about-hint");
        return view! {
            <h1>{t!(l, "case-new-about")}</h1>
            <p>{hint}" "<a href="/trip">{t!(l, "case-new-about-trip")}</a></p>
            {typed_flight(asking)}
            {typed_bag(asking)}
            {keep_typing(asking)}
        }
        .into_any();
    }
    // begun from a trip, it is about that trip until something else is said
    let chosen = Some(asking.value("about")).filter(|about| !about.is_empty());
    let chosen =
        chosen.unwrap_or_else(|| asking.trips.iter().find(|trip| trip.locator.as_str() == asking.trip).map(whole).unwrap_or_default());
    let mut options: Vec<Choice> = asking.trips.iter().flat_map(|trip| flights(l, trip)).collect();
    options.push(Choice::new("none", t!(l, "case-new-about-none")));
    let mut bags: Vec<Choice> = asking.trips.iter().flat_map(|trip| &trip.bags).map(|bag| bag_choice(l, bag)).collect();
    let bags = (!bags.is_empty()).then(|| {
        bags.push(Choice::new("", t!(l, "case-new-bag-none")));
        view! { <Choices name="bag_tag" legend=t!(l, "case-new-bag") options=bags chosen=asking.value("bag_tag") error=asking.error("bag_tag")/> }
    });
    let other = asking.error("flight").is_some() || asking.error("flight_date").is_some();
    let typed = typed_flight(asking);
    view! {
        <Choices name="about" legend=t!(l, "case-new-about") options=options chosen=chosen title=true error=asking.error("about")/>
        {bags}
        <Details title=t!(l, "case-new-other-flight") plain=true open=other>{typed}</Details>
        {keep_typing(asking)}
    }
    .into_any()
}

fn flights(l: Lang, trip: &Trip) -> Vec<Choice> {
    let locator = trip.locator.to_string();
    let one = |segment: &Segment| {
        let value = format!("{locator}:{}.{}", segment.designator, segment.flight_date);
        let route = t!(
            l,
            "case-new-route",
            flight = segment.designator.spaced(),
            from = segment.origin.city.clone(),
            to = segment.destination.city.clone()
        );
        Choice::new(value, route).hint(l.date(segment.flight_date))
    };
    let whole = Choice::new(whole(trip), t!(l, "case-new-about-booking", locator = locator.clone()));
    trip.segments.iter().map(one).chain(std::iter::once(whole)).collect()
}

/// The answer that means a whole booking.
fn whole(trip: &Trip) -> String {
    format!("{}:", trip.locator)
}

fn bag_choice(l: Lang, bag: &desk::bookings::Bag) -> Choice {
    let hint = t!(l, "case-new-bag-to", city = bag.destination.city.clone());
    Choice::new(bag.tag.to_string(), bag.tag.to_string()).hint(hint)
}

fn typed_flight(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    view! {
        <Field name="flight" kind=Typing::Code label=t!(l, "case-new-flight") hint=t!(l, "case-new-flight-hint") value=asking.value("flight")
            error=asking.error("flight") maxlength=12/>
        <Field name="flight_date" kind=Typing::Date label=t!(l, "case-new-flight-date") value=asking.value("flight_date") error=asking.error("flight_date")/>
    }
}

fn typed_bag(asking: &Asking) -> Option<impl IntoView + use<>> {
    let l = asking.l;
    let bag = matches!(asking.kind, Some(Kind::Baggage | Kind::Complaint));
    bag.then(|| {
        view! {
            <Field name="bag_tag" kind=Typing::Code label=t!(l, "case-new-bag") hint=t!(l, "case-new-bag-hint") value=asking.value("bag_tag")
                error=asking.error("bag_tag") maxlength=20/>
        }
    })
}

fn words(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    view! {
        <h1>{t!(l, "case-new-words")}</h1>
        <Field name="subject" label=t!(l, "case-new-subject") hint=t!(l, "case-new-subject-hint") value=asking.value("subject")
            error=asking.error("subject") maxlength=200/>
        <TextArea name="words" label=t!(l, "case-new-words-label") hint=t!(l, "case-new-words-hint") value=asking.value("words") error=asking.error("words") rows=8/>
        <FilesField files=asking.files.clone() typed=asking.typed.clone()/>
        {keep_typing(asking)}
        <Answers part=super::SUGGESTED.to_owned() kept=Step::Words.address() look=false/>
    }
}

/// What is being filled in survives a reload and a lost connection.
fn keep_typing(asking: &Asking) -> AnyView {
    let (kept, returned) = (t!(asking.l, "case-draft-kept"), asking.typed.returned());
    view! { <KeepTyping key=super::DRAFT.to_owned() kept=kept returned=returned/> }.into_any()
}

fn reach(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let filled = |field: &str, known: &String| Some(asking.value(field)).filter(|said| !said.is_empty()).unwrap_or_else(|| known.clone());
    let (name, email) = (filled("name", &asking.name), filled("email", &asking.email));
    let (kind, label, hint) = match portal().texts() {
        true => (Typing::Reach, t!(l, "case-new-either"), t!(l, "case-new-either-hint")),
        false => (Typing::Email, t!(l, "case-new-email"), t!(l, "case-new-email-hint")),
    };
    view! {
        <h1>{t!(l, "case-new-reach")}</h1>
        <Field name="name" label=t!(l, "case-new-name") value=name error=asking.error("name") autocomplete="name"/>
        <Field name="email" kind=kind label=label hint=hint value=email error=asking.error("email")/>
        {keep_typing(asking)}
    }
}
