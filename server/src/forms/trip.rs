//! `POST /trip`: locator and family name open a trip in this browser. Below it: letters about the trip, and its calendar file.

use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
};
use app::{context::Visit, outcome::encode, pages::trip::messages::calendar};
use axum::{
    Extension, Router,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use desk::Error;
use desk::bookings::letters::{Wish, send_itinerary, turn_off, turn_on};
use domain::booking::Locator;
use domain::booking::notices::Wishes;
use domain::locale::Locale;
use uuid::Uuid;

/// The addresses of this area.
pub fn routes() -> Router<App> {
    let page = || get(|Path(locator): Path<String>| async move { Redirect::to(&page_of(&locator)) });
    Router::new()
        .route("/trip", get(render::any_page).post(open))
        .route("/trip/{locator}/messages", get(render::any_page).post(on))
        .route("/trip/{locator}/messages/off", page().post(off))
        .route("/trip/{locator}/messages/itinerary", page().post(itinerary))
        .route("/trip/{locator}/pay", get(|Path(locator): Path<String>| async move { Redirect::to(&trip_page(&locator)) }).post(pay))
        .route("/trip/{locator}/calendar.ics", get(file))
}

fn trip_page(locator: &str) -> String {
    format!("/trip/{}", encode(locator))
}

fn page_of(locator: &str) -> String {
    format!("/trip/{}/messages", encode(locator))
}

/// What cannot be a locator is no booking.
fn read(locator: &str) -> Result<Locator, Error> {
    Locator::parse(locator).map_err(|_| Error::NotFound)
}

/// The language chosen, else the page's.
fn language(caller: &Caller, fields: &Fields) -> Locale {
    Locale::ALL.into_iter().find(|locale| locale.tag() == fields.get("language")).unwrap_or(caller.visit.lang.0)
}

/// A booking on hold is paid: its page shows the way to where.
async fn pay(State(app): State<App>, Path(locator): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, here) = (&caller.visit, trip_page(&locator));
    let planned = match read(&locator) {
        Ok(locator) => desk::bookings::pay(app.db(), &visit.viewer, visit.now, visit.lang.0, &locator).await,
        Err(error) => Err(error),
    };
    match planned {
        Ok(()) => caller.see_other(&here),
        Err(Error::VerifyFirst { locator }) => caller.see_other(&format!("/trip/{locator}/verify?next=/trip/{locator}")),
        Err(error) => caller.again(&here, &fields, error).await,
    }
}

async fn on(State(app): State<App>, Path(locator): Path<String>, caller: Caller, fields: Fields) -> Response {
    let wanted = |name: &str| fields.all("wishes").any(|wish| wish == name);
    let wishes = Wishes { reminders: wanted("reminders"), word: wanted("word") };
    let wish = Wish { address: fields.get("address").to_owned(), locale: language(&caller, &fields), wishes };
    let turned = match read(&locator) {
        Ok(locator) => turn_on(app.db(), &caller.visit.viewer, caller.visit.now, &locator, &wish, app.portal.texts()).await,
        Err(error) => Err(error),
    };
    answered(caller, &locator, &fields, turned, "on").await
}

async fn off(State(app): State<App>, Path(locator): Path<String>, caller: Caller, fields: Fields) -> Response {
    let turned = match read(&locator) {
        Ok(locator) => {
            turn_off(app.db(), &caller.visit.viewer, caller.visit.now, &locator, fields.get("address"), app.portal.texts()).await
        }
        Err(error) => Err(error),
    };
    answered(caller, &locator, &fields, turned, "off").await
}

async fn itinerary(State(app): State<App>, Path(locator): Path<String>, caller: Caller, fields: Fields) -> Response {
    let to = (fields.get("address"), language(&caller, &fields));
    // a key of somebody's own making is only another press
    let form = fields.get("key").parse().unwrap_or_else(|_| Uuid::new_v4());
    let sent = match read(&locator) {
        Ok(locator) => send_itinerary(app.db(), &caller.visit.viewer, caller.visit.now, &locator, to, form, app.portal.texts()).await,
        Err(error) => Err(error),
    };
    answered(caller, &locator, &fields, sent, "sent").await
}

async fn answered(caller: Caller, locator: &str, fields: &Fields, outcome: Result<(), Error>, done: &str) -> Response {
    match outcome {
        Ok(()) => caller.see_other(&format!("{}?done={done}", page_of(locator))),
        Err(Error::VerifyFirst { locator }) => caller.see_other(&format!("/trip/{locator}/verify?next={}", page_of(&locator))),
        Err(error) => caller.again(&page_of(locator), fields, error).await,
    }
}

/// The trip for a calendar: readable where there is no network, to whoever has it open.
async fn file(State(app): State<App>, Extension(visit): Extension<Visit>, Path(locator): Path<String>) -> Response {
    let trip = match read(&locator) {
        Ok(locator) => desk::bookings::trip(app.db(), &visit.viewer, visit.now, visit.lang.0, &locator).await,
        Err(error) => Err(error),
    };
    match trip {
        Ok(trip) => {
            let name = format!("attachment; filename=\"trip-{}.ics\"", trip.locator);
            let head = [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, name),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (head, calendar(&visit, &trip, &app.portal.public_url)).into_response()
        }
        // not open here: the same door as for the page
        Err(Error::NotFound) if visit.viewer.staff().is_none() => {
            Redirect::to(&format!("/trip?locator={}", encode(&locator))).into_response()
        }
        Err(error) => render::refusal(&app, &visit, error).await,
    }
}

async fn open(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let (viewer, now, address) = (&caller.visit.viewer, caller.visit.now, caller.address.0);
    match desk::bookings::open_trip(app.db(), viewer, now, address, fields.get("locator"), fields.get("family_name")).await {
        Ok(locator) => caller.see_other(&format!("/trip/{locator}")),
        Err(error) => caller.again("/trip", &fields, error).await,
    }
}
