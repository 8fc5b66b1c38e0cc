//! What it answers programs: docs/payments.md, word for word.

use super::{
    Sandbox,
    book::{Asked, Back, No},
    record::Record,
};
use crate::sandbox::manners::told;
use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::money::Money;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Entries on a page of the book.
const PAGE: usize = 100;

#[derive(Deserialize)]
struct Opening {
    reference: String,
    amount: Money,
    return_to: String,
    lang: String,
    expires_at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct PayingOut {
    reference: String,
    amount: Money,
    return_to: String,
    lang: String,
}

#[derive(Deserialize)]
struct Letting {
    amount: Money,
}

#[derive(Deserialize)]
struct Refunding {
    reference: String,
    of: String,
    of_amount: Money,
    amount: Money,
}

/// Opens a page for paying.
pub async fn open(State(sandbox): State<Sandbox>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&sandbox, &headers, |sandbox| {
        let asked: Opening = serde_json::from_slice(&body).map_err(|_| No::Never("unreadable"))?;
        let Opening { reference, amount, return_to, lang, expires_at } = asked;
        sandbox.book.charge(key(&headers)?, Asked { reference, amount, return_to, lang, expires_at })
    })
    .await
}

/// How a payment stands.
pub async fn state(State(sandbox): State<Sandbox>, headers: HeaderMap, Path(key): Path<String>) -> Response {
    answer(&sandbox, &headers, |sandbox| sandbox.book.find(&key).filter(|record| !record.trusted).ok_or(No::Unknown)).await
}

/// Takes what is held.
pub async fn capture(State(sandbox): State<Sandbox>, headers: HeaderMap, Path(key): Path<String>) -> Response {
    answer(&sandbox, &headers, |sandbox| sandbox.book.capture(&key)).await
}

/// Lets go.
pub async fn void(State(sandbox): State<Sandbox>, headers: HeaderMap, Path(key): Path<String>, body: Bytes) -> Response {
    answer(&sandbox, &headers, |sandbox| {
        let asked: Letting = serde_json::from_slice(&body).map_err(|_| No::Never("unreadable"))?;
        sandbox.book.void(&key, asked.amount)
    })
    .await
}

/// Gives money back.
pub async fn refund(State(sandbox): State<Sandbox>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&sandbox, &headers, |sandbox| {
        let asked: Refunding = serde_json::from_slice(&body).map_err(|_| No::Never("unreadable"))?;
        let Refunding { reference, of, of_amount, amount } = asked;
        sandbox.book.refund(key(&headers)?, Back { reference, of, of_amount, amount })
    })
    .await
}

/// Pays somebody what they are owed: asks them where it is to go.
pub async fn pay_out(State(sandbox): State<Sandbox>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&sandbox, &headers, |sandbox| {
        let asked: PayingOut = serde_json::from_slice(&body).map_err(|_| No::Never("unreadable"))?;
        let PayingOut { reference, amount, return_to, lang } = asked;
        sandbox.book.pay_out(key(&headers)?, Asked { reference, amount, return_to, lang, expires_at: None })
    })
    .await
}

/// The book from a place on.
pub async fn ledger(State(sandbox): State<Sandbox>, headers: HeaderMap, Query(query): Query<HashMap<String, String>>) -> Response {
    if let Some(refused) = sandbox.before(&headers).await {
        return refused;
    }
    let since = query.get("since").and_then(|since| since.parse().ok()).unwrap_or_default();
    let records = sandbox.book.since(since);
    let line = |record: &Record| json!({ "cursor": record.place.to_string(), "payment": sandbox.book.statement(record) });
    let entries: Vec<Value> = records.iter().take(PAGE).map(line).collect();
    told(StatusCode::OK, &json!({ "entries": entries, "more": records.len() > PAGE, "now": Timestamp::now() }))
}

fn key(headers: &HeaderMap) -> Result<&str, No> {
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
    key.filter(|key| !key.is_empty()).ok_or(No::Never("no_key"))
}

/// Asks the book, with what is to go wrong.
async fn answer(sandbox: &Sandbox, headers: &HeaderMap, ask: impl FnOnce(&Sandbox) -> Result<Record, No>) -> Response {
    if let Some(refused) = sandbox.before(headers).await {
        return refused;
    }
    let outcome = ask(sandbox);
    if let Some(lost) = sandbox.faults.answers.lost() {
        return lost;
    }
    let statement = |record: &Record| serde_json::to_value(sandbox.book.statement(record)).unwrap_or_default();
    match outcome {
        Ok(record) => told(StatusCode::OK, &statement(&record)),
        Err(No::Unknown) => told(StatusCode::NOT_FOUND, &json!({ "error": "unknown" })),
        Err(No::Late(record)) => told(StatusCode::CONFLICT, &statement(&record)),
        Err(No::Never(why)) => told(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "error": why })),
        Err(No::Broken(error)) => told(StatusCode::INTERNAL_SERVER_ERROR, &json!({ "error": error.to_string() })),
    }
}
