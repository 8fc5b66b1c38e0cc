//! `POST /bags`: a tag and a family name open a bag's trace in this browser. Messages about bags nobody could use, put right.

use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
};
use app::{outcome::encode, ui::carrier, words::t};
use axum::{
    Router,
    extract::{Path, State},
    response::{Redirect, Response},
    routing::get,
};
use desk::{
    Error,
    bags::{Act, NextStep, OnHand, Opened, choose_window, decide, hand_over, open_bag, record_on_hand, report_of, step, weigh_due},
    telegrams::{self, State as Stands},
};
use domain::bag::{
    Stage,
    description::{BagType, Colour, Contents, Description, Extra, Material},
};

/// Bags weighed while somebody waits.
const SOON: i64 = 10;

/// The addresses of this area.
pub fn routes() -> Router<App> {
    let list = || get(|| async { Redirect::to("/desk/messages") });
    Router::new()
        .route("/bags", get(render::any_page).post(open))
        .route("/desk/bags/on-hand", get(render::any_page).post(found))
        .route("/desk/bags/on-hand/{id}", get(render::any_page).post(whose))
        .route("/cases/{reference}/match", get(back).post(which))
        .route("/cases/{reference}/bag", get(back).post(next_step))
        .route("/cases/{reference}/delivery", get(back).post(when_and_where))
        .route("/bags/delivery", get(render::any_page).post(handed_over))
        .route("/desk/messages/again", list().post(again))
        .route("/desk/messages/{id}", get(render::any_page).post(mend))
}

async fn open(State(app): State<App>, mut caller: Caller, fields: Fields) -> Response {
    let (viewer, now, address) = (&caller.visit.viewer, caller.visit.now, caller.address.0);
    let (tag, name) = (fields.get("tag"), fields.get("family_name"));
    match open_bag(app.db(), viewer, now, address, carrier::mark(), tag, name).await {
        Ok(Opened::Here(tag)) => caller.see_other(&format!("/bags/{}", tag.as_str())),
        Ok(Opened::Elsewhere(airline)) => {
            let told = t!(caller.visit.lang, "bag-elsewhere", airline = airline);
            caller.tell("family_name", told);
            caller.again("/bags", &fields, Error::Invalid(Vec::new())).await
        }
        Err(error) => caller.again("/bags", &fields, error).await,
    }
}

async fn back(Path(reference): Path<String>) -> Redirect {
    Redirect::to(&format!("/cases/{}", encode(&reference)))
}

/// How a report goes on.
async fn next_step(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, page) = (&caller.visit, format!("/cases/{}", encode(&reference)));
    let next = NextStep { stage: Stage::parse(fields.get("stage")), airport: fields.get("airport"), words: fields.get("said") };
    match step(app.db(), &visit.viewer, visit.now, &reference, next).await {
        Ok(()) => caller.see_other(&page),
        Err(error) => caller.again(&page, &fields, error).await,
    }
}

/// When and where a bag is brought.
async fn when_and_where(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, page) = (&caller.visit, format!("/cases/{}", encode(&reference)));
    let (window, to) = (fields.get("window"), fields.get("to"));
    match choose_window(app.db(), &visit.viewer, visit.now, &reference, window, to).await {
        Ok(()) => caller.see_other(&page),
        Err(error) => caller.again(&page, &fields, error).await,
    }
}

/// A courier has handed a bag over.
async fn handed_over(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let (visit, address) = (&caller.visit, caller.address.0);
    match hand_over(app.db(), &visit.viewer, visit.now, address, fields.get("reference"), fields.get("code")).await {
        Ok(pir) => caller.see_other(&format!("/bags/delivery?done={pir}")),
        Err(error) => caller.again("/bags/delivery", &fields, error).await,
    }
}

