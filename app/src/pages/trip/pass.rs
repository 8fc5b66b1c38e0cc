//! `/trip/{locator}/pass/{flight}/{passenger}`: a boarding pass, which goes on working as a saved page or on paper (CHG-11).

use super::documents::documents_page;
use crate::{
    context::{portal, visit},
    outcome::{encode, refused, see_other},
    ui::{
        button::{LinkButton, Look},
        page_head::{Page, PageHead},
        scan::Scan,
        status::{Mark, Status},
    },
    words::{Lang, t, when::zone},
};
use desk::Error;
use desk::bookings::{Passenger, Segment};
use desk::papers::{FlightName, Pass, Validity, pass};
use domain::booking::Locator;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wire::paper::Code;

/// The pass, or why there is none any more.
#[component]
pub fn PassPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let asked =
        use_params_map().with_untracked(|params| ["locator", "flight", "passenger"].map(|name| params.get(name).unwrap_or_default()));
    Suspend::new(async move {
        let [locator, flight, passenger] = &asked;
        let (Ok(locator), Some(flight), Ok(passenger)) = (Locator::parse(locator), FlightName::parse(flight), passenger.parse::<i16>())
        else {
            return refused(Error::NotFound);
        };
        match pass(&portal.db, &visit.viewer, visit.now, visit.lang.0, &locator, flight, passenger).await {
            Ok(pass) => page(visit.lang, &pass, flight, passenger).into_any(),
            Err(Error::NotFound) if visit.viewer.staff().is_none() => {
                see_other(&format!("/trip?locator={}", encode(locator.as_str())));
                ().into_any()
            }
            Err(error) => refused(error),
        }
    })
}

fn page(l: Lang, pass: &Pass, flight: FlightName, passenger: i16) -> impl IntoView + use<> {
    let locator = pass.trip.locator.to_string();
    let title = t!(l, "pass-title");
    let caption = format!("{locator} · {}", flight.designator.spaced());
    let why = |mark, word: String, text: String| {
        let documents = documents_page(&locator);
        view! {
            <div class="stack">
                <Status mark=mark big=true>{word}</Status>
                <p>{text}</p>
                <div class="buttons"><LinkButton href=documents look=Look::Next>{t!(l, "pass-documents")}</LinkButton></div>
            </div>
        }
        .into_any()
    };
    let shown = match (&pass.validity, &pass.segment, &pass.passenger) {
        (Validity::Good { seat, sequence, code, .. }, Some(segment), Some(person)) => {
            let pdf = format!("/trip/{locator}/pass/{flight}/{passenger}/pdf");
            let card = card(l, &locator, segment, person, seat, *sequence, code);
            view! {
                {card}
                <p>{t!(l, "pass-small")}</p>
                <div class="buttons"><LinkButton href=pdf look=Look::Next>{t!(l, "documents-pdf")}</LinkButton></div>
            }
            .into_any()
        }
        (Validity::CheckIn, ..) => why(Mark::Rest, t!(l, "pass-check-in"), t!(l, "pass-check-in-text")),
        (Validity::Cancelled, ..) => why(Mark::Bad, t!(l, "pass-cancelled"), t!(l, "pass-cancelled-text")),
        (Validity::Left, ..) => why(Mark::Rest, t!(l, "pass-left"), t!(l, "pass-left-text")),
        _ => why(Mark::Bad, t!(l, "pass-replaced"), t!(l, "pass-replaced-text")),
    };
    view! {
        <Title text=format!("{title} {}", flight.designator.spaced())/>
        <Page>
            <PageHead title=title caption=caption back=documents_page(&locator)/>
            <div class="stack stack--l">{shown}</div>
        </Page>
    }
}

/// What fits a wallet.
fn card(l: Lang, locator: &str, segment: &Segment, person: &Passenger, seat: &str, sequence: i16, code: &Code) -> impl IntoView + use<> {
    let end = |city: &str, iata: &str| {
        let (city, iata) = (city.to_owned(), iata.to_owned());
        view! { <p class="pass__end"><span class="pass__name">{city}</span><b class="pass__code" translate="no">{iata}</b></p> }
    };
    let departs = segment.state.as_ref().map(|state| l.time(state.departure.best(), &zone(&segment.origin.zone))).unwrap_or_default();
    let gate = segment.gate_out.clone().unwrap_or_else(|| "–".to_owned());
    let flight = format!("{} · {}", segment.designator.spaced(), l.date(segment.flight_date));
    let fact = |name: String, value: String| view! { <div class="pass__fact"><dt class="pass__key">{name}</dt><dd class="pass__value">{value}</dd></div> };
    let facts = [
        fact(t!(l, "pass-gate"), gate),
        fact(t!(l, "pass-seat"), seat.to_owned()),
        fact(t!(l, "pass-departs"), departs),
        fact(t!(l, "pass-sequence"), sequence.to_string()),
        fact(t!(l, "pass-booking"), locator.to_owned()),
        fact(t!(l, "pass-cabin"), l.text(segment.cabin.key(), None)),
    ];
    let terminal = segment.terminal_out.clone().map(|terminal| format!(" · {}", t!(l, "trip-terminal", terminal = terminal)));
    let label = t!(l, "pass-code", flight = segment.designator.spaced(), name = person.full_name());
    view! {
        <section class="pass" aria-label=t!(l, "pass-title")>
            <div class="pass__route">{end(&segment.origin.city, &segment.origin.iata)}{end(&segment.destination.city, &segment.destination.iata)}</div>
            <p><b>{person.full_name()}</b><br/>{flight}{terminal}</p>
            <dl class="pass__facts">{facts.into_iter().collect_view()}</dl>
            <Scan code=code.clone() label=label/>
        </section>
    }
}
