//! Public pages as last rendered: the same second's crowd shares one rendering, and when the database is
//! away the last copy answers, with the time it is from.

use crate::{middleware::security, render, state::App};
use app::{context::Visit, routes::is_public, words::t};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// How long a copy answers without rendering again.
const FRESH: SignedDuration = SignedDuration::from_secs(2);
/// How old a copy may be when there is nothing better.
const USABLE: SignedDuration = SignedDuration::from_hours(6);
/// Copies kept; beyond it the oldest half goes.
const KEPT: usize = 2_000;
/// Longer queries are nobody's bookmark and not worth a place.
const LONGEST_ADDRESS: usize = 200;

#[derive(Clone)]
struct Copy {
    at: Timestamp,
    nonce: String,
    html: Bytes,
}

/// The copies, by language and address.
#[derive(Default)]
pub struct LastCopies(Mutex<HashMap<(Locale, String), Copy>>);

impl LastCopies {
    fn get(&self, key: &(Locale, String)) -> Option<Copy> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn put(&self, key: (Locale, String), copy: Copy) {
        let mut copies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if copies.len() >= KEPT {
            let mut times: Vec<Timestamp> = copies.values().map(|copy| copy.at).collect();
            times.sort_unstable();
            let middle = times.get(times.len() / 2).copied().unwrap_or(copy.at);
            copies.retain(|_, copy| copy.at > middle);
        }
        copies.insert(key, copy);
    }
}

/// Answers public pages from a fresh copy, else renders; from an old copy if rendering fails for want of the database.
pub async fn last_copy(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(visit) = request.extensions().get::<Visit>().cloned() else { return next.run(request).await };
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || !is_public(visit.path()) || visit.here.len() > LONGEST_ADDRESS {
        return next.run(request).await;
    }
    let key = (visit.lang.0, visit.here.to_string());
    let known = app.last_copies.get(&key);
    if let Some(copy) = known.as_ref().filter(|copy| visit.now.duration_since(copy.at) < FRESH) {
        return answer(copy, &visit, None);
    }
    let response = next.run(request).await;
    match response.status() {
        StatusCode::OK => keep(&app, key, &visit, response).await,
        StatusCode::SERVICE_UNAVAILABLE => match known.filter(|copy| visit.now.duration_since(copy.at) < USABLE) {
            Some(copy) => answer(&copy, &visit, Some(copy.at)),
            None => response,
        },
        _ => response,
    }
}

async fn keep(app: &App, key: (Locale, String), visit: &Visit, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let Ok(html) = to_bytes(body, usize::MAX).await else {
        return render::status_page(app, visit, StatusCode::INTERNAL_SERVER_ERROR).await;
    };
    let copy = Copy { at: visit.now, nonce: visit.nonce.to_string(), html };
    app.last_copies.put(key, copy.clone());
    let mut fresh = answer(&copy, visit, None);
    for (name, value) in &parts.headers {
        fresh.headers_mut().entry(name).or_insert(value.clone());
    }
    fresh
}

/// A copy under this visit's nonce; with the band that tells its age where it is old.
fn answer(copy: &Copy, visit: &Visit, old: Option<Timestamp>) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(visit.lang.tag()));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Cookie"));
    security::policy(headers, &visit.nonce, None);
    cacheable(headers, old.is_none());
    let html = String::from_utf8_lossy(&copy.html);
    let mut html = if copy.nonce == *visit.nonce { html.into_owned() } else { html.replace(&copy.nonce, &visit.nonce) };
    if let Some(at) = old {
        let l = visit.lang;
        let note = t!(l, "last-copy", time = l.day_time(at, visit.now, &TimeZone::UTC));
        html = html.replacen(
            "<main id=\"main\" tabindex=\"-1\">",
            &format!("<main id=\"main\" tabindex=\"-1\"><p class=\"band band--note\" role=\"status\">{note}</p>"),
            1,
        );
    }
    *response.body_mut() = Body::from(html);
    response
}

fn cacheable(headers: &mut HeaderMap, fresh: bool) {
    let value = if fresh { "public, max-age=5, stale-while-revalidate=30, stale-if-error=600" } else { "no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
}
