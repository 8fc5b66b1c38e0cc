//! `POST /ingest/messages`: airline messages as the airport sends them (Type B), one or many, with their heads or without.

use super::{Bearer, Problem};
use crate::state::App;
use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::telegrams::{MOST, parcels, take as keep};
use domain::rights::Scope;
use jiff::Timestamp;
use serde_json::json;

/// Bytes of one request.
pub const LARGEST: usize = 8 * 1024 * 1024;

/// Keeps them, in their order: 202 and `{"messages": [{"id": 1, "again": false}, …]}`; what they say is done soon after. The
/// same message again has the same id and does nothing twice. 4xx: it will never be taken; 503: bring it again.
pub async fn take(State(app): State<App>, bearer: Bearer, body: Result<Bytes, BytesRejection>) -> Result<Response, Problem> {
    let machine = bearer.within(Scope::IngestMessages)?;
    let bytes = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "A request may have 8 megabytes."),
        _ => Problem::new(StatusCode::BAD_REQUEST, "cut-off", "The messages did not arrive whole."),
    })?;
    // many messages keep a processor busy for a moment: not the one that answers people
    let texts = tokio::task::spawn_blocking(move || parcels(&bytes)).await.unwrap_or_default();
    if texts.is_empty() {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "unreadable", "There is no message in this."));
    }
    if texts.len() > MOST {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-many", "A request may have 20,000 messages."));
    }
    let taken = keep(app.db(), machine, Timestamp::now(), &texts).await.inspect_err(|error| app.note(error))?;
    app.telegrams.notify_one();
    Ok((StatusCode::ACCEPTED, [(header::CONTENT_TYPE, "application/json")], json!({ "messages": taken }).to_string()).into_response())
}
