//! `POST /ingest/messages` over HTTP: who may come in, what is refused and how, and that it answers the same twice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use desk::{PgPool, machines};
use domain::rights::Scope;
use jiff::Timestamp;
use serde_json::Value;
use support::portal;
use tower::ServiceExt;

const TWO: &str = "QU EWRRMLD\n.EWRCKLD 211745\nBSM\n.V/1LEWR\n.F/LD408/21NOV/ORD/Y\n.N/0992301118001\n.P/1OKAFOR/ADA\nENDBSM\n\nMVT\nLD408/21.N409LX.EWR\nED2010\n";

async fn post(portal: &Router, token: &str, body: impl Into<Body>) -> (StatusCode, Value) {
    let request = Request::post("/ingest/messages").header("content-type", "text/plain").header("authorization", token);
    let response = portal.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn messages_are_kept_and_acknowledged_once(db: PgPool) {
    let portal = portal(Some(&db), &[]);
    let token = format!("Bearer {}", machines::create(&db, Timestamp::now(), "EWR", &[Scope::IngestMessages]).await.unwrap());
    let (status, first) = post(&portal, &token, TWO).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    let ids = |answer: &Value| answer["messages"].as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect::<Vec<_>>();
    assert_eq!(ids(&first).len(), 2);
    let (_, again) = post(&portal, &token, TWO.replace('\n', "\r\n")).await;
    assert_eq!((ids(&again), again["messages"][0]["again"].as_bool()), (ids(&first), Some(true)));
    let kept: Vec<String> = sqlx::query_scalar("select text from telegram order by id").fetch_all(&db).await.unwrap();
    assert_eq!(kept[1], "MVT\nLD408/21.N409LX.EWR\nED2010");
    for (body, status, code) in [
        (String::new(), StatusCode::BAD_REQUEST, "unreadable"),
        ("\r\n \n".to_owned(), StatusCode::BAD_REQUEST, "unreadable"),
        ("x".repeat(9 << 20), StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
        ("BSM\n".repeat(20_001), StatusCode::PAYLOAD_TOO_LARGE, "too-many"),
    ] {
        let answer = post(&portal, &token, body).await;
        assert_eq!((answer.0, answer.1["code"].as_str()), (status, Some(code)));
    }
    let mail = machines::create(&db, Timestamp::now(), "postfix", &[Scope::IngestMail]).await.unwrap();
    assert_eq!(post(&portal, &format!("Bearer {mail}"), TWO).await.0, StatusCode::FORBIDDEN);
    assert_eq!(post(&portal, "Bearer landside_0", TWO).await.0, StatusCode::UNAUTHORIZED);
}
