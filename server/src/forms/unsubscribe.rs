//! Leaving what one did not ask for: the button on the page, and the one mail programs press for their reader (RFC 8058).

use crate::{caller::Caller, render, state::App};
use axum::{
    Router,
    extract::{Path, State},
    response::{Redirect, Response},
    routing::get,
};
use desk::outbox::unsubscribe;

/// `/unsubscribe/{token}`: opening it changes nothing, posting anything to it leaves. `…/again` takes it back.
pub fn routes() -> Router<App> {
    let page = |Path(token): Path<String>| async move { Redirect::to(&format!("/unsubscribe/{}", app::outcome::encode(&token))) };
    Router::new()
        .route("/unsubscribe/{token}", get(render::any_page).post(leave))
        .route("/unsubscribe/{token}/again", get(page).post(again))
}

/// Answered with the page itself: mail programs that post follow no redirect.
async fn leave(State(app): State<App>, Path(token): Path<String>, caller: Caller) -> Response {
    match unsubscribe(app.db(), caller.visit.now, &token, true).await {
        Ok(()) | Err(desk::Error::NotFound) => render::page(&app, &caller.visit, &caller.visit.here, None).await,
        Err(error) => {
            app.note(&error);
            render::refusal(&app, &caller.visit, error).await
        }
    }
}

async fn again(State(app): State<App>, Path(token): Path<String>, caller: Caller) -> Response {
    match unsubscribe(app.db(), caller.visit.now, &token, false).await {
        Ok(()) | Err(desk::Error::NotFound) => caller.see_other(&format!("/unsubscribe/{}", app::outcome::encode(&token))),
        Err(error) => render::refusal(&app, &caller.visit, error).await,
    }
}
