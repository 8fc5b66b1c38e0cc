//! Everything told, what the rules say of it, and the one button that sends.

use super::account::{account, facts, said, thing};
use super::ask::Asking;
use crate::{
    context::{Portal, Visit},
    pages::trip::change::listed,
    ui::{
        band::{Band, Ground},
        button::{Button, Look},
        summary_list::{SummaryList, SummaryRow},
    },
    words::t,
};
use desk::{
    cases::{Draft, fresh_key},
    claims::{Answers, Asked, Thing, photos_of, things},
    files::staged,
};
use domain::claim::{Outcome, assess};
use leptos::prelude::*;

/// How many photos there are of each thing told, by its number.
pub(super) async fn photos(portal: &Portal, visit: &Visit, reference: &str, draft: &Draft) -> Vec<(u32, usize)> {
    let mut all = Vec::new();
    for thing in things(draft) {
        let new = staged(&portal.db, &visit.viewer, &photos_of(reference, thing.place)).await.unwrap_or_default();
        all.push((thing.place, thing.photos.len() + new.len()));
    }
    all
}

pub(super) fn check(asking: &Asking) -> AnyView {
    let l = asking.l();
    let Answers { facts: told, declared, asks, errors } = asking.answers();
    let change = |asked: Asked| format!("{}&return=check", asking.step(asked));
    let assessment = assess(&asking.book.rules, &told).ok().filter(|_| errors.is_empty());
    let list = things(&asking.draft).iter().map(|thing| one(asking, thing)).collect_view();
    // what is still to be told is led to, rather than shown half
    let wrong = errors.first().map(|error| {
        let asked = Asked::ALL.into_iter().find(|asked| asked.fields().contains(&error.field));
        let to = asking.step(asked.filter(|asked| *asked != Asked::Check).unwrap_or(Asked::Item));
        let words = l.text(error.message, None);
        view! { <p id="things"><b>{words}</b>" "<a href=to>{t!(l, "claim-mend")}</a></p> }
    });
    let sends = assessment.is_some();
    let rights = assessment.map(|assessment| {
        let (regime, facts, lines) = (said(l, &assessment.regime), facts(l, &assessment), account(l, &assessment));
        // late is told before it is sent, and may still be asked
        let goodwill = (assessment.outcome != Outcome::Payable)
            .then(|| view! { <Band ground=Ground::Note title=t!(l, "claim-late")>{t!(l, "claim-goodwill")}</Band> });
        view! { <section class="stack">{goodwill}<p>{regime}</p>{facts}{lines}<p class="quiet small">{t!(l, "claim-account-hint")}</p></section> }
    });
    let key = asking.typed.value_opt("key").unwrap_or_else(fresh_key);
    let send = sends.then(|| {
        view! {
            <form method="post" action=asking.address()>
                <input type="hidden" name="step" value=Asked::Check.as_str()/>
                <input type="hidden" name="key" value=key/>
                <Button look=Look::Next arrow=true>{t!(l, "claim-send")}</Button>
            </form>
        }
    });
    let before = (!asking.entitled.begun.facts.items.is_empty()).then(|| view! { <p class="quiet small">{t!(l, "claim-before-hint")}</p> });
    let (harm, arrived) = (l.text(told.harm.key(), None), l.date_with_year(told.arrived));
    let received = told.received.map_or_else(|| t!(l, "claim-not-yet"), |day| l.date_with_year(day));
    let home = if told.at_home { t!(l, "claim-home-yes") } else { t!(l, "claim-home-no") };
    let currency = told.currency.to_string();
    let more = asking.step(Asked::Item);
    let [to_harm, to_days, to_home] = [Asked::Harm, Asked::Days, Asked::Home].map(change);
    let (again, and) = (to_days.clone(), to_home.clone());
    let to_whose = change(Asked::Whose);
    let people = asks.people.then(|| {
        let names = asking.entitled.begun.party.iter().filter(|(place, _)| told.people.contains(place)).map(|(_, name)| name.clone());
        let names = listed(l, &names.collect::<Vec<_>>());
        let to = to_whose.clone();
        view! { <SummaryRow name=t!(l, "claim-people") change=to>{names}</SummaryRow> }.into_any()
    });
    let count = asks.count.then(|| {
        let (count, to) = (told.passengers, to_whose.clone());
        view! { <SummaryRow name=t!(l, "claim-passengers") change=to>{count}</SummaryRow> }.into_any()
    });
    let journey = asking.entitled.begun.places.is_some().then(|| {
        let stops = told
            .journey
            .first()
            .map(|leg| leg.from.airport.clone())
            .into_iter()
            .chain(told.journey.iter().map(|leg| leg.to.airport.clone()));
        let stops = stops.collect::<Vec<_>>().join(" – ");
        let to = change(Asked::Journey);
        view! { <SummaryRow name=t!(l, "claim-journey") change=to>{stops}</SummaryRow> }.into_any()
    });
    let declared = asks.declared.then(|| {
        let sum = declared.map_or_else(|| t!(l, "claim-declared-no"), |sum| t!(l, "claim-declared-told", amount = l.money(sum)));
        view! { <SummaryRow name=t!(l, "claim-declared-row") change=to_whose>{sum}</SummaryRow> }.into_any()
    });
    view! {
        <h1>{t!(l, "claim-ask-check")}</h1>
        <SummaryList>
            <SummaryRow name=t!(l, "claim-what-happened") change=to_harm>{harm}</SummaryRow>
            {journey}
            <SummaryRow name=t!(l, "claim-arrived") change=to_days>{arrived}</SummaryRow>
            <SummaryRow name=t!(l, "claim-received") change=again>{received}</SummaryRow>
            <SummaryRow name=t!(l, "claim-home") change=to_home>{home}</SummaryRow>
            <SummaryRow name=t!(l, "claim-currency") change=and>{currency}</SummaryRow>
            {people}
            {count}
            {declared}
        </SummaryList>
        <section class="stack">
            <h2>{t!(l, "claim-things")}</h2>
            <ul class="stack stack--s">{list}</ul>
            {before}
            <p><a href=more>{t!(l, "claim-another")}</a></p>
        </section>
        {wrong}
        {rights}
        {send}
    }
    .into_any()
}

/// A thing told, with the button that takes it off the list.
fn one(asking: &Asking, told: &Thing) -> impl IntoView + use<> {
    let l = asking.l();
    let photos = asking.photos.iter().find(|(place, _)| *place == told.place).map_or(0, |(_, photos)| *photos);
    let photos = (photos > 0).then(|| format!(" · {}", t!(l, "claim-photos", count = photos)));
    let (line, what, place) = (thing(l, told), told.what.clone(), told.place.to_string());
    view! {
        <li>
            <form class="row" method="post" action=asking.address()>
                <input type="hidden" name="step" value=Asked::Check.as_str()/>
                <span>{line}{photos}</span>
                <Button look=Look::Quiet name="remove".to_owned() value=place>{t!(l, "claim-remove")}<span class="visually-hidden">" "{what}</span></Button>
            </form>
        </li>
    }
}
