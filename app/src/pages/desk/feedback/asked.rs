//! Which messages are asked for, as an address and as a sentence.

use super::{HERE, mood_name, part};
use crate::{
    pages::desk::sessions::DESK_ZONE,
    ui::sentence::{Pick, Sentence},
    words::{Lang, improvement, t, when::zone},
};
use desk::feedback::{Filter, Which};
use domain::feedback::{Mood, Place, Theme};
use domain::report::plausible;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use leptos::prelude::*;
use leptos_router::{location::RequestUrl, params::ParamsMap};

/// Reads the address; what is not a filter is left out.
pub(super) fn asked(query: &ParamsMap) -> Filter {
    read(|name| query.get(name))
}

/// The messages an address of this page leads to; none where it is another page's.
#[must_use]
pub fn linked(link: &str) -> Option<Filter> {
    link.strip_prefix(HERE)?.strip_prefix('?')?;
    let url = RequestUrl::new(link).parse().ok()?;
    Some(asked(url.search_params()))
}

fn read(get: impl Fn(&str) -> Option<String>) -> Filter {
    let text = |name: &str| get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty() && !value.contains('\0'));
    let day = |name: &str| text(name).and_then(|day| plausible(day.parse::<Date>().ok()?));
    let flight = text("flight").and_then(|flight| {
        let flight = flight.to_uppercase().replace(' ', "");
        let (carrier, number) = flight.split_at_checked(2)?;
        Some((carrier.to_owned(), number.parse().ok()?))
    });
    Filter {
        theme: text("theme").and_then(|theme| Theme::parse(&theme)),
        mood: text("mood").and_then(|mood| Mood::parse(&mood)),
        station: text("station").map(|station| station.to_uppercase()),
        route: text("route").and_then(|route| route.to_uppercase().split_once('-').map(|(from, to)| (from.to_owned(), to.to_owned()))),
        flight,
        term: text("term").map(|term| term.to_lowercase()),
        from: day("from"),
        to: day("to"),
        since: text("since")
            .and_then(|since| since.parse().ok())
            .filter(|since: &Timestamp| plausible(since.to_zoned(TimeZone::UTC).date()).is_some()),
        wanting: text("praise").as_deref() == Some("no"),
        which: match text("which").as_deref() {
            Some("single") => Which::Single,
            Some("unsure") => Which::Unsure,
            _ => Which::All,
        },
        before: text("before"),
    }
}

/// The address of these messages.
pub(super) fn address(filter: &Filter) -> String {
    let parts = [
        filter.theme.map(|theme| part("theme", theme.as_str())),
        filter.mood.map(|mood| part("mood", mood.as_str())),
        filter.station.as_deref().map(|station| part("station", station)),
        filter.route.as_ref().map(|(from, to)| part("route", &format!("{from}-{to}"))),
        filter.flight.as_ref().map(|(carrier, number)| part("flight", &format!("{carrier}{number}"))),
        filter.term.as_deref().map(|term| part("term", term)),
        filter.from.map(|day| part("from", &day.to_string())),
        filter.to.map(|day| part("to", &day.to_string())),
        filter.since.map(|since| part("since", &since.to_string())),
        filter.wanting.then(|| part("praise", "no")),
        which(filter.which).map(|which| part("which", which)),
        filter.before.as_deref().map(|before| part("before", before)),
    ];
    let parts = parts.into_iter().flatten().collect::<Vec<_>>().join("&");
    if parts.is_empty() { HERE.to_owned() } else { format!("{HERE}?{parts}") }
}

/// As an address has it.
const fn which(which: Which) -> Option<&'static str> {
    match which {
        Which::All => None,
        Which::Single => Some("single"),
        Which::Unsure => Some("unsure"),
    }
}

/// The same messages, only of this place.
pub(super) fn at(filter: Filter, place: &Place) -> Filter {
    match place {
        Place::Station(station) => Filter { station: Some(station.clone()), ..filter },
        Place::Route(from, to) => Filter { route: Some((from.clone(), to.clone())), ..filter },
        Place::Flight(flight) => {
            let flight = flight.split_once(' ').and_then(|(carrier, number)| Some((carrier.to_owned(), number.parse().ok()?)));
            Filter { flight, ..filter }
        }
    }
}

/// A place, as people say it.
pub(in crate::pages::desk) fn place(place: &Place) -> String {
    match place {
        Place::Station(station) => station.clone(),
        Place::Route(from, to) => format!("{from}–{to}"),
        Place::Flight(flight) => flight.clone(),
    }
}

