//! Changing and cancelling a trip: choose a flight, keep it longer, give it back, confirm; or ask what comes back.

use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
};
use app::outcome::encode;
use app::pages::trip::change::{Asked, change_page, refund_page, words::of_case};
use app::words::Lang;
use axum::{
    Router,
    extract::{Path, State},
    response::{Redirect, Response},
    routing::get,
};
use desk::Error;
use desk::changes::{self, Confirmed, Tariff, Wanted};
use domain::booking::Locator;
use domain::fare::Ground;
use domain::payment::State as Payment;
use std::{sync::Arc, time::Duration};
use uuid::Uuid;

/// How often a payment page is looked for before the page of the change says that it is being prepared, and how long between.
const LOOKS: u32 = 40;
const BETWEEN: Duration = Duration::from_millis(50);

/// The addresses of this area.
pub fn routes() -> Router<App> {
    let page = || get(|Path((locator, id)): Path<(String, String)>| async move { Redirect::to(&page_of(&locator, &id)) });
    Router::new()
        .route("/trip/{locator}/change", get(render::any_page).post(hold))
        .route("/trip/{locator}/refund", get(render::any_page).post(quote))
        .route("/trip/{locator}/change/{id}/extend", page().post(extend))
        .route("/trip/{locator}/change/{id}/release", page().post(release))
        .route("/trip/{locator}/change/{id}/confirm", page().post(confirm))
        .route("/trip/{locator}/change/{id}/worked", page().post(worked))
        .route("/trip/{locator}/change/{id}/waive", page().post(waive))
        .route("/desk/approvals/{id}", get(|| async { Redirect::to("/desk/approvals") }).post(approve))
}

fn page_of(locator: &str, id: &str) -> String {
    format!("{}/{}", change_page(locator), encode(id))
}

/// What cannot be a locator or a number is no change; without rules there is none.
fn read(app: &App, locator: &str) -> Result<(Locator, Arc<Tariff>), Error> {
    let locator = Locator::parse(locator).map_err(|_| Error::NotFound)?;
    Ok((locator, app.portal.tariff.clone().ok_or(Error::NotFound)?))
}

fn number(locator: &str, id: &str) -> Result<(Locator, Uuid), Error> {
    Ok((Locator::parse(locator).map_err(|_| Error::NotFound)?, id.parse().map_err(|_| Error::NotFound)?))
}

fn asked(fields: &Fields) -> Asked {
    Asked::read(|name| fields.all(name).map(str::to_owned).collect())
}

/// The key of the form; one of somebody's own making is only another press.
fn key(fields: &Fields) -> Uuid {
    fields.get("key").parse().unwrap_or_else(|_| Uuid::new_v4())
}

async fn hold(State(app): State<App>, Path(locator): Path<String>, caller: Caller, fields: Fields) -> Response {
    let asked = asked(&fields);
    let page = asked.address(&change_page(&locator));
    let wanted = Wanted {
        passengers: asked.who.clone(),
        part: asked.part.first().copied().unwrap_or_default(),
        date: asked.date.unwrap_or_default(),
        order: asked.order,
    };
    let visit = &caller.visit;
    let held = match read(&app, &locator) {
        Ok((locator, tariff)) => {
            let way = (fields.get("flight"), key(&fields));
            changes::hold(app.db(), &visit.viewer, visit.now, visit.lang.0, &locator, &tariff, &wanted, way).await
        }
        Err(error) => Err(error),
    };
    match held {
        Ok(id) => {
            answered(&app, &caller, &locator, id).await;
            caller.see_other(&page_of(&locator, &id.to_string()))
        }
        Err(error) => caller.again(&page, &fields, error).await,
    }
}

/// Waits a moment for the reservation system, where there is one: who is answered at once need not see that they wait.
async fn answered(app: &App, caller: &Caller, locator: &str, id: Uuid) {
    if app.config.reservations.reservations_url.is_none() {
        return;
    }
    let Ok(locator) = Locator::parse(locator) else { return };
    for _ in 0..LOOKS {
        match changes::waits(app.db(), &caller.visit.viewer, &locator, id).await {
            Ok(true) => tokio::time::sleep(BETWEEN).await,
            Ok(false) | Err(_) => return,
        }
    }
}

async fn quote(State(app): State<App>, Path(locator): Path<String>, caller: Caller, fields: Fields) -> Response {
    let asked = asked(&fields);
    let page = asked.address(&refund_page(&locator));
    let visit = &caller.visit;
    let quoted = match read(&app, &locator) {
        Ok((locator, tariff)) => {
            let what = (fields.get("action") == "taxes", key(&fields));
            let whose = (asked.who.as_slice(), asked.part.as_slice());
            changes::quote_cancel(app.db(), &visit.viewer, visit.now, visit.lang.0, &locator, &tariff, whose, what).await
        }
        Err(error) => Err(error),
    };
    match quoted {
        Ok(id) => caller.see_other(&page_of(&locator, &id.to_string())),
        Err(error) => caller.again(&page, &fields, error).await,
    }
}

