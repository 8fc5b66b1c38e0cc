//! Browsers that hang up in the middle: what they sent is done, and nobody after them waits or writes into their work.

use crate::{Browser, Landside, case_of, until};
use desk::PgPool;
use std::time::{Duration, Instant};

#[sqlx::test(migrations = "./migrations")]
async fn requests_given_up_hold_up_nobody(db: PgPool) {
    let portal = Landside::start_with(&db, None, &[("LANDSIDE_DATABASE_CONNECTIONS", "4")]).await;
    let mut browser = portal.browser();
    let reference = case_of(&db, &mut browser).await;
    for round in 0..8_u64 {
        let given_up: Vec<_> = (0..40_u64)
            .map(|n| {
                let (browser, case) = (browser.clone(), format!("/cases/{reference}"));
                tokio::spawn(async move {
                    let patience = Duration::from_micros(200 * ((n * 7 + round) % 40));
                    if n % 2 == 0 {
                        browser.hang_up("POST", "/cases/new", "step=reach&name=Ada&email=a%40example.com", patience).await;
                    } else {
                        browser.hang_up("GET", &case, "", patience).await;
                    }
                })
            })
            .collect();
        for one in given_up {
            one.await.unwrap();
        }
        let begun = Instant::now();
        let name = format!("Ada {round}");
        let answer = browser.post("/cases/new", &[("step", "reach"), ("name", &name), ("email", "ada@example.com")]).await;
        assert_eq!(answer.status, 303, "round {round}");
        assert!(begun.elapsed() < Duration::from_secs(2), "round {round} took {:?}", begun.elapsed());
    }
    until("no transaction is left open", async || crate::count(&db, OPEN).await == 0).await;
}

/// Transactions nobody works in.
const OPEN: &str = "select count(*) from pg_stat_activity
     where datname = current_database() and application_name = 'landside' and state like 'idle in transaction%'";

#[sqlx::test(migrations = "./migrations")]
async fn what_was_sent_is_done_though_nobody_waits_for_the_answer(db: PgPool) {
    let portal = Landside::start(&db, None).await;
    let mut browser = portal.browser();
    let reference = case_of(&db, &mut browser).await;
    let mut slow = db.begin().await.unwrap();
    sqlx::query("select from case_file for update").execute(&mut *slow).await.unwrap();
    let path = format!("/cases/{reference}/replies");
    browser.hang_up("POST", &path, "words=On+a+bad+line", Duration::from_millis(300)).await;
    slow.rollback().await.unwrap();
    until("the reply is written", async || crate::count(&db, "select count(*) from case_entry where body = 'On a bad line'").await == 1)
        .await;
}

impl Browser {
    /// Sends a request and hangs up so much later, whatever has come of it.
    async fn hang_up(&self, method: &str, path: &str, body: &str, patience: Duration) {
        let Some(stream) = self.sent(method, path, body).await else { return };
        tokio::time::sleep(patience).await;
        drop(stream);
    }
}
