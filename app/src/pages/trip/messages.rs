//! `/trip/{locator}/messages`: what we write about a trip, to whom and when; chosen by its passenger, seen by staff.

use crate::{
    context::{Visit, portal, visit},
    form::{Typed, typed},
    outcome::{encode, refused, see_other},
    ui::{
        band::{Band, Ground},
        button::{Button, Look},
        choice::{Choice, Choices},
        error_summary::{ErrorSummary, page_title},
        page_head::{Page, PageHead},
        status::{Mark, Status},
    },
    words::{Lang, t, when::zone},
};
use desk::bookings::letters::{self, Sent, Standing, TripLetters, of_trip};
use desk::bookings::{Trip, trip};
use desk::outbox::State;
use desk::{Error, cases::fresh_key};
use domain::booking::Locator;
use domain::booking::notices::{Notice, What, Wishes};
use domain::locale::Locale;
use domain::rights::TripAccess;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The choices, what will come and what was written.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let asked = use_params_map().with_untracked(|params| params.get("locator")).unwrap_or_default();
    let done = use_query_map().with_untracked(|query| query.get("done")).unwrap_or_default();
    Suspend::new(async move {
        let Ok(locator) = Locator::parse(&asked) else { return refused(Error::NotFound) };
        let trip = match trip(&portal.db, &visit.viewer, visit.now, visit.lang.0, &locator).await {
            Ok(trip) => trip,
            Err(Error::NotFound) if visit.viewer.staff().is_none() => {
                see_other(&format!("/trip?locator={}", encode(locator.as_str())));
                return ().into_any();
            }
            Err(error) => return refused(error),
        };
        if trip.access == TripAccess::Itinerary {
            see_other(&format!("/trip/{locator}/verify?next=/trip/{locator}/messages"));
            return ().into_any();
        }
        match of_trip(&portal.db, &visit.viewer, visit.now, &trip, portal.texts()).await {
            Ok(letters) => page(&visit, &trip, &letters, &done).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(visit: &Visit, trip: &Trip, letters: &TripLetters, done: &str) -> impl IntoView + use<> {
    let (l, typed, locator) = (visit.lang, typed(), trip.locator.to_string());
    let staff = trip.access == TripAccess::Staff;
    let lead = if staff { t!(l, "messages-lead-staff") } else { t!(l, "messages-lead") };
    let told = match done {
        "on" => Some(t!(l, "messages-done-on")),
        "off" => Some(t!(l, "messages-done-off")),
        "sent" => Some(t!(l, "messages-done-sent")),
        _ => None,
    };
    let told = told.filter(|_| !typed.failed()).map(|told| view! { <Band ground=Ground::Paper title=told announce=true>""</Band> });
    let (form, ways_off) = (form(l, &typed, &locator, letters), off(l, &locator, letters));
    let who = if staff { standing(l, &letters.standing).into_any() } else { view! { {form}{ways_off} }.into_any() };
    let (planned, sent) = (planned(l, trip, letters), sent(l, trip, &letters.sent));
    view! {
        <Title text=page_title(l, &typed, t!(l, "messages-title"))/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=t!(l, "messages-title") caption=locator.clone() back=format!("/trip/{locator}")>{lead}</PageHead>
            <div class="stack stack--l">{told}{who}{planned}{sent}</div>
        </Page>
    }
}

/// Where to, what, in which language: turned on, changed, or only the itinerary.
fn form(l: Lang, typed: &Typed, locator: &str, letters: &TripLetters) -> impl IntoView + use<> {
    if letters.choices.is_empty() {
        let verify = format!("/trip/{locator}/verify");
        return view! { <p>{t!(l, "messages-no-address")}" "<a href=verify>{t!(l, "messages-no-address-link")}</a></p> }.into_any();
    }
    let action = format!("/trip/{locator}/messages");
    let stands = letters.choices.iter().find_map(|choice| Some((choice.address.clone(), choice.on.clone()?)));
    let only = letters.choices.first().filter(|_| letters.choices.len() == 1).map(|choice| choice.address.clone());
    let chosen = stands.as_ref().map(|(address, _)| address.clone()).or(only).unwrap_or_default();
    let chosen = typed.value_opt("address").unwrap_or(chosen);
    let addresses = letters.choices.iter().map(|choice| {
        let option = Choice::new(choice.address.clone(), choice.address.clone());
        match &choice.on {
            Some(on) => option.hint(t!(l, "messages-address-on", language = on.locale.own_name())),
            None => option,
        }
    });
    let wishes = if typed.returned() {
        typed.values.iter().filter(|(name, _)| name == "wishes").map(|(_, value)| value.clone()).collect::<Vec<_>>().join(",")
    } else {
        ticked(stands.as_ref().map(|(_, on)| on.wishes))
    };
    let what = vec![
        Choice::new("reminders", t!(l, "messages-reminders")).hint(t!(l, "messages-reminders-hint")),
        Choice::new("word", t!(l, "messages-word")).hint(t!(l, "messages-word-hint")),
    ];
    let language = stands.as_ref().map_or(l.0, |(_, on)| on.locale);
    let language = typed.value_opt("language").unwrap_or_else(|| language.tag().to_owned());
    let languages = Locale::ALL.into_iter().map(|locale| Choice::new(locale.tag(), locale.own_name())).collect();
    let go = if stands.is_some() { t!(l, "messages-save") } else { t!(l, "messages-turn-on") };
    view! {
        <form class="stack stack--l" method="post" action=action.clone()>
            <input type="hidden" name="key" value=fresh_key()/>
            <Choices name="address" legend=t!(l, "messages-address") options=addresses.collect() chosen=chosen error=typed.error(l, "address")/>
            <Choices name="wishes" legend=t!(l, "messages-wishes") options=what chosen=wishes many=true error=typed.error(l, "wishes")/>
            <Choices name="language" legend=t!(l, "messages-language") options=languages chosen=language across=true/>
            <p class="quiet">{t!(l, "messages-how")}</p>
            <div class="buttons">
                <Button look=Look::Next>{go}</Button>
                <Button formaction=format!("{action}/itinerary")>{t!(l, "messages-itinerary-now")}</Button>
            </div>
        </form>
    }
    .into_any()
}

fn ticked(wishes: Option<Wishes>) -> String {
    let wishes = wishes.unwrap_or_default();
    let ticked = [("reminders", wishes.reminders), ("word", wishes.word)].into_iter().filter(|(_, ticked)| *ticked);
    ticked.map(|(name, _)| name).collect::<Vec<_>>().join(",")
}

/// One button an address that letters go to.
fn off(l: Lang, locator: &str, letters: &TripLetters) -> impl IntoView + use<> {
    let action = format!("/trip/{locator}/messages/off");
    let on = letters.choices.iter().filter(|choice| choice.on.is_some());
    on.map(|choice| {
        let words = t!(l, "messages-turn-off", to = choice.address.clone());
        view! {
            <form method="post" action=action.clone()>
                <input type="hidden" name="address" value=choice.address.clone()/>
                <Button look=Look::Stop>{words}</Button>
            </form>
        }
    })
    .collect_view()
}

/// Who gets letters, for staff.
fn standing(l: Lang, standing: &[Standing]) -> impl IntoView + use<> {
    if standing.is_empty() {
        return view! { <p>{t!(l, "messages-nobody")}</p> }.into_any();
    }
    let rows = standing.iter().map(|one| {
        let what = named(l, one.wishes);
        let words = t!(l, "messages-stands", to = one.to.clone(), language = one.locale.own_name(), what = what);
        let (mark, word) = if one.off_at.is_some() { (Mark::Rest, t!(l, "messages-ended")) } else { (Mark::Good, t!(l, "messages-is-on")) };
        view! { <li class="row"><Status mark=mark>{word}</Status><span>{words}</span></li> }
    });
    view! { <ul class="trip__terms">{rows.collect_view()}</ul> }.into_any()
}

fn named(l: Lang, wishes: Wishes) -> String {
    let parts = [(wishes.reminders, t!(l, "messages-reminders")), (wishes.word, t!(l, "messages-word"))];
    parts.into_iter().filter(|(wanted, _)| *wanted).map(|(_, words)| words).collect::<Vec<_>>().join(", ")
}

fn planned(l: Lang, trip: &Trip, letters: &TripLetters) -> impl IntoView + use<> {
    let lines: Vec<String> = letters.choices.iter().flat_map(|choice| &choice.planned).filter_map(|notice| line(l, trip, notice)).collect();
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <section class="stack stack--s">
                <h2>{t!(l, "messages-planned")}</h2>
                <ul class="trip__terms">{lines}</ul>
                <p class="quiet">{t!(l, "messages-planned-moves")}</p>
            </section>
        }
    })
}

