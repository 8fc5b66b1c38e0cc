//! The process under bad conditions: a database that goes away, a signal to stop, a crowd, other people's pages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod browser;
mod bucket;
mod changes;
mod decode;
mod full_disk;
mod given_up;
mod handed_back;
mod input;
mod landside;
mod line;
mod migrations;
mod outward;
mod overload;
mod payments;
mod processes;
mod proof;
mod reservations;
#[path = "../mail/smtp.rs"]
#[allow(dead_code)]
mod smtp;
mod surveys;
mod texts;

use browser::{Answer, Browser};
use desk::PgPool;
use landside::Landside;
use line::Line;
use std::time::{Duration, Instant};

const WORDS: &str = "Where is my bag? 行李在哪里？";

/// Opens a case without a booking through the guided form's last step; answers with its address.
async fn case_of(db: &PgPool, browser: &mut Browser) -> String {
    let answer = browser.post("/drafts", &[("key", "reply:none"), ("words", "x")]).await;
    assert_eq!(answer.status, 204);
    let session: Vec<u8> = sqlx::query_scalar("select id from session order by created_at desc limit 1").fetch_one(db).await.unwrap();
    let reference = domain::case::Reference::from_number(1).as_str().to_owned();
    sqlx::query(
        "with f as (
            insert into case_file (reference, kind, topic, channel, language, subject, status, department, opened_at, reply_by, last_seq,
                                   last_public_seq, last_at, person_name, search)
            values ($2, 'inquiry', 'other', 'web', 'en', 'A question', 'new', 'service', now(), now() + interval '1 day', 1, 1, now(), 'Ada', '')
            returning id)
         insert into session_grant (session_id, kind, subject, proof, granted_at, expires_at)
         select $1, 'case', id::text, 'opened', now(), now() + interval '1 day' from f",
    )
    .bind(session)
    .bind(&reference)
    .execute(db)
    .await
    .unwrap();
    reference
}

#[sqlx::test(migrations = "./migrations")]
async fn pages_carry_their_policy_and_other_sites_cannot_submit(db: PgPool) {
    let portal = Landside::start(&db, None).await;
    let mut browser = portal.browser();
    for (path, status) in [("/", 200), ("/nothing/here", 404), ("/cases/LS-9999-9999", 404), ("/health/ready", 200)] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        if answer.header("content-type").starts_with("text/html") {
            let policy = answer.header("content-security-policy");
            let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
            assert!(answer.body.contains(&format!("nonce=\"{nonce}\"")), "{path}: the page's scripts carry the policy's nonce");
        }
    }
    let refused = browser.send("POST", "/trip", &[("sec-fetch-site", "cross-site")], "locator=DEMO2A&family_name=Rivera").await;
    assert_eq!(refused.status, 403);
    let refused = browser.send("POST", "/trip", &[("origin", "https://evil.example")], "locator=DEMO2A&family_name=Rivera").await;
    assert_eq!(refused.status, 403);
    let wrong = browser.post("/trip", &[("locator", "ZZZZZZ"), ("family_name", "O’Brien <b>")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("O’Brien &lt;b&gt;"), "what was typed is still there");
    assert!(wrong.header("set-cookie").contains("HttpOnly; SameSite=Lax"));
    let large = browser.post("/trip", &[("locator", &"x".repeat(300 * 1024))]).await;
    assert_eq!(large.status, 413);
    let ahead = browser.send("GET", "/cases", &[("sec-purpose", "prefetch")], "").await;
    assert_eq!(ahead.status, 503, "nothing is looked at before somebody asks to see it");
}

