//! For operators and load balancers: alive, ready, measured.

use crate::state::App;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use std::time::Duration;

/// The process runs.
pub async fn live() -> &'static str {
    "alive\n"
}

/// It can answer: the database does, and nobody has asked it to stop. While its disk is full the database can be
/// read, so that the process stays in service, and says so.
pub async fn ready(State(app): State<App>) -> impl IntoResponse {
    if *app.stopping.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match tokio::time::timeout(Duration::from_secs(1), desk::ping(app.db())).await {
        Ok(Ok(())) if app.disk_full() => (StatusCode::OK, "ready to read only: the database's disk is full\n"),
        Ok(Ok(())) => (StatusCode::OK, "ready\n"),
        Ok(Err(_)) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "no database\n"),
    }
}

/// Prometheus text. The proxy keeps it from the public (see the README).
pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    metrics::gauge!("landside_live_streams").set(app.hub.streams() as f64);
    metrics::gauge!("landside_database_connections").set(f64::from(app.db().size()));
    metrics::gauge!("landside_database_disk_full").set(f64::from(u8::from(app.disk_full())));
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], app.metrics.render())
}
