//! `POST /trip`: locator and family name open a trip in this browser.

use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
};
use axum::{Router, extract::State, response::Response, routing::get};

/// The addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/trip", get(render::any_page).post(open))
}

async fn open(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let (viewer, now, address) = (&caller.visit.viewer, caller.visit.now, caller.address.0);
    match desk::bookings::open_trip(app.db(), viewer, now, address, fields.get("locator"), fields.get("family_name")).await {
        Ok(locator) => caller.see_other(&format!("/trip/{locator}")),
        Err(error) => caller.again("/trip", &fields, error).await,
    }
}