#[sqlx::test(migrations = "./migrations")]
async fn the_database_goes_away_and_comes_back(db: PgPool) {
    newark(&db).await;
    let line = Line::to(&db).await;
    let portal = Landside::start(&db, Some(&line)).await;
    let mut browser = portal.browser();
    assert_eq!(browser.get(BOARD).await.status, 200);
    let reference = case_of(&db, &mut browser).await;
    // old enough that it is not simply shown again
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    line.cut();
    let page = browser.get(BOARD).await;
    assert_eq!(page.status, 200, "a public page answers from its last copy");
    assert!(page.body.contains("band--note"), "and says how old it is");
    let held = browser.post(&format!("/cases/{reference}/replies"), &[("words", WORDS), ("password", "secret")]).await;
    assert_eq!(held.status, 503);
    assert!(!held.header("retry-after").is_empty());
    assert!(held.body.contains(WORDS), "the words come back");
    assert!(!held.body.contains("secret"));
    assert_eq!(browser.get("/health/ready").await.status, 503);
    assert_eq!(browser.get("/health/live").await.status, 200);
    line.mend();
    let healed = Instant::now();
    while browser.get("/health/ready").await.status != 200 {
        assert!(healed.elapsed() < Duration::from_secs(10), "it heals by itself");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(!browser.get(BOARD).await.body.contains("band--note"));
}

#[sqlx::test(migrations = "./migrations")]
async fn what_one_process_writes_the_other_tells(db: PgPool) {
    let (one, other) = (Landside::start(&db, None).await, Landside::start(&db, None).await);
    let mut browser = one.browser();
    let reference = case_of(&db, &mut browser).await;
    let mut there = browser.at(&other);
    let mut news = there.stream(&format!("/live?case={reference}")).await;
    assert_eq!(news.next().await, format!("{reference} 1"));
    let written = Instant::now();
    for (notice, told) in [("2 staff", None), ("3 everyone", Some(3))] {
        sqlx::query("select pg_notify('landside', $1)").bind(format!("{reference} {notice}")).execute(&db).await.unwrap();
        if let Some(version) = told {
            assert_eq!(news.next().await, format!("{reference} {version}"), "staff's entry is no news for a passenger");
        }
    }
    assert!(written.elapsed() < Duration::from_secs(1));
    let stranger = other.browser().get(&format!("/live?case={reference}")).await;
    assert_eq!(stranger.status, 204, "who may not see the case hears nothing of it");
}

#[sqlx::test(migrations = "./migrations")]
async fn asked_to_stop_it_finishes_what_it_began(db: PgPool) {
    let mut portal = Landside::start(&db, None).await;
    let mut browser = portal.browser();
    let reference = case_of(&db, &mut browser).await;
    let mut news = browser.stream(&format!("/live?case={reference}")).await;
    news.next().await;
    let mut slow = db.begin().await.unwrap();
    sqlx::query("lock table passenger in access exclusive mode").execute(&mut *slow).await.unwrap();
    let requests: Vec<_> = (0..8)
        .map(|_| {
            let mut browser = portal.browser();
            tokio::spawn(async move { browser.post("/trip", &[("locator", "ZZZZZZ"), ("family_name", "Ada")]).await.status })
        })
        .collect();
    until("all are inside", async || count(&db, overload::WAITING).await == 8).await;
    portal.terminate();
    news.ends().await;
    slow.rollback().await.unwrap();
    for request in requests {
        assert_eq!(request.await.unwrap(), 422, "no request is cut");
    }
    assert!(portal.ended().await.success());
}

#[sqlx::test(migrations = "./migrations")]
async fn demo_never_meets_data_or_production(db: PgPool) {
    let said = Landside::refusal(&db, &["--demo", "--public-url", "https://air.example"]).await;
    assert!(said.contains("Demo mode"), "{said}");
    newark(&db).await;
    sqlx::query(
        "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, source)
         values ('XX', 1, '2026-01-01', 'EWR', 'EWR', '2026-01-01T10:00Z', '2026-01-01T12:00Z', 'imported')",
    )
    .execute(&db)
    .await
    .unwrap();
    let said = Landside::refusal(&db, &["--demo"]).await;
    assert!(said.contains("own data"), "{said}");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let said = Landside::refusal(&db, &["--port", &taken.local_addr().unwrap().port().to_string()]).await;
    assert!(said.contains("is taken"), "{said}");
}

const BOARD: &str = "/flights?board=departures&airport=EWR";

/// Waits until something is so; what it is, is said where it never comes about.
async fn until(what: &str, mut so: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !so().await {
        assert!(begun.elapsed() < Duration::from_secs(60), "never came about: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn count(db: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(db).await.unwrap()
}

async fn newark(db: &PgPool) {
    sqlx::query("insert into airport (iata, name, city, country, zone, latitude, longitude) values ('EWR', 'Newark', 'New York', 'US', 'America/New_York', 40, -74)")
        .execute(db)
        .await
        .unwrap();
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}
