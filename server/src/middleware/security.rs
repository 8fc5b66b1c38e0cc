//! Headers that tell browsers what this site never does.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// Content security policy of a page with this nonce. Each directive has its reason:
/// nothing by default; scripts of ours and the page's own loader, and WebAssembly compiled from ours; styles, pictures,
/// fonts, live streams and forms of this origin only, but for a form of ours that is answered by the page where people
/// `pay`; no `<base>`; nobody frames us (clickjacking).
#[must_use]
pub fn policy_text(nonce: &str, pay: Option<&str>) -> String {
    let pay = pay.map(|origin| format!(" {origin}")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; form-action 'self'{pay}; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// Sets the policy on a page.
pub fn policy(headers: &mut HeaderMap, nonce: &str, pay: Option<&str>) {
    if let Ok(value) = HeaderValue::from_str(&policy_text(nonce, pay)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
}

/// The other headers, on every response; what is not a page gets the policy that allows nothing.
pub async fn headers(request: Request, next: Next) -> Response {
    let powers = powers(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("permissions-policy", HeaderValue::from_static(powers));
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'"));
    response
}

/// What a page may ask a device for: nothing, but the camera where the tag of a bag is read by it.
fn powers(path: &str) -> &'static str {
    match path {
        "/bags" => "camera=(self), geolocation=(), microphone=(), payment=()",
        _ => "camera=(), geolocation=(), microphone=(), payment=()",
    }
}

/// Tells browsers to come back over TLS only; added where the public address is `https`.
pub async fn strict_transport(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    response
}
