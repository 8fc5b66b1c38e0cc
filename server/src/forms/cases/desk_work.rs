//! What staff do in a case besides answering.

use super::{at_desk, came_back, key, sent, with_files};
use crate::{
    caller::{Caller, Fields},
    state::App,
    uploads::Uploads,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::{
    Error,
    cases::{self, At, Readdress},
};
use domain::booking::IdentityCheck;
use domain::case::{Priority, Topic};
use jiff::SignedDuration;

/// Done: back to the case; or not: the case again, saying why; whoever has been signed out signs in first.
pub(super) async fn settled(caller: Caller, fields: &Fields, reference: &str, outcome: Result<(), Error>) -> Response {
    let outcome = outcome.map_err(|error| at_desk(&caller, error));
    super::settled(caller, fields, reference, outcome).await
}

/// The case as it stood on the page that was acted from.
pub(super) fn at<'a>(reference: &'a str, fields: &Fields) -> At<'a> {
    At { reference, seen: fields.get("seen").parse().ok() }
}

pub(super) async fn note(
    State(app): State<App>,
    Path(reference): Path<String>,
    mut caller: Caller,
    uploads: Uploads,
    fields: Fields,
) -> Response {
    let chosen = match with_files(&app, &mut caller, &reference, &fields, &uploads).await {
        Ok(chosen) => chosen,
        Err(outcome) => return came_back(caller, &reference, &fields, outcome).await,
    };
    let written = cases::Written { words: fields.get("words"), files: chosen };
    let visit = &caller.visit;
    let outcome = cases::note(app.db(), &visit.viewer, visit.now, &reference, key(&fields), written).await;
    if outcome.is_ok() {
        sent(&app, &caller, &reference).await;
    }
    settled(caller, &fields, &reference, outcome.map(|_| ())).await
}

/// `owner=me` takes the case; a colleague's id hands it over.
pub(super) async fn owner(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = match fields.get("owner") {
        "me" => cases::take(app.db(), &visit.viewer, visit.now, at(&reference, &fields)).await,
        to => cases::hand_over(app.db(), &visit.viewer, visit.now, at(&reference, &fields), to).await,
    };
    settled(caller, &fields, &reference, outcome).await
}

/// The department; with `owner`, to somebody there by name.
pub(super) async fn department(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let to = Some(fields.get("owner")).filter(|to| !to.is_empty());
    let outcome =
        cases::transfer(app.db(), &visit.viewer, visit.now, at(&reference, &fields), fields.get("department"), to, fields.get("reason"))
            .await;
    settled(caller, &fields, &reference, outcome).await
}

pub(super) async fn topic(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = match Topic::parse(fields.get("topic")) {
        Some(topic) => cases::set_topic(app.db(), &visit.viewer, visit.now, at(&reference, &fields), topic).await,
        None => Err(Error::invalid("topic", "case-topic-missing")),
    };
    settled(caller, &fields, &reference, outcome).await
}

pub(super) async fn priority(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = match Priority::parse(fields.get("priority")) {
        Some(priority) => cases::set_priority(app.db(), &visit.viewer, visit.now, at(&reference, &fields), priority).await,
        None => Err(Error::invalid("priority", "case-choose-one")),
    };
    settled(caller, &fields, &reference, outcome).await
}

/// `deadline` is hours from now.
pub(super) async fn deadline(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let hours = fields.get("deadline").parse::<i64>().ok().filter(|hours| (1..=744).contains(hours));
    let outcome = match hours {
        Some(hours) => {
            let reply_by = visit.now + SignedDuration::from_hours(hours);
            cases::set_deadline(app.db(), &visit.viewer, visit.now, at(&reference, &fields), reply_by, fields.get("why")).await
        }
        None => Err(Error::invalid("deadline", "case-choose-one")),
    };
    settled(caller, &fields, &reference, outcome).await
}

pub(super) async fn level(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = cases::escalate(app.db(), &visit.viewer, visit.now, at(&reference, &fields)).await;
    settled(caller, &fields, &reference, outcome).await
}

pub(super) async fn closing(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = cases::close(app.db(), &visit.viewer, visit.now, &reference, fields.get("because")).await;
    settled(caller, &fields, &reference, outcome).await
}

/// `undo` takes a reply back that has not left, `now` lets it leave at once.
pub(super) async fn leaving(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    match fields.get("undo") {
        "" => {
            let outcome = cases::together::send_now(app.db(), &visit.viewer, visit.now, &reference, fields.get("now")).await;
            settled(caller, &fields, &reference, outcome).await
        }
        id => match cases::together::undo(app.db(), &visit.viewer, visit.now, &reference, id).await {
            Ok(()) => caller.see_other(&format!("{}#reply", super::address(&reference))),
            outcome => settled(caller, &fields, &reference, outcome).await,
        },
    }
}

/// `mail` is the number of the entry that holds a message: it is the passenger's.
pub(super) async fn mail(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = match fields.get("mail").parse() {
        Ok(seq) => cases::mail::accept(app.db(), &visit.viewer, visit.now, &reference, seq).await,
        Err(_) => Err(Error::NotFound),
    };
    settled(caller, &fields, &reference, outcome.map(|_| ())).await
}

/// Letters about the case go somewhere else, once it is sure who asked for it.
pub(super) async fn reached(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let wish =
        Readdress { address: fields.get("address"), check: IdentityCheck::parse(fields.get("check")), why: fields.get("reached_why") };
    let outcome = cases::readdress(app.db(), &visit.viewer, visit.now, at(&reference, &fields), wish, app.portal.texts()).await;
    settled(caller, &fields, &reference, outcome).await
}
