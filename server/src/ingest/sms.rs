//! `POST /ingest/sms`: an answer to our number, or a receipt for a text of ours, as JSON.

use super::{Bearer, Problem};
use crate::state::App;
use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::texts::{News, take as take_in};
use domain::rights::Scope;
use jiff::Timestamp;

/// Bytes of one piece of news.
pub const LARGEST: usize = 64 * 1024;

/// Takes it: 200 and `{"reference": …, "outcome": …}`; the same again is answered as the first time. 4xx: it will never be
/// taken; 503: bring it again.
pub async fn take(State(app): State<App>, bearer: Bearer, body: Result<Bytes, BytesRejection>) -> Result<Response, Problem> {
    let machine = bearer.within(Scope::IngestSms)?;
    let unreadable = || Problem::new(StatusCode::BAD_REQUEST, "unreadable", "This is neither a message nor a receipt.");
    let body = body.map_err(|_| unreadable())?;
    let news: News = serde_json::from_slice(&body).map_err(|_| unreadable())?;
    match take_in(app.db(), machine, Timestamp::now(), &news).await {
        Ok(taken) => {
            let body = serde_json::to_string(&taken).unwrap_or_default();
            Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
        }
        Err(error) => {
            app.note(&error);
            Err(error.into())
        }
    }
}
