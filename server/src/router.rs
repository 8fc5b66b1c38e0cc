//! Every form target and machine address, grouped by caller, and what each request passes through.
//! Pages are not here: whatever nothing else answers goes to `app/src/routes.rs`.

use crate::{
    assets, live,
    middleware::{csrf, last_copy, observe, security, visit},
    ops, render,
    state::App,
};
use axum::{
    Router,
    error_handling::HandleErrorLayer,
    extract::DefaultBodyLimit,
    http::{StatusCode, header},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use std::time::Duration;
use tower::{BoxError, ServiceBuilder};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

/// A request that takes longer than this is told to come back.
const LONGEST_REQUEST: Duration = Duration::from_secs(15);

/// The whole server.
pub fn router(app: App) -> Router {
    router_with(app, Router::new())
}

/// The whole server and further pages behind the same middleware: what it is measured against.
pub fn router_with(app: App, more: Router<App>) -> Router {
    let site = app.config.site.clone();
    let mut router = people(&app, more).merge(machines(&app)).merge(assets::routes(&site)).with_state(app.clone());
    if app.config.secure() {
        router = router.layer(from_fn(security::strict_transport));
    }
    router
        .layer(CatchPanicLayer::custom(fault))
        .layer(from_fn(security::headers))
        .layer(from_fn(observe::observe))
        .layer(CompressionLayer::new())
}

/// Pages, the forms on them, and their live news.
fn people(app: &App, more: Router<App>) -> Router<App> {
    let forms = crate::forms::routes();
    let pages = Router::new().merge(forms).merge(more).method_not_allowed_fallback(render::any_page).fallback(render::any_page);
    let limits = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(busy))
        .load_shed()
        .concurrency_limit(app.config.max_requests)
        .timeout(LONGEST_REQUEST);
    Router::new()
        .merge(pages.layer(from_fn_with_state(app.clone(), last_copy::last_copy)).layer(limits))
        // a stream lives longer than any request and counts against none
        .route("/live", get(live::live))
        .layer(DefaultBodyLimit::max(visit::LARGEST_FORM))
        .layer(from_fn_with_state(app.clone(), csrf::same_origin))
        .layer(from_fn_with_state(app.clone(), visit::visit))
}

/// Operators and monitors: no session, no cookies.
fn machines(_app: &App) -> Router<App> {
    Router::new().route("/health/live", get(ops::live)).route("/health/ready", get(ops::ready)).route("/metrics", get(ops::metrics))
}

/// A fault of ours that got past every check: one request is lost, not the process.
fn fault(_panic: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], include_str!("fault.html")).into_response()
}

/// More than we can answer: said at once, so that those already inside are served.
async fn busy(error: BoxError) -> impl IntoResponse {
    tracing::warn!(%error, "overloaded");
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [(header::RETRY_AFTER, "10"), (header::CONTENT_TYPE, "text/html; charset=utf-8")],
        include_str!("busy.html"),
    )
}
