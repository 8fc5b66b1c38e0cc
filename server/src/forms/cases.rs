//! Cases: opening one, everything that can be done in one, coming back to one.

mod arrange;
mod desk_work;
mod guided;

use super::files;
use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
    uploads::Uploads,
};
use axum::{
    Router,
    extract::{Path, State},
    response::{Redirect, Response},
    routing::{MethodRouter, get, post},
};
use desk::{
    Error, access,
    cases::{
        self,
        together::{self, Sent},
    },
    files::Chosen,
};
use domain::case::Reference;
use jiff::SignedDuration;
use uuid::Uuid;

/// The form targets of this area. Those that are no pages lead a browser that reloads them back to the case.
pub fn routes() -> Router<App> {
    let act = |target: MethodRouter<App>| target.get(back);
    Router::new()
        .route("/cases/new", get(render::any_page).post(guided::answer))
        .route("/cases/find", get(render::any_page).post(send_code))
        .route("/cases/find/code", get(|| async { Redirect::to("/cases/find?step=code") }).post(check_code))
        .route("/cases/{reference}/open", get(render::any_page).post(redeem))
        .route("/cases/{reference}/replies", act(post(reply)))
        .route("/cases/{reference}/notes", act(post(desk_work::note)))
        .route("/cases/{reference}/verdict", act(post(verdict)))
        .route("/cases/{reference}/companions", act(post(invite)))
        .route("/cases/{reference}/address", act(post(address_of)))
        .route("/cases/{reference}/reached", act(post(desk_work::reached)))
        .route("/cases/{reference}/companions/withdrawn", act(post(withdraw)))
        .route("/cases/{reference}/owner", act(post(desk_work::owner)))
        .route("/cases/{reference}/department", act(post(desk_work::department)))
        .route("/cases/{reference}/topic", act(post(desk_work::topic)))
        .route("/cases/{reference}/priority", act(post(desk_work::priority)))
        .route("/cases/{reference}/deadline", act(post(desk_work::deadline)))
        .route("/cases/{reference}/level", act(post(desk_work::level)))
        .route("/cases/{reference}/mail", act(post(desk_work::mail)))
        .route("/cases/{reference}/leaving", act(post(desk_work::leaving)))
        .route("/cases/{reference}/merge", act(post(arrange::merge)))
        .route("/cases/{reference}/tags", act(post(arrange::tags)))
        .route("/cases/{reference}/aside", act(post(arrange::aside)))
        .route("/cases/{reference}/links", act(post(arrange::links)))
        .route("/cases/{reference}/follow-ups", act(post(arrange::follow_ups)))
        .route("/cases/{reference}/closing", act(post(desk_work::closing)))
}

async fn back(Path(reference): Path<String>) -> Redirect {
    Redirect::to(&address(&reference))
}

fn address(reference: &str) -> String {
    format!("/cases/{}", app::outcome::encode(reference))
}

/// The form's key; one that was lost or tampered with counts as new, so the words are not.
fn key(fields: &Fields) -> Uuid {
    fields.get("key").parse().unwrap_or_else(|_| Uuid::new_v4())
}

/// Done: back to the case; or not: the case again, saying why.
async fn settled(caller: Caller, fields: &Fields, reference: &str, outcome: Result<(), Error>) -> Response {
    match outcome {
        Ok(()) => caller.see_other(&address(reference)),
        Err(error) => caller.again(&address(reference), fields, error).await,
    }
}

/// A form of the desk, sent by somebody who is not signed in there: they have been signed out.
fn at_desk(caller: &Caller, error: Error) -> Error {
    if matches!(error, Error::NotFound) && caller.visit.viewer.staff().is_none() { Error::SignInFirst } else { error }
}

/// What was written to a case that is not open here waits under its name, for when it is.
async fn waits(app: &App, caller: &Caller, reference: &str, fields: &Fields) {
    let Ok(reference) = Reference::parse(reference) else { return };
    let words = [("words".to_owned(), fields.get("words").to_owned())].into();
    if let Err(error) = cases::keep_draft(app.db(), &caller.visit.viewer, caller.visit.now, &format!("reply:{reference}"), &words).await {
        tracing::warn!(%error, "words to a case that is not open could not be kept");
    }
}

