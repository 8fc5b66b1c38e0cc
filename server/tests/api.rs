//! `/api/v1` over HTTP: every refusal is a problem, nothing happens twice, limits are told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use desk::{PgPool, machines, machines::Wanted};
use domain::rights::{Departments, Scope};
use jiff::Timestamp;
use serde_json::{Value, json};
use support::portal;
use tower::ServiceExt;

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Its status and code, as a problem in full.
    fn problem(&self) -> (u16, &str) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.body);
        assert_eq!(self.body["status"], self.status);
        let code = self.body["code"].as_str().unwrap();
        assert_eq!(self.body["type"], format!("/api#problem-{code}"));
        assert!(app::pages::api::PROBLEMS.iter().any(|(known, _)| *known == code), "{code} is not on /api");
        (self.status, code)
    }
}

struct Client {
    portal: Router,
    token: String,
}

impl Client {
    async fn new(db: &PgPool, name: &str, scopes: &[Scope], departments: &[&str], per_minute: i32) -> Self {
        let departments = Departments::read(departments.iter().map(ToString::to_string).collect());
        let wanted = Wanted { scopes: scopes.to_vec(), departments, per_minute };
        let token = machines::create(db, Timestamp::now(), name, wanted).await.unwrap();
        Self { portal: portal(Some(db), &[]), token }
    }

    async fn all(db: &PgPool) -> Self {
        Self::new(db, "all", &Scope::ALL, &["*"], 600).await
    }

    async fn ask(&self, request: axum::http::request::Builder, body: impl Into<Body>) -> Answer {
        let request = request.header("authorization", format!("Bearer {}", self.token)).body(body.into()).unwrap();
        let response = self.portal.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        assert!(headers.get("set-cookie").is_none(), "no session for programs");
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        Answer { status, headers, body: serde_json::from_slice(&body).unwrap_or_default() }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(format!("/api/v1{path}")), "").await
    }

    async fn post(&self, path: &str, key: &str, body: &Value) -> Answer {
        let request = Request::post(format!("/api/v1{path}")).header("content-type", "application/json").header("idempotency-key", key);
        self.ask(request, body.to_string()).await
    }
}