/// `Reminder: Friday 27 November, 14:20 (Newark, UTC−5)`: by the clock where they will read it.
pub(super) fn line(l: Lang, trip: &Trip, notice: &Notice) -> Option<String> {
    let segment = trip.segments.iter().find(|segment| segment.position == notice.position)?;
    let place = if notice.what == What::Reminder { &segment.origin } else { &segment.destination };
    let when = l.at_place(notice.at, &zone(&place.zone), &place.city);
    Some(match notice.what {
        What::Reminder => t!(l, "messages-will-remind", flight = segment.designator.spaced(), when = when),
        What::Connection | What::Arrival => t!(l, "messages-will-say", city = place.city.clone(), when = when),
    })
}

fn sent(l: Lang, trip: &Trip, sent: &[Sent]) -> impl IntoView + use<> {
    (!sent.is_empty()).then(|| {
        let lines = lines(l, trip, sent);
        view! { <section class="stack stack--s"><h2>{t!(l, "messages-written")}</h2><ul class="trip__terms">{lines}</ul></section> }
    })
}

/// Each letter with its state, as items of a list.
pub(in crate::pages) fn lines(l: Lang, trip: &Trip, sent: &[Sent]) -> AnyView {
    let lines = sent.iter().map(|letter| {
        let (mark, state) = state(l, letter.state);
        let words = written(l, trip, letter);
        view! { <li class="trip__letter"><span>{words}</span><Status mark=mark>{state}</Status></li> }
    });
    lines.collect_view().into_any()
}