async fn extend(State(app): State<App>, Path((locator, id)): Path<(String, String)>, caller: Caller, fields: Fields) -> Response {
    let extended = match number(&locator, &id) {
        Ok((locator, id)) => changes::extend(app.db(), &caller.visit.viewer, caller.visit.now, &locator, id).await,
        Err(error) => Err(error),
    };
    done(caller, &page_of(&locator, &id), &fields, extended).await
}

async fn release(State(app): State<App>, Path((locator, id)): Path<(String, String)>, caller: Caller, fields: Fields) -> Response {
    let released = match number(&locator, &id) {
        Ok((locator, id)) => changes::release(app.db(), &caller.visit.viewer, caller.visit.now, &locator, id).await,
        Err(error) => Err(error),
    };
    done(caller, &page_of(&locator, &id), &fields, released).await
}

async fn worked(State(app): State<App>, Path((locator, id)): Path<(String, String)>, caller: Caller, fields: Fields) -> Response {
    let (worked, words) = (fields.get("worked") == "yes", fields.get("words"));
    let said = match number(&locator, &id) {
        Ok((locator, id)) => changes::say(app.db(), &caller.visit.viewer, caller.visit.now, &locator, id, worked, words).await,
        Err(error) => Err(error),
    };
    done(caller, &page_of(&locator, &id), &fields, said).await
}

/// Staff set something aside, or take back what waits for a supervisor.
async fn waive(State(app): State<App>, Path((locator, id)): Path<(String, String)>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let waived = match number(&locator, &id) {
        Ok((locator, id)) if fields.get("back") == "yes" => changes::take_back(app.db(), &visit.viewer, visit.now, &locator, id).await,
        Ok((locator, id)) => {
            let what = (Ground::parse(fields.get("ground")), fields.get("why"));
            changes::waive(app.db(), &visit.viewer, visit.now, &locator, id, what).await.map(|_| ())
        }
        Err(error) => Err(error),
    };
    done(caller, &page_of(&locator, &id), &fields, waived).await
}

/// A supervisor agrees with what a colleague wants to set aside, or does not.
async fn approve(State(app): State<App>, Path(id): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let decided = match id.parse() {
        Ok(id) => {
            let (agrees, words) = (fields.get("agrees") == "yes", fields.get("words"));
            changes::decide_waiver(app.db(), &visit.viewer, visit.now, id, agrees, words).await
        }
        Err(_) => Err(Error::NotFound),
    };
    match decided {
        Ok(()) => caller.see_other("/desk/approvals"),
        Err(error) => caller.again(&format!("/desk/approvals?of={}", encode(&id)), &fields, error).await,
    }
}

async fn confirm(State(app): State<App>, Path((locator, id)): Path<(String, String)>, caller: Caller, fields: Fields) -> Response {
    let page = page_of(&locator, &id);
    match confirmed(&app, &caller, &locator, &id).await {
        Ok(Some(payment)) => caller.see_other(&payment),
        outcome => done(caller, &page, &fields, outcome.map(|_| ())).await,
    }
}

/// Confirms; with something to pay, the address of the payment page as soon as there is one.
async fn confirmed(app: &App, caller: &Caller, locator: &str, id: &str) -> Result<Option<String>, Error> {
    let (locator, id) = number(locator, id)?;
    let visit = &caller.visit;
    let look = || changes::change(app.db(), &visit.viewer, visit.now, visit.lang.0, &locator, id);
    let shown = look().await?;
    // what staff do for a passenger is written to them in their language
    let staff = visit.viewer.staff().is_some();
    let lang = if staff { Lang(shown.language) } else { visit.lang };
    let words = of_case(lang, &shown);
    match changes::confirm(app.db(), &visit.viewer, visit.now, lang.0, &locator, id, words).await? {
        Confirmed::Done => return Ok(None),
        // the passenger pays, not they: the page of the change shows how
        Confirmed::Confirming => {
            answered(app, caller, locator.as_str(), id).await;
            return Ok(None);
        }
        Confirmed::Pay if staff => return Ok(None),
        Confirmed::Pay => {}
    }
    for _ in 0..LOOKS {
        let charge = look().await?.charge;
        let Some(charge) = charge.filter(|charge| matches!(charge.state, Payment::Planned | Payment::Opened)) else { break };
        if let Some(url) = charge.hosted_url {
            return Ok(Some(url));
        }
        tokio::time::sleep(BETWEEN).await;
    }
    Ok(None)
}

/// On the page of the change it says how it stands, whatever became of the press.
async fn done(caller: Caller, page: &str, fields: &Fields, outcome: Result<(), Error>) -> Response {
    match outcome {
        Ok(()) => caller.see_other(page),
        Err(error) => caller.again(page, fields, error).await,
    }
}
