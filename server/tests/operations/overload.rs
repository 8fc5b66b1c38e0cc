//! More requests than fit: those inside are served, the others are told to come back and lose nothing.

use crate::{BOARD, Landside, WORDS, count, newark, until};
use desk::PgPool;
use std::time::Duration;

/// Statements that wait for a lock.
pub const WAITING: &str = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

#[sqlx::test(migrations = "./migrations")]
async fn what_does_not_fit_is_told_to_come_back_with_its_words(db: PgPool) {
    newark(&db).await;
    let portal = Landside::start_with(&db, None, &[("LANDSIDE_MAX_REQUESTS", "2")]).await;
    let mut browser = portal.browser();
    assert_eq!(browser.get(BOARD).await.status, 200);
    // old enough that it is not simply shown again
    tokio::time::sleep(Duration::from_millis(2_100)).await;

    let mut slow = db.begin().await.unwrap();
    sqlx::query("lock table passenger in access exclusive mode").execute(&mut *slow).await.unwrap();
    let inside: Vec<_> = (0..2)
        .map(|_| {
            let mut browser = portal.browser();
            tokio::spawn(async move { browser.post("/trip", &[("locator", "ZZZZZZ"), ("family_name", "Ada")]).await.status })
        })
        .collect();
    until("both are inside", async || count(&db, WAITING).await == 2).await;

    let held = browser.post("/cases/LS-7K3M-9Q2F/replies", &[("words", WORDS), ("password", "secret")]).await;
    assert_eq!((held.status, held.header("retry-after")), (503, "10"));
    assert!(held.body.contains(WORDS) && !held.body.contains("secret"), "the words come back, secrets do not");
    assert!(held.body.contains(r#"action="/cases/LS-7K3M-9Q2F/replies""#), "ready to be sent again");
    let board = browser.get(BOARD).await;
    assert_eq!(board.status, 200, "a public page answers from its last copy");
    assert!(board.body.contains("band--note"), "and says how old it is");
    let other = browser.get("/cases").await;
    assert_eq!((other.status, other.header("retry-after")), (503, "10"));
    assert_eq!(browser.get("/health/live").await.status, 200);

    slow.rollback().await.unwrap();
    for inside in inside {
        assert_eq!(inside.await.unwrap(), 422, "those inside are served");
    }
    assert_eq!(browser.get("/cases").await.status, 200, "it heals by itself");
    assert!(!browser.get(BOARD).await.body.contains("band--note"));
}

#[sqlx::test(migrations = "./migrations")]
async fn a_crowd_behind_one_address_is_answered(db: PgPool) {
    let portal = Landside::start(&db, None).await;
    let mut answers = Vec::new();
    for crowd in 0..15 {
        let posts: Vec<_> = (0..40)
            .map(|n| {
                let mut browser = portal.browser();
                let locator = format!("ZZ{crowd:02}{n:02}").replace('0', "A").replace('1', "B");
                tokio::spawn(async move { browser.post("/trip", &[("locator", &locator), ("family_name", "Ada")]).await.status })
            })
            .collect();
        for post in posts {
            answers.push(post.await.unwrap());
        }
    }
    assert_eq!(answers.len(), 600);
    assert_eq!(answers.iter().filter(|status| **status != 422 && **status != 429).count(), 0, "{answers:?}");
    let over = portal.browser().post("/trip", &[("locator", "ZZZZZZ"), ("family_name", "Ada")]).await;
    assert_eq!(over.status, 429, "the six hundred and first is told to wait");
    assert!(!over.header("retry-after").is_empty());
}