fn written(l: Lang, trip: &Trip, letter: &Sent) -> String {
    let what = match letter.what.as_str() {
        "itinerary" => t!(l, "messages-itinerary"),
        "change" => t!(l, "messages-change"),
        "reminder" => l.text(What::Reminder.key(), None),
        "connection" => l.text(What::Connection.key(), None),
        _ => l.text(What::Arrival.key(), None),
    };
    let segment = trip.segments.iter().find(|segment| segment.position == letter.position).or(trip.segments.first());
    let (clock, city) =
        segment.map_or((zone("UTC"), "UTC".to_owned()), |segment| (zone(&segment.origin.zone), segment.origin.city.clone()));
    let about = trip.segments.iter().find(|segment| segment.position == letter.position).map(|segment| segment.designator.spaced());
    let what = [Some(what), about].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    t!(l, "messages-wrote", what = what, to = letter.to.clone(), when = l.at_place(letter.promised_at, &clock, &city))
}

fn state(l: Lang, state: Option<State>) -> (Mark, String) {
    match state {
        Some(State::Queued) => (Mark::Rest, t!(l, "messages-state-waits")),
        Some(State::Failed) => (Mark::Changed, t!(l, "messages-state-failed")),
        Some(State::Sent) | None => (Mark::Good, t!(l, "messages-state-sent")),
    }
}

/// The trip as a calendar file, as it stands now.
#[must_use]
pub fn calendar(visit: &Visit, trip: &Trip, public_url: &str) -> String {
    crate::words::letter::calendar(visit.lang, &letters::itinerary(trip, visit.now), public_url)
}
