//! Prepared texts: writing them, and putting one into a reply.

use super::files;
use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
    uploads::Uploads,
};
use app::{outcome::encode, pages::cases::case::phrases::filled};
use axum::{
    Router,
    extract::{Path, State},
    response::{Redirect, Response},
    routing::{get, post},
};
use desk::{
    Error, cases,
    phrases::{self, TITLES, Typed, WORDS},
};
use uuid::Uuid;

/// The addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/desk/phrases/new", get(render::any_page).post(create))
        .route("/desk/phrases/{id}", get(render::any_page).post(change))
        .route("/cases/{reference}/phrase", post(put_in).get(back))
}

fn read(fields: &Fields) -> Typed<'_> {
    Typed {
        kind: fields.get("kind"),
        department: fields.get("department"),
        title: TITLES.map(|name| fields.get(name)),
        words: WORDS.map(|name| fields.get(name)),
    }
}

async fn create(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let id = fields.get("key").parse().unwrap_or_else(|_| Uuid::new_v4());
    match phrases::create(app.db(), &visit.viewer, visit.now, id, read(&fields)).await {
        Ok(()) => caller.see_other(&format!("/desk/phrases/{id}")),
        Err(error) => caller.again("/desk/phrases/new", &fields, error).await,
    }
}

/// The button pressed says whether it is changed or taken out of use.
async fn change(State(app): State<App>, Path(id): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, edits) = (&caller.visit, fields.get("edits").parse().unwrap_or(-1));
    let here = format!("/desk/phrases/{}", encode(&id));
    let (outcome, then) = match fields.get("act") {
        "retire" => (phrases::retire(app.db(), &visit.viewer, visit.now, &id, edits).await, "/desk/phrases"),
        _ => (phrases::change(app.db(), &visit.viewer, visit.now, &id, edits, read(&fields)).await, here.as_str()),
    };
    match outcome {
        Ok(()) => caller.see_other(then),
        Err(error) => caller.again(&here, &fields, error).await,
    }
}

async fn back(Path(reference): Path<String>) -> Redirect {
    Redirect::to(&format!("/cases/{}", encode(&reference)))
}

/// What stands in the reply and, below it, the text, for this passenger and in their language.
async fn put_in(State(app): State<App>, Path(reference): Path<String>, mut caller: Caller, uploads: Uploads, fields: Fields) -> Response {
    let here = format!("/cases/{}", encode(&reference));
    // files chosen for the reply wait with its words
    match files::take(&app, &mut caller, &files::reply_draft(&reference), &fields, &uploads).await {
        Ok(_) if caller.refuses() => return caller.again(&here, &fields, Error::Invalid(Vec::new())).await,
        Ok(_) => {}
        Err(error) => return caller.again(&here, &fields, error).await,
    }
    match text(&app, &caller, &reference, &fields).await {
        Ok(()) => caller.see_other(&format!("{here}#reply")),
        Err(error) => caller.again(&here, &fields, error).await,
    }
}

async fn text(app: &App, caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Error> {
    let visit = &caller.visit;
    let member = visit.viewer.staff().ok_or(Error::SignInFirst)?;
    let phrase = phrases::find(app.db(), &visit.viewer, fields.get("phrase")).await?;
    // the page the button stands on is the look; this is no second one
    let case = cases::view(app.db(), &visit.viewer, visit.now, reference, true).await?;
    let text = filled(&phrase, &case.head, member, visit.now);
    let typed = fields.get("words").trim_end();
    let words = if typed.is_empty() { text } else { format!("{typed}\n\n{text}") };
    let draft = [("words".to_owned(), words)].into();
    cases::keep_draft(app.db(), &visit.viewer, visit.now, &format!("reply:{}", case.head.reference), &draft).await
}
