//! `/cases/{ref}/files/{id}/{name}`: a file of a case, to whoever may see the entry it is part of. What we have not made
//! ourselves is saved, never shown: it never runs where our cookies are.

use crate::{render, state::App};
use app::{context::Visit, outcome::encode};
use axum::{
    Extension, Router,
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use desk::{
    Error,
    files::{Fetched, fetch},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Nothing a file says is obeyed, were it ever shown.
const POLICY: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'");
/// A browser keeps it and asks each time whether it may still show it.
const CACHING: HeaderValue = HeaderValue::from_static("private, no-cache");

/// The address of files.
pub fn routes() -> Router<App> {
    Router::new().route("/cases/{reference}/files/{id}/{name}", get(file))
}

async fn file(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path((reference, id, _)): Path<(String, String, String)>,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let small = query.contains_key("small");
    match handed(&app, &visit, &reference, &id, small, &headers).await {
        Ok(response) => response,
        Err(error) => {
            app.note(&error);
            render::refusal(&app, &visit, error).await
        }
    }
}

async fn handed(app: &App, visit: &Visit, reference: &str, id: &str, small: bool, headers: &HeaderMap) -> Result<Response, Error> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let file = fetch(app.db(), &visit.viewer, visit.now, reference, id, small).await?;
    let tag = tag(&file, small);
    let known = headers.get_all(header::IF_NONE_MATCH).iter().any(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let bytes = file.bytes(&app.files).await?;
        Body::from(bytes).into_response()
    };
    let answer = response.headers_mut();
    let value = |text: &str| HeaderValue::from_str(text).map_err(|error| Error::Internal(error.to_string()));
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind.content_type()));
    answer.insert(header::CONTENT_DISPOSITION, value(&disposition(&file))?);
    answer.insert(header::ETAG, value(&tag)?);
    answer.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    answer.insert(header::CACHE_CONTROL, CACHING);
    Ok(response)
}

fn tag(file: &Fetched, small: bool) -> String {
    let hash: String = file.sha256.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    if small { format!("\"{hash}-small\"") } else { format!("\"{hash}\"") }
}

/// Shown or saved, under its name in every script (RFC 6266); what is older reads the plain one.
fn disposition(file: &Fetched) -> String {
    let how = if file.kind.is_picture() { "inline" } else { "attachment" };
    let plain: String = file.name.chars().map(|c| if c.is_ascii_alphanumeric() || " ._-()".contains(c) { c } else { '_' }).collect();
    let full = encode(&file.name).replace('/', "%2F");
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8\'\'{full}")
}
