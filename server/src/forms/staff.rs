//! Staff: signing in and out, ending sessions.

use super::files;
use crate::{
    caller::{Caller, Fields, next_path},
    render,
    state::App,
    uploads::Uploads,
};
use app::outcome::encode;
use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{Redirect, Response},
    routing::{get, post},
};
use desk::access::{self, network_key};
use desk::cases::{self, New, Recorded};
use desk::hours;
use desk::staff::{SignIn, end_session, set_skills, sign_in};
use domain::booking::IdentityCheck;
use domain::case::{Channel, Kind, Topic};
use domain::locale::Locale;
use domain::queue::Skills;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Form targets of the desk's own affairs.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/desk", post(enter))
        .route("/desk/sign-out", get(|| async { Redirect::to("/desk") }).post(leave))
        .route("/desk/settings/sessions", get(|| async { Redirect::to("/desk/settings") }).post(end))
        .route("/desk/settings/skills", get(|| async { Redirect::to("/desk/settings") }).post(answers))
        .route("/desk/record", get(render::any_page).post(record))
        .route("/desk/settings/hours/{department}", post(set_hours))
}

async fn enter(State(app): State<App>, headers: HeaderMap, mut caller: Caller, fields: Fields) -> Response {
    let with = SignIn {
        email: fields.get("email"),
        password: fields.get("password"),
        code: fields.get("code"),
        network: &network_key(caller.address.0),
        user_agent: headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default(),
    };
    match sign_in(app.db(), &caller.visit.viewer, caller.visit.now, with).await {
        Ok((token, _)) => {
            caller.take_token(&token.to_text());
            caller.see_other(next_path(&fields, "/desk"))
        }
        Err(error) => {
            let path = format!("/desk?next={}", encode(next_path(&fields, "")));
            caller.again(&path, &fields, error).await
        }
    }
}

async fn leave(State(app): State<App>, mut caller: Caller, fields: Fields) -> Response {
    match access::end(app.db(), &caller.visit.viewer).await {
        Ok(()) => {
            caller.forget();
            caller.see_other("/desk")
        }
        Err(error) => caller.again("/desk", &fields, error).await,
    }
}

async fn end(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let Ok(name) = fields.get("session").parse() else {
        return caller.again("/desk/settings", &fields, desk::Error::NotFound).await;
    };
    match end_session(app.db(), &caller.visit.viewer, caller.visit.now, name).await {
        Ok(()) => caller.see_other("/desk/settings"),
        Err(error) => caller.again("/desk/settings", &fields, error).await,
    }
}

async fn answers(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let skills = Skills {
        languages: fields.all("languages").filter_map(|tag| Locale::ALL.into_iter().find(|locale| locale.tag() == tag)).collect(),
        kinds: fields.all("kinds").filter_map(Kind::parse).collect(),
    };
    match set_skills(app.db(), &caller.visit.viewer, caller.visit.now, &skills).await {
        Ok(()) => caller.see_other("/desk/settings"),
        Err(error) => caller.again("/desk/settings", &fields, error).await,
    }
}

async fn set_hours(
    State(app): State<App>,
    Path(department): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
    caller: Caller,
    fields: Fields,
) -> Response {
    let channel = query.get("channel").and_then(|channel| Channel::parse(channel));
    let typed = hours::Typed {
        department: &department,
        channel,
        always: !fields.get("always").is_empty(),
        zone: fields.get("zone"),
        week: hours::DAYS.map(|day| fields.get(day)),
        days: fields.get("days"),
    };
    match hours::set(app.db(), &caller.visit.viewer, caller.visit.now, typed).await {
        Ok(()) => caller.see_other("/desk/settings/hours"),
        Err(error) => {
            let path = caller.visit.here.to_string();
            caller.again(&path, &fields, error).await
        }
    }
}

async fn record(State(app): State<App>, mut caller: Caller, uploads: Uploads, fields: Fields) -> Response {
    let key = fields.get("key").parse().unwrap_or_else(|_| Uuid::new_v4());
    let path = caller.visit.here.to_string();
    let chosen = match files::take(&app, &mut caller, &format!("record:{key}"), &fields, &uploads).await {
        Ok(_) if caller.refuses() => return caller.again(&path, &fields, desk::Error::Invalid(Vec::new())).await,
        Ok(_) if files::only_removes(&fields) => return caller.shown(&path, &fields).await,
        Ok(chosen) => chosen,
        Err(error) => return caller.again(&path, &fields, error).await,
    };
    let (kind, topic) = fields.get("matter").split_once(' ').unwrap_or_default();
    let (kind, topic) = (Kind::parse(kind), Topic::parse(topic));
    let new = New {
        kind: kind.unwrap_or(Kind::Inquiry),
        // none chosen: a topic no inquiry has, which is then asked for
        topic: topic.unwrap_or(Topic::Conduct),
        subject: fields.get("subject").to_owned(),
        words: fields.get("words").to_owned(),
        name: fields.get("name").to_owned(),
        email: fields.get("email").to_owned(),
        language: Locale::from_tag(fields.get("language")).unwrap_or_default(),
        locator: None,
        flight: None,
        bag_tag: String::new(),
    };
    let recorded = Recorded {
        channel: Channel::parse(fields.get("channel")),
        passenger: fields.get("who").parse().ok(),
        check: IdentityCheck::parse(fields.get("check")),
        answer: fields.get("answer").to_owned(),
        new,
        files: chosen,
    };
    let mut unreachable = Vec::new();
    if !app.portal.texts() {
        cases::by_mail_only(fields.get("email"), &mut unreachable);
    }
    let outcome = if unreachable.is_empty() {
        cases::record(app.db(), &caller.visit.viewer, caller.visit.now, key, recorded).await
    } else {
        Err(desk::Error::Invalid(unreachable))
    };
    match outcome {
        Ok(opened) => caller.see_other(&format!("/desk/record?done={}", opened.reference)),
        Err(error) => {
            let path = caller.visit.here.to_string();
            caller.again(&path, &fields, error).await
        }
    }
}
