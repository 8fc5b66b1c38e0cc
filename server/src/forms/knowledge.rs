//! Writing help and procedures: a new text, its facts, and everything done to a version.

use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
};
use app::{outcome::encode, pages::desk::sessions::DESK_ZONE, words::when::zone};
use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use desk::{
    Error,
    help::writing::{self, Draft, Facts, NewArticle, NewProcedure, PlaceFacts, Seen, TypedPlace},
};
use domain::help::{Book, Text, Words};
use domain::locale::Locale;
use jiff::{
    Timestamp,
    civil::{Date, Time},
};

/// The addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/desk/knowledge/new", get(render::any_page).post(create))
        .route("/desk/knowledge/{slug}", get(render::any_page).post(facts))
        .route("/desk/knowledge/{slug}/{language}", get(render::any_page).post(act))
        .route("/desk/procedures/new", get(render::any_page).post(create_procedure))
        .route("/desk/procedures/{slug}", get(render::any_page).post(place))
        .route("/desk/procedures/{slug}/{language}", get(render::any_page).post(act))
}

fn address(book: Book, slug: &str) -> String {
    format!("{}/{}", book.address(), encode(slug))
}

/// A count the form brought along; one that was lost is no version's.
fn count(fields: &Fields, name: &str) -> i32 {
    fields.get(name).parse().unwrap_or(-1)
}

async fn create(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let (visit, slug) = (&caller.visit, fields.get("slug").trim());
    let new = NewArticle { slug, owner: fields.get("owner"), action: fields.get("action") };
    match writing::create(app.db(), &visit.viewer, visit.now, new).await {
        Ok(()) => caller.see_other(&format!("{}/{}", address(Book::Help, slug), Locale::En.tag())),
        Err(error) => caller.again("/desk/knowledge/new", &fields, error).await,
    }
}

fn typed_place(fields: &Fields) -> TypedPlace<'_> {
    TypedPlace { step: fields.get("step"), kind: fields.get("kind"), department: fields.get("department") }
}

async fn create_procedure(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let (visit, slug) = (&caller.visit, fields.get("slug").trim());
    let new = NewProcedure { slug, owner: fields.get("owner"), place: typed_place(&fields) };
    match writing::create_procedure(app.db(), &visit.viewer, visit.now, new).await {
        Ok(()) => caller.see_other(&format!("{}/{}", address(Book::Procedures, slug), Locale::En.tag())),
        Err(error) => caller.again("/desk/procedures/new", &fields, error).await,
    }
}

async fn place(State(app): State<App>, Path(slug): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, here) = (&caller.visit, address(Book::Procedures, &slug));
    let facts = PlaceFacts {
        edits: count(&fields, "edits"),
        owner: fields.get("owner"),
        place: typed_place(&fields),
        reviewed_on: fields.get("reviewed_on"),
    };
    match writing::set_place(app.db(), &visit.viewer, visit.now, &slug, facts).await {
        Ok(()) => caller.see_other(&format!("{here}?done=facts")),
        Err(error) => caller.again(&here, &fields, error).await,
    }
}

async fn facts(State(app): State<App>, Path(slug): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let facts = Facts {
        edits: count(&fields, "edits"),
        owner: fields.get("owner"),
        action: fields.get("action"),
        related: fields.get("related"),
        reviewed_on: fields.get("reviewed_on"),
    };
    match writing::set_facts(app.db(), &visit.viewer, visit.now, &slug, facts).await {
        Ok(()) => caller.see_other(&format!("{}?done=facts", address(Book::Help, &slug))),
        Err(error) => caller.again(&address(Book::Help, &slug), &fields, error).await,
    }
}

/// Everything done to a language of a text: the button pressed says what.
async fn act(State(app): State<App>, Path((slug, language)): Path<(String, String)>, caller: Caller, fields: Fields) -> Response {
    let text = Text { book: Book::at(caller.visit.path()), slug: &slug };
    let here = address(text.book, &slug);
    let path = format!("{here}/{}", encode(&language));
    let Some(locale) = Locale::from_tag(&language) else { return caller.again(&path, &fields, Error::NotFound).await };
    match done(&app, &caller, text, locale, &fields).await {
        Ok("") => caller.see_other(&path),
        Ok("saved") => caller.see_other(&format!("{path}?done=saved")),
        Ok("preview") => caller.see_other(&format!("{path}?done=saved&preview=yes#preview")),
        Ok(done) => caller.see_other(&format!("{here}?done={done}")),
        Err(error) => caller.again(&path, &fields, error).await,
    }
}

/// Does it, and answers the word for the page that follows.
async fn done(app: &App, caller: &Caller, text: Text<'_>, locale: Locale, fields: &Fields) -> Result<&'static str, Error> {
    let (db, viewer, now) = (app.db(), &caller.visit.viewer, caller.visit.now);
    let (number, edits) = (count(fields, "number"), count(fields, "edits"));
    let seen = Seen { locale, number, edits };
    let typed = |name: &str| fields.get(name).trim().to_owned();
    let words = Words { title: typed("title"), summary: typed("summary"), synonyms: typed("synonyms"), body: typed("body") };
    let follows = (fields.get("renders") == "yes").then(|| count(fields, "original"));
    let draft = Draft { locale, number, edits, words: &words, follows };
    let checked = fields.get("checked") == "yes";
    match fields.get("act") {
        "start" => writing::start(db, viewer, now, text, locale).await.map(|()| ""),
        "save" => writing::save(db, viewer, now, text, draft).await.map(|()| "saved"),
        // kept like any other saving, so that nothing is lost to who looks at it and goes away
        "preview" => writing::save(db, viewer, now, text, draft).await.map(|()| "preview"),
        "send" => writing::send(db, viewer, now, text, draft).await.map(|()| "sent"),
        "approve" => writing::approve(db, viewer, now, text, seen, None, checked).await.map(|()| "published"),
        "schedule" => {
            let at = hour(fields.get("day"), fields.get("time"))?;
            writing::approve(db, viewer, now, text, seen, Some(at), checked).await.map(|()| "scheduled")
        }
        "back" => writing::give_back(db, viewer, now, text, seen, fields.get("reason")).await.map(|()| "back"),
        "withdraw" => writing::withdraw(db, viewer, now, text, seen).await.map(|()| "withdrawn"),
        _ => Err(Error::NotFound),
    }
}

/// A day and an hour where the desk is; an hour that a change of clocks leaves out is the one after.
fn hour(day: &str, time: &str) -> Result<Timestamp, Error> {
    let day = day.trim().parse::<Date>().map_err(|_| Error::invalid("day", "knowledge-day-wrong"))?;
    let time = Time::strptime("%H:%M", time.trim()).map_err(|_| Error::invalid("time", "knowledge-time-wrong"))?;
    let at = day.to_datetime(time).to_zoned(zone(DESK_ZONE)).map_err(|_| Error::invalid("day", "knowledge-day-wrong"))?;
    Ok(at.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_those_of_the_desk() {
        assert_eq!(hour("2026-12-01", "08:00").ok(), "2026-12-01T13:00:00Z".parse().ok());
        assert_eq!(hour("2026-07-01", " 8:05 ").ok(), "2026-07-01T12:05:00Z".parse().ok());
        assert_eq!(hour("2026-03-08", "02:30").ok(), "2026-03-08T07:30:00Z".parse().ok(), "an hour that is not there");
        for (day, time) in [("", ""), ("2026-12-01", ""), ("2026-12-01", "25:00"), ("1 Dec", "08:00"), ("2026-12-01", "08:00 PM")] {
            assert!(hour(day, time).is_err(), "{day} {time}");
        }
    }
}
