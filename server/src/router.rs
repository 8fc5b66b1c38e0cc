//! Every form target and machine address, grouped by caller, and what each request passes through.
//! Pages are not here: whatever nothing else answers goes to `app/src/routes.rs`.

use crate::{
    api, assets,
    caller::{Fields, Submitted, parse_fields},
    ingest, live,
    middleware::{csrf, last_copy, observe, security, to_the_end, visit},
    ops, render,
    state::App,
};
use app::{context::Visit, pages::give_back::Why};
use axum::{
    Extension, Router,
    error_handling::HandleErrorLayer,
    extract::DefaultBodyLimit,
    http::{HeaderValue, StatusCode, header},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use std::time::Duration;
use tower::{BoxError, ServiceBuilder, limit::GlobalConcurrencyLimitLayer};
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
    let files = machines().merge(assets::routes(&site)).layer(CompressionLayer::new());
    let mut router = people(&app, more).merge(files).merge(ingest::routes()).merge(api::routes(&app)).with_state(app.clone());
    if app.config.secure() {
        router = router.layer(from_fn(security::strict_transport));
    }
    router.layer(CatchPanicLayer::custom(fault)).layer(from_fn(security::headers)).layer(from_fn_with_state(app.pages, observe::observe))
}

/// Pages, the forms on them, and their live news.
fn people(app: &App, more: Router<App>) -> Router<App> {
    let forms = crate::forms::routes();
    let pages = Router::new()
        .merge(forms)
        .merge(crate::files::routes())
        .merge(crate::papers::routes())
        .merge(crate::reports::routes())
        .merge(more)
        .method_not_allowed_fallback(render::any_page)
        .fallback(render::any_page);
    let inside = app.clone();
    let told = move |visit, submitted, error| busy(inside.clone(), visit, submitted, error);
    let limits = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(told))
        .load_shed()
        // one number for the process, not one a route
        .layer(GlobalConcurrencyLimitLayer::new(app.config.max_requests))
        .timeout(LONGEST_REQUEST);
    Router::new()
        // outside of the limits: a public page's last copy answers however many are inside
        .merge(pages.layer(limits).layer(from_fn_with_state(app.clone(), last_copy::last_copy)).layer(CompressionLayer::new()))
        // a stream lives longer than any request and counts against none; it is never compressed, and would carry
        // the compressor's state around
        .route("/live", get(live::live))
        .layer(DefaultBodyLimit::max(visit::LARGEST_FORM))
        .layer(from_fn_with_state(app.clone(), csrf::same_origin))
        .layer(from_fn_with_state(app.clone(), visit::visit))
        .layer(from_fn(to_the_end::to_the_end))
}

/// Operators and monitors: no session, no cookies.
fn machines() -> Router<App> {
    Router::new().route("/health/live", get(ops::live)).route("/health/ready", get(ops::ready)).route("/metrics", get(ops::metrics))
}

/// A fault of ours that got past every check: one request is lost, not the process.
fn fault(_panic: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], include_str!("fault.html")).into_response()
}

/// More than we can answer: said at once, so that those already inside are served; whatever was typed is handed back.
async fn busy(app: App, visit: Option<Extension<Visit>>, submitted: Option<Extension<Submitted>>, error: BoxError) -> Response {
    tracing::warn!(%error, "overloaded");
    let mut response = match (visit, submitted) {
        (Some(Extension(visit)), Some(Extension(submitted))) => {
            render::give_back(&app, &visit, &Fields(parse_fields(&submitted.0)), Why::Busy).await
        }
        _ => {
            let page = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
            (StatusCode::SERVICE_UNAVAILABLE, page, include_str!("busy.html")).into_response()
        }
    };
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    response
}
