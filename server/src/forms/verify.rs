//! Proving a booking: send a code, enter it, or the ticket instead; a new contact.

use crate::{
    caller::{Caller, Fields, next_path},
    state::App,
};
use app::outcome::encode;
use axum::{
    Router,
    extract::{Path, State},
    response::{Redirect, Response},
    routing::{get, post},
};
use desk::access::{Reader, Token, change_contact, check_code, identify, network_key, prove_by_ticket, send_code};
use desk::{Error, FieldError};
use domain::booking::{IdentityCheck, Locator};
use jiff::civil::Date;

/// Nobody who flies was born before this year.
const OLDEST: i16 = 1850;

/// Form targets below `/trip/{locator}/verify`.
pub fn routes() -> Router<App> {
    let page = || get(|Path(locator): Path<String>| async move { Redirect::to(&format!("/trip/{}/verify", encode(&locator))) });
    Router::new()
        .route("/trip/{locator}/verify", post(check))
        .route("/trip/{locator}/verify/send", page().post(send))
        .route("/trip/{locator}/verify/ticket", page().post(ticket))
        .route("/trip/{locator}/verify/contact", page().post(contact))
        .route("/trip/{locator}/verify/identity", page().post(identity))
}

/// The page a submission belongs to, still knowing where to go afterwards.
fn page_of(locator: &str, fields: &Fields) -> String {
    format!("/trip/{}/verify?next={}", encode(locator), encode(next_path(fields, "")))
}

/// The locator as stored; what cannot be one is no booking.
fn canonical(locator: &str) -> Result<String, Error> {
    Locator::parse(locator).map(|locator| locator.to_string()).map_err(|_| Error::NotFound)
}

async fn send(State(app): State<App>, Path(locator): Path<String>, caller: Caller, fields: Fields) -> Response {
    let page = page_of(&locator, &fields);
    let (visit, network) = (&caller.visit, network_key(caller.address.0));
    let reader = Reader { locale: visit.lang.0, texts: app.portal.texts() };
    let sent = match canonical(&locator) {
        Ok(locator) => send_code(app.db(), &visit.viewer, visit.now, &network, &locator, reader).await,
        Err(error) => Err(error),
    };
    match sent {
        Ok(_) => caller.see_other(&page),
        Err(error) => caller.again(&page, &fields, error).await,
    }
}

async fn check(State(app): State<App>, Path(locator): Path<String>, caller: Caller, fields: Fields) -> Response {
    let checked = match canonical(&locator) {
        Ok(locator) => check_code(app.db(), &caller.visit.viewer, caller.visit.now, Some(&locator), fields.get("code")).await,
        Err(error) => Err(error),
    };
    proved(caller, &locator, &fields, checked).await
}

async fn ticket(State(app): State<App>, Path(locator): Path<String>, caller: Caller, fields: Fields) -> Response {
    let network = network_key(caller.address.0);
    let born = fields.get("birth_date").trim().parse::<Date>().ok().filter(|born| born.year() >= OLDEST);
    let proof = match (canonical(&locator), born) {
        (Ok(locator), Some(born)) => {
            let visit = &caller.visit;
            prove_by_ticket(app.db(), &visit.viewer, visit.now, &network, &locator, fields.get("ticket"), born).await
        }
        (Err(error), _) => Err(error),
        (_, None) => {
            let ticket = fields.get("ticket").trim().is_empty().then(|| FieldError::new("ticket", "ticket-shape"));
            let born = FieldError::new("birth_date", "birth-shape");
            Err(Error::Invalid(ticket.into_iter().chain([born]).collect()))
        }
    };
    proved(caller, &locator, &fields, proof).await
}

/// Onward where somebody was going, or to the trip.
async fn proved(mut caller: Caller, locator: &str, fields: &Fields, outcome: Result<Token, Error>) -> Response {
    match outcome {
        Ok(token) => {
            caller.take_token(&token.to_text());
            caller.see_other(next_path(fields, &format!("/trip/{}", encode(locator))))
        }
        Err(error) => caller.again(&page_of(locator, fields), fields, error).await,
    }
}

async fn contact(State(app): State<App>, Path(locator): Path<String>, caller: Caller, fields: Fields) -> Response {
    let changed = match canonical(&locator) {
        Ok(locator) => {
            let (visit, check) = (&caller.visit, IdentityCheck::parse(fields.get("check")));
            change_contact(app.db(), &visit.viewer, visit.now, &locator, fields.get("email"), check).await
        }
        Err(error) => Err(error),
    };
    match changed {
        Ok(()) => caller.see_other(&format!("/trip/{}", encode(&locator))),
        Err(error) => caller.again(&page_of(&locator, &fields), &fields, error).await,
    }
}

/// Staff have made sure who is asking, and go on for them.
async fn identity(State(app): State<App>, Path(locator): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, check) = (&caller.visit, IdentityCheck::parse(fields.get("check")));
    let case = Some(fields.get("case").trim()).filter(|case| !case.is_empty());
    let identified = match Locator::parse(&locator) {
        Ok(locator) => identify(app.db(), &visit.viewer, visit.now, &locator, check, case).await,
        Err(_) => Err(Error::NotFound),
    };
    match identified {
        Ok(()) => caller.see_other(next_path(&fields, &format!("/trip/{}", encode(&locator)))),
        Err(error) => caller.again(&page_of(&locator, &fields), &fields, error).await,
    }
}
