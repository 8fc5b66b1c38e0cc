//! What a page answers besides its markup: status, redirect, error page.

use crate::{context, pages::error::ErrorPage};
use http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// Sets the status of the response being rendered.
pub fn status(code: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(code);
    }
}

/// Answers with a redirect instead of the page: 303, so that a form's target is fetched by GET.
pub fn see_other(path: &str) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    if let Ok(location) = http::HeaderValue::from_str(path) {
        response.set_status(StatusCode::SEE_OTHER);
        response.insert_header(http::header::LOCATION, location);
    }
}

/// The page looks again by itself after so many seconds: while somebody waits for us or for their bank, with or without scripts.
pub fn refresh(seconds: &'static str) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(http::header::REFRESH, http::HeaderValue::from_static(seconds));
    }
}

/// The page for what went wrong: signing in and verifying are redirects that lead back here, the rest
/// says what happened and the way on.
#[must_use]
pub fn refused(error: desk::Error) -> AnyView {
    let here = context::visit().here;
    match error {
        desk::Error::SignInFirst => {
            see_other(&format!("/desk?next={}", encode(&here)));
            ().into_any()
        }
        desk::Error::VerifyFirst { locator } => {
            see_other(&format!("/trip/{locator}/verify?next={}", encode(&here)));
            ().into_any()
        }
        error => {
            let code = status_of(&error);
            status(code);
            if code == StatusCode::INTERNAL_SERVER_ERROR {
                tracing::error!(%error, "page failed");
            }
            view! { <ErrorPage code/> }.into_any()
        }
    }
}

/// The HTTP status that says the same as a use-case's refusal.
#[must_use]
pub const fn status_of(error: &desk::Error) -> StatusCode {
    match error {
        desk::Error::NotFound => StatusCode::NOT_FOUND,
        desk::Error::Forbidden => StatusCode::FORBIDDEN,
        desk::Error::SignInFirst | desk::Error::VerifyFirst { .. } => StatusCode::UNAUTHORIZED,
        desk::Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        desk::Error::Limited { .. } => StatusCode::TOO_MANY_REQUESTS,
        desk::Error::Conflict(_) | desk::Error::Overtaken { .. } | desk::Error::Newer { .. } => StatusCode::CONFLICT,
        desk::Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        desk::Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Percent-encodes a path and query for use inside a query.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
