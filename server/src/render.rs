//! Leptos pages to responses: rendered whole, scripts only where a page has islands, policy and nonce on each.

use crate::{caller::Fields, middleware::security, state::App};
use app::{
    context::{Portal, Visit},
    form::Typed,
    outcome::status_of,
    pages::{
        error::ErrorPage,
        files::FilesNow,
        give_back::{GiveBack, Why},
    },
    shell::{SCRIPTS_GO_HERE, Shell, ShellOf},
};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::{Error, files::Staged};
use leptos::prelude::*;

/// Any address nothing else answers: the page routes decide.
pub async fn any_page(State(app): State<App>, request: Request) -> Response {
    let Some(visit) = request.extensions().get::<Visit>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return status_page(&app, &visit, StatusCode::METHOD_NOT_ALLOWED).await;
    }
    let here = visit.here.clone();
    page(&app, &visit, &here, None).await
}

/// The page at `path`, for this visit; with a form shown again where `typed` is given.
pub async fn page(app: &App, visit: &Visit, path: &str, typed: Option<Typed>) -> Response {
    finish(app, visit, whole(&app.portal, visit, path, typed, || view! { <Shell/> }).await).await
}

/// The page for a refusal outside any form.
pub async fn refusal(app: &App, visit: &Visit, error: Error) -> Response {
    let code = status_of(&error);
    if code == StatusCode::INTERNAL_SERVER_ERROR {
        tracing::error!(%error, "request failed");
    }
    status_page(app, visit, code).await
}

/// An error page by status, without a look at the database.
pub async fn status_page(app: &App, visit: &Visit, code: StatusCode) -> Response {
    let response =
        whole(&app.portal, visit, &visit.here, None, move || view! { <ShellOf page=move || view! { <ErrorPage code/> }/> }).await;
    let mut response = finish(app, visit, response).await;
    *response.status_mut() = code;
    if code == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
    }
    response
}

/// A submission that was not taken: everything typed handed back, ready to be sent again (I8).
pub async fn give_back(app: &App, visit: &Visit, fields: &Fields, why: Why) -> Response {
    // words that come too late go on where messages begin
    let action = if matches!(why, Why::Late(_)) { "/cases/new".to_owned() } else { visit.here.to_string() };
    let (values, code) = (fields.shown_again(), why.status());
    let shell = move || {
        let (action, values, why) = (action.clone(), values.clone(), why.clone());
        view! { <ShellOf page=move || view! { <GiveBack action=action.clone() values=values.clone() why=why.clone()/> }/> }
    };
    let response = whole(&app.portal, visit, &visit.here, None, shell).await;
    let mut response = finish(app, visit, response).await;
    *response.status_mut() = code;
    if code == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
    }
    response
}

/// The files of a form after one more was sent ahead: the island takes its part of the page.
pub async fn files_now(app: &App, visit: &Visit, staged: Vec<Staged>, typed: Typed) -> Response {
    let code = if typed.failed() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shell = move || {
        let (staged, typed) = (staged.clone(), typed.clone());
        view! { <ShellOf page=move || view! { <FilesNow staged=staged.clone() typed=typed.clone()/> }/> }
    };
    let response = whole(&app.portal, visit, &visit.here, None, shell).await;
    let mut response = finish(app, visit, response).await;
    *response.status_mut() = code;
    response
}

async fn whole<V: IntoView + 'static>(
    portal: &Portal,
    visit: &Visit,
    path: &str,
    typed: Option<Typed>,
    shell: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response {
    let Ok(request) = Request::builder().uri(path).body(Body::empty()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let (portal, visit) = (portal.clone(), visit.clone());
    let context = move || {
        provide_context(portal.clone());
        provide_context(visit.clone());
        if let Some(typed) = &typed {
            provide_context(typed.clone());
        }
    };
    leptos_axum::render_app_async_with_context(context, shell)(request).await
}

/// Puts in the scripts if the page has islands, and the headers every page carries.
async fn finish(app: &App, visit: &Visit, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(html) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let html = with_scripts(&html, || loader(&app.portal, &visit.nonce));
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(visit.lang.tag()));
    parts.headers.remove(header::CONTENT_LENGTH);
    security::policy(&mut parts.headers, &visit.nonce, app.portal.payments.as_deref());
    parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-store"));
    Response::from_parts(parts, Body::from(html))
}

/// Up to its end, which is before what Leptos appends for resources (pages rendered whole have none, and the loader
/// brings what islands read); with the scripts where they go, if there are islands.
fn with_scripts(html: &[u8], loader: impl FnOnce() -> String) -> String {
    let html = String::from_utf8_lossy(html);
    let html = html.split_inclusive("</html>").next().unwrap_or_default();
    let scripts = if html.contains("<leptos-island") { loader() } else { String::new() };
    // at the foot: found sooner from there
    match html.rsplit_once(SCRIPTS_GO_HERE) {
        Some((before, after)) => {
            let before = before.strip_suffix("<div hidden>").unwrap_or(before);
            [before, &scripts, after.strip_prefix("</div>").unwrap_or(after)].concat()
        }
        None => html.to_owned(),
    }
}

/// Fetches the WebAssembly once the page is there and painted (style, font and words come first on a slow line; a page
/// that nobody looks at is not painted, and begins all the same), and hydrates its islands, outermost first.
#[must_use]
pub fn loader(portal: &Portal, nonce: &str) -> String {
    let (js, wasm) = (portal.asset("landside.js"), portal.asset("landside.wasm"));
    format!(
        r#"<script type="module" nonce="{nonce}">
for (const name of ["RESOLVED_RESOURCES", "SERIALIZED_ERRORS", "PENDING_RESOURCES", "RESOURCE_RESOLVERS", "INCOMPLETE_CHUNKS"]) self["__" + name] = [];
let begun;
const start = async () => {{
  if (begun) return;
  begun = true;
  const mod = await import("{js}");
  await mod.default({{ module_or_path: "{wasm}" }});
  mod.hydrate();
  for (const island of document.querySelectorAll("leptos-island")) await mod[island.dataset.component]?.(island);
  document.documentElement.dataset.hydrated = "";
}};
const rest = () => {{
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(start)));
  setTimeout(start, 1000);
}};
document.readyState === "complete" ? rest() : addEventListener("load", rest, {{ once: true }});
</script>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_stand_at_the_foot_of_pages_with_islands_and_nowhere_else() {
        let page = |main: &str| format!("<html><main>{main}</main><div hidden>{SCRIPTS_GO_HERE}</div></body></html><script>x</script>");
        let made = |main: &str| with_scripts(page(main).as_bytes(), || "<script>loader</script>".to_owned());
        assert_eq!(made("words"), "<html><main>words</main></body></html>");
        assert_eq!(
            made("<leptos-island></leptos-island>"),
            "<html><main><leptos-island></leptos-island></main><script>loader</script></body></html>"
        );
    }
}
