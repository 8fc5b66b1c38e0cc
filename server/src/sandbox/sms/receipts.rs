//! What the sandbox tells the portal: receipts, and answers from telephones.

use super::ledger::Fault;
use axum::body::Body;
use http::{Request, Uri, header};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

/// A receipt comes this long after the text was taken.
const SOON: Duration = Duration::from_millis(200);
/// A late one.
const LATE: Duration = Duration::from_secs(3);

/// The way to the portal.
#[derive(Clone)]
pub struct Receipts {
    client: Client<HttpConnector, Body>,
    url: Uri,
    token: Arc<str>,
}

impl Receipts {
    /// To this address, with this token.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn new(url: &str, token: String) -> Result<Self, String> {
        let url = url.parse().map_err(|error| format!("--ingest is not an address: {error}."))?;
        Ok(Self { client: Client::builder(TokioExecutor::new()).build_http(), url, token: token.into() })
    }

    /// What became of a text, as its number wants it.
    pub async fn about(self, id: String, reference: String, fault: Option<Fault>) {
        tokio::time::sleep(if fault == Some(Fault::Late) { LATE } else { SOON }).await;
        let (status, reason) = if fault == Some(Fault::Lost) { ("failed", "unknown subscriber") } else { ("delivered", "") };
        let receipt = json!({ "type": "receipt", "id": id, "reference": reference, "status": status, "reason": reason });
        for _ in 0..if fault == Some(Fault::Twice) { 2 } else { 1 } {
            if let Err(said) = self.tell(&receipt).await {
                eprintln!("receipt for {id}: {said}");
            }
        }
    }

    /// Somebody has written back.
    ///
    /// # Errors
    /// What the portal said.
    pub async fn answer(&self, id: &str, from: &str, text: &str) -> Result<(), String> {
        self.tell(&json!({ "type": "message", "id": id, "from": from, "text": text })).await
    }

    async fn tell(&self, news: &Value) -> Result<(), String> {
        let request = Request::post(self.url.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .body(Body::from(news.to_string()))
            .map_err(|error| error.to_string())?;
        let response = self.client.request(request).await.map_err(|error| error.to_string())?;
        if response.status().is_success() { Ok(()) } else { Err(response.status().to_string()) }
    }
}
