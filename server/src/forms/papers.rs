//! Certificates: issued on a trip's documents, looked up by anybody.

use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
};
use app::outcome::encode;
use axum::{
    Router,
    extract::{Path, State},
    response::{Redirect, Response},
    routing::get,
};
use desk::Error;
use desk::papers::{FlightName, issue};
use domain::booking::Locator;
use domain::certificate::Code;

/// The addresses of this area.
pub fn routes() -> Router<App> {
    let page = || get(|Path(locator): Path<String>| async move { Redirect::to(&page_of(&locator)) });
    Router::new()
        .route("/trip/{locator}/documents/certificate", page().post(certificate))
        .route("/certificates", get(render::any_page).post(look))
}

fn page_of(locator: &str) -> String {
    format!("/trip/{}/documents", encode(locator))
}

async fn certificate(State(app): State<App>, Path(locator): Path<String>, caller: Caller, fields: Fields) -> Response {
    let asked = (Locator::parse(&locator), FlightName::parse(fields.get("flight")), fields.get("passenger").parse::<i16>());
    let issued = match asked {
        (Ok(locator), Some(flight), Ok(passenger)) => {
            issue(app.db(), &caller.visit.viewer, caller.visit.now, &locator, flight, passenger).await
        }
        _ => Err(Error::NotFound),
    };
    match issued {
        Ok(code) => caller.see_other(&format!("{}/certificate/{code}", page_of(&locator))),
        Err(Error::VerifyFirst { locator }) => caller.see_other(&format!("/trip/{locator}/verify?next={}", page_of(&locator))),
        Err(error) => caller.again(&page_of(&locator), &fields, error).await,
    }
}

async fn look(caller: Caller, fields: Fields) -> Response {
    match Code::parse(fields.get("certificate")) {
        Ok(code) => caller.see_other(&format!("/certificates/{code}")),
        // the pages say which of the two it is
        Err("certificate-code-slip") => {
            caller.again("/certificates", &fields, Error::invalid("certificate", "certificate-code-slip")).await
        }
        Err(_) => caller.again("/certificates", &fields, Error::invalid("certificate", "certificate-code-form")).await,
    }
}
