//! `POST /ingest/mail` over HTTP: who may come in, what is refused and how, and that it answers the same twice.
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

const LETTER: &str = "From: Ana Lima <ana@example.com>\r\nTo: care@landside.example\r\nSubject: My cello\r\nMessage-ID: <1@example.com>\r\n\r\nMay it fly?\r\n";

struct Answer {
    status: StatusCode,
    kind: String,
    challenge: String,
    retry: String,
    body: Value,
}

async fn post(portal: &Router, token: Option<&str>, body: impl Into<Body>) -> Answer {
    let mut request = Request::post("/ingest/mail").header("content-type", "message/rfc822");
    if let Some(token) = token {
        request = request.header("authorization", token);
    }
    let response = portal.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    assert!(response.headers().get("set-cookie").is_none(), "no session for machines");
    let (status, kind, challenge, retry) = (response.status(), header("content-type"), header("www-authenticate"), header("retry-after"));
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    Answer { status, kind, challenge, retry, body: serde_json::from_slice(&body).unwrap_or_default() }
}

async fn bearer(db: &PgPool) -> String {
    format!("Bearer {}", machines::create(db, Timestamp::now(), "postfix", &[Scope::IngestMail]).await.unwrap())
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_message_opens_a_case_and_the_same_again_is_answered_the_same(db: PgPool) {
    let (portal, token) = (portal(Some(&db), &[]), bearer(&db).await);
    let first = post(&portal, Some(&token), LETTER).await;
    assert_eq!(
        (first.status, first.kind.as_str(), first.body["outcome"].as_str()),
        (StatusCode::CREATED, "application/json", Some("case"))
    );
    let again = post(&portal, Some(&token.replace("Bearer", "bearer")), LETTER).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    let cases: i64 = sqlx::query_scalar("select count(*) from case_file").fetch_one(&db).await.unwrap();
    assert_eq!(cases, 1);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn who_has_no_good_token_is_told_so_and_nothing_is_taken(db: PgPool) {
    let (portal, token) = (portal(Some(&db), &[]), bearer(&db).await);
    for wrong in [None, Some("Basic x"), Some("Bearer"), Some("Bearer landside_0"), Some(&token[..token.len() - 1])] {
        let answer = post(&portal, wrong, LETTER).await;
        assert_eq!((answer.status, answer.kind.as_str()), (StatusCode::UNAUTHORIZED, "application/problem+json"), "{wrong:?}");
        assert!(answer.challenge.starts_with("Bearer realm="), "{wrong:?}");
        assert_eq!(answer.body["status"], 401);
    }
    sqlx::query("update machine_token set scopes = '{something-else}'").execute(&db).await.unwrap();
    let answer = post(&portal, Some(&token), LETTER).await;
    assert_eq!((answer.status, answer.body["code"].as_str()), (StatusCode::FORBIDDEN, Some("scope")));
    assert!(answer.challenge.contains("insufficient_scope"));
    machines::revoke(&db, Timestamp::now(), "postfix").await.unwrap();
    assert_eq!(post(&portal, Some(&token), LETTER).await.status, StatusCode::UNAUTHORIZED);
    let taken: i64 = sqlx::query_scalar("select count(*) from mail_in").fetch_one(&db).await.unwrap();
    assert_eq!(taken, 0);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_cannot_be_taken_is_refused_for_good(db: PgPool) {
    let (portal, token) = (portal(Some(&db), &[]), bearer(&db).await);
    let large = format!("{LETTER}{}", "x".repeat(26 << 20));
    for (body, status, code) in [
        (large, StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
        (String::new(), StatusCode::BAD_REQUEST, "unreadable"),
        ("Subject: nobody\r\n\r\nhello".to_owned(), StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
    ] {
        let answer = post(&portal, Some(&token), body).await;
        assert_eq!((answer.status, answer.body["code"].as_str()), (status, Some(code)));
    }
    // a large picture within the limit is fine, though a form would not be
    let picture = format!("{LETTER}{}", "x\r\n".repeat(3 << 20));
    assert_eq!(post(&portal, Some(&token), picture).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn without_the_database_the_mail_server_keeps_it() {
    let token = format!("Bearer landside_{}", "0".repeat(64));
    let answer = post(&portal(None, &[]), Some(&token), LETTER).await;
    assert_eq!((answer.status, answer.kind.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "application/problem+json"));
    assert!(!answer.retry.is_empty());
}
