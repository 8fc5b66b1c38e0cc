//! Pages for what did not work: what happened, what of yours is safe, the way on.

use crate::{
    context::{lang, visit},
    outcome,
    ui::{
        empty::{Empty, Scene},
        page_head::Page,
    },
    words::t,
};
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page for an address nothing answers at.
#[component]
pub fn NotFound() -> impl IntoView {
    outcome::status(StatusCode::NOT_FOUND);
    view! { <ErrorPage code=StatusCode::NOT_FOUND/> }
}

/// What happened, in words, by status.
#[component]
pub fn ErrorPage(
    /// The status the page is sent with.
    code: StatusCode,
) -> impl IntoView {
    let l = lang();
    let (title, text) = match code {
        StatusCode::BAD_REQUEST => (t!(l, "error-400-title"), t!(l, "error-400-text")),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (t!(l, "error-415-title"), t!(l, "error-415-text")),
        StatusCode::NOT_FOUND => (t!(l, "error-404-title"), t!(l, "error-404-text")),
        StatusCode::METHOD_NOT_ALLOWED => (t!(l, "error-405-title"), t!(l, "error-405-text")),
        StatusCode::UNAUTHORIZED => (t!(l, "error-401-title"), t!(l, "error-401-text")),
        StatusCode::FORBIDDEN if visit().viewer.staff().is_none() => (t!(l, "error-403-title"), t!(l, "error-403-visitor")),
        StatusCode::FORBIDDEN => (t!(l, "error-403-title"), t!(l, "error-403-text")),
        StatusCode::CONFLICT => (t!(l, "error-409-title"), t!(l, "error-409-text")),
        StatusCode::PAYLOAD_TOO_LARGE => (t!(l, "error-413-title"), t!(l, "error-413-text")),
        StatusCode::TOO_MANY_REQUESTS => (t!(l, "error-429-title"), t!(l, "error-429-text")),
        StatusCode::SERVICE_UNAVAILABLE => (t!(l, "error-503-title"), t!(l, "error-503-text")),
        _ => (t!(l, "error-500-title"), t!(l, "error-500-text")),
    };
    let way = |href: &'static str, words: String| view! { <li><a href=href>{words}</a></li> };
    let ways = if visit().viewer.staff().is_some() {
        vec![way("/desk/queue", t!(l, "nav-queue")), way("/desk", t!(l, "nav-desk")), way("/flights", t!(l, "error-way-flights"))]
    } else if code == StatusCode::UNAUTHORIZED {
        vec![way("/desk", t!(l, "nav-desk")), way("/", t!(l, "error-way-home"))]
    } else {
        vec![way("/", t!(l, "error-way-home")), way("/flights", t!(l, "error-way-flights")), way("/cases", t!(l, "error-way-cases"))]
    };
    view! {
        <Title text=title.clone()/>
        <Page>
            <Empty page=true title=title scene=scene(code) words=text>
                <ul class="ways-on">{ways}</ul>
            </Empty>
        </Page>
    }
}

const fn scene(code: StatusCode) -> Scene {
    match code {
        StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Scene::NoWay,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Scene::Closed,
        _ => Scene::Resting,
    }
}
