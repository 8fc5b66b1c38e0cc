//! How a sandbox answers whoever asks: late, not at all, or only whoever has its token.

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use clap::Args;
use serde_json::{Value, json};
use std::time::Duration;

/// How long answers take, and how many are not given.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Manners {
    /// Milliseconds before each answer.
    #[arg(long, default_value_t = 0)]
    pub latency: u64,
    /// Percent of questions answered "down for a moment" and not looked at.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub broken: u8,
    /// Percent of questions that are done, and whose answer is lost.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub silent: u8,
}

impl Manners {
    /// What answers without looking.
    pub(super) async fn before(&self, token: Option<&str>, headers: &HeaderMap) -> Option<Response> {
        tokio::time::sleep(Duration::from_millis(self.latency)).await;
        let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if token.is_some_and(|token| shown != format!("Bearer {token}")) {
            return Some(told(StatusCode::UNAUTHORIZED, &json!({ "error": "no such token" })));
        }
        chance(self.broken).then(|| told(StatusCode::SERVICE_UNAVAILABLE, &json!({ "error": "down for a moment" })))
    }

    /// What answers in place of an answer that is lost.
    pub(super) fn lost(&self) -> Option<Response> {
        chance(self.silent).then(|| told(StatusCode::GATEWAY_TIMEOUT, &json!({ "error": "lost on the way" })))
    }
}

/// Happens in so many of a hundred cases.
pub(super) fn chance(percent: u8) -> bool {
    rand::random_range(0..100) < percent
}

/// An answer in JSON.
pub(super) fn told(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
