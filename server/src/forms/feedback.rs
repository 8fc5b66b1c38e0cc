//! Correcting how a passenger's words were understood.

use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
};
use axum::{Router, extract::State, response::Response, routing::get};
use desk::Error;
use desk::feedback::correct;
use domain::feedback::{Mood, Theme};

const HERE: &str = "/desk/feedback";

/// The addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route(HERE, get(render::any_page).post(corrected))
}

async fn corrected(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let back = Some(fields.get("return")).filter(|back| *back == HERE || back.starts_with("/desk/feedback?")).unwrap_or(HERE).to_owned();
    let read = || Some((fields.get("message").parse().ok()?, Theme::parse(fields.get("theme"))?, Mood::parse(fields.get("mood"))?));
    let edits = fields.get("edits").parse().unwrap_or(-1);
    let outcome = match read() {
        Some((id, theme, mood)) => correct(app.db(), &visit.viewer, visit.now, id, edits, theme, mood).await.map(|()| id),
        None => Err(Error::NotFound),
    };
    match outcome {
        Ok(id) => caller.see_other(&format!("{back}#m-{id}")),
        Err(error) => caller.again(&back, &fields, error).await,
    }
}
