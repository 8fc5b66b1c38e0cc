//! `GET /live?case=LS-…&flight=LD408/2026-11-21`: server-sent events, ids only.

use super::{Mark, Topic};
use crate::state::App;
use app::context::Visit;
use axum::{
    Extension,
    extract::{RawQuery, State},
    http::{StatusCode, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{Stream, StreamExt, stream};
use std::{convert::Infallible, time::Duration};
use tokio_stream::wrappers::WatchStream;

/// Topics one stream may watch: an agent's open tabs and then some.
const MOST_TOPICS: usize = 40;
/// A stream ends after this long and the browser opens another: rights are then decided anew.
const LONGEST: Duration = Duration::from_secs(300);

/// Opens a stream over those of the asked topics that this viewer may see.
pub async fn live(State(app): State<App>, Extension(visit): Extension<Visit>, RawQuery(query): RawQuery) -> Response {
    let (mut cases, mut flights) = (Vec::new(), Vec::new());
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()).take(MOST_TOPICS) {
        match &*name {
            "case" => cases.push(value.into_owned()),
            "flight" => flights.push(value.into_owned()),
            _ => {}
        }
    }
    let marks = match desk::cases::watch(app.db(), &visit.viewer, &cases).await {
        Ok(marks) => marks,
        Err(error) => return (app::outcome::status_of(&error), [(header::RETRY_AFTER, "5")]).into_response(),
    };
    let known = match desk::flights::versions(app.db(), visit.now, &flights).await {
        Ok(known) => known,
        Err(error) => return (app::outcome::status_of(&error), [(header::RETRY_AFTER, "5")]).into_response(),
    };
    if marks.is_empty() && known.is_empty() {
        // 204 tells a browser not to ask again
        return StatusCode::NO_CONTENT.into_response();
    }
    let staff = visit.viewer.staff().is_some();
    let mut watched = Vec::with_capacity(marks.len() + known.len());
    for (reference, everyone, of_staff) in marks {
        let mark = Mark { everyone: everyone.into(), staff: of_staff.into() };
        watched.push((reference.clone(), app.hub.watch(Topic::Case(reference), mark)));
    }
    for (address, version) in known {
        let mark = Mark { everyone: version, staff: version };
        watched.push((address.clone(), app.hub.watch(Topic::Flight(address), mark)));
    }
    let news = stream::select_all(watched.into_iter().map(|(name, receiver)| {
        let mut told = -1;
        WatchStream::new(receiver)
            .filter_map(move |mark| {
                let version = if staff { mark.staff } else { mark.everyone };
                // a staff note is no news for a passenger, not even that it happened
                let event = (version > told).then(|| Event::default().data(format!("{name} {version}")));
                told = told.max(version);
                std::future::ready(event)
            })
            .boxed()
    }));
    respond(app, news)
}

/// The stream until it has lived long enough, or the process stops; counted while open.
fn respond(app: App, news: impl Stream<Item = Event> + Send + 'static) -> Response {
    let mut stopping = app.stopping.subscribe();
    let end = async move {
        tokio::select! {
            () = tokio::time::sleep(LONGEST) => {}
            _ = stopping.wait_for(|stop| *stop) => {}
        }
    };
    let counted = Counted::new(app);
    // whoever is sent away at once comes back spread over two seconds
    let retry = Duration::from_millis(500 + rand::random_range(0..2000));
    let hello = stream::once(std::future::ready(Event::default().retry(retry).comment("open")));
    let events = hello.chain(news).take_until(Box::pin(end)).map(move |event| {
        let _held = &counted;
        Ok::<_, Infallible>(event)
    });
    let stream = Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)));
    ([(header::CACHE_CONTROL, "no-store"), (header::HeaderName::from_static("x-accel-buffering"), "no")], stream).into_response()
}

/// Counts a stream for as long as it lives.
struct Counted(App);

impl Counted {
    fn new(app: App) -> Self {
        app.hub.opened();
        Self(app)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.hub.closed();
    }
}
