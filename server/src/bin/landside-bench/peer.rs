//! The peer: the same case page from the same queries, written by a compiled template.
//!
//! What surrounds the conversation is copied from the real page; the conversation is rendered. That is
//! less work than rendering all of it, so the ratio is rather too strict than too kind.

use app::{
    context::Visit,
    words::{Lang, when::zone},
};
use axum::{
    Extension, Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use desk::cases::{self, CaseView};
use domain::case::{Actor, Entry, Event};
use jiff::tz::TimeZone;
use maud::{Markup, PreEscaped, html};
use server::state::App;
use std::sync::{Arc, OnceLock};

/// The page before and after its conversation.
pub(crate) type Frame = Arc<OnceLock<(String, String)>>;

/// `/peer/{reference}`.
pub(crate) fn routes(frame: Frame) -> Router<App> {
    Router::new().route("/peer/{reference}", get(page)).layer(Extension(frame))
}

/// Cuts a page where its conversation stands.
pub(crate) fn frame(html: &str) -> Option<(String, String)> {
    let begin = html.find("<ol class=\"timeline\"").or_else(|| html.find("id=\"timeline\"").and_then(|at| html.get(..at)?.rfind("<ol")))?;
    let end = begin + html.get(begin..)?.find("</ol>")? + "</ol>".len();
    Some((html.get(..begin)?.to_owned(), html.get(end..)?.to_owned()))
}

async fn page(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Extension(frame): Extension<Frame>,
    Path(reference): Path<String>,
) -> Response {
    let found = async {
        let case = cases::view(app.db(), &visit.viewer, visit.now, &reference, visit.live).await?;
        let draft = cases::draft(app.db(), &visit.viewer, &format!("reply:{reference}")).await?;
        Ok::<_, desk::Error>((case, draft))
    };
    let (Ok((case, _)), Some((before, after))) = (found.await, frame.get()) else { return StatusCode::NOT_FOUND.into_response() };
    let conversation = conversation(&visit, &case);
    let page = html! { (PreEscaped(before)) (conversation) (PreEscaped(after)) };
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "private, no-store")], page.into_string()).into_response()
}

fn conversation(visit: &Visit, case: &CaseView) -> Markup {
    let zone = zone("America/New_York");
    let department = case.departments.first().map_or("", |department| department.name(visit.lang.0));
    html! {
        ol class="timeline" id="timeline" aria-label="Conversation" data-live="append" data-seq=(case.head.last_seq) {
            @for entry in &case.entries { (letter(visit, entry, department, &zone)) }
        }
    }
}

fn letter(visit: &Visit, entry: &Entry, department: &str, zone: &TimeZone) -> Markup {
    let l: Lang = visit.lang;
    let words = match &entry.event {
        Event::Opened { words, .. } | Event::Message { words, .. } | Event::Note { words } => words.as_str(),
        _ => "",
    };
    let (who, via) = match &entry.actor {
        Actor::Passenger(_) => ("You", "web"),
        Actor::Staff(person) => (person.name.as_str(), department),
        Actor::System => ("Landside Air", ""),
    };
    html! {
        li class="timeline__entry" id={ "entry-" (entry.seq) } data-seq=(entry.seq) {
            div class="timeline__head" {
                span class="timeline__who" { (who) }
                span class="timeline__via" { (via) }
                time class="timeline__time" datetime=(entry.at) { (l.day_time(entry.at, visit.now, zone)) }
            }
            div class="timeline__words" { (words) }
        }
    }
}
