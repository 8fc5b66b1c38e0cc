//! The schema of the next version under this one, and this program before a newer schema.

use crate::{BOARD, Landside, case_of, newark, until};
use desk::PgPool;
use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// What the rule in the README allows: new tables, new columns with a default or none, new indexes; one table a migration,
/// because one that holds several waits for readers who wait for it.
const EXPAND: [&str; 11] = [
    "create table something_new (id bigint primary key)",
    "alter table session add column later text",
    "alter table session_grant add column later text",
    "alter table attempt add column later integer not null default 0",
    "alter table case_file add column later text, add column later_still jsonb not null default '{}'",
    "alter table case_entry add column later text",
    "alter table draft add column later text",
    "alter table outbox add column later text",
    "alter table flight add column later text",
    "alter table airport add column later text",
    "create index case_file_by_later on case_file (later)",
];

fn newer() -> Migrator {
    let later = (9989..)
        .zip(EXPAND)
        .map(|(version, sql)| Migration::new(version, "later".into(), MigrationType::Simple, AssertSqlSafe(sql).into_sql_str(), false));
    Migrator::with_migrations(desk::MIGRATIONS.iter().cloned().chain(later).collect())
}

#[sqlx::test(migrations = "./migrations")]
async fn it_answers_while_the_next_version_migrates_and_afterwards(db: PgPool) {
    newark(&db).await;
    let portal = Landside::start(&db, None).await;
    let mut browser = portal.browser();
    let case = format!("/cases/{}", case_of(&db, &mut browser).await);
    let over = Arc::new(AtomicBool::new(false));
    let visitors: Vec<_> = (0..4)
        .map(|n| {
            let (mut browser, case, over) = (browser.at(&portal), case.clone(), Arc::clone(&over));
            tokio::spawn(async move {
                let mut answers = Vec::new();
                while !over.load(Ordering::Relaxed) {
                    // the copy of a board is shared for two seconds: each asks for another
                    answers.push(browser.get(&format!("{BOARD}&x={n}-{}", answers.len())).await.status);
                    answers.push(browser.get(&case).await.status);
                    answers.push(browser.post("/drafts", &[("key", "reply:none"), ("words", "x")]).await.status);
                    answers.push(browser.post("/trip", &[("locator", "ZZZZZZ"), ("family_name", "Ada")]).await.status);
                }
                answers
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(700)).await;
    newer().run(&db).await.unwrap();
    tokio::time::sleep(Duration::from_millis(700)).await;
    over.store(true, Ordering::Relaxed);
    for visitor in visitors {
        let answers = visitor.await.unwrap();
        assert!(answers.len() >= 8 && answers.iter().all(|status| *status < 500), "{answers:?}");
    }

    // started anew it says what is the matter; told that the newer version only adds, it serves
    let said = Landside::refusal(&db, &[]).await;
    assert!(said.contains("newer than this program") && said.contains("9989"), "{said}");
    let told = Landside::start_with(&db, None, &[("LANDSIDE_ALLOW_NEWER_DATABASE", "true")]).await;
    assert_eq!(browser.at(&told).get(&case).await.status, 200);
}

#[sqlx::test(migrations = "./migrations")]
async fn one_process_migrates_and_the_others_wait(db: PgPool) {
    let mut other = db.acquire().await.unwrap();
    sqlx::query("select pg_advisory_lock(993)").execute(&mut *other).await.unwrap();
    let portal = Landside::begin(&db, None, &[]);
    // longer than a statement may wait for a lock
    tokio::time::sleep(Duration::from_millis(5_500)).await;
    let early = tokio::time::timeout(Duration::from_millis(200), portal.browser().try_get("/health/live")).await;
    assert!(early.is_err(), "it does not serve yet");
    sqlx::query("select pg_advisory_unlock(993)").execute(&mut *other).await.unwrap();
    until("it serves", async || portal.browser().try_get("/health/ready").await.is_some_and(|answer| answer.status == 200)).await;
}