/// What is asked, to be changed.
pub(super) fn sentence(l: Lang, filter: &Filter) -> impl IntoView + use<> {
    let any = |words: String| std::iter::once((String::new(), words));
    let themes =
        any(t!(l, "feedback-any-theme")).chain(Theme::ALL.map(|one| (one.as_str().to_owned(), improvement::theme(l, one)))).collect();
    let moods = any(t!(l, "feedback-any-mood")).chain(Mood::ALL.map(|one| (one.as_str().to_owned(), mood_name(l, one)))).collect();
    let theme = filter.theme.map(Theme::as_str).unwrap_or_default();
    let mood = filter.mood.map(Mood::as_str).unwrap_or_default();
    let station = filter.station.clone().unwrap_or_default();
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let (from, to) = (day(filter.from), day(filter.to));
    // what led here from above is kept, and told
    let kept = [
        ("route", filter.route.as_ref().map(|(from, to)| format!("{from}-{to}"))),
        ("flight", filter.flight.as_ref().map(|(carrier, number)| format!("{carrier} {number}"))),
        ("term", filter.term.clone()),
        ("since", filter.since.map(|since| since.to_string())),
        ("praise", filter.wanting.then(|| t!(l, "feedback-wanting-only"))),
        (
            "which",
            match filter.which {
                Which::All => None,
                Which::Single => Some(t!(l, "feedback-single-only")),
                Which::Unsure => Some(t!(l, "feedback-unsure-only")),
            },
        ),
    ];
    let kept: Vec<(&str, String)> = kept.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    let told = (!kept.is_empty()).then(|| {
        let zone = zone(DESK_ZONE);
        let since = filter.since.map(|since| t!(l, "feedback-since", time = l.date_time(since, &zone)));
        let what =
            kept.iter().filter(|(name, _)| *name != "since").map(|(_, value)| value.clone()).chain(since).collect::<Vec<_>>().join(" · ");
        view! { <p>{t!(l, "feedback-only", what = what)}" "<a href=HERE>{t!(l, "feedback-all")}</a></p> }
    });
    let asked_for = filter.which;
    let hidden = kept
        .into_iter()
        .map(|(name, value)| {
            let value = match name {
                "praise" => "no".to_owned(),
                "which" => which(asked_for).unwrap_or_default().to_owned(),
                _ => value,
            };
            view! { <input type="hidden" name=name value=value/> }
        })
        .collect_view();
    view! {
        {told}
        <Sentence action=HERE go=t!(l, "feedback-show")>
            {hidden}
            <Pick name="mood" label=t!(l, "feedback-mood") options=moods value=mood/>" "
            {t!(l, "feedback-about")}" "
            <Pick name="theme" label=t!(l, "feedback-theme") options=themes value=theme/>" "
            {t!(l, "feedback-at")}" "
            <input class="sentence__pick" name="station" aria-label=t!(l, "feedback-station") placeholder=t!(l, "feedback-any-station") value=station maxlength="3"/>" "
            {t!(l, "feedback-from")}" "
            <input class="sentence__pick" type="date" name="from" aria-label=t!(l, "feedback-from-day") value=from/>" "
            {t!(l, "feedback-to")}" "
            <input class="sentence__pick" type="date" name="to" aria-label=t!(l, "feedback-to-day") value=to/>
        </Sentence>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_what_it_asks() {
        let query = |pairs: &[(&str, &str)]| {
            let mut map = ParamsMap::new();
            pairs.iter().for_each(|(name, value)| map.insert((*name).to_owned(), (*value).to_owned()));
            asked(&map)
        };
        let filter = query(&[
            ("theme", "queue"),
            ("mood", "negative"),
            ("station", " ewr "),
            ("route", "ewr-ord"),
            ("flight", "ld 408"),
            ("term", "转盘"),
            ("from", "2026-11-01"),
            ("to", "none"),
            ("since", "2026-11-20T16:26:00Z"),
            ("praise", "no"),
            ("which", "single"),
        ]);
        let expected = "/desk/feedback?theme=queue&mood=negative&station=EWR&route=EWR-ORD&flight=LD408&term=%E8%BD%AC%E7%9B%98&from=2026-11-01&since=2026-11-20T16%3A26%3A00Z&praise=no&which=single";
        assert_eq!(address(&filter), expected);
        assert_eq!(linked(expected), Some(filter));
        let unsure = query(&[("which", "unsure")]);
        assert_eq!((address(&unsure), linked("/desk/feedback?which=unsure")), ("/desk/feedback?which=unsure".to_owned(), Some(unsure)));
        assert_eq!((linked("/desk/reports?from=2026-01"), linked(HERE), linked("/desk/feedbacks?theme=queue")), (None, None, None));
        assert_eq!(address(&query(&[("theme", "nonsense"), ("flight", "x")])), HERE);
    }
}
