//! One log line and one measurement a request: id, method, route, status, time. Never a query, a name or a body.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use domain::commitment::{PAGE, Tally};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tracing::Instrument;

/// Pages answered since they were last written down, and how many of them within what is promised.
#[derive(Debug, Default)]
pub struct Pages(Mutex<Tally>);

impl Pages {
    /// A page that failed was not there in time.
    fn count(&self, response: &Response, took: Duration) {
        let page = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        if page {
            let kept = !response.status().is_server_error() && took.as_millis() <= PAGE.as_millis().unsigned_abs();
            self.counted().count(kept);
        }
    }

    /// Takes what was counted.
    pub fn take(&self) -> Tally {
        std::mem::take(&mut self.counted())
    }

    /// Puts back what could not be written down.
    pub fn put_back(&self, tally: Tally) {
        *self.counted() += tally;
    }

    fn counted(&self) -> MutexGuard<'_, Tally> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives the request an id (the caller's, if it is a plain one), logs and measures it.
pub async fn observe(State(pages): State<Arc<Pages>>, mut request: Request, next: Next) -> Response {
    let id = request
        .headers()
        .get("x-request-id")
        .and_then(|value| value.to_str().ok())
        .filter(|id| !id.is_empty() && id.len() <= 64 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
        .map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned);
    let method = request.method().clone();
    // Forms and machine addresses by their pattern; pages by their first part: locators and references never reach the log.
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| first_part(request.uri().path()), |path| path.as_str().to_owned());
    let header = HeaderValue::from_str(&id);
    if let Ok(value) = &header {
        request.headers_mut().insert("x-request-id", value.clone());
    }
    let started = Instant::now();
    let span = tracing::info_span!("request", %id, %method, %route);
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    span.in_scope(|| tracing::info!(status, milliseconds = took.as_secs_f64() * 1000.0, "answered"));
    if method == Method::GET {
        pages.count(&response, took);
    }
    let labels = [("method", method.to_string()), ("route", route), ("status", status.to_string())];
    metrics::counter!("landside_requests_total", &labels).increment(1);
    metrics::histogram!("landside_request_seconds", &labels[..2]).record(took.as_secs_f64());
    if let Ok(value) = header {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

fn first_part(path: &str) -> String {
    const KNOWN: [&str; 10] = ["trip", "cases", "flights", "desk", "privacy", "live", "pkg", "bags", "help", "promises"];
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    if first.is_empty() {
        "/".to_owned()
    } else if KNOWN.contains(&first) {
        format!("/{first}/…")
    } else {
        "other".to_owned()
    }
}
