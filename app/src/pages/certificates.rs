//! `/certificates` and `/certificates/{code}`: anybody verifies a certificate of delay or cancellation (DIS-7).

use crate::{
    context::{lang, portal, visit},
    form::typed,
    outcome::{refused, status},
    ui::{
        button::{Button, Look},
        error_summary::{ErrorSummary, page_title},
        field::{Field, Kind},
        page_head::{Page, PageHead},
        status::{Mark, Status},
        summary_list::{SummaryList, SummaryRow},
    },
    words::{
        Lang,
        paper::{clock, reason},
        t,
    },
};
use desk::Error;
use desk::bookings::Place;
use desk::papers::{Seen, Standing, find};
use domain::certificate::{Code, Facts};
use http::StatusCode;
use jiff::{SignedDuration, tz::TimeZone};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// A code is typed here.
#[component]
pub fn FindPage() -> impl IntoView {
    let l = lang();
    let typed = typed();
    let form = ask(l);
    view! {
        <Title text=page_title(l, &typed, t!(l, "certificates-title"))/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=t!(l, "certificates-title")>{t!(l, "certificates-lead")}</PageHead>
            {form}
        </Page>
    }
}

fn ask(l: Lang) -> impl IntoView + use<> {
    let typed = typed();
    let (value, error) = (typed.value("certificate"), typed.error(l, "certificate"));
    view! {
        <form class="stack" method="post" action="/certificates">
            <Field name="certificate" label=t!(l, "certificates-code") hint=t!(l, "certificates-code-hint") kind=Kind::Code maxlength=40_u16
                autocomplete="off" value=value error=error/>
            <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "certificates-go")}</Button></div>
        </form>
    }
}

/// What a code stands for.
#[component]
pub fn SeenPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let asked = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    Suspend::new(async move {
        let found = match Code::parse(&asked) {
            Ok(code) => find(&portal.db, visit.now, visit.lang.0, &code).await,
            Err(_) => Err(Error::NotFound),
        };
        match found {
            Ok(seen) => page(visit.lang, &seen).into_any(),
            Err(Error::NotFound) => nobodys(visit.lang).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn nobodys(l: Lang) -> impl IntoView + use<> {
    status(StatusCode::NOT_FOUND);
    let form = ask(l);
    view! {
        <Title text=t!(l, "certificates-none")/>
        <Page>
            <PageHead title=t!(l, "certificates-none") back="/certificates".to_owned()>{t!(l, "certificates-none-text")}</PageHead>
            {form}
        </Page>
    }
}

fn page(l: Lang, seen: &Seen) -> impl IntoView + use<> {
    let day = |at: jiff::Timestamp| l.date_with_year(at.to_zoned(TimeZone::UTC).date());
    let (mark, word, text) = match &seen.standing {
        Standing::Good => (Mark::Good, t!(l, "certificates-good"), t!(l, "certificates-good-text")),
        Standing::Corrected(_) => (Mark::Changed, t!(l, "certificates-corrected"), t!(l, "certificates-corrected-text")),
        Standing::Superseded(at) => (Mark::Bad, t!(l, "certificates-superseded", date = day(*at)), t!(l, "certificates-superseded-text")),
    };
    let title = l.text(seen.facts.happened.key(), None);
    let said = rows(l, seen, &seen.facts, seen.instead.as_ref());
    let today = match &seen.standing {
        Standing::Corrected(Some(facts)) => {
            let rows = rows(l, seen, facts, seen.instead_today.as_ref());
            Some(view! { <section class="stack stack--s"><h2>{t!(l, "certificates-today")}</h2>{rows}</section> }.into_any())
        }
        Standing::Corrected(None) => Some(view! { <p>{t!(l, "certificates-nothing")}</p> }.into_any()),
        _ => None,
    };
    let (code, issued) = (seen.code.to_string(), day(seen.issued_at));
    view! {
        <Title text=title.clone()/>
        <Page>
            <PageHead title=title caption=code back="/certificates".to_owned()>{t!(l, "certificate-issued-on", date = issued)}</PageHead>
            <div class="stack stack--l">
                <div class="stack stack--s"><Status mark=mark big=true>{word}</Status><p>{text}</p></div>
                {said}
                {today}
                <p class="quiet">{t!(l, "certificates-mask")}</p>
            </div>
        </Page>
    }
}

/// Flight, where it went instead, and times; of the passenger only initials.
fn rows(l: Lang, seen: &Seen, facts: &Facts, instead: Option<&Place>) -> impl IntoView + use<> {
    let named = |place: &Place| format!("{} ({})", place.city, place.iata);
    let landed = instead.unwrap_or(&seen.destination);
    let late = facts.minutes_late().map(|minutes| (t!(l, "certificate-late"), l.duration(SignedDuration::from_mins(minutes))));
    let all = [
        Some((t!(l, "certificate-passenger"), seen.initials.clone())),
        Some((t!(l, "certificate-flight"), format!("{} · {}", seen.designator.spaced(), l.date_with_year(seen.date)))),
        Some((t!(l, "certificate-from"), named(&seen.origin))),
        Some((t!(l, "certificate-to"), named(&seen.destination))),
        instead.map(|place| (t!(l, "certificate-instead"), named(place))),
        Some((t!(l, "certificate-planned-out"), clock(l, facts.planned_out, &seen.origin))),
        facts.out.map(|at| (t!(l, "certificate-out"), clock(l, at, &seen.origin))),
        Some((t!(l, "certificate-planned-in"), clock(l, facts.planned_in, &seen.destination))),
        facts.arrived.map(|at| (t!(l, "certificate-arrived"), clock(l, at, landed))),
        late,
        Some((t!(l, "certificate-reason"), reason(l, facts))),
    ];
    let rows = all.into_iter().flatten().map(|(name, value)| view! { <SummaryRow name=name>{value}</SummaryRow> }).collect_view();
    view! { <SummaryList>{rows}</SummaryList> }
}
