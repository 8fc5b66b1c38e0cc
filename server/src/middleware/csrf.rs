//! Submissions from other sites are refused by where the browser says they come from; no token, so
//! forms work without scripts, from a cached page and after a restart.
//!
//! Browsers send `Sec-Fetch-Site` (all current ones) or `Origin` (all since about 2015) with a cross-site
//! POST; session cookies are `SameSite=Lax` besides. Programs send neither and carry no cookies of a person.

use crate::{render, state::App};
use app::context::Visit;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Lets safe methods and same-origin submissions through.
pub async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || one_click(request.uri().path()) || allowed(request.headers(), &app.portal.public_url) {
        return next.run(request).await;
    }
    tracing::warn!("cross-site submission refused");
    match request.extensions().get::<Visit>().cloned() {
        Some(visit) => render::status_page(&app, &visit, StatusCode::FORBIDDEN).await,
        None => StatusCode::FORBIDDEN.into_response(),
    }
}

/// What mail programs press for their reader, from pages of their own: the token alone is the right to it (RFC 8058, section 3.2).
fn one_click(path: &str) -> bool {
    path.strip_prefix("/unsubscribe/").is_some_and(|token| !token.contains('/'))
}

/// Whether a submission comes from this site, as far as its headers tell.
pub(crate) fn allowed(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match text(header::ORIGIN) {
        None => true,
        Some(origin) => {
            let host = text(header::HOST).unwrap_or_default();
            origin == public_url || origin.split_once("://").is_some_and(|(_, authority)| authority == host)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn with(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        allowed(&headers, "https://air.example")
    }

    #[test]
    fn other_sites_cannot_submit() {
        assert!(with(&[("sec-fetch-site", "same-origin")]));
        assert!(with(&[("sec-fetch-site", "none")]));
        assert!(!with(&[("sec-fetch-site", "cross-site")]));
        assert!(!with(&[("sec-fetch-site", "same-site")]));
        assert!(with(&[("origin", "https://air.example"), ("host", "10.0.0.1:3000")]));
        assert!(with(&[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")]));
        assert!(!with(&[("origin", "https://evil.example"), ("host", "air.example")]));
        assert!(!with(&[("origin", "null"), ("host", "air.example")]));
        assert!(with(&[("host", "air.example")]));
    }

    #[test]
    fn a_mail_program_leaves_for_its_reader() {
        assert!(one_click("/unsubscribe/abc"));
        assert!(!one_click("/unsubscribe/abc/again") && !one_click("/unsubscribe") && !one_click("/cases/new"));
    }
}
