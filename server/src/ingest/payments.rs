//! `POST /ingest/payments`: what became of a payment, as JSON signed by the provider. No token: the signature is one.

use super::Problem;
use crate::{
    payments::{SIGNATURE, Statement, go_on},
    state::App,
};
use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::payments::{Heard, Signature, Source, event};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

/// Bytes of one message.
pub const LARGEST: usize = 64 * 1024;

/// A provider's message.
#[derive(Deserialize)]
struct Message {
    /// Its name: the same again is the same message.
    id: String,
    payment: Statement,
}

/// Takes it: 200 when it is kept, 202 where nobody knows the payment yet; the same again 200. 400 and 401: it will never be
/// taken; 503: bring it again.
pub async fn take(State(app): State<App>, headers: HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Response, Problem> {
    let unreadable = || Problem::new(StatusCode::BAD_REQUEST, "unreadable", "This is no message about a payment.");
    let body = body.map_err(|_| unreadable())?;
    let now = Timestamp::now();
    let signature = headers.get(SIGNATURE).and_then(|value| Signature::parse(value.to_str().ok()?));
    let secret = app.config.payments.payments_secret.as_deref().unwrap_or_default();
    if !signature.is_some_and(|signature| signature.good(secret, &body, now)) {
        metrics::counter!("landside_payment_messages_total", "outcome" => "forged").increment(1);
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "signature", "It is not signed, not by the provider, or too long ago."));
    }
    let message: Message = serde_json::from_slice(&body).map_err(|_| unreadable())?;
    let pages = app.portal.payments.as_deref().unwrap_or_default();
    let news = message.payment.news(message.id, pages).ok_or_else(unreadable)?;
    let heard = event(app.db(), now, Source::Message, &news).await.inspect_err(|error| app.note(error))?;
    let (status, outcome) = match &heard {
        Heard::Changed(_) => (StatusCode::OK, "changed"),
        Heard::Nothing => (StatusCode::OK, "nothing"),
        Heard::Again => (StatusCode::OK, "again"),
        Heard::Differs => (StatusCode::OK, "differs"),
        Heard::Unknown => (StatusCode::ACCEPTED, "unknown"),
    };
    metrics::counter!("landside_payment_messages_total", "outcome" => outcome).increment(1);
    if heard == Heard::Differs {
        tracing::error!(key = news.key, "the payment provider tells of another amount than ours: somebody has to look (/desk/payments)");
    }
    if let Some(changed) = heard.changed() {
        go_on(&changed);
    }
    Ok((status, [(header::CONTENT_TYPE, "application/json")], json!({ "outcome": outcome }).to_string()).into_response())
}
