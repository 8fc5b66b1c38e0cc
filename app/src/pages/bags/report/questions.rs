//! The questions themselves.

use super::{Asking, Step};
use crate::context::portal;
use crate::islands::Draft as KeepTyping;
use crate::ui::{
    bag_drawing::drawing,
    choice::{Choice, Choices},
    facts::{Fact, Facts},
    field::{Field, Kind as Typing, Select, TextArea},
    files::FilesField,
    pictured::{Picture, Pictured},
};
use crate::words::t;
use desk::bags::{BY_TAG, WITHOUT, of_trip};
use domain::bag::description::{BagType, Colour, Contents, Extra, Family, Material};
use domain::bag::{BrokenPart, Problem, Severity};
use domain::booking::BagTag;
use domain::locale::Locale;
use leptos::prelude::*;

pub(super) fn question(step: Step, asking: &Asking) -> AnyView {
    match step {
        Step::Problem => problem(asking).into_any(),
        Step::Before => before(asking).into_any(),
        Step::Bag => bag(asking).into_any(),
        Step::Arrival => arrival(asking).into_any(),
        Step::Type => kind(asking).into_any(),
        Step::Colour => colour(asking).into_any(),
        Step::Damage => damage(asking).into_any(),
        Step::Extras => extras(asking).into_any(),
        Step::Brand => brand(asking).into_any(),
        Step::Contents => contents(asking).into_any(),
        Step::Seen => seen(asking).into_any(),
        Step::Address => address(asking).into_any(),
        Step::Contact | Step::Check => contact(asking).into_any(),
        Step::Photos => photos(asking).into_any(),
    }
}

fn problem(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let options = Problem::ALL.map(|problem| {
        let [words, hint] = problem.keys();
        Choice::new(problem.as_str(), l.text(words, None)).hint(l.text(hint, None))
    });
    view! {
        <input type="hidden" name="trip" value=asking.begun.clone()/>
        <Choices name="problem" legend=t!(l, "report-problem") options=options.into() chosen=asking.value("problem") title=true
            hint=t!(l, "report-problem-lead") error=asking.error("problem")/>
    }
}

/// What is to be known before anything is filled in: who may, by when, what it takes.
fn before(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let problem = asking.problem.unwrap_or(Problem::Missing);
    let limits = problem.limits();
    let [words, _] = problem.keys();
    let advised = limits.advised.map(|advised| {
        view! { <Fact name=t!(l, "report-limit-advised")>{t!(l, "report-limit-advised-text", hours = advised.as_hours())}</Fact> }
    });
    let complain = limits.complain_days.map(|days| {
        view! { <Fact name=t!(l, "report-limit-writing")>{t!(l, "report-limit-writing-text", days = days)}</Fact> }
    });
    let lost =
        limits.lost_days.map(|days| view! { <Fact name=t!(l, "report-limit-lost")>{t!(l, "report-limit-lost-text", days = days)}</Fact> });
    view! {
        <h1>{t!(l, "report-before")}</h1>
        <p>{l.text(words, None)}</p>
        <Facts>
            <Fact name=t!(l, "report-who")>{t!(l, "report-who-text")}</Fact>
            {advised}
            {complain}
            {lost}
            <Fact name=t!(l, "report-needs")>{t!(l, "report-needs-text")}</Fact>
        </Facts>
        <p class="quiet">{t!(l, "report-kept")}</p>
    }
}

