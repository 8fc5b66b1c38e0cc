//! Whoever submits a form: their visit, their session (opened when first needed), what they typed.

use crate::{render, state::App};
use app::{
    context::Visit,
    form::Typed,
    outcome::{encode, status_of},
    pages::give_back::{Why as WhyBack, written},
    words::t,
};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use desk::{Error, access::network_key};
use domain::{files::Why, policy::SUBMISSIONS_PER_NETWORK};

/// Name of the session cookie.
pub const SESSION_COOKIE: &str = "landside";

/// Fields that are never shown again.
const SECRETS: [&str; 3] = ["password", "code", "token"];

/// The address a request comes from, as far as our proxies vouch for it.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub std::net::IpAddr);

/// The body of a form as it was sent, kept beside the request: what cannot be taken is handed back (I8).
#[derive(Debug, Clone)]
pub struct Submitted(pub Bytes);

/// A submitted form, fields in order.
#[derive(Debug, Clone, Default)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// A field as typed; empty where it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Whether a field was sent, if only empty.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// Every value of a field that may be chosen more than once.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Fields that may be shown again: all but secrets.
    #[must_use]
    pub fn shown_again(&self) -> Vec<(String, String)> {
        self.0.iter().filter(|(name, _)| !SECRETS.contains(&name.as_str())).cloned().collect()
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        Ok(Self(parse_fields(&body)))
    }
}

/// Reads `application/x-www-form-urlencoded`.
#[must_use]
pub fn parse_fields(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body).map(|(name, value)| (legible(&name), legible(&value))).collect()
}

