//! One file an area: parse → use-case → 303, or the page again with 422 and what was typed.

mod bags;
mod cases;
mod changes;
mod claims;
mod drafts;
mod feedback;
mod files;
mod help;
mod improvements;
mod knowledge;
mod language;
mod papers;
mod phrases;
mod report;
mod staff;
mod survey_desk;
mod surveys;
mod trip;
mod unsubscribe;
mod verify;

pub(crate) use claims::SAYS;

use crate::state::App;
use axum::Router;

/// Every form target, by area; each area lists its own addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(bags::routes())
        .merge(cases::routes())
        .merge(changes::routes())
        .merge(claims::routes())
        .merge(drafts::routes())
        .merge(feedback::routes())
        .merge(files::routes())
        .merge(help::routes())
        .merge(improvements::routes())
        .merge(knowledge::routes())
        .merge(language::routes())
        .merge(papers::routes())
        .merge(phrases::routes())
        .merge(report::routes())
        .merge(staff::routes())
        .merge(survey_desk::routes())
        .merge(surveys::routes())
        .merge(verify::routes())
        .merge(trip::routes())
        .merge(unsubscribe::routes())
}