fn bag() -> Value {
    json!({ "kind": "baggage", "topic": "bag-missing", "subject": "One bag did not arrive", "words": "I waited at belt 7.",
            "name": "Ana Lima", "email": "ana@example.com" })
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_case_is_opened_written_in_and_read(db: PgPool) {
    let client = Client::all(&db).await;
    let opened = client.post("/cases", "k1", &bag()).await;
    assert_eq!(opened.status, 201, "{}", opened.body);
    let reference = opened.body["reference"].as_str().unwrap();
    assert_eq!(opened.header("location"), format!("/api/v1/cases/{reference}"));
    let again = client.post("/cases", "k1", &bag()).await;
    assert_eq!((again.status, &again.body, again.header("idempotency-replayed")), (201, &opened.body, "true"));
    assert_eq!(
        client
            .post("/cases", "k1", &json!({ "kind": "baggage", "topic": "other", "subject": "a", "words": "b", "name": "c" }))
            .await
            .problem(),
        (409, "key-used")
    );

    let said = client.post(&format!("/cases/{reference}/messages"), "k2", &json!({ "as": "passenger", "words": "It is grey." })).await;
    assert_eq!((said.status, said.body["seq"].as_i64()), (201, Some(2)), "{}", said.body);
    let case = client.get(&format!("/cases/{reference}")).await;
    let words: Vec<&str> = case.body["timeline"].as_array().unwrap().iter().filter_map(|entry| entry["words"].as_str()).collect();
    assert_eq!(words, ["I waited at belt 7.", "It is grey."]);
    assert_eq!((case.body["stage"].as_str(), case.body["staff"]["status"].as_str()), (Some("received"), Some("new")));
    let list = client.get("/cases?kind=baggage&words=grey").await;
    assert_eq!((list.body["cases"][0]["reference"].as_str(), &list.body["next"]), (Some(reference), &Value::Null), "{}", list.body);
    let read_only = Client::new(&db, "bot", &[Scope::CasesRead], &["baggage"], 60).await;
    let case = read_only.get(&format!("/cases/{reference}")).await;
    assert_eq!((case.status, case.body.get("staff")), (200, None));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn whatever_is_wrong_is_a_problem(db: PgPool) {
    let client = Client::all(&db).await;
    let post = |kind: &'static str, key: &'static str, body: String| {
        let mut request = Request::post("/api/v1/cases").header("content-type", kind);
        if !key.is_empty() {
            request = request.header("idempotency-key", key);
        }
        client.ask(request, body)
    };
    assert_eq!(client.get("/nothing").await.problem(), (404, "no-address"));
    let method = client.ask(Request::delete("/api/v1/cases"), "").await;
    assert_eq!(method.problem(), (405, "method"));
    assert!(method.header("allow").contains("GET") && method.header("allow").contains("POST"), "{}", method.header("allow"));
    assert_eq!(post("text/plain", "k", "hello".into()).await.problem(), (415, "media-type"));
    assert_eq!(post("application/json", "k", "{".into()).await.problem(), (400, "malformed"));
    assert_eq!(post("application/json", "k", "{}".into()).await.problem(), (422, "invalid"));
    assert_eq!(post("application/json", "", bag().to_string()).await.problem(), (400, "key"));
    assert_eq!(post("application/json", "k", format!("{{\"a\":\"{}\"}}", "x".repeat(70_000))).await.problem(), (413, "too-large"));
    let mut blank = bag();
    blank["words"] = json!(" \u{0} ");
    blank["email"] = json!("nobody");
    let invalid = client.post("/cases", "k", &blank).await;
    assert_eq!(invalid.problem(), (422, "invalid"));
    let fields: Vec<&str> = invalid.body["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["words", "email"]);
    let mut unknown = bag();
    unknown["word"] = json!("x");
    assert_eq!(client.post("/cases", "k", &unknown).await.problem(), (422, "invalid"));
    let mut booking = bag();
    booking["booking"] = json!({ "locator": "NOBODY", "family_name": "Lima" });
    assert_eq!(client.post("/cases", "k", &booking).await.problem(), (404, "booking"));
    for path in ["/cases?state=some", "/cases?sort=x", "/cases?cursor=x", "/help?query=", "/help", "/flights?airport=EWR&date=tomorrow"] {
        assert_eq!(client.get(path).await.problem(), (400, "query"), "{path}");
    }
    for path in ["/cases/LS-7K3M-9Q2F", "/cases/%FF", "/help/%00", "/flights/LD408/9999-12-31", "/flights?airport=XXX"] {
        assert_eq!(client.get(path).await.status, 404, "{path}");
    }
    let bare = Client { token: "landside_0".into(), portal: portal(Some(&db), &[]) };
    assert_eq!(bare.get("/cases").await.problem(), (401, "token"));
    let narrow = Client::new(&db, "narrow", &[Scope::HelpRead], &[], 60).await;
    for path in ["/cases", "/cases/LS-7K3M-9Q2F", "/flights?airport=EWR"] {
        assert_eq!(narrow.get(path).await.problem(), (403, "scope"), "{path}");
    }
    assert_eq!(narrow.post("/cases", "k", &bag()).await.problem(), (403, "scope"));
    assert_eq!(sqlx::query_scalar::<_, i64>("select count(*) from case_file").fetch_one(&db).await.unwrap(), 0);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn limits_are_told_and_each_token_has_its_own(db: PgPool) {
    let client = Client::new(&db, "eager", &[Scope::HelpRead], &[], 2).await;
    let first = client.get("/help?query=bag").await;
    assert_eq!((first.status, first.header("ratelimit-policy")), (200, "\"minute\";q=2;w=60"));
    assert!(first.header("ratelimit").starts_with("\"minute\";r=1;t="), "{}", first.header("ratelimit"));
    client.get("/help?query=bag").await;
    let third = client.get("/help?query=bag").await;
    assert_eq!(third.problem(), (429, "limit"));
    assert!(third.header("retry-after").parse::<i64>().unwrap() > 0);
    // and so it is in another process
    let elsewhere = Client { portal: portal(Some(&db), &[]), token: client.token.clone() };
    assert_eq!(elsewhere.get("/help?query=bag").await.problem(), (429, "limit"));
    let other = Client::new(&db, "patient", &[Scope::HelpRead], &[], 2).await;
    assert_eq!(other.get("/help?query=bag").await.status, 200);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn the_document_names_every_address_and_needs_no_token(db: PgPool) {
    let client = Client::all(&db).await;
    let response = client.portal.clone().oneshot(Request::get("/api/openapi.json").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let document: Value = serde_json::from_slice(&to_bytes(response.into_body(), 1 << 20).await.unwrap()).unwrap();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let address =
            path.replace("{reference}", "LS-7K3M-9Q2F").replace("{designator}/{date}", "LD1/2026-11-21").replace("{slug}", "none");
        let allowed = client.ask(Request::delete(format!("/api/v1{address}")), "").await;
        assert_eq!(allowed.problem(), (405, "method"), "{path}");
        for method in methods.as_object().unwrap().keys() {
            assert!(allowed.header("allow").contains(&method.to_uppercase()), "{method} {path}: {}", allowed.header("allow"));
        }
    }
}

#[tokio::test]
async fn without_the_database_it_is_to_be_brought_again() {
    let client = Client { portal: portal(None, &[]), token: format!("landside_{}", "0".repeat(64)) };
    let answer = client.get("/help?query=bag").await;
    assert_eq!(answer.problem(), (503, "unavailable"));
    assert!(!answer.header("retry-after").is_empty());
}
