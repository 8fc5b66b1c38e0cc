//! Writing surveys: drafts, questions, publishing, withdrawing.

use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
};
use app::{
    outcome::encode,
    pages::desk::surveys::{LONGEST_WORDS, Slip, read},
    words::Args,
};
use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use desk::surveys::{self, Change, New};
use desk::{Error, FieldError};
use domain::survey::{Layout, Words, shown};

/// The addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/desk/surveys/new", get(render::any_page).post(create))
        .route("/desk/surveys/{id}", get(render::any_page).post(survey))
        .route("/desk/surveys/{id}/questions/{place}", get(render::any_page).post(question))
}

fn edits(fields: &Fields) -> i32 {
    fields.get("edits").parse().unwrap_or(-1)
}

/// A survey of their own, as a draft.
async fn create(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let new = New { id: fields.get("id").to_owned(), title: words(&fields, "title"), occasion: fields.get("occasion").to_owned() };
    match surveys::create(app.db(), &visit.viewer, visit.now, &new).await {
        Ok(()) => caller.see_other(&format!("/desk/surveys/{}", encode(new.id.trim()))),
        Err(error) => caller.again("/desk/surveys/new", &fields, error).await,
    }
}

/// The button pressed says what is done.
async fn survey(State(app): State<App>, Path(id): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, here) = (&caller.visit, format!("/desk/surveys/{}", encode(&id)));
    let (viewer, now) = (&visit.viewer, visit.now);
    let outcome = match fields.get("act") {
        "look" => return caller.shown(&here, &fields).await,
        "draft" => surveys::begin_draft(app.db(), viewer, now, &id).await,
        "publish" => surveys::publish(app.db(), viewer, now, &id, edits(&fields)).await,
        "discard" => match surveys::discard(app.db(), viewer, now, &id, edits(&fields)).await {
            Ok(false) => return caller.see_other("/desk/surveys"),
            outcome => outcome.map(drop),
        },
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

fn words(fields: &Fields, name: &str) -> Words {
    let of = |language: &str| shown(fields.get(&format!("{name}_{language}")));
    Words { en: of("en"), zh: of("zh") }
}

fn head(fields: &Fields) -> Result<Change, Error> {
    let long = ["title_en", "title_zh", "lead_en", "lead_zh", "thanks_en", "thanks_zh"]
        .into_iter()
        .filter(|name| fields.get(name).chars().count() > LONGEST_WORDS);
    let long: Vec<_> = long.map(|name| FieldError::new(name, "survey-words-long-thousand")).collect();
    if !long.is_empty() {
        return Err(Error::Invalid(long));
    }
    let error = fields.get("error").trim().parse().ok().filter(|error| (1..=50).contains(error));
    Ok(Change::Head {
        title: words(fields, "title"),
        lead: words(fields, "lead"),
        thanks: words(fields, "thanks"),
        layout: Layout::parse(fields.get("layout")).unwrap_or_default(),
        error: error.ok_or(Error::invalid("error", "survey-error-range"))?,
    })
}

/// A question is looked at, kept, moved up, or taken out.
async fn question(State(app): State<App>, Path((id, place)): Path<(String, String)>, mut caller: Caller, fields: Fields) -> Response {
    let back = format!("/desk/surveys/{}", encode(&id));
    let here = format!("{back}/questions/{}", encode(&place));
    let at = place.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if at.is_none() && place != "new" {
        return caller.again(&here, &fields, Error::NotFound).await;
    }
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
