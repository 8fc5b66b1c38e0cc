//! `GET /live?case=LS-…&flight=LD408/2026-11-21&bag=0992123456`: server-sent events, ids only.
//!
//! Ten thousand may be open at once, so a stream is one small future: its watchers, a timer, the bare connection.

use super::{Hub, Mark, Topic};
use crate::{accept::Connection, state::App};
use app::context::Visit;
use axum::{
    Extension,
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderName, StatusCode, Version, header},
    response::{IntoResponse, Response},
};
use futures::{
    future::{pending, select_all},
    stream,
};
use std::{convert::Infallible, fmt::Write, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::watch,
    time::{Instant, timeout},
};

/// Topics one stream may watch: an agent's open tabs and then some.
const MOST_TOPICS: usize = 40;
/// A stream ends after this long and the browser opens another: rights are then decided anew.
const LONGEST: Duration = Duration::from_secs(300);
/// A sign of life goes out this often, so that no proxy takes the stream for dead.
const BEAT: Duration = Duration::from_secs(20);

/// Opens a stream over those of the asked topics that this viewer may see.
pub async fn live(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    connection: Option<Extension<Connection>>,
    RawQuery(query): RawQuery,
) -> Response {
    let Some(Extension(connection)) = connection else { return StatusCode::METHOD_NOT_ALLOWED.into_response() };
    let (mut cases, mut flights, mut bags) = (Vec::new(), Vec::new(), Vec::new());
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()).take(MOST_TOPICS) {
        match &*name {
            "case" => cases.push(value.into_owned()),
            "flight" => flights.push(value.into_owned()),
            "bag" => bags.push(value.into_owned()),
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
    let seen = match desk::bags::versions(app.db(), &visit.viewer, &bags).await {
        Ok(seen) => seen,
        Err(error) => return (app::outcome::status_of(&error), [(header::RETRY_AFTER, "5")]).into_response(),
    };
    if marks.is_empty() && known.is_empty() && seen.is_empty() {
        // 204 tells a browser not to ask again
        return StatusCode::NO_CONTENT.into_response();
    }
    let staff_here = visit.viewer.staff().is_some();
    let cases = marks.into_iter().flat_map(|(reference, everyone, staff)| {
        let mark = Mark { everyone: everyone.into(), staff: staff.into() };
        // who is there is staff's to know
        let beside = staff_here.then(|| Watched::beside(&app.hub, &reference));
        std::iter::once(Watched::new(&app.hub, &reference, Topic::Case(reference.clone()), mark)).chain(beside)
    });
    let flights = known.into_iter().map(|(address, version)| {
        let mark = Mark { everyone: version, staff: version };
        Watched::new(&app.hub, &address, Topic::Flight(address.clone()), mark)
    });
    let bags = seen.into_iter().map(|(tag, version)| {
        let mark = Mark { everyone: version, staff: version };
        Watched::new(&app.hub, &tag, Topic::Bag(tag.clone()), mark)
    });
    let open = Open::new(&app.hub, staff_here, cases.chain(flights).chain(bags).collect(), app.stopping.subscribe());
    connection.afterwards(|stream| open.follow(stream));
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    // nothing but the head from here: what follows ends with the connection, as in HTTP/1.0
    let mut head = (headers, Body::from_stream(stream::empty::<Result<Vec<u8>, Infallible>>())).into_response();
    *head.version_mut() = Version::HTTP_10;
    head
}

/// A topic and the newest version of it that has been told.
struct Watched {
    name: Box<str>,
    told: i64,
    marks: watch::Receiver<Mark>,
}

impl Watched {
    fn new(hub: &Hub, name: &str, topic: Topic, mark: Mark) -> Self {
        // a name is one line of an event, however it was asked for
        Self { name: name.replace(['\r', '\n'], " ").into(), told: -1, marks: hub.watch(topic, mark) }
    }

    /// `beside/LS-7K3M-9Q2F`: what is beside a case as it opens stands on the page.
    fn beside(hub: &Hub, reference: &str) -> Self {
        let topic = Topic::Beside(reference.to_owned());
        Self { told: 0, ..Self::new(hub, &format!("beside/{reference}"), topic, Mark::default()) }
    }

    /// Writes the version as an event, if it has grown.
    fn tell(&mut self, staff: bool, events: &mut String) {
        let mark = *self.marks.borrow_and_update();
        let version = if staff { mark.staff } else { mark.everyone };
        // a staff note is no news for a passenger, not even that it happened
        if version > self.told {
            self.told = version;
            let _ = write!(events, "data: {} {version}\n\n", self.name);
        }
    }
}

/// An open stream.
struct Open {
    topics: Box<[Watched]>,
    staff: bool,
    greeted: bool,
    beat: Instant,
    end: Instant,
    stopping: watch::Receiver<bool>,
    _counted: Counted,
}

impl Open {
    fn new(hub: &Arc<Hub>, staff: bool, topics: Box<[Watched]>, stopping: watch::Receiver<bool>) -> Self {
        let begun = Instant::now();
        Self { topics, staff, greeted: false, beat: begun, end: begun + LONGEST, stopping, _counted: Counted::new(hub) }
    }

    /// Writes the news until there are no more, or nobody reads them.
    async fn follow(mut self, mut stream: TcpStream) {
        let mut ignored = [0; 16];
        loop {
            tokio::select! {
                news = self.next() => {
                    let Some(news) = news else { break };
                    if !matches!(timeout(BEAT, stream.write_all(news.as_bytes())).await, Ok(Ok(()))) {
                        return;
                    }
                }
                // a browser that listens says nothing: it is hanging up
                read = stream.read(&mut ignored) => {
                    if !matches!(read, Ok(1..)) {
                        return;
                    }
                }
            }
        }
        let _ = stream.shutdown().await;
    }

    /// What goes out next; nothing once the stream has lived long enough or the process stops.
    async fn next(&mut self) -> Option<String> {
        let mut events = String::new();
        if !self.greeted {
            self.greeted = true;
            // whoever is sent away at once comes back spread over two seconds
            let _ = write!(events, "retry: {}\n: open\n\n", rand::random_range(500..2500));
        }
        loop {
            for topic in &mut self.topics {
                topic.tell(self.staff, &mut events);
            }
            if !events.is_empty() {
                self.beat = (Instant::now() + BEAT).min(self.end);
                return Some(events);
            }
            let stopping = &mut self.stopping;
            tokio::select! {
                () = grown(&mut self.topics) => {}
                () = tokio::time::sleep_until(self.beat) => events.push_str(":\n\n"),
                _ = stopping.wait_for(|stop| *stop) => return None,
            }
            if Instant::now() >= self.end {
                return None;
            }
        }
    }
}

/// Waits until the version of any topic has grown.
async fn grown(topics: &mut [Watched]) {
    let changes = topics.iter_mut().map(|topic| Box::pin(topic.marks.changed()));
    // a topic is kept while it is watched: its sender never goes first
    if select_all(changes).await.0.is_err() {
        pending::<()>().await;
    }
}

/// Counts a stream for as long as it lives.
struct Counted(Arc<Hub>);

impl Counted {
    fn new(hub: &Arc<Hub>) -> Self {
        hub.opened();
        Self(Arc::clone(hub))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.closed();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn open(hub: &Arc<Hub>, staff: bool, stopping: &watch::Sender<bool>) -> Open {
        let topics = ["LS-A", "LS-B"].map(|name| Watched::new(hub, name, Topic::Case(name.to_owned()), Mark { everyone: 3, staff: 4 }));
        Open::new(hub, staff, topics.into(), stopping.subscribe())
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_tells_what_is_known_then_what_grows_then_beats_then_ends() {
        let (hub, stopping) = (Arc::new(Hub::default()), watch::Sender::new(false));
        let (mut passenger, mut agent) = (open(&hub, false, &stopping), open(&hub, true, &stopping));
        let greeting = passenger.next().await.unwrap();
        assert!(greeting.starts_with("retry: ") && greeting.ends_with(": open\n\ndata: LS-A 3\n\ndata: LS-B 3\n\n"), "{greeting}");
        assert!(agent.next().await.unwrap().ends_with("data: LS-A 4\n\ndata: LS-B 4\n\n"));
        hub.announce(&Topic::Case("LS-B".into()), Mark { everyone: 3, staff: 5 });
        assert_eq!(agent.next().await.as_deref(), Some("data: LS-B 5\n\n"));
        // the note reaches no passenger: after twenty seconds only a sign of life
        assert_eq!(passenger.next().await.as_deref(), Some(":\n\n"));
        assert_eq!(hub.streams(), 2);
        stopping.send_replace(true);
        assert_eq!(passenger.next().await, None);
        drop(passenger);
        assert_eq!(hub.streams(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_ends_by_itself_so_that_rights_are_decided_anew() {
        let (hub, stopping) = (Arc::new(Hub::default()), watch::Sender::new(false));
        let (mut open, begun) = (open(&hub, false, &stopping), Instant::now());
        let mut told = 0;
        while open.next().await.is_some() {
            told += 1;
        }
        assert_eq!((told, begun.elapsed()), (15, LONGEST));
    }
}
