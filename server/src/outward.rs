//! Speaking HTTP to services outside: one kind of client, addresses read once.

use axum::body::Body;
use http::Uri;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client as Legacy, connect::HttpConnector},
    rt::TokioExecutor,
};

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
