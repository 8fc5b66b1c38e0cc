//! `POST /ingest/mail`: a message as the mail server has it (RFC 5322), byte for byte.

use super::{Bearer, Problem};
use crate::state::App;
use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::cases::mail;
use domain::rights::Scope;
use jiff::Timestamp;
use wire::mail::{Ours, read};

/// Bytes of a message, attachments included.
pub const LARGEST: usize = 25 * 1024 * 1024;

/// Takes a message. 201 where it opened a case, 200 otherwise, `{"reference": …, "outcome": …}`; the same message again is
/// answered as the first time. 4xx: it will never be taken; 503: bring it again.
pub async fn take(State(app): State<App>, bearer: Bearer, body: Result<Bytes, BytesRejection>) -> Result<Response, Problem> {
    let machine = bearer.within(Scope::IngestMail)?;
    let bytes = body.map_err(|rejection| unread(&rejection))?;
    let (raw, address, replies) = (bytes.clone(), app.mail_from.clone(), app.mail_replies.clone());
    // a large message keeps a processor busy for a moment: not the one that answers people
    let read = tokio::task::spawn_blocking(move || read(&raw, Ours { address: &address, replies: replies.as_deref() })).await;
    let unreadable = || Problem::new(StatusCode::BAD_REQUEST, "unreadable", "There is no e-mail message in this.");
    let message = read.ok().flatten().ok_or_else(unreadable)?;
    match mail::take(app.db(), &app.files, machine, Timestamp::now(), &bytes, &message).await {
        Ok(taken) => {
            let status = if taken.outcome == "case" { StatusCode::CREATED } else { StatusCode::OK };
            let body = serde_json::to_string(&taken).unwrap_or_default();
            Ok((status, [(header::CONTENT_TYPE, "application/json")], body).into_response())
        }
        Err(error) => {
            app.note(&error);
            Err(error.into())
        }
    }
}

fn unread(rejection: &BytesRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "A message may have 25 megabytes."),
        _ => Problem::new(StatusCode::BAD_REQUEST, "cut-off", "The message did not arrive whole."),
    }
}
