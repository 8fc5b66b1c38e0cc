//! What went wrong, for programs (RFC 9457).

use app::words::Lang;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::{Error, FieldError};
use serde_json::{Value, json};

/// One problem.
#[derive(Debug, Clone)]
pub struct Problem {
    status: StatusCode,
    /// A word programs can branch on.
    code: &'static str,
    title: &'static str,
    /// Rarely anything, so that the good answer is not carried in a large box.
    more: Box<More>,
}

#[derive(Debug, Clone, Default)]
struct More {
    /// What is the matter this time.
    detail: Option<String>,
    /// Each field that does not do: its name, a word to branch on, a sentence.
    errors: Vec<FieldError>,
    challenge: Option<String>,
    retry_after: Option<i64>,
}

impl Problem {
    /// A problem without further headers.
    pub fn new(status: StatusCode, code: &'static str, title: &'static str) -> Self {
        Self { status, code, title, more: Box::default() }
    }

    /// The same, with what is the matter this time.
    #[must_use]
    pub fn because(mut self, detail: impl Into<String>) -> Self {
        self.more.detail = Some(detail.into());
        self
    }

    /// The same, to be tried again after so many seconds.
    #[must_use]
    pub fn after(mut self, seconds: i64) -> Self {
        self.more.retry_after = Some(seconds);
        self
    }

    fn challenged(mut self, challenge: String) -> Self {
        self.more.challenge = Some(challenge);
        self
    }

    /// No token, or none that is good. One answer for unknown, misspelt and revoked.
    pub fn unauthorised(shown: bool) -> Self {
        let error = if shown { ", error=\"invalid_token\"" } else { "" };
        Self::new(StatusCode::UNAUTHORIZED, "token", "A good bearer token is needed.")
            .challenged(format!("Bearer realm=\"landside\"{error}"))
    }

    /// The token is good for something else.
    pub fn out_of_scope(scope: &str) -> Self {
        let challenge = format!("Bearer realm=\"landside\", error=\"insufficient_scope\", scope=\"{scope}\"");
        Self::new(StatusCode::FORBIDDEN, "scope", "This token is not good for that.").challenged(challenge)
    }

    /// Come back soon; nothing has been taken.
    pub fn unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Not now. Nothing was taken; bring it again.").after(30)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Unavailable(_) => Self::unavailable(),
            Error::Limited { retry_after } => {
                Self::new(StatusCode::TOO_MANY_REQUESTS, "limit", "Too many.").after(retry_after.as_secs().max(1))
            }
            Error::NotFound => Self::new(StatusCode::NOT_FOUND, "not-found", "There is no such thing."),
            Error::Forbidden | Error::SignInFirst | Error::VerifyFirst { .. } => {
                Self::new(StatusCode::FORBIDDEN, "scope", "This token is not good for that.")
            }
            Error::Invalid(errors) => {
                let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "It cannot be taken as it is.");
                problem.more.errors = errors;
                problem
            }
            Error::Conflict("case-sent-already") => {
                Self::new(StatusCode::CONFLICT, "key-used", "This Idempotency-Key was used for another request.")
            }
            Error::Conflict(sentence) => {
                Self::new(StatusCode::CONFLICT, "conflict", "The state has moved on.").because(Lang::default().text(sentence, None))
            }
            Error::Overtaken { .. } | Error::Newer { .. } => Self::new(StatusCode::CONFLICT, "conflict", "The state has moved on."),
            Error::Internal(said) => {
                tracing::error!(error = said, "a machine's request failed");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", "A fault of ours.")
            }
        }
    }
}

/// As people read it on a form; codes of ours that nobody reads there stay codes.
fn sentence(key: &str) -> String {
    Lang::default().text(key, None)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = json!({
            "type": format!("/api#problem-{}", self.code),
            "title": self.title,
            "status": self.status.as_u16(),
            "code": self.code,
        });
        if let Value::Object(body) = &mut body {
            body.extend(self.more.detail.map(|detail| ("detail".to_owned(), Value::String(detail))));
            let told = |error: &FieldError| json!({ "field": error.field, "code": error.message, "detail": sentence(error.message) });
            if !self.more.errors.is_empty() {
                body.insert("errors".to_owned(), self.more.errors.iter().map(told).collect());
            }
        }
        let mut response = (self.status, body.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(challenge) = self.more.challenge.and_then(|text| HeaderValue::from_str(&text).ok()) {
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        if let Some(seconds) = self.more.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
