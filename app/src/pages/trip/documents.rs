//! `/trip/{locator}/documents`: every paper there is of a trip: passes, receipt, certificates.

use crate::{
    context::{portal, visit},
    form::typed,
    outcome::{encode, refused, see_other},
    ui::{
        action_list::{Action, ActionList},
        button::Button,
        error_summary::{ErrorSummary, page_title},
        page_head::{Page, PageHead},
    },
    words::{Lang, t},
};
use desk::Error;
use desk::bookings::{Passenger, Trip};
use desk::papers::{Certified, Document, FlightName, Papers, papers};
use domain::booking::{Locator, SegmentStatus};
use domain::flight::{Code, Phase};
use domain::locale::Locale;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The papers, or the way to prove that they are one's own.
#[component]
pub fn DocumentsPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let asked = use_params_map().with_untracked(|params| params.get("locator")).unwrap_or_default();
    Suspend::new(async move {
        let Ok(locator) = Locator::parse(&asked) else { return refused(Error::NotFound) };
        match papers(&portal.db, &visit.viewer, visit.now, visit.lang.0, &locator).await {
            Ok(papers) => page(visit.lang, &papers).into_any(),
            Err(Error::NotFound) if visit.viewer.staff().is_none() => {
                see_other(&format!("/trip?locator={}", encode(locator.as_str())));
                ().into_any()
            }
            Err(error) => refused(error),
        }
    })
}

/// Where the papers of a trip are.
pub(super) fn documents_page(locator: &str) -> String {
    format!("/trip/{locator}/documents")
}

fn page(l: Lang, papers: &Papers) -> impl IntoView + use<> {
    let typed = typed();
    let locator = papers.trip.locator.to_string();
    let passes = passes(l, &papers.trip);
    let receipt = papers.receipt.then(|| receipt(l, &locator));
    let certificates = certificates(l, papers);
    view! {
        <Title text=page_title(l, &typed, t!(l, "documents-title"))/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=t!(l, "documents-title") caption=locator.clone() back=format!("/trip/{locator}")>{t!(l, "documents-lead")}</PageHead>
            <div class="stack stack--l">{passes}{receipt}{certificates}</div>
        </Page>
    }
}

/// One pass for each passenger on each flight that has not left.
fn passes(l: Lang, trip: &Trip) -> impl IntoView + use<> {
    let mut rows = Vec::new();
    let mut waiting = false;
    for segment in trip.segments.iter().filter(|segment| segment.status == SegmentStatus::Confirmed) {
        let phase = segment.state.as_ref().map(|state| state.phase);
        let Some(origin) = Code::airport(&segment.origin.iata) else { continue };
        if phase.is_none_or(|phase| phase.has_left() || phase == Phase::Cancelled) || !trip.state.is_live() {
            continue;
        }
        let flight = FlightName { designator: segment.designator, date: segment.flight_date, origin };
        for person in &trip.passengers {
            let ready = segment.seats.iter().any(|seat| seat.passenger == person.position && seat.checked_in && seat.seat.is_some());
            waiting |= !ready;
            if ready {
                let href = format!("/trip/{}/pass/{flight}/{}", trip.locator, person.position);
                let hint = format!("{} · {}", segment.designator.spaced(), l.date(segment.flight_date));
                rows.push(view! { <Action href=href title=t!(l, "documents-pass", name = person.full_name()) hint=hint/> });
            }
        }
    }
    if rows.is_empty() && !waiting {
        return ().into_any();
    }
    let waiting = waiting.then(|| view! { <p>{t!(l, "documents-pass-later")}</p> });
    let list = (!rows.is_empty()).then(|| view! { <ActionList>{rows}</ActionList> });
    view! { <section class="stack stack--s"><h2>{t!(l, "documents-passes")}</h2>{list}{waiting}</section> }.into_any()
}

fn receipt(l: Lang, locator: &str) -> impl IntoView + use<> {
    let rows = Locale::ALL.map(|locale| {
        let href = format!("/trip/{locator}/documents/receipt.pdf?language={}", locale.tag());
        view! { <Action href=href title=t!(l, "documents-receipt-in", language = locale.own_name()) hint=t!(l, "documents-receipt-hint")/> }
    });
    view! {
        <section class="stack stack--s">
            <h2>{t!(l, "documents-receipt")}</h2>
            <ActionList>{rows.into_iter().collect_view()}</ActionList>
        </section>
    }
}

fn certificates(l: Lang, papers: &Papers) -> impl IntoView + use<> {
    let trip = &papers.trip;
    let flights = papers.certified.iter().map(|one| flight(l, trip, one)).collect_view();
    let none = papers.certified.is_empty().then(|| view! { <p>{t!(l, "documents-certificates-none")}</p> });
    view! {
        <section class="stack stack--s" id="certificates">
            <h2>{t!(l, "documents-certificates")}</h2>
            {none}
            {flights}
            <p class="quiet"><a href="/certificates">{t!(l, "documents-verify")}</a></p>
        </section>
    }
}

fn flight(l: Lang, trip: &Trip, one: &Certified) -> AnyView {
    let title = t!(
        l,
        "documents-flight",
        flight = one.flight.designator.spaced(),
        date = l.date(one.flight.date),
        from = one.origin.city.clone(),
        to = one.destination.city.clone()
    );
    let Some(facts) = &one.facts else {
        return view! { <div class="stack stack--s"><h3>{title}</h3><p>{t!(l, "documents-not-yet")}</p></div> }.into_any();
    };
    let what = l.text(facts.happened.key(), None);
    let people = trip.passengers.iter().filter(|person| one.passengers.contains(&person.position));
    let rows = people.map(|person| of_passenger(l, trip, one, person)).collect_view();
    view! { <div class="stack stack--s"><h3>{title}</h3><p>{what}</p>{rows}</div> }.into_any()
}

/// The certificate that stands, or the button that issues one.
fn of_passenger(l: Lang, trip: &Trip, one: &Certified, person: &Passenger) -> impl IntoView + use<> {
    let name = person.full_name();
    let issued: Option<&Document> = one.issued.iter().find(|document| document.passenger == person.position);
    let outdated = issued.is_some_and(|document| document.outdated);
    let open = issued.map(|document| {
        let href = format!("{}/certificate/{}", documents_page(trip.locator.as_str()), document.code);
        let hint = if outdated { t!(l, "documents-outdated") } else { document.code.to_string() };
        let title = t!(l, "documents-open", name = name.clone());
        view! { <ActionList><Action href=href title=title hint=hint/></ActionList> }
    });
    let issue = (issued.is_none() || outdated).then(|| {
        let action = format!("{}/certificate", documents_page(trip.locator.as_str()));
        let whose = name.clone();
        let words = if outdated { t!(l, "documents-issue-again", name = whose) } else { t!(l, "documents-issue", name = whose) };
        view! {
            <form method="post" action=action>
                <input type="hidden" name="flight" value=one.flight.to_string()/>
                <input type="hidden" name="passenger" value=person.position.to_string()/>
                <div class="buttons"><Button>{words}</Button></div>
            </form>
        }
    });
    view! { {open}{issue} }
}
