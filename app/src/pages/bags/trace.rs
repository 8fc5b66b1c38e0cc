//! `/bags/{tag}`: where a bag is, what that means, what comes next, and everything that was seen of it.

use super::line::{Line, spaced};
use crate::{
    context::{portal, visit},
    islands::Live,
    outcome::{encode, refused, see_other},
    ui::{
        action_list::{Action, ActionList},
        band::{Band, Ground},
        details::Details,
        facts::{Fact, Facts},
        page_head::{Page, PageHead},
        status::{Mark, Status},
        table::{Column, Table},
    },
    words::{Args, Lang, t, when::zone},
};
use desk::Error;
use desk::bags::{Step, Traced, trace};
use domain::bag::Standing;
use domain::booking::BagTag;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The trace, or the door to it where it is not open in this browser.
#[component]
pub fn TracePage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let asked = use_params_map().with_untracked(|params| params.get("tag")).unwrap_or_default();
    Suspend::new(async move {
        let door = || {
            see_other(&format!("/bags?tag={}", encode(&asked)));
            ().into_any()
        };
        let Ok(tag) = BagTag::parse(&asked) else { return door() };
        match trace(&portal.db, &visit.viewer, visit.now, visit.lang.0, &tag).await {
            Ok(bag) => view! { <Bag bag=bag now=visit.now/> }.into_any(),
            // not open here or not there: the same door
            Err(Error::NotFound) if visit.viewer.staff().is_none() => door(),
            Err(error) => refused(error),
        }
    })
}

#[component]
fn Bag(bag: Traced, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let (tag, version) = (bag.tag.to_string(), bag.version);
    let topic = format!("bag:{}", bag.tag.as_str());
    let ended = bag.ended_at.is_some();
    let said = if ended { view! { <Ended/> }.into_any() } else { view! { <Told bag=bag.clone() now=now/> }.into_any() };
    let seen = (!bag.steps.is_empty()).then(|| view! { <Steps steps=bag.steps.clone() now=now/> });
    let flight = bag.flight.and_then(|key| Some((key, bag.legs.iter().find(|leg| leg.flight.key() == key)?.flight.state.changed_at)));
    let flight = flight.filter(|_| !ended).map(|(key, changed_at)| {
        let version = changed_at.map_or(0, Timestamp::as_millisecond);
        view! { <Live topic=format!("flight:{key}") version=version announcement=t!(l, "bag-news")/> }
    });
    // a flight that leaves without a word of the bag: the clock alone says so. Of a look by staff a row is kept: theirs waits for news
    let by_clock = matches!(bag.standing, Standing::Accepted | Standing::Sorted | Standing::Changing) && visit().viewer.staff().is_none();
    let beside = by_clock.then(|| format!("/bags/{}", bag.tag.as_str()));
    let live = (!ended).then(|| view! { <Live topic=topic version=version announcement=t!(l, "bag-news") beside=beside/> });
    let actions = view! { <Actions bag=bag/> };
    view! {
        <Title text=t!(l, "bag-page-title", tag = tag.clone())/>
        <Page>
            <PageHead title=t!(l, "bag-title", tag = tag) back="/bags".to_owned()/>
            <div class="stack stack--l" id="bag-now" data-live="">
                {said}
                {actions}
                {seen}
            </div>
            <Meanings/>
            {live}
            {flight}
        </Page>
    }
}

/// The trace has run out.
#[component]
fn Ended() -> impl IntoView {
    let l = visit().lang;
    let days = domain::policy::SCANS_KEPT.as_hours() / 24;
    view! { <Band title=t!(l, "bag-ended") ground=Ground::Paper>{t!(l, "bag-ended-text", days = days)}</Band> }
}

/// The word, the sentence, what comes next, and the line.
#[component]
fn Told(bag: Traced, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let [word, means, next] = sentences(l, &bag);
    let last = bag.seen.zip(bag.seen_at.clone()).map(|(at, place)| {
        let when = l.day_time(at, now, &zone(&place.zone));
        view! { <p class="quiet">{t!(l, "bag-last-seen", time = when, city = place.city)}</p> }
    });
    let rush = (bag.rush && bag.standing != Standing::Arrived).then(|| view! { <p>{t!(l, "bag-rush")}</p> });
    let mark = mark(bag.standing);
    view! {
        <div class="stack">
            <p><Status mark=mark big=true>{word}</Status></p>
            <p>{means}</p>
            {rush}
            <p>{next}</p>
            {last}
        </div>
        <Line bag=bag l=l/>
    }
}