async fn reply(State(app): State<App>, Path(reference): Path<String>, mut caller: Caller, uploads: Uploads, fields: Fields) -> Response {
    let chosen = match with_files(&app, &mut caller, &reference, &fields, &uploads).await {
        Ok(chosen) => chosen,
        Err(outcome) => return came_back(caller, &reference, &fields, outcome).await,
    };
    let written = cases::Written { words: fields.get("words"), files: chosen };
    let visit = &caller.visit;
    // an old page of a case that goes on elsewhere by now: what a passenger wrote goes there
    let elsewhere = match visit.viewer.staff() {
        Some(_) => Ok(None),
        None => together::goes_on_in(app.db(), &visit.viewer, &reference).await,
    };
    let reference = match elsewhere {
        Ok(into) => into.unwrap_or(reference),
        Err(error) => return caller.again(&address(&reference), &fields, error).await,
    };
    let yes = |name: &str| fields.get(name) == "yes";
    let how = cases::How { asks: yes("asks"), reopens: yes("reopens"), public: yes("public"), personal: yes("personal") };
    let against = together::Against { seen: fields.get("seen").parse().ok(), held: fields.get("held") };
    let waits_for = (against, SignedDuration::from_secs(app.config.undo_seconds.into()));
    match together::send(app.db(), &visit.viewer, visit.now, &reference, key(&fields), written, how, waits_for).await {
        Ok(gone) => {
            sent(&app, &caller, &reference).await;
            caller.see_other(&match gone {
                Sent::Left(seq) => format!("{}#entry-{seq}", address(&reference)),
                Sent::Leaving(id) => format!("{}#held-{id}", address(&reference)),
            })
        }
        Err(Error::NotFound) if fields.get("from") == "desk" => {
            let error = at_desk(&caller, Error::NotFound);
            caller.again(&address(&reference), &fields, error).await
        }
        Err(Error::NotFound) => {
            waits(&app, &caller, &reference, &fields).await;
            caller.again(&address(&reference), &fields, Error::NotFound).await
        }
        Err(error) => caller.again(&address(&reference), &fields, error).await,
    }
}

/// The files of a reply or note; or why the page comes back without anything sent: files that are not taken, or one to be
/// taken away (`None`).
async fn with_files(app: &App, caller: &mut Caller, reference: &str, fields: &Fields, uploads: &Uploads) -> Result<Chosen, Option<Error>> {
    let chosen = files::take(app, caller, &files::reply_draft(reference), fields, uploads).await.map_err(Some)?;
    if caller.refuses() {
        return Err(Some(Error::Invalid(Vec::new())));
    }
    if files::only_removes(fields) { Err(None) } else { Ok(chosen) }
}

/// The case again, with what was typed.
async fn came_back(caller: Caller, reference: &str, fields: &Fields, outcome: Option<Error>) -> Response {
    let path = address(reference);
    match outcome {
        Some(error) => caller.again(&path, fields, error).await,
        None => caller.shown(&path, fields).await,
    }
}

/// What was sent is no draft any more. It is sent whatever becomes of the draft.
async fn sent(app: &App, caller: &Caller, reference: &str) {
    let reference = Reference::parse(reference).map(|reference| reference.to_string()).unwrap_or_default();
    if let Err(error) = cases::forget_draft(app.db(), &caller.visit.viewer, &format!("reply:{reference}")).await {
        tracing::warn!(%error, "a sent draft could not be forgotten");
    }
}

async fn verdict(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let answered = match fields.get("answered") {
        "yes" => true,
        "no" => false,
        _ => return caller.again(&address(&reference), &fields, Error::invalid("answered", "case-choose-one")).await,
    };
    let outcome = cases::verdict(app.db(), &visit.viewer, visit.now, &reference, answered).await;
    // "not yet" leads to the box where one says what is missing
    match outcome {
        Ok(()) if !answered => caller.see_other(&format!("{}#reply", address(&reference))),
        outcome => settled(caller, &fields, &reference, outcome).await,
    }
}

async fn invite(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = cases::invite(app.db(), &visit.viewer, visit.now, &reference, fields.get("email")).await;
    settled(caller, &fields, &reference, outcome.map(|_| ())).await
}

async fn address_of(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, texts) = (&caller.visit, app.portal.texts());
    let outcome = cases::change_address(app.db(), &visit.viewer, visit.now, &reference, fields.get("address"), texts).await;
    settled(caller, &fields, &reference, outcome).await
}

async fn withdraw(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = cases::withdraw(app.db(), &visit.viewer, visit.now, &reference, fields.get("address")).await;
    settled(caller, &fields, &reference, outcome).await
}

async fn redeem(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    match cases::redeem(app.db(), &visit.viewer, visit.now, fields.get("token")).await {
        Ok(reference) => caller.see_other(&address(&reference)),
        Err(error) => caller.again(&format!("{}/open", address(&reference)), &fields, error).await,
    }
}

async fn send_code(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let (network, reader) = (access::network_key(caller.address.0), access::Reader { locale: visit.lang.0, texts: app.portal.texts() });
    match access::send_code_to(app.db(), &visit.viewer, visit.now, &network, fields.get("email"), reader).await {
        Ok(_) => caller.see_other("/cases/find?step=code"),
        Err(error) => caller.again("/cases/find", &fields, error).await,
    }
}

async fn check_code(State(app): State<App>, mut caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    match access::check_code(app.db(), &visit.viewer, visit.now, None, fields.get("code")).await {
        Ok(token) => {
            caller.take_token(&token.to_text());
            caller.see_other("/cases")
        }
        Err(error) => caller.again("/cases/find?step=code", &fields, error).await,
    }
}