fn bag(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let begun = asking.begun.split_once(':').and_then(|(_, tag)| BagTag::parse(tag).ok());
    let of_trips: Vec<(BagTag, Choice)> = asking
        .trips
        .iter()
        .flat_map(|trip| trip.bags.iter().map(move |bag| (trip, bag)))
        .map(|(trip, bag)| {
            let choice = Choice::new(of_trip(trip.locator.as_str(), &bag.tag), bag.tag.to_string());
            (bag.tag.clone(), choice.hint(t!(l, "case-new-bag-to", city = bag.destination.city.clone())))
        })
        .collect();
    let linked = begun.as_ref().map(|tag| {
        let of_trip = of_trips.iter().find(|(other, _)| other.same_bag(tag));
        of_trip.map_or_else(|| BY_TAG.to_owned(), |(_, choice)| choice.value.clone())
    });
    let chosen = Some(asking.value("bag")).filter(|bag| !bag.is_empty()).or(linked).unwrap_or_default();
    let tag = Some(asking.value("tag")).filter(|tag| !tag.is_empty()).or(begun.map(|tag| tag.to_string())).unwrap_or_default();
    let by_tag = if of_trips.is_empty() { t!(l, "report-bag-tag") } else { t!(l, "report-bag-other") };
    let mut options: Vec<Choice> = of_trips.into_iter().map(|(_, choice)| choice).collect();
    options.push(Choice::new(BY_TAG, by_tag).hint(t!(l, "report-bag-tag-hint")));
    options.push(Choice::new(WITHOUT, t!(l, "report-bag-none")).hint(t!(l, "report-bag-none-hint")));
    let elsewhere = asking.typed.told.iter().find(|(field, _)| *field == "family_name").map(|(_, sentence)| sentence.clone());
    let name_wrong = asking.error("family_name").or(elsewhere);
    // who works here is not asked for a name on the tag: they have made sure who asks
    let name = (!asking.staff).then(|| {
        view! { <Field name="family_name" label=t!(l, "bags-name") hint=t!(l, "bags-name-hint") autocomplete="family-name" maxlength=100_u16
        value=asking.value("family_name") error=name_wrong/> }
    });
    view! {
        <Choices name="bag" legend=t!(l, "report-bag") options=options chosen=chosen title=true error=asking.error("bag")/>
        <Field name="tag" label=t!(l, "bags-tag") kind=Typing::Code hint=t!(l, "bags-tag-hint") maxlength=32_u16 value=tag error=asking.error("tag")/>
        {name}
    }
}

fn arrival(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    view! {
        <h1>{t!(l, "report-arrival")}</h1>
        <Field name="flight" kind=Typing::Code label=t!(l, "case-new-flight") hint=t!(l, "case-new-flight-hint") value=asking.value("flight")
            error=asking.error("flight") maxlength=12_u16/>
        <Field name="flight_date" kind=Typing::Date label=t!(l, "case-new-flight-date") value=asking.value("flight_date") error=asking.error("flight_date")/>
        <Field name="airport" label=t!(l, "report-airport") hint=t!(l, "report-airport-hint") value=asking.value("airport")
            error=asking.error("airport") maxlength=60_u16/>
    }
}

fn kind(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let picture = |kind: BagType| Picture::drawn(Choice::new(kind.to_string(), l.text(kind.key(), None)), drawing(kind));
    let (more, rows): (Vec<BagType>, Vec<BagType>) = BagType::all().partition(|kind| kind.family() == Family::Special);
    // what most people travel with comes first
    let (zip, closed): (Vec<BagType>, Vec<BagType>) = rows.into_iter().partition(|kind| kind.family() == Family::Zip);
    let rows: Vec<Picture> = zip.into_iter().chain(closed).map(picture).collect();
    let more = (t!(l, "report-type-more"), more.into_iter().map(picture).collect());
    view! { <Pictured name="type" legend=t!(l, "report-type") rows=rows more=more chosen=asking.value("type") error=asking.error("type")/> }
}

fn colour(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let rows = Colour::ALL.map(|colour| Picture::coloured(Choice::new(colour.as_str(), l.text(colour.key(), None)), colour.as_str()));
    view! { <Pictured name="colour" legend=t!(l, "report-colour") rows=rows.into() chosen=asking.value("colour") error=asking.error("colour")/> }
}

fn damage(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let parts = BrokenPart::ALL.map(|part| Choice::new(part.as_str(), l.text(part.key(), None)));
    let severities = Severity::ALL.map(|severity| {
        let [words, hint] = severity.keys();
        Choice::new(severity.as_str(), l.text(words, None)).hint(l.text(hint, None))
    });
    view! {
        <h1>{t!(l, "report-damage")}</h1>
        <Choices name="part" legend=t!(l, "report-part") options=parts.into() chosen=asking.value("part") many=true across=true error=asking.error("part")/>
        <Choices name="severity" legend=t!(l, "report-severity") options=severities.into() chosen=asking.value("severity") error=asking.error("severity")/>
    }
}

fn extras(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let mut materials = vec![Choice::new("", t!(l, "bag-material-soft"))];
    materials.extend(Material::ALL.map(|material| Choice::new(material.as_str(), l.text(material.key(), None))));
    let extras = Extra::ALL.map(|extra| Choice::new(extra.as_str(), l.text(extra.key(), None)));
    view! {
        <h1>{t!(l, "report-extras")}</h1>
        <Choices name="material" legend=t!(l, "report-material") options=materials chosen=asking.value("material") across=true/>
        <Choices name="extra" legend=t!(l, "report-extra") options=extras.into() chosen=asking.value("extra") many=true across=true/>
    }
}

