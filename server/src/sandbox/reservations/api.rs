//! What it answers programs: docs/reservations.md, word for word.

use super::{
    Sandbox,
    book::Book,
    records::{Coupon, Sale},
};
use crate::sandbox::manners::told;
use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use desk::reservations::{Answer, Changing, Holding, Leg, News};
use jiff::Timestamp;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{collections::HashMap, io};
use uuid::Uuid;

/// Entries on a page of what changed.
const PAGE: usize = 100;

/// What somebody else does.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Elsewhere {
    /// Buys seats.
    Seats {
        #[serde(flatten)]
        leg: Leg,
        people: i32,
    },
    /// Uses a coupon, or gives it back.
    Coupon(Coupon),
}

/// Keeps seats.
pub async fn hold(State(sandbox): State<Sandbox>, headers: HeaderMap, Path(key): Path<Uuid>, body: Bytes) -> Response {
    let asked = read::<Holding>(&body);
    answer(&sandbox, &headers, asked, |book, asked| book.hold(key, &asked)).await
}

/// Gives them back.
pub async fn release(State(sandbox): State<Sandbox>, headers: HeaderMap, Path(key): Path<Uuid>) -> Response {
    answer(&sandbox, &headers, Some(()), |book, ()| book.release(key)).await
}

/// Does a change.
pub async fn change(State(sandbox): State<Sandbox>, headers: HeaderMap, Path(key): Path<Uuid>, body: Bytes) -> Response {
    let asked = read::<Changing>(&body);
    answer(&sandbox, &headers, asked, |book, asked| book.change(key, &asked)).await
}

/// Does it no more.
pub async fn withdraw(State(sandbox): State<Sandbox>, headers: HeaderMap, Path(key): Path<Uuid>) -> Response {
    answer(&sandbox, &headers, Some(()), |book, ()| book.withdraw(key)).await
}

/// What happens without the portal, for whoever tries what becomes of it.
pub async fn elsewhere(State(sandbox): State<Sandbox>, headers: HeaderMap, body: Bytes) -> Response {
    let asked = read::<Elsewhere>(&body);
    let done = |book: &Book, asked| match asked {
        Elsewhere::Seats { leg, people } => book.sold_elsewhere(&leg, people),
        Elsewhere::Coupon(coupon) => book.coupon_elsewhere(coupon),
    };
    answer(&sandbox, &headers, asked, done).await
}

/// What changed from a place on.
pub async fn changed(State(sandbox): State<Sandbox>, headers: HeaderMap, Query(query): Query<HashMap<String, String>>) -> Response {
    if let Some(refused) = sandbox.before(&headers).await {
        return refused;
    }
    let since = query.get("since").and_then(|since| since.parse().ok()).unwrap_or_default();
    let news = sandbox.book.look(|truth| truth.since(since));
    let entry = |(place, news): &(u64, News)| {
        let mut entry = serde_json::to_value(news).unwrap_or_default();
        if let Some(fields) = entry.as_object_mut() {
            fields.insert("cursor".to_owned(), place.to_string().into());
        }
        entry
    };
    let entries: Vec<Value> = news.iter().take(PAGE).map(entry).collect();
    told(StatusCode::OK, &json!({ "entries": entries, "more": news.len() > PAGE }))
}

/// Everything as it stands.
pub async fn book(State(sandbox): State<Sandbox>, headers: HeaderMap) -> Response {
    if let Some(refused) = sandbox.before(&headers).await {
        return refused;
    }
    let now = Timestamp::now();
    let shown = sandbox.book.look(|truth| {
        let cabins: Vec<&Sale> = truth.cabins.values().collect();
        let coupons: Vec<&Coupon> = truth.coupons.values().collect();
        let held: i32 = truth.holds.values().filter(|hold| hold.until > now && !hold.cabins.is_empty()).map(|hold| hold.people).sum();
        json!({ "cabins": cabins, "coupons": coupons, "held": held, "changes": truth.changes.len() })
    });
    told(StatusCode::OK, &shown)
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    serde_json::from_slice(body).ok()
}

/// Asks the book, with what is to go wrong.
async fn answer<T>(sandbox: &Sandbox, headers: &HeaderMap, asked: Option<T>, ask: impl FnOnce(&Book, T) -> io::Result<Answer>) -> Response {
    if let Some(refused) = sandbox.before(headers).await {
        return refused;
    }
    let Some(asked) = asked else { return told(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "error": "unreadable" })) };
    let answered = ask(&sandbox.book, asked);
    if let Some(lost) = sandbox.faults.lost() {
        return lost;
    }
    match answered {
        Ok(answer) => {
            let status = if matches!(answer, Answer::Refused { .. }) { StatusCode::CONFLICT } else { StatusCode::OK };
            told(status, &serde_json::to_value(&answer).unwrap_or_default())
        }
        Err(error) => told(StatusCode::INTERNAL_SERVER_ERROR, &json!({ "error": error.to_string() })),
    }
}
