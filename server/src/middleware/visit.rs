//! Who asks, in which language, at what instant: worked out once a request.

use crate::{
    caller::{ClientAddress, Fields, SESSION_COOKIE, Submitted, cookie, parse_fields},
    middleware::csrf,
    render,
    state::App,
    uploads,
};
use app::{context::Visit, pages::give_back::Why, words::Lang};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use desk::Error;
use domain::{locale::Locale, rights::Viewer};
use jiff::Timestamp;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Largest form taken, in bytes; files come on top of it, where they are taken ([`uploads`]).
pub const LARGEST_FORM: usize = 256 * 1024;
/// Name of the language cookie.
const LANGUAGE_COOKIE: &str = "lang";

/// Puts the [`Visit`] and the [`ClientAddress`] into the request. `?lang=` switches the language: it is
/// remembered in a cookie and left out of the address.
pub async fn visit(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if !sound(request.uri()) {
        let visit = visit_of(&request, "/");
        return render::status_page(&app, &visit, StatusCode::BAD_REQUEST).await;
    }
    if let Some(response) = switch_language(&request) {
        return response;
    }
    if prefetches(&request) && !app::routes::is_public(request.uri().path()) {
        // fetched before anyone asked to see it: that would be a look nobody took, so there is nothing to look at
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::CACHE_CONTROL, "no-store")]).into_response();
    }
    let address = client_address(&request, app.config.trusted_proxies);
    request.extensions_mut().insert(ClientAddress(address));
    let mut visit = visit_of(&request, request.uri().path_and_query().map_or("/", |path| path.as_str()));
    let mut request = match keep_submission(&app, request, address).await {
        Ok(kept) => kept,
        Err(code) => return render::status_page(&app, &visit, code).await,
    };
    if let Some(token) = cookie(request.headers(), SESSION_COOKIE) {
        match desk::access::find(app.db(), visit.now, token).await {
            Ok(Some(viewer)) => visit.viewer = viewer,
            Ok(None) => {}
            // Reading public pages goes on without the database; submissions are handed back by their handlers.
            Err(Error::Unavailable(_)) if app::routes::is_public(visit.path()) => {}
            Err(Error::Unavailable(_)) if request.extensions().get::<Submitted>().is_some() => {
                let fields = request.extensions().get::<Submitted>().map(|body| Fields(parse_fields(&body.0))).unwrap_or_default();
                return render::give_back(&app, &visit, &fields, Why::Busy).await;
            }
            Err(error) => return render::refusal(&app, &visit, error).await,
        }
    }
    request.extensions_mut().insert(visit);
    next.run(request).await
}

/// Addresses of ours: not one that browsers take for another site's (`//evil.example`), none with a NUL, which no
/// column holds.
fn sound(uri: &Uri) -> bool {
    !uri.path().starts_with("//") && !uri.path().contains("%00") && uri.query().is_none_or(|query| !query.contains("%00"))
}

/// A visit of somebody not known yet.
fn visit_of(request: &Request, here: &str) -> Visit {
    Visit {
        viewer: Viewer::default(),
        now: Timestamp::now(),
        lang: language(request.headers()),
        nonce: nonce().into(),
        here: here.into(),
        live: request.headers().contains_key("x-live"),
    }
}

/// Reads a form's body before anything can fail, so that it can be handed back whatever fails.
async fn keep_submission(app: &App, request: Request, address: IpAddr) -> Result<Request, StatusCode> {
    // a mail program that leaves a list for its reader (RFC 8058) posts as it likes, and nothing of it is read
    if *request.method() != Method::POST || request.uri().path().starts_with("/unsubscribe/") {
        return Ok(request);
    }
    if let Some(boundary) = uploads::boundary(&request) {
        let (mut parts, body) = request.into_parts();
        // what another site sends is refused further in, and not read before
        let ours = csrf::allowed(&parts.headers, &app.portal.public_url);
        let body = if ours { uploads::receive(app, address, boundary, body, &mut parts.extensions).await? } else { Bytes::new() };
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.extensions.insert(Submitted(body.clone()));
        return Ok(Request::from_parts(parts, Body::from(body)));
    }
    // a press of a button without a word may come without a type; JSON has nothing to look for here
    if let Some(kind) = request.headers().get(header::CONTENT_TYPE) {
        let kind = kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
    }
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(body, LARGEST_FORM).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    parts.extensions.insert(Submitted(body.clone()));
    Ok(Request::from_parts(parts, Body::from(body)))
}

fn prefetches(request: &Request) -> bool {
    request.headers().get("sec-purpose").and_then(|value| value.to_str().ok()).is_some_and(|purpose| purpose.contains("prefetch"))
}

fn language(headers: &HeaderMap) -> Lang {
    let chosen = cookie(headers, LANGUAGE_COOKIE).and_then(Locale::from_tag);
    let preferred = || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map(Locale::negotiate);
    Lang(chosen.or_else(preferred).unwrap_or_default())
}

/// `Set-Cookie` for the language somebody chose.
#[must_use]
pub fn language_cookie(locale: Locale) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{LANGUAGE_COOKIE}={}; Path=/; SameSite=Lax; Max-Age=31536000", locale.tag())).ok()
}

fn switch_language(request: &Request) -> Option<Response> {
    if *request.method() != Method::GET {
        return None;
    }
    let query = request.uri().query()?;
    let (mut locale, mut rest) = (None, Vec::new());
    for pair in query.split('&') {
        match pair.strip_prefix("lang=") {
            Some(tag) => locale = Locale::from_tag(tag),
            None => rest.push(pair),
        }
    }
    let locale = locale?;
    let joint = if rest.is_empty() { "" } else { "?" };
    let location = HeaderValue::from_str(&format!("{}{joint}{}", request.uri().path(), rest.join("&"))).ok()?;
    let cookie = language_cookie(locale)?;
    Some(
        (
            StatusCode::SEE_OTHER,
            [(header::LOCATION, location), (header::SET_COOKIE, cookie), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))],
        )
            .into_response(),
    )
}

/// The peer, or the entry of `X-Forwarded-For` that the outermost of our own proxies added.
fn client_address(request: &Request, trusted_proxies: usize) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    if trusted_proxies == 0 {
        return peer;
    }
    let hops: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    hops.len().checked_sub(trusted_proxies).and_then(|index| hops.get(index)).and_then(|hop| hop.parse().ok()).unwrap_or(peer)
}

fn nonce() -> String {
    let bytes: [u8; 16] = rand::random();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
