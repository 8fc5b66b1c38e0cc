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
    bags::{Opened, open_bag},
    telegrams::{self, State as Stands},
};

/// The addresses of this area.
pub fn routes() -> Router<App> {
    let list = || get(|| async { Redirect::to("/desk/messages") });
    Router::new()
        .route("/bags", get(render::any_page).post(open))
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
