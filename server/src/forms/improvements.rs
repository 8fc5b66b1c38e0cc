//! The register of improvements: writing down what was found, and each act.

use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
};
use app::{
    outcome::encode,
    pages::desk::{feedback::linked, reports},
};
use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use desk::Error;
use desk::improvements::{self, Change, Measured, New, Plan, Told};
use domain::improvement::{Act, Cause, WHYS};
use uuid::Uuid;

const HERE: &str = "/desk/improvements";

/// The addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/desk/improvements/new", get(render::any_page).post(create))
        .route("/desk/improvements/{id}", get(render::any_page).post(act))
}

async fn create(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let key = fields.get("key").parse().unwrap_or_else(|_| Uuid::new_v4());
    let link = fields.get("link").trim().to_owned();
    let new = New {
        finding: fields.get("finding").to_owned(),
        words: linked(&link),
        answers: reports::linked(&link),
        link,
        cases: fields.get("cases").to_owned(),
    };
    match improvements::create(app.db(), &visit.viewer, visit.now, key, &new).await {
        Ok(id) => caller.see_other(&format!("{HERE}/{id}")),
        Err(error) => caller.again(&format!("{HERE}/new"), &fields, error).await,
    }
}

/// The button pressed says what is done.
async fn act(State(app): State<App>, Path(id): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, here) = (&caller.visit, format!("{HERE}/{}", encode(&id)));
    let edits = fields.get("edits").parse().unwrap_or(-1);
    let outcome = match (id.parse(), change(&fields)) {
        (Ok(id), Some(change)) => improvements::act(app.db(), &visit.viewer, visit.now, id, edits, &change).await,
        _ => Err(Error::NotFound),
    };
    match outcome {
        Ok(()) => caller.see_other(&here),
        Err(error) => caller.again(&here, &fields, error).await,
    }
}

fn change(fields: &Fields) -> Option<Change> {
    let text = |name: &str| fields.get(name).to_owned();
    Some(match Act::parse(fields.get("act"))? {
        Act::Suggest => return None,
        Act::TakeUp => Change::TakeUp,
        Act::Decline => Change::Decline(text("result")),
        Act::Cause => {
            let whys = (1..=WHYS).map(|number| text(&format!("why{number}"))).collect();
            Change::Cause(whys, Cause::parse(fields.get("cause")))
        }
        Act::Plan => Change::Plan(Plan { measure: text("measure"), owner: text("owner"), due: text("due") }),
        Act::Begin => Change::Begin,
        Act::Finish => Change::Finish(Measured {
            effective: text("effective"),
            metric: text("metric"),
            station: text("station"),
            theme: text("theme"),
        }),
        Act::Again => Change::Again,
        Act::Close => Change::Close(text("result")),
        Act::Words => Change::Words(Told { said: [text("said_en"), text("said_zh")], did: [text("did_en"), text("did_zh")] }),
        Act::Publish => Change::Publish,
        Act::Withdraw => Change::Withdraw,
        Act::Thank => Change::Thank(text("thanks")),
    })
}