/// Words as somebody can have typed them: line ends become `\n`; control characters, which nobody sees and of which
/// NUL fits no text column, are left out.
pub(crate) fn legible(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// The person behind a submission.
pub struct Caller {
    /// Their visit; its viewer has a session.
    pub visit: Visit,
    /// Where they are, for limits.
    pub address: ClientAddress,
    app: App,
    cookie: Option<HeaderValue>,
    /// Files that came with it and were not taken, by name.
    refused: Vec<(String, Why)>,
    /// Sentences about fields, in the reader's language.
    told: Vec<(&'static str, String)>,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Response;

    /// Opens a session for a browser that has none: a submission has something to keep.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let (Some(mut visit), Some(address)) = (parts.extensions.get::<Visit>().cloned(), parts.extensions.get::<ClientAddress>().copied())
        else {
            return Err(StatusCode::INTERNAL_SERVER_ERROR.into_response());
        };
        let mut cookie = None;
        if let Err(error) = admitted(app, &mut visit, address, parts, &mut cookie).await {
            app.note(&error);
            let submitted = parts.extensions.get::<Submitted>().map(|body| Fields(parse_fields(&body.0))).unwrap_or_default();
            return Err(refused(app, &visit, &submitted, "/", error).await);
        }
        Ok(Self { visit, address, app: app.clone(), cookie, refused: Vec::new(), told: Vec::new() })
    }
}

/// Counts the submission, and opens a session for a browser that has none.
async fn admitted(
    app: &App,
    visit: &mut Visit,
    address: ClientAddress,
    parts: &Parts,
    cookie: &mut Option<HeaderValue>,
) -> Result<(), Error> {
    app.crowd.count(&network_key(address.0), SUBMISSIONS_PER_NETWORK, visit.now).map_err(|retry_after| Error::Limited { retry_after })?;
    if visit.viewer.session.is_none() {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (token, viewer) = desk::access::open(app.db(), visit.now, agent).await?;
        *cookie = session_cookie(app, &token.to_text());
        visit.viewer = viewer;
    }
    Ok(())
}

/// `Set-Cookie` for a session token; how long it is worth anything the server decides. Lax, so that links from mail find the session and cross-site posts do not.
#[must_use]
pub fn session_cookie(app: &App, token: &str) -> Option<HeaderValue> {
    let secure = if app.config.secure() { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{SESSION_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000{secure}")).ok()
}

impl Caller {
    /// Replaces the session's cookie: after sign-in the old token is worth nothing.
    pub fn take_token(&mut self, token: &str) {
        self.cookie = session_cookie(&self.app, token);
    }

    /// Removes the session's cookie.
    pub fn forget(&mut self) {
        self.cookie = HeaderValue::from_str(&format!("{SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")).ok();
    }

    /// A file that came with the submission is not taken: said beside whatever else is wrong with it.
    pub fn refuse(&mut self, name: String, why: Why) {
        self.refused.push((name, why));
    }

    /// A sentence about a field that says more than its key could.
    pub fn tell(&mut self, field: &'static str, sentence: String) {
        self.told.push((field, sentence));
    }

    /// Whether some file was not taken.
    #[must_use]
    pub fn refuses(&self) -> bool {
        !self.refused.is_empty()
    }

    /// What is to be said of files that were not taken.
    #[must_use]
    pub fn refusals(&self) -> Vec<(&'static str, String)> {
        let (l, limits) = (self.visit.lang, self.app.files.limits);
        let told = |(name, why): &(String, Why)| ("files", app::ui::files::refusal(l, name, *why, limits));
        self.refused.iter().map(told).collect()
    }

    /// The page at `path` again with what was typed, and nothing wrong with it: something beside it has changed.
    pub async fn shown(self, path: &str, fields: &Fields) -> Response {
        let typed = Typed { values: fields.shown_again(), page: path.to_owned(), ..Typed::default() };
        let response = render::page(&self.app, &self.visit, path, Some(typed)).await;
        self.with_cookie(response)
    }

    /// Done: the page to look at next.
    #[must_use]
    pub fn see_other(self, path: &str) -> Response {
        let mut response = StatusCode::SEE_OTHER.into_response();
        if let Ok(location) = HeaderValue::from_str(path) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        self.with_cookie(response)
    }

    /// Not done: the page at `path` again, with what was typed and what to say about it; redirects where
    /// signing in or verifying comes first.
    pub async fn again(self, path: &str, fields: &Fields, error: Error) -> Response {
        let l = self.visit.lang;
        let code = status_of(&error);
        self.app.note(&error);
        let mut typed = Typed { values: fields.shown_again(), page: path.to_owned(), told: self.refusals(), ..Typed::default() };
        typed.told.extend(self.told.iter().cloned());
        let mut retry_after = None;
        match error {
            Error::SignInFirst if !written(&typed.values) => return self.see_other(&format!("/desk?next={}", encode(path))),
            Error::VerifyFirst { locator } if !written(&typed.values) => {
                return self.see_other(&format!("/trip/{locator}/verify?next={}", encode(path)));
            }
            Error::Invalid(errors) => {
                let limits = self.app.files.limits;
                for error in errors {
                    match Why::ALL.into_iter().find(|why| error.field == "files" && why.key() == error.message) {
                        Some(why) => typed.told.push((error.field, app::ui::files::refusal(l, "", why, limits))),
                        None => typed.errors.push(error),
                    }
                }
            }
            Error::Conflict(key) => typed.problem = Some(l.text(key, None)),
            Error::Overtaken { by, owner } => {
                typed.problem = Some(match owner {
                    Some(owner) if owner == by => t!(l, "case-overtaken-taken", by = by),
                    Some(owner) => t!(l, "case-overtaken-owner", by = by, owner = owner),
                    None => t!(l, "case-overtaken", by = by),
                });
            }
            Error::Newer { by } => typed.problem = Some(t!(l, "case-newer", by = by)),
            Error::Limited { retry_after: wait } => {
                typed.problem = Some(t!(l, "limited", wait = l.duration(wait)));
                retry_after = HeaderValue::from_str(&wait.as_secs().max(1).to_string()).ok();
            }
            other => {
                let response = refused(&self.app, &self.visit, fields, path, other).await;
                return self.with_cookie(response);
            }
        }
        let mut response = render::page(&self.app, &self.visit, path, Some(typed)).await;
        if response.status() == StatusCode::OK {
            *response.status_mut() = code;
        } else if written(&fields.0) {
            // a page that redirects or is itself missing shows nobody their words
            let why = instead(&response, path);
            response = render::give_back(&self.app, &self.visit, fields, why).await;
        }
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        self.with_cookie(response)
    }

    /// An answer of another kind, with the session's cookie if it is new.
    #[must_use]
    pub fn with_cookie(self, mut response: Response) -> Response {
        if let Some(cookie) = self.cookie {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// What is refused outside of its page: with what was written, where something was; a busy moment hands back everything.
async fn refused(app: &App, visit: &Visit, fields: &Fields, path: &str, error: Error) -> Response {
    let why = match &error {
        Error::Unavailable(_) => return render::give_back(app, visit, fields, WhyBack::Busy).await,
        _ if !written(&fields.0) => return render::refusal(app, visit, error).await,
        Error::SignInFirst => WhyBack::SignIn(path.to_owned()),
        Error::VerifyFirst { locator } => WhyBack::Prove(format!("/trip/{locator}/verify?next={}", encode(path))),
        Error::NotFound => missing(path),
        Error::Forbidden => WhyBack::Forbidden,
        Error::Limited { retry_after } => WhyBack::Wait(visit.lang.duration(*retry_after)),
        Error::Invalid(_) | Error::Conflict(_) | Error::Overtaken { .. } | Error::Newer { .. } | Error::Internal(_) => {
            tracing::error!(%error, "request failed");
            WhyBack::Fault
        }
    };
    render::give_back(app, visit, fields, why).await
}

/// Why the page a form belongs to cannot show what was written.
fn instead(page: &Response, path: &str) -> WhyBack {
    let location = page.headers().get(header::LOCATION).and_then(|location| location.to_str().ok()).unwrap_or_default();
    match page.status() {
        StatusCode::SEE_OTHER if location.starts_with("/desk") => WhyBack::SignIn(path.to_owned()),
        StatusCode::SEE_OTHER => WhyBack::Prove(location.to_owned()),
        StatusCode::NOT_FOUND => missing(path),
        StatusCode::FORBIDDEN => WhyBack::Forbidden,
        StatusCode::SERVICE_UNAVAILABLE => WhyBack::Busy,
        _ => WhyBack::Fault,
    }
}

fn missing(path: &str) -> WhyBack {
    if path.starts_with("/cases/") { WhyBack::Elsewhere(path.to_owned()) } else { WhyBack::Missing }
}

/// Longest path that is gone back to.
const LONGEST_PATH: usize = 2_000;

/// Where to go after signing in or verifying: a path of ours, never another site's.
#[must_use]
pub fn next_path<'a>(fields: &'a Fields, otherwise: &'a str) -> &'a str {
    own_path(fields.get("next")).unwrap_or(otherwise)
}

/// A path, if it is one of ours.
#[must_use]
pub fn own_path(next: &str) -> Option<&str> {
    let address = next.len() <= LONGEST_PATH && next.bytes().all(|byte| byte.is_ascii_graphic());
    let ours = address && next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    ours.then_some(next)
}

/// A cookie's value.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_paths_are_followed() {
        let next = |value: &str| next_path(&Fields(vec![("next".into(), value.into())]), "/x").to_owned();
        assert_eq!(next("/cases/LS-1?step=2"), "/cases/LS-1?step=2");
        for bad in
            ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x", "cases", "/王", &"/a".repeat(2_000)]
        {
            assert_eq!(next(bad), "/x", "{bad:?}");
        }
    }

    #[test]
    fn fields_keep_their_words_and_lose_only_what_nobody_sees() {
        let fields =
            Fields(parse_fields("words=a%0D%0A%09b%00%1B%7F%C2%85&words=%E7%8E%8B&password=x&na%00me=%FF%F0%9F%91%8D%E2%80%8D".as_bytes()));
        assert_eq!(fields.get("words"), "a\n\tb");
        assert_eq!(fields.get("name"), "\u{fffd}👍\u{200d}");
        assert_eq!(fields.all("words").count(), 2);
        assert!(fields.shown_again().iter().all(|(name, _)| name != "password"));
    }
}
