//! Writing surveys: drafts, questions, publishing, withdrawing.

use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
};
use app::{
    outcome::encode,
    pages::desk::surveys::{Slip, read},
    words::Args,
};
use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use desk::Error;
use desk::surveys::{self, Change};
use domain::survey::{Layout, Words};

/// The addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/desk/surveys/{id}", get(render::any_page).post(survey))
        .route("/desk/surveys/{id}/questions/{place}", get(render::any_page).post(question))
}

fn edits(fields: &Fields) -> i32 {
    fields.get("edits").parse().unwrap_or(-1)
}

/// The button pressed says what is done.
async fn survey(State(app): State<App>, Path(id): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, here) = (&caller.visit, format!("/desk/surveys/{}", encode(&id)));
    let (viewer, now) = (&visit.viewer, visit.now);
    let outcome = match fields.get("act") {
        "look" => return caller.shown(&here, &fields).await,
        "draft" => surveys::begin_draft(app.db(), viewer, now, &id).await,
        "publish" => surveys::publish(app.db(), viewer, now, &id, edits(&fields)).await,
        act @ ("withdraw" | "again") => surveys::withdraw(app.db(), viewer, now, &id, act == "withdraw").await,
        "head" => match head(&fields) {
            Ok(head) => surveys::change(app.db(), viewer, now, &id, edits(&fields), head).await,
            Err(error) => Err(error),
        },
        _ => Err(Error::NotFound),
    };
    match outcome {
        Ok(()) => caller.see_other(&here),
        Err(error) => caller.again(&here, &fields, error).await,
    }
}

fn head(fields: &Fields) -> Result<Change, Error> {
    let words = |name: &str| {
        let of = |language: &str| fields.get(&format!("{name}_{language}")).trim().to_owned();
        Words { en: of("en"), zh: of("zh") }
    };
    let error = fields.get("error").trim().parse().ok().filter(|error| (1..=50).contains(error));
    Ok(Change::Head {
        title: words("title"),
        lead: words("lead"),
        thanks: words("thanks"),
        layout: Layout::parse(fields.get("layout")).unwrap_or_default(),
        error: error.ok_or(Error::invalid("error", "survey-error-range"))?,
    })
}

/// A question is looked at, kept, moved up, or taken out.
async fn question(State(app): State<App>, Path((id, place)): Path<(String, String)>, mut caller: Caller, fields: Fields) -> Response {
    let back = format!("/desk/surveys/{}", encode(&id));
    let here = format!("{back}/questions/{}", encode(&place));
    let at = place.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    match asked(&app, &mut caller, &id, at, &fields).await {
        Ok(None) => caller.shown(&here, &fields).await,
        Ok(Some(change)) => match surveys::change(app.db(), &caller.visit.viewer, caller.visit.now, &id, edits(&fields), change).await {
            Ok(()) => caller.see_other(&back),
            Err(error) => caller.again(&here, &fields, error).await,
        },
        Err(error) => caller.again(&here, &fields, error).await,
    }
}

/// What is to be changed; nothing where it is only to be looked at.
async fn asked(app: &App, caller: &mut Caller, id: &str, at: Option<usize>, fields: &Fields) -> Result<Option<Change>, Error> {
    match (fields.get("act"), at) {
        ("up", Some(at)) => return Ok(Some(Change::Up(at))),
        ("remove", Some(at)) => return Ok(Some(Change::Remove(at))),
        _ => {}
    }
    let survey = surveys::survey(app.db(), &caller.visit.viewer, id).await?;
    match read(&survey.form, |name| fields.get(name).to_owned()) {
        Ok(_) if fields.get("act") == "look" => Ok(None),
        Ok(question) => Ok(Some(Change::Question(at, Box::new(question)))),
        Err(slips) => {
            for Slip { field, key, line } in slips {
                let mut args = Args::new();
                args.set("line", line);
                let sentence = caller.visit.lang.text(key, Some(&args));
                caller.tell(field, sentence);
            }
            Err(Error::Invalid(Vec::new()))
        }
    }
}
