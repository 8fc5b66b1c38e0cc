//! `POST /drafts`: what is being typed, kept on the server while it is not sent (I8).

use crate::{
    caller::{Caller, Fields},
    state::App,
};
use app::pages::{
    bags::report,
    cases::new::{DRAFT, Step},
    surveys,
};
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

/// Colleagues see that somebody is writing a reply. Kept is kept, whatever becomes of that.
async fn told(app: &App, caller: &Caller, key: &str, answers: &BTreeMap<String, String>) {
    let Some(reference) = key.strip_prefix("reply:").filter(|_| answers.values().any(|words| !words.trim().is_empty())) else { return };
    if let Err(error) = desk::cases::together::writing(app.db(), &caller.visit.viewer, caller.visit.now, reference).await {
        tracing::debug!(%error, "nobody was told that a reply is being written");
    }
}

async fn keep(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let key = fields.get("key").to_owned();
    let free = ["reply:", "note:", surveys::DRAFT];
    let named = key.len() <= LONGEST_KEY && (free.iter().any(|kind| key.starts_with(kind)) || key == DRAFT || key == report::DRAFT);
    if !named {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    }
    // a reply is words; guided forms have the fields of their questions
    let asked = |name: &str| match key.as_str() {
        DRAFT => Step::every_field().any(|field| field == name),
        report::DRAFT => report::Step::every_field().any(|field| field == name),
        key if key.starts_with(surveys::DRAFT) => domain::survey::is_field(name),
        _ => name == "words",
    };
    let answers: BTreeMap<String, String> = fields.0.into_iter().filter(|(name, _)| asked(name)).collect();
    let code = match desk::cases::keep_draft(app.db(), &caller.visit.viewer, caller.visit.now, &key, &answers).await {
        Ok(()) => {
            told(&app, &caller, &key, &answers).await;
            StatusCode::NO_CONTENT
        }
        Err(error) => {
            app.note(&error);
            app::outcome::status_of(&error)
        }
    };
    caller.with_cookie(code.into_response())
}
