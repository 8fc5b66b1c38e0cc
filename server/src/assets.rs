//! Built assets: hashed names, compressed beforehand, kept by browsers for good.

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
};
use std::{collections::HashMap, path::Path};
use tower::ServiceBuilder;
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};

/// Reads `manifest.json`: logical name → hashed address.
///
/// # Errors
/// A sentence for the terminal.
pub fn manifest(site: &Path) -> Result<HashMap<String, String>, String> {
    let path = site.join("manifest.json");
    let text = std::fs::read_to_string(&path).map_err(|error| {
        format!("The built assets are missing ({}: {error}). `make run` builds them; LANDSIDE_SITE says where they are.", path.display())
    })?;
    serde_json::from_str(&text).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

/// Longest path of an asset; file systems call longer names a fault of ours.
const LONGEST_PATH: usize = 200;

/// `/pkg/…` for a year, and the few files browsers ask for by fixed names for a day.
pub fn routes<S: Clone + Send + Sync + 'static>(site: &Path) -> Router<S> {
    let kept = |value: &'static str| SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static(value));
    let files = |folder: &str| ServeDir::new(site.join(folder)).precompressed_br().precompressed_gzip();
    let named = |name: &str| {
        ServiceBuilder::new().layer(kept("public, max-age=86400")).service(tower_http::services::ServeFile::new(site.join(name)))
    };
    Router::new()
        .nest_service(
            "/pkg",
            ServiceBuilder::new().layer(from_fn(short)).layer(kept("public, max-age=31536000, immutable")).service(files("pkg")),
        )
        // asked for by telephones that put the portal beside their apps, without a link
        .route_service("/apple-touch-icon.png", named("apple-touch-icon.png"))
}

/// No asset has such a name.
async fn short(request: Request, next: Next) -> Response {
    if request.uri().path().len() > LONGEST_PATH { StatusCode::NOT_FOUND.into_response() } else { next.run(request).await }
}
