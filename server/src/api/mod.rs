//! `/api/v1`: the same use-cases for programs. A token instead of a session, JSON instead of pages, problems as RFC 9457
//! says; what a token may see is decided where everybody's rights are (`domain::rights`).

mod ask;
mod cases;
mod flights;
mod guard;
mod help;
mod openapi;
mod shapes;
mod social;

use crate::{ingest::Problem, state::App};
use axum::{
    BoxError, Router,
    error_handling::HandleErrorLayer,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use std::time::Duration;
use tower::{ServiceBuilder, limit::GlobalConcurrencyLimitLayer};

/// Bytes of a request: the longest message in the longest letters, and room.
pub const LARGEST: usize = 64 * 1024;
/// Requests in hand at once.
const AT_ONCE: usize = 64;
/// A request that takes longer than this is told to come back.
const LONGEST: Duration = Duration::from_secs(15);

/// Every address of the API and its document. Outside of sessions, cookies and the limits of people.
pub fn routes(app: &App) -> Router<App> {
    let busy = |_: BoxError| async { Problem::unavailable() };
    let limits = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(busy))
        .load_shed()
        .layer(GlobalConcurrencyLimitLayer::new(AT_ONCE))
        .timeout(LONGEST);
    let v1 = Router::new()
        .route("/flights", get(flights::board))
        .route("/flights/{designator}/{date}", get(flights::flight))
        .route("/help", get(help::search))
        .route("/help/{slug}", get(help::article))
        .route("/cases", get(cases::list).post(cases::open))
        .route("/cases/{reference}", get(cases::case))
        .route("/cases/{reference}/messages", post(cases::message))
        .route("/social", post(social::bring))
        .route("/social/outbox", get(social::outbox))
        .route("/social/outbox/{id}/delivered", post(social::delivered))
        .route("/social/outbox/{id}/refused", post(social::refused))
        .fallback(|| async { Problem::new(StatusCode::NOT_FOUND, "no-address", "There is nothing at this address.") })
        .method_not_allowed_fallback(|| async { Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method", "This address does not do that.") })
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(from_fn_with_state(app.clone(), guard::guard))
        .layer(limits);
    Router::new().route("/api/openapi.json", get(openapi::document)).nest("/api/v1", v1)
}
