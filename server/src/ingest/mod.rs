//! What machines bring: bearer tokens or signatures instead of sessions, answers in JSON, problems as RFC 9457 says.

mod bearer;
mod mail;
mod messages;
mod payments;
mod problem;
mod sms;

use crate::state::App;
use axum::{BoxError, Router, error_handling::HandleErrorLayer, extract::DefaultBodyLimit, routing::post};
pub(crate) use bearer::Bearer;
pub(crate) use problem::Problem;
use std::time::Duration;
use tower::{ServiceBuilder, limit::GlobalConcurrencyLimitLayer};

/// Messages in hand at once: each may be as large as [`mail::LARGEST`].
const AT_ONCE: usize = 8;
/// A message takes longer than this only when something is wrong.
const LONGEST: Duration = Duration::from_secs(60);

/// Every machine address. Outside of sessions, cookies and the limits of people.
pub fn routes() -> Router<App> {
    let busy = |_: BoxError| async { Problem::unavailable() };
    let limits = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(busy))
        .load_shed()
        .layer(GlobalConcurrencyLimitLayer::new(AT_ONCE))
        .timeout(LONGEST);
    Router::new()
        .route("/ingest/mail", post(mail::take).layer(DefaultBodyLimit::max(mail::LARGEST)))
        .route("/ingest/messages", post(messages::take).layer(DefaultBodyLimit::max(messages::LARGEST)))
        .route("/ingest/payments", post(payments::take).layer(DefaultBodyLimit::max(payments::LARGEST)))
        .route("/ingest/sms", post(sms::take).layer(DefaultBodyLimit::max(sms::LARGEST)))
        .layer(limits)
}
