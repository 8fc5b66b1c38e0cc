//! `POST /language`: a form that came back, in another language with the same words in it (I8).

use crate::{
    caller::{Caller, Fields, own_path},
    middleware::visit::language_cookie,
    render,
    state::App,
};
use app::{
    form::Typed,
    ui::language::{PAGE, TO},
    words::Lang,
};
use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::locale::Locale;

/// The addresses of this area.
pub fn routes() -> Router<App> {
    // the address stays in the bar: asked for again, it has nothing to show
    Router::new().route("/language", get(|| async { Redirect::to("/") }).post(switch))
}

async fn switch(State(app): State<App>, mut caller: Caller, fields: Fields) -> Response {
    let (Some(locale), Some(page)) = (Locale::from_tag(fields.get(TO)), own_path(fields.get(PAGE))) else {
        return caller.with_cookie(StatusCode::BAD_REQUEST.into_response());
    };
    let values = fields.shown_again().into_iter().filter(|(name, _)| name != TO && name != PAGE).collect();
    caller.visit.lang = Lang(locale);
    caller.visit.here = page.into();
    let mut response = render::page(&app, &caller.visit, page, Some(Typed { values, page: page.to_owned(), ..Typed::default() })).await;
    if let Some(cookie) = language_cookie(locale) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    caller.with_cookie(response)
}
