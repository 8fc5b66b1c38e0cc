//! What went wrong, for programs (RFC 9457).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::Error;
use serde_json::json;

/// One problem.
#[derive(Debug, Clone)]
pub struct Problem {
    status: StatusCode,
    /// A word programs can branch on.
    code: &'static str,
    title: &'static str,
    challenge: Option<String>,
    retry_after: Option<i64>,
}

impl Problem {
    /// A problem without further headers.
    pub fn new(status: StatusCode, code: &'static str, title: &'static str) -> Self {
        Self { status, code, title, challenge: None, retry_after: None }
    }

    /// No token, or none that is good. One answer for unknown, misspelt and revoked.
    pub fn unauthorised(shown: bool) -> Self {
        let error = if shown { ", error=\"invalid_token\"" } else { "" };
        let challenge = Some(format!("Bearer realm=\"landside\"{error}"));
        Self { challenge, ..Self::new(StatusCode::UNAUTHORIZED, "token", "A good bearer token is needed.") }
    }

    /// The token is good for something else.
    pub fn out_of_scope(scope: &str) -> Self {
        let challenge = Some(format!("Bearer realm=\"landside\", error=\"insufficient_scope\", scope=\"{scope}\""));
        Self { challenge, ..Self::new(StatusCode::FORBIDDEN, "scope", "This token is not good for that.") }
    }

    /// Come back soon; nothing has been taken.
    pub fn unavailable() -> Self {
        Self {
            retry_after: Some(30),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Not now. Nothing was taken; bring it again.")
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Unavailable(_) => Self::unavailable(),
            Error::Limited { retry_after } => {
                Self { retry_after: Some(retry_after.as_secs().max(1)), ..Self::new(StatusCode::TOO_MANY_REQUESTS, "limit", "Too many.") }
            }
            Error::NotFound => Self::new(StatusCode::NOT_FOUND, "not-found", "There is no such thing."),
            Error::Forbidden | Error::SignInFirst | Error::VerifyFirst { .. } => {
                Self::new(StatusCode::FORBIDDEN, "scope", "This token is not good for that.")
            }
            Error::Invalid(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "It cannot be taken as it is."),
            Error::Conflict(_) | Error::Overtaken { .. } | Error::Newer { .. } => {
                Self::new(StatusCode::CONFLICT, "conflict", "The state has moved on.")
            }
            Error::Internal(said) => {
                tracing::error!(error = said, "a machine's request failed");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", "A fault of ours.")
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({ "type": "about:blank", "title": self.title, "status": self.status.as_u16(), "code": self.code });
        let mut response = (self.status, body.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(challenge) = self.challenge.and_then(|text| HeaderValue::from_str(&text).ok()) {
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
