//! Who comes in: the token, and how often it may come.

use crate::{
    ingest::{Bearer, Problem},
    state::App,
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use desk::access::{Standing, count};
use domain::{
    policy::Limit,
    rights::{Machine, Scope, Viewer},
};
use http::request::Parts;
use jiff::{SignedDuration, Timestamp};

/// A token's window.
const WINDOW: SignedDuration = SignedDuration::from_mins(1);

/// Lets in whoever has a good token and has not come too often, and tells them how they stand. Counted
/// where all processes see it: a token is good for so many a minute, however many of them it asks.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let machine = match Bearer::from_request_parts(&mut parts, &app).await {
        Ok(Bearer(machine)) => machine,
        Err(problem) => return problem.into_response(),
    };
    let limit = Limit { max: machine.per_minute, window: WINDOW };
    let standing = match count(app.db(), &format!("api:{}", machine.id), limit, Timestamp::now()).await {
        Ok(standing) => standing,
        Err(error) => {
            app.note(&error);
            return Problem::from(error).into_response();
        }
    };
    let mut response = if standing.left < 0 {
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "limit", "Too many requests.");
        problem.after(standing.ends_in.as_secs().max(1)).into_response()
    } else {
        parts.extensions.insert(Client(machine));
        next.run(Request::from_parts(parts, body)).await
    };
    tell(response.headers_mut(), limit, standing);
    response
}

/// `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers).
fn tell(headers: &mut HeaderMap, limit: Limit, standing: Standing) {
    let policy = format!("\"minute\";q={};w={}", limit.max, limit.window.as_secs());
    let now = format!("\"minute\";r={};t={}", standing.left.max(0), standing.ends_in.as_secs().max(1));
    for (name, value) in [("ratelimit-policy", policy), ("ratelimit", now)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
}

/// The program that asks.
#[derive(Debug, Clone)]
pub struct Client(pub Machine);

impl Client {
    /// As use-cases know it, if its token is good for this.
    pub fn viewer(self, scope: Scope) -> Result<Viewer, Problem> {
        self.viewer_of(&[scope])
    }

    /// As use-cases know it, if its token is good for one of these.
    pub fn viewer_of(self, scopes: &[Scope]) -> Result<Viewer, Problem> {
        if scopes.iter().any(|scope| self.0.may(*scope)) {
            return Ok(self.0.into());
        }
        Err(Problem::out_of_scope(scopes.first().map_or("", |scope| scope.as_str())))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Problem::unauthorised(false))
    }
}
