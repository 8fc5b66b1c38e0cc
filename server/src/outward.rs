//! Speaking HTTP to services outside: one kind of client, addresses read once.

use axum::body::{Body, to_bytes};
use http::{Method, Request, StatusCode, Uri, header};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client as Legacy, connect::HttpConnector},
    rt::TokioExecutor,
};
use std::{sync::Arc, time::Duration};

/// An answer must be here within this time: well under a worker's lease.
const PATIENCE: Duration = Duration::from_secs(15);
/// Longest answer read.
const ANSWER: usize = 1024 * 1024;

/// A client with a pool of connections of its own.
pub type Client = Legacy<HttpsConnector<HttpConnector>, Body>;

/// Connects to nothing yet.
#[must_use]
pub fn client() -> Client {
    let connector = HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().enable_http1().build();
    Legacy::builder(TokioExecutor::new()).build(connector)
}

/// Reads an address, named after the variable it stands in.
///
/// # Errors
/// A sentence for the terminal.
pub fn address(variable: &str, url: &str, like: &str) -> Result<Uri, String> {
    let said = |why: &str| format!("{variable} is not an address like {like}: {why}.");
    let url: Uri = url.parse().map_err(|error: http::uri::InvalidUri| said(&error.to_string()))?;
    if !matches!(url.scheme_str(), Some("http" | "https")) || url.host().is_none() {
        return Err(said("it begins with neither https:// nor http://"));
    }
    Ok(url)
}

/// Scheme, host and port: what browsers call an origin.
#[must_use]
pub fn origin(url: &Uri) -> String {
    format!("{}://{}", url.scheme_str().unwrap_or_default(), url.authority().map_or("", |authority| authority.as_str()))
}

/// A service that is asked in JSON, each question with the same token.
#[derive(Clone)]
pub struct Service {
    client: Client,
    base: Arc<str>,
    token: Option<Arc<str>>,
}

/// Why a question has no answer.
#[derive(Debug)]
pub enum Unanswered {
    /// It could not even be asked.
    Unasked(String),
    /// Nothing came back, or not all of it in time.
    Silent(String),
}

impl Service {
    /// The service at an address that [`address`] has read. Connects to nothing yet.
    #[must_use]
    pub fn new(url: &str, token: Option<&str>) -> Self {
        Self { client: client(), base: url.trim_end_matches('/').into(), token: token.map(Into::into) }
    }

    /// Asks, under a key where one question is to be one however often it is asked: the answer's status and bytes.
    ///
    /// # Errors
    /// [`Unanswered`].
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        key: Option<&str>,
        body: Option<Vec<u8>>,
    ) -> Result<(StatusCode, Vec<u8>), Unanswered> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).map_err(|error| Unanswered::Unasked(error.to_string()))?;
        let answered = async {
            let response = self.client.request(request).await.map_err(|error| error.to_string())?;
            let status = response.status();
            let body = to_bytes(Body::new(response.into_body()), ANSWER).await.map_err(|error| error.to_string())?;
            Ok((status, body.to_vec()))
        };
        let answered: Result<_, String> =
            tokio::time::timeout(PATIENCE, answered).await.unwrap_or_else(|_| Err("no answer within 15 seconds".into()));
        answered.map_err(Unanswered::Silent)
    }
}
