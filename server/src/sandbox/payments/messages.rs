//! Its messages: signed, each again until it is taken; some are lost, come twice or late, as it is told.

use super::Faults;
use crate::{
    outward::{Client, address, client},
    payments::{SIGNATURE, Statement},
    sandbox::manners::chance,
};
use axum::body::Body;
use desk::payments::sign;
use http::{Request, Uri, header};
use jiff::Timestamp;
use serde_json::json;
use std::{sync::Arc, time::Duration};

/// Attempts at one message.
const ATTEMPTS: u32 = 4;
/// A late one comes this much later.
const LATE: Duration = Duration::from_secs(2);

/// The way to the portal.
pub struct Messages {
    client: Client,
    url: Uri,
    secret: Arc<str>,
    faults: Arc<Faults>,
}

impl Messages {
    /// To this address, signed with this secret.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn new(url: &str, secret: String, faults: Arc<Faults>) -> Result<Self, String> {
        let url = address("--ingest", url, "http://127.0.0.1:3000/ingest/payments")?;
        Ok(Self { client: client(), url, secret: secret.into(), faults })
    }

    /// Tells that a payment has come to stand so. What is not taken in the end is found in the book.
    pub fn tell(&self, place: u64, statement: Statement) {
        let (lost, twice, late) = (chance(self.faults.lost), chance(self.faults.twice), chance(self.faults.late));
        if lost {
            return;
        }
        // a name of its own, also after its book was begun anew
        let body = json!({ "id": format!("msg_{place}_{}", statement.key), "payment": statement }).to_string();
        let (client, url, secret) = (self.client.clone(), self.url.clone(), self.secret.clone());
        tokio::spawn(async move {
            if late {
                tokio::time::sleep(LATE).await;
            }
            for _ in 0..if twice { 2 } else { 1 } {
                send(&client, &url, &secret, &body).await;
            }
        });
    }
}

async fn send(client: &Client, url: &Uri, secret: &str, body: &str) {
    for attempt in 0..ATTEMPTS {
        let request = Request::post(url.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(SIGNATURE, sign(secret, body.as_bytes(), Timestamp::now()))
            .body(Body::from(body.to_owned()));
        let Ok(request) = request else { return };
        match client.request(request).await {
            Ok(response) if !response.status().is_server_error() => return,
            _ => tokio::time::sleep(Duration::from_millis(500 << attempt)).await,
        }
    }
}
