//! What programs send, read strictly: a slip is told, never guessed at.

use crate::ingest::Problem;
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Query, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use desk::cases::Once;
use serde::de::DeserializeOwned;

/// Name of the header that makes two requests one.
const KEY: &str = "idempotency-key";
/// Characters of its value.
pub const KEY_LONGEST: usize = 255;

/// Parts of the address.
pub struct Place<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Place<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = Path::<T>::from_request_parts(parts, state).await;
        read.map(|Path(place)| Self(place)).map_err(|_| Problem::new(StatusCode::NOT_FOUND, "not-found", "There is no such thing."))
    }
}

/// The query; a field it does not know is told.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = Query::<T>::from_request_parts(parts, state).await;
        read.map(|Query(asked)| Self(asked)).map_err(|rejection| query(rejection.body_text()))
    }
}

/// A query that does not do.
pub fn query(detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "query", "The query cannot be read.").because(detail)
}

/// A body in JSON, and what makes the request the same when it comes again.
pub struct Sent<T> {
    /// What was sent.
    pub body: T,
    bytes: Bytes,
    headers: HeaderMap,
    path: String,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            let problem = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", "Send application/json.");
            return Err(problem);
        }
        let (headers, path) = (request.headers().clone(), request.uri().path().to_owned());
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| unread(&rejection))?;
        let body = serde_json::from_slice(&bytes).map_err(|error| unparsed(&error))?;
        Ok(Self { body, bytes, headers, path })
    }
}

impl<T> Sent<T> {
    /// The request's `Idempotency-Key`, and what it was used for.
    pub fn once(&self) -> Result<Once, Problem> {
        let missing = || {
            let problem = Problem::new(StatusCode::BAD_REQUEST, "key", "An Idempotency-Key is needed.");
            problem.because("Send a header Idempotency-Key of 1 to 255 visible ASCII characters, another for each new request.")
        };
        let mut values = self.headers.get_all(KEY).iter();
        let key = values.next().and_then(|value| value.to_str().ok()).filter(|_| values.next().is_none()).ok_or_else(missing)?;
        if key.is_empty() || key.len() > KEY_LONGEST || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(missing());
        }
        Ok(Once { key: key.to_owned(), request: [self.path.as_bytes(), b"\n", &self.bytes].concat() })
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn unread(rejection: &BytesRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            let detail = format!("At most {} kilobytes.", super::LARGEST / 1024);
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The request is too large.").because(detail)
        }
        _ => Problem::new(StatusCode::BAD_REQUEST, "cut-off", "The request did not arrive whole."),
    }
}

/// What is no JSON is malformed; JSON of another shape is understood and refused.
fn unparsed(error: &serde_json::Error) -> Problem {
    let detail = error.to_string();
    if error.is_data() {
        return Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "It cannot be taken as it is.").because(detail);
    }
    Problem::new(StatusCode::BAD_REQUEST, "malformed", "The body is no JSON.").because(detail)
}
