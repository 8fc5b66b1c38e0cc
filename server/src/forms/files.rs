//! Files that come with a form: staged before anything else is decided, so that whatever is wrong with the rest they are here.

use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
    uploads::{Upload, Uploads},
};
use app::{
    form::Typed,
    pages::{bags::report, cases::new::DRAFT},
};
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use desk::{
    Error,
    files::{Chosen, Staged, remove, stage, staged},
};
use domain::{case::Reference, files::Why};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

/// Looking through what came with a form takes no longer: it has to be answered within the time of any request.
const TAKING: Duration = Duration::from_secs(11);

/// The address of this area: where the island sends files ahead.
pub fn routes() -> Router<App> {
    Router::new().route("/files", post(ahead))
}

/// The draft a reply and its files are kept under.
pub(super) fn reply_draft(reference: &str) -> String {
    let reference = Reference::parse(reference).map(|reference| reference.to_string()).unwrap_or_default();
    format!("reply:{reference}")
}

/// What goes with a form: what it showed, and what came with it now. What is not taken is noted with the caller; what the
/// form asks to be taken away is.
pub(super) async fn take(app: &App, caller: &mut Caller, draft: &str, fields: &Fields, uploads: &Uploads) -> Result<Chosen, Error> {
    let mut ids: Vec<Uuid> = fields.all("kept").filter_map(|id| id.parse().ok()).collect();
    let stop = Instant::now() + TAKING;
    for upload in uploads.take() {
        let name = upload.name.clone();
        // with no time left the rest is for another try: what is here stays, and so do the words
        let outcome = match timeout_at(stop, one(app, caller, draft, upload)).await {
            Ok(outcome) => outcome?,
            Err(_) => Err(Why::Busy),
        };
        match outcome {
            Ok(file) if ids.contains(&file.id) => {}
            Ok(file) => ids.push(file.id),
            Err(why) => caller.refuse(name, why),
        }
    }
    if let Ok(id) = fields.get("remove").parse() {
        remove(app.db(), &caller.visit.viewer, id).await?;
        ids.retain(|kept| *kept != id);
    }
    Ok(Chosen { ids, limits: app.files.limits })
}

async fn one(app: &App, caller: &Caller, draft: &str, upload: Upload) -> Result<Result<Staged, Why>, Error> {
    let name = upload.name.clone();
    match upload.read().await {
        Ok(bytes) => stage(app.db(), &app.files, &caller.visit.viewer, caller.visit.now, draft, &name, bytes).await,
        Err(why) => Ok(Err(why)),
    }
}

/// Whether the form was sent to take a file away, and for nothing else.
pub(super) fn only_removes(fields: &Fields) -> bool {
    !fields.get("remove").is_empty()
}

/// A file sent ahead of its form: the answer is a page with the part that lists what is there.
async fn ahead(State(app): State<App>, mut caller: Caller, uploads: Uploads, fields: Fields) -> Response {
    let draft = fields.get("draft").to_owned();
    let named = draft == DRAFT
        || draft == report::DRAFT
        || draft.strip_prefix("reply:").is_some_and(|reference| Reference::parse(reference).is_ok())
        || draft
            .strip_prefix("claim:")
            .and_then(|claim| claim.split_once(':'))
            .is_some_and(|(reference, place)| Reference::parse(reference).is_ok() && place.parse::<u32>().is_ok())
        || draft.strip_prefix("record:").is_some_and(|key| key.parse::<Uuid>().is_ok());
    if !named {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    }
    let outcome = match take(&app, &mut caller, &draft, &fields, &uploads).await {
        Ok(_) => staged(app.db(), &caller.visit.viewer, &draft).await,
        Err(error) => Err(error),
    };
    let response = match outcome {
        Ok(there) => {
            let typed = Typed { told: caller.refusals(), ..Typed::default() };
            render::files_now(&app, &caller.visit, there, typed).await
        }
        Err(error) => {
            app.note(&error);
            app::outcome::status_of(&error).into_response()
        }
    };
    caller.with_cookie(response)
}
