//! A reservation system over HTTP, as docs/reservations.md describes it.

use super::{Page, Refusal, ReservationSystem};
use crate::{
    config::ReservationsConfig,
    outward::{Service, Unanswered, address},
};
use desk::reservations::{Answer, Changing, Failure, Holding};
use http::{Method, StatusCode};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// The reservation system at an address.
#[derive(Clone)]
pub struct HttpReservations(Service);

impl HttpReservations {
    /// Reads the configuration: `None` where none is configured. Connects to nothing yet.
    ///
    /// # Errors
    /// A sentence for the terminal where the address cannot be read.
    pub fn new(config: &ReservationsConfig) -> Result<Option<Self>, String> {
        let Some(url) = &config.reservations_url else { return Ok(None) };
        address("LANDSIDE_RESERVATIONS_URL", url, "https://reservations.air.example/v1")?;
        Ok(Some(Self(Service::new(url, config.reservations_token.as_deref()))))
    }

    async fn ask<T: Serialize + Sync, A: DeserializeOwned>(&self, method: Method, path: String, body: Option<&T>) -> Result<A, Refusal> {
        let body = body.map(serde_json::to_vec).transpose().map_err(|error| refusal(Failure::ForGood, error.to_string()))?;
        let (status, body) = self.0.ask(method, &path, None, body).await.map_err(|unanswered| match unanswered {
            Unanswered::Unasked(said) => refusal(Failure::ForGood, said),
            Unanswered::Silent(said) => refusal(Failure::ForNow, said),
        })?;
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
