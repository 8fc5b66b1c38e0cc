//! A provider over HTTP: one POST of JSON for each text, under a key that makes it one however often it is sent.

use super::{Outgoing, Provider};
use crate::{
    mail::Refusal,
    outward::{Client, address, client},
};
use axum::body::{Body, to_bytes};
use desk::outbox::Failure;
use http::{Request, StatusCode, Uri, header};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

/// A text must be taken within this time: well under a worker's lease.
const PATIENCE: Duration = Duration::from_secs(15);
/// Longest answer read.
const ANSWER: usize = 64 * 1024;
/// A provider that says "too fast" and not for how long is left alone this long.
const REST: i64 = 10;

/// The provider at an address.
#[derive(Clone)]
pub struct HttpProvider {
    client: Client,
    url: Uri,
    token: Option<Arc<str>>,
}

impl HttpProvider {
    /// Reads where it is; connects to nothing yet.
    ///
    /// # Errors
    /// A sentence for the terminal where that is no address.
    pub fn new(url: &str, token: Option<String>) -> Result<Self, String> {
        let url = address("LANDSIDE_SMS_URL", url, "https://sms.example/messages")?;
        Ok(Self { client: client(), url, token: token.map(Into::into) })
    }

    fn request(&self, text: Outgoing<'_>) -> Result<Request<Body>, http::Error> {
        let body = json!({
            "from": text.from,
            "to": text.to,
            "text": text.text,
            "encoding": text.measured.encoding.as_str(),
            "segments": text.measured.segments,
            "reference": text.reference,
        });
        let mut request = Request::post(self.url.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", text.reference.to_string());
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        request.body(Body::from(body.to_string()))
    }

    async fn ask(&self, request: Request<Body>) -> Result<(StatusCode, Option<i64>, Value), String> {
        let response = self.client.request(request).await.map_err(|error| error.to_string())?;
        let status = response.status();
        let wait = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let body = to_bytes(Body::new(response.into_body()), ANSWER).await.map_err(|error| error.to_string())?;
        Ok((status, wait, serde_json::from_slice(&body).unwrap_or_default()))
    }
}

impl Provider for HttpProvider {
    async fn send(&self, text: Outgoing<'_>) -> Result<String, Refusal> {
        let for_now = |said: String| Refusal { failure: Failure::ForNow, said, rest: None };
        let request = self.request(text).map_err(|error| Refusal { failure: Failure::ForGood, ..for_now(error.to_string()) })?;
        let answered = tokio::time::timeout(PATIENCE, self.ask(request)).await;
        let (status, wait, body) = answered.map_err(|_| for_now("no answer within 15 seconds".to_owned()))?.map_err(for_now)?;
        let said = format!("{} {}", status.as_u16(), body.get("error").and_then(Value::as_str).unwrap_or_default()).trim().to_owned();
        match status {
            _ if status.is_success() => {
                Ok(body.get("id").and_then(Value::as_str).map_or_else(|| text.reference.to_string(), str::to_owned))
            }
            StatusCode::TOO_MANY_REQUESTS => {
                let rest = SignedDuration::from_secs(wait.unwrap_or(REST).clamp(1, 3600));
                Err(Refusal { rest: Some(rest), ..for_now(said) })
            }
            // a refusal of us (wrong token, no money) may be mended, and must not cost every text in the queue
            StatusCode::UNAUTHORIZED
            | StatusCode::PAYMENT_REQUIRED
            | StatusCode::FORBIDDEN
            | StatusCode::NOT_FOUND
            | StatusCode::REQUEST_TIMEOUT => Err(for_now(said)),
            _ if status.is_client_error() => Err(Refusal { failure: Failure::ForGood, ..for_now(said) }),
            _ => Err(for_now(said)),
        }
    }
}
