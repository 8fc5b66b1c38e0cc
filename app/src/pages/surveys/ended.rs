//! Where there is nothing to answer: sent, answered before, run out, or no link of ours.

use super::address;
use crate::{
    context::{portal, visit},
    outcome::{refused, see_other, status},
    ui::page_head::{Page, PageHead},
    words::{Lang, t},
};
use desk::surveys::{Channel, Sheet, Standing, sheet};
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// "Thank you", once it is sent.
#[component]
pub fn ThanksPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let token = use_params_map().read_untracked().get("token").unwrap_or_default();
    Suspend::new(async move {
        match sheet(&portal.db, &visit.viewer, visit.now, &token).await {
            Ok(found) if found.standing == Standing::Done => thanks(visit.lang, &found).into_any(),
            Ok(_) => {
                see_other(&address(&token));
                ().into_any()
            }
            Err(desk::Error::NotFound) => unknown(visit.lang).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn thanks(l: Lang, sheet: &Sheet) -> impl IntoView + use<> {
    let telephone = sheet.channel == Channel::Telephone;
    let [case, trip] = [&sheet.facts.reference, &sheet.trip].map(|about| about.clone().filter(|_| telephone));
    let (title, text) = match telephone {
        true => (t!(l, "survey-entered"), t!(l, "survey-entered-text")),
        false => (t!(l, "survey-thanks"), sheet.form.thanks.said(l.0, &sheet.facts)),
    };
    let on = match (case, trip) {
        (Some(reference), _) => (format!("/cases/{reference}"), t!(l, "survey-to-case")),
        (None, Some(locator)) => (format!("/trip/{locator}"), t!(l, "survey-to-trip")),
        (None, None) => ("/".to_owned(), t!(l, "survey-home")),
    };
    closing(title, text, on)
}

/// Answered before.
pub fn done(l: Lang) -> impl IntoView + use<> {
    status(StatusCode::GONE);
    closing(t!(l, "survey-done"), t!(l, "survey-done-text"), ("/".to_owned(), t!(l, "survey-home")))
}

/// Begun on the telephone, and answered by the passenger meanwhile.
pub fn theirs(l: Lang) -> impl IntoView + use<> {
    status(StatusCode::GONE);
    closing(t!(l, "survey-theirs"), t!(l, "survey-theirs-text"), ("/desk".to_owned(), t!(l, "survey-to-desk")))
}

/// Run out.
pub fn expired(l: Lang) -> impl IntoView + use<> {
    status(StatusCode::GONE);
    closing(t!(l, "survey-expired-title"), t!(l, "survey-expired-text"), ("/cases/new?kind=feedback".to_owned(), t!(l, "survey-write")))
}

/// No link of ours.
pub fn unknown(l: Lang) -> impl IntoView + use<> {
    status(StatusCode::NOT_FOUND);
    closing(t!(l, "survey-unknown"), t!(l, "survey-unknown-text"), ("/cases/new?kind=feedback".to_owned(), t!(l, "survey-write")))
}

fn closing(title: String, text: String, (href, on): (String, String)) -> impl IntoView + use<> {
    view! {
        <Title text=title.clone()/>
        <Page><PageHead title=title>{text}</PageHead><p><a href=href>{on}</a></p></Page>
    }
}
