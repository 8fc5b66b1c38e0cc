//! What readers think of an article.

use crate::{
    caller::{Caller, Fields},
    state::App,
};
use app::outcome::encode;
use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::post,
};

/// The addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/help/{slug}", post(opine))
}

async fn opine(State(app): State<App>, Path(slug): Path<String>, caller: Caller, fields: Fields) -> Response {
    let helped = match fields.get("helped") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let path = format!("/help/{}", encode(&slug));
    match desk::help::opine(app.db(), caller.visit.now, caller.visit.lang.0, &slug, helped, fields.get("words")).await {
        Ok(()) => caller.see_other(&format!("{path}?thanks=1#helped-it")),
        Err(error) => caller.again(&path, &fields, error).await,
    }
}