/// The standing's word and sentences, with the flight and the place in them.
fn sentences(l: Lang, bag: &Traced) -> [String; 3] {
    let leg = bag.legs.iter().find(|leg| Some(leg.flight.key()) == bag.flight);
    let flight = bag.flight.map_or_else(|| t!(l, "bag-some-flight"), spaced);
    let here = bag.seen_at.as_ref().map(|place| place.city.clone());
    let (from, to) = match leg {
        Some(leg) => (leg.flight.origin.city(l.0).to_owned(), leg.flight.destination.city(l.0).to_owned()),
        None => (t!(l, "bag-some-place"), t!(l, "bag-some-place")),
    };
    let belt = leg.and_then(|leg| leg.flight.belt.clone()).map_or_else(|| t!(l, "bag-some-belt"), |belt| t!(l, "bag-belt", belt = belt));
    let mut args = Args::new();
    args.set("flight", flight);
    args.set("place", here.unwrap_or_else(|| t!(l, "bag-some-place")));
    args.set("from", from);
    args.set("to", to);
    args.set("belt", belt);
    bag.standing.keys().map(|key| l.text(key, Some(&args)))
}

const fn mark(standing: Standing) -> Mark {
    match standing {
        Standing::LeftBehind => Mark::Bad,
        Standing::NotLoaded | Standing::Unheard => Mark::Changed,
        Standing::Unseen | Standing::Withdrawn => Mark::Rest,
        _ => Mark::Good,
    }
}

/// What can be done now.
#[component]
fn Actions(bag: Traced) -> impl IntoView {
    let l = visit().lang;
    let missing = matches!(bag.standing, Standing::LeftBehind | Standing::Unheard) || bag.ended_at.is_some();
    let tell = format!("/bags/report?tag={}", bag.tag.as_str());
    let lost = missing.then(|| tell.clone());
    let report = lost.map(|href| view! { <Action href=href title=t!(l, "bag-report") hint=t!(l, "bag-report-hint") next=true/> });
    let flight = bag.flight.filter(|_| !bag.legs.is_empty()).map(|key| {
        let title = t!(l, "bag-flight", flight = spaced(key));
        view! { <Action href=format!("/flights/{key}") title=title hint=t!(l, "bag-flight-hint")/> }
    });
    let other = (!missing).then(|| view! { <Action href=tell title=t!(l, "bags-tell") hint=t!(l, "bags-tell-hint")/> });
    view! { <ActionList>{report}{flight}{other}</ActionList> }
}

/// Everything that was seen, newest first, in the time of its place.
#[component]
fn Steps(steps: Vec<Step>, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let columns = vec![Column::words(t!(l, "bag-when")), Column::words(t!(l, "bag-what")), Column::words(t!(l, "bag-where"))];
    let rows = steps.into_iter().rev().map(|step| view! { <Seen step=step now=now/> }).collect_view();
    view! { <Table caption=t!(l, "bag-steps") titled=true columns=columns stack=true>{rows}</Table> }
}

#[component]
fn Seen(step: Step, now: Timestamp) -> impl IntoView {
    let l = visit().lang;
    let zone = step.airport.as_ref().map_or(jiff::tz::TimeZone::UTC, |airport| zone(&airport.zone));
    let (when, exact) = (l.day_time(step.at, now, &zone), step.at.to_string());
    let what = l.text(step.what.key(), None);
    let flight = step.flight.map(|key| format!(" · {}", spaced(key))).unwrap_or_default();
    let city = step.airport.map_or_else(|| t!(l, "bag-some-place"), |airport| format!("{} ({})", airport.city, airport.iata));
    let place = step.place.map(|place| view! { " "<span class="quiet" translate="no">{place}</span> });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><time datetime=exact>{when}</time></th>
            <td role="cell" data-label=t!(l, "bag-what")><span>{what}{flight}</span></td>
            <td role="cell" data-label=t!(l, "bag-where")><span>{city}{place}</span></td>
        </tr>
    }
}

/// What each state means, in one sentence.
#[component]
fn Meanings() -> impl IntoView {
    let l = visit().lang;
    let mut args = Args::new();
    args.set("flight", t!(l, "bag-some-flight"));
    for name in ["place", "from", "to"] {
        args.set(name, t!(l, "bag-some-place"));
    }
    args.set("belt", t!(l, "bag-some-belt"));
    let all = Standing::ALL.map(|standing| {
        let [word, means, _] = standing.keys().map(|key| l.text(key, Some(&args)));
        view! { <Fact name=word>{means}</Fact> }
    });
    view! { <Details title=t!(l, "bag-meanings")><Facts>{all.into_iter().collect_view()}</Facts></Details> }
}