/// A bag was found without its owner.
async fn found(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let looks = BagType::parse(fields.get("type")).zip(Colour::parse(fields.get("colour")));
    let extras = fields.all("extra").filter_map(Extra::parse).collect();
    let bag = OnHand {
        key: fields.get("key").parse().ok(),
        station: fields.get("airport").to_owned(),
        place: fields.get("place").to_owned(),
        tag: fields.get("tag").to_owned(),
        name: fields.get("name").to_owned(),
        description: looks.map(|(kind, colour)| Description::new(colour, kind, Material::parse(fields.get("material")), extras)),
        brand: fields.get("brand").to_owned(),
        marks: fields.get("marks").to_owned(),
        contents: fields.all("contents").filter_map(Contents::parse).collect(),
        inside: fields.get("inside").to_owned(),
    };
    match record_on_hand(app.db(), &visit.viewer, visit.now, bag).await {
        Ok(number) => {
            // whose it may be is shown at once; otherwise within the minute
            if let Err(error) = weigh_due(app.db(), visit.now, SOON).await {
                tracing::warn!(%error, "bags could not be weighed, tried again in a minute");
            }
            caller.see_other(&format!("/desk/bags/on-hand/{number}?done=new"))
        }
        Err(error) => caller.again("/desk/bags/on-hand", &fields, error).await,
    }
}

/// Whose a bag on hand is, or is not.
async fn whose(State(app): State<App>, Path(id): Path<String>, caller: Caller, fields: Fields) -> Response {
    let here = format!("/desk/bags/on-hand/{}", encode(&id));
    let report = [fields.get("match"), fields.get("report")].into_iter().find(|report| !report.is_empty()).unwrap_or_default();
    decided(app, caller, &fields, &id, report, here).await
}

/// Which bag on hand the one of a case is, or is not.
async fn which(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let here = format!("/cases/{}", encode(&reference));
    let report = match report_of(app.db(), &reference).await {
        Ok(report) => report.map(|report| report.pir.to_string()).unwrap_or_default(),
        Err(error) => return caller.again(&here, &fields, error).await,
    };
    decided(app, caller, &fields, fields.get("match"), &report, here).await
}

async fn decided(app: App, caller: Caller, fields: &Fields, on_hand: &str, report: &str, here: String) -> Response {
    let visit = &caller.visit;
    let done = match (on_hand.parse(), Act::parse(fields.get("act"))) {
        (Ok(on_hand), Some(act)) => {
            let done = decide(app.db(), &visit.viewer, visit.now, on_hand, report, act, fields.get("told")).await;
            done.map(|()| act)
        }
        _ => Err(Error::NotFound),
    };
    match done {
        Ok(act) => caller.see_other(&format!("{here}?done={}", act.as_str())),
        Err(error) => caller.again(&here, fields, error).await,
    }
}

/// Every message of a state, or every one, goes through again.
async fn again(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let (visit, state) = (&caller.visit, Stands::parse(fields.get("state")));
    match telegrams::replay_all(app.db(), &visit.viewer, visit.now, state).await {
        Ok(_) => caller.see_other("/desk/messages?done=again"),
        Err(error) => caller.again("/desk/messages", &fields, error).await,
    }
}

/// The button pressed says whether it goes through again or is left as it is.
async fn mend(State(app): State<App>, Path(id): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, here) = (&caller.visit, format!("/desk/messages/{}", encode(&id)));
    let done = match (id.parse(), fields.get("act")) {
        (Err(_), _) => Err(Error::NotFound),
        (Ok(id), "aside") => telegrams::set_aside(app.db(), &visit.viewer, visit.now, id).await.map(|()| None),
        (Ok(id), "as-it-is") => telegrams::again(app.db(), &visit.viewer, visit.now, id).await,
        (Ok(id), _) => telegrams::mend(app.db(), &visit.viewer, visit.now, id, fields.get("text")).await,
    };
    match done {
        Ok(None) if fields.get("act") == "aside" => caller.see_other("/desk/messages?done=aside"),
        Ok(None) => caller.see_other("/desk/messages?done=used"),
        Ok(Some(Stands::New)) => caller.see_other(&format!("{here}?done=waits")),
        Ok(Some(Stands::Parked | Stands::Rejected)) => caller.see_other(&format!("{here}?done=stuck")),
        Err(error) => caller.again(&here, &fields, error).await,
    }
}
