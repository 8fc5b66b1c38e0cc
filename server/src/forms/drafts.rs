//! `POST /drafts`: what is being typed, kept on the server while it is not sent (I8).

use crate::{
    caller::{Caller, Fields},
    state::App,
};
use app::pages::cases::new::{DRAFT, Step};
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use std::collections::BTreeMap;

/// Longest name of a draft.
const LONGEST_KEY: usize = 60;

/// The addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/drafts", post(keep))
}

async fn keep(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let key = fields.get("key").to_owned();
    let named = key.len() <= LONGEST_KEY && (key.starts_with("reply:") || key.starts_with("note:") || key == DRAFT);
    if !named {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    }
    // a reply is words; the guided form has the fields of its questions
    let asked = |name: &str| match key == DRAFT {
        true => Step::ALL.iter().any(|step| step.fields().contains(&name)),
        false => name == "words",
    };
    let answers: BTreeMap<String, String> = fields.0.into_iter().filter(|(name, _)| asked(name)).collect();
    let code = match desk::cases::keep_draft(app.db(), &caller.visit.viewer, caller.visit.now, &key, &answers).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(error) => {
            app.note(&error);
            app::outcome::status_of(&error)
        }
    };
    caller.with_cookie(code.into_response())
}