fn brand(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    view! {
        <h1>{t!(l, "report-brand")}</h1>
        <Field name="brand" label=t!(l, "report-maker") hint=t!(l, "report-maker-hint") value=asking.value("brand") error=asking.error("brand") maxlength=120_u16/>
        <TextArea name="marks" label=t!(l, "report-marks") hint=t!(l, "report-marks-hint") value=asking.value("marks") error=asking.error("marks")
            rows=3 maxlength=800_u16/>
        {keep_typing(asking)}
    }
}

fn contents(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let sorts = Contents::ALL.map(|sort| Choice::new(sort.as_str(), l.text(sort.key(), None)));
    let hint = match asking.problem {
        Some(Problem::Pilfered) => t!(l, "report-inside-taken"),
        Some(Problem::LeftOnBoard) => t!(l, "report-inside-left"),
        _ => t!(l, "report-inside-hint"),
    };
    view! {
        <h1>{t!(l, "report-contents")}</h1>
        <TextArea name="inside" label=t!(l, "report-inside") hint=hint value=asking.value("inside") error=asking.error("inside") rows=4 maxlength=800_u16/>
        <Choices name="contents" legend=t!(l, "report-sorts") options=sorts.into() chosen=asking.value("contents") many=true across=true/>
        {keep_typing(asking)}
    }
}

fn seen(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let hint = match asking.problem {
        Some(Problem::Damaged) => t!(l, "report-seen-damaged"),
        Some(Problem::Pilfered) => t!(l, "report-seen-pilfered"),
        Some(Problem::WrongBag) => t!(l, "report-seen-wrong"),
        Some(Problem::LeftOnBoard) => t!(l, "report-seen-left"),
        Some(Problem::Missing) | None => t!(l, "report-seen-hint"),
    };
    view! {
        <TextArea name="seen" label=t!(l, "report-seen") hint=hint value=asking.value("seen") error=asking.error("seen") rows=5 maxlength=800_u16 title=true/>
        {keep_typing(asking)}
    }
}

fn address(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    view! {
        <h1>{t!(l, "report-address")}</h1>
        <TextArea name="here" label=t!(l, "report-here") hint=t!(l, "report-here-hint") value=asking.value("here") error=asking.error("here")
            rows=3 maxlength=800_u16/>
        <Field name="here_until" kind=Typing::Date label=t!(l, "report-here-until") value=asking.value("here_until") error=asking.error("here_until")/>
        <TextArea name="home" label=t!(l, "report-home") hint=t!(l, "report-home-hint") value=asking.value("home") error=asking.error("home")
            rows=3 maxlength=800_u16/>
        <Field name="telephone" kind=Typing::Telephone label=t!(l, "report-telephone") hint=t!(l, "report-telephone-hint")
            value=asking.value("telephone") error=asking.error("telephone") maxlength=40_u16/>
        {keep_typing(asking)}
    }
}

fn contact(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let filled = |field: &str, known: &String| Some(asking.value(field)).filter(|said| !said.is_empty()).unwrap_or_else(|| known.clone());
    let (name, email) = (filled("name", &asking.name), filled("email", &asking.email));
    let (kind, label, hint) = match portal().texts() {
        true => (Typing::Reach, t!(l, "case-new-either"), t!(l, "case-new-either-hint")),
        false => (Typing::Email, t!(l, "case-new-email"), t!(l, "case-new-email-hint")),
    };
    let language = asking.staff.then(|| {
        let options = Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.own_name().to_owned()));
        view! { <Select name="language" label=t!(l, "report-language") options=options.into() value=filled("language", &l.tag().to_owned())/> }
    });
    view! {
        <h1>{t!(l, "report-contact")}</h1>
        <Field name="name" label=t!(l, "case-new-name") value=name error=asking.error("name") autocomplete="name"/>
        <Field name="email" kind=kind label=label hint=hint value=email error=asking.error("email")/>
        {language}
        {keep_typing(asking)}
    }
}

fn photos(asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    view! {
        <h1>{t!(l, "report-photos")}</h1>
        <p>{t!(l, "report-photos-hint")}</p>
        <FilesField files=asking.files.clone() typed=asking.typed.clone()/>
    }
}

/// What is being filled in survives a reload and a lost connection.
fn keep_typing(asking: &Asking) -> AnyView {
    let (kept, returned) = (t!(asking.l, "case-draft-kept"), asking.typed.returned());
    view! { <KeepTyping key=super::DRAFT.to_owned() kept=kept returned=returned/> }.into_any()
}
