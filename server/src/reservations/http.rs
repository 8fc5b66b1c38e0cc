//! A reservation system over HTTP, as docs/reservations.md describes it.

use super::{Page, Refusal, ReservationSystem};
use crate::{
    config::ReservationsConfig,
    outward::{Client, address, client},
};
use axum::body::{Body, to_bytes};
use desk::reservations::{Answer, Changing, Failure, Holding};
use http::{Method, Request, StatusCode, header};
use serde::{Serialize, de::DeserializeOwned};
use std::{sync::Arc, time::Duration};
use uuid::Uuid;

/// An answer must be here within this time: well under a worker's lease.
const PATIENCE: Duration = Duration::from_secs(15);
/// Longest answer read.
const ANSWER: usize = 1024 * 1024;

/// The reservation system at an address.
#[derive(Clone)]
pub struct HttpReservations {
    client: Client,
    base: Arc<str>,
    token: Option<Arc<str>>,
}

impl HttpReservations {
    /// Reads the configuration: `None` where none is configured. Connects to nothing yet.
    ///
    /// # Errors
    /// A sentence for the terminal where the address cannot be read.
    pub fn new(config: &ReservationsConfig) -> Result<Option<Self>, String> {
        let Some(url) = &config.reservations_url else { return Ok(None) };
        address("LANDSIDE_RESERVATIONS_URL", url, "https://reservations.air.example/v1")?;
        let base = url.trim_end_matches('/').into();
        Ok(Some(Self { client: client(), base, token: config.reservations_token.as_deref().map(Into::into) }))
    }

    async fn ask<T: Serialize + Sync, A: DeserializeOwned>(&self, method: Method, path: String, body: Option<&T>) -> Result<A, Refusal> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = match body {
            None => Body::empty(),
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(serde_json::to_vec(body).map_err(|error| refusal(Failure::ForGood, error.to_string()))?)
            }
        };
        let request = request.body(body).map_err(|error| refusal(Failure::ForGood, error.to_string()))?;
        let answered = async {
            let response = self.client.request(request).await.map_err(|error| error.to_string())?;
            let status = response.status();
            let body = to_bytes(Body::new(response.into_body()), ANSWER).await.map_err(|error| error.to_string())?;
            Ok((status, body))
        };
        let answered: Result<_, String> =
            tokio::time::timeout(PATIENCE, answered).await.unwrap_or_else(|_| Err("no answer within 15 seconds".into()));
        let (status, body) = answered.map_err(|said| refusal(Failure::ForNow, said))?;
        // 409: it is not done; the answer says why
        if status.is_success() || status == StatusCode::CONFLICT {
            return serde_json::from_slice(&body).map_err(|error| refusal(Failure::ForNow, format!("{status}: {error}")));
        }
        let said = String::from_utf8_lossy(&body).chars().take(200).collect::<String>();
        // what we sent is at fault only where they say exactly that; a wrong token or address may be mended
        let for_good = matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY);
        Err(refusal(if for_good { Failure::ForGood } else { Failure::ForNow }, format!("{} {said}", status.as_u16())))
    }
}

fn refusal(failure: Failure, said: String) -> Refusal {
    Refusal { failure, said }
}

/// Nothing but an address.
const NOTHING: Option<&()> = None;

impl ReservationSystem for HttpReservations {
    async fn hold(&self, key: Uuid, hold: &Holding) -> Result<Answer, Refusal> {
        self.ask(Method::PUT, format!("/holds/{key}"), Some(hold)).await
    }

    async fn release(&self, key: Uuid) -> Result<Answer, Refusal> {
        self.ask(Method::DELETE, format!("/holds/{key}"), NOTHING).await
    }

    async fn change(&self, key: Uuid, change: &Changing) -> Result<Answer, Refusal> {
        self.ask(Method::PUT, format!("/changes/{key}"), Some(change)).await
    }

    async fn withdraw(&self, key: Uuid) -> Result<Answer, Refusal> {
        self.ask(Method::DELETE, format!("/changes/{key}"), NOTHING).await
    }

    async fn changed(&self, cursor: &str) -> Result<Page, Refusal> {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("since", cursor).finish();
        self.ask(Method::GET, format!("/changed?{query}"), NOTHING).await
    }
}
