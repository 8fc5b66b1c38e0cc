//! Who else is at a case: told to staff, over by itself, news only where something changed (OFF-2, I6).

use crate::common::*;
use desk::cases::{self, together};
use desk::{Error, PgPool};
use domain::rights::Role;
use jiff::{SignedDuration, Timestamp};
use sqlx::postgres::PgListener;
use std::time::Duration;

fn at(seconds: i64) -> Timestamp {
    later(1) + SignedDuration::from_secs(seconds)
}

async fn told(listener: &mut PgListener) -> usize {
    let mut news = 0;
    while tokio::time::timeout(Duration::from_millis(300), listener.recv()).await.is_ok() {
        news += 1;
    }
    news
}

#[sqlx::test(migrations = "../migrations")]
async fn colleagues_see_each_other_and_it_is_over_by_itself(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let (mei, ana) = (agent(&db).await, staff(&db, "Ana Sol", Role::Agent, &["baggage"]).await);
    let present = async |at| {
        let seen = together::around(&db, &mei, at, &reference).await.unwrap().present;
        seen.into_iter().map(|one| (one.name, one.writing)).collect::<Vec<_>>()
    };
    // without scripts: whoever opened it is there for two minutes
    cases::view(&db, &ana, at(0), &reference, false).await.unwrap();
    let first = cases::view(&db, &mei, at(1), &reference, false).await.unwrap().staff.unwrap().present;
    assert_eq!((first.len(), first[0].name.as_str(), first[0].since), (1, "Ana Sol", stored(at(0))));
    assert_eq!(present(at(119)).await, [("Ana Sol".to_owned(), false)]);
    assert_eq!(present(at(120)).await, []);

    // with scripts: as long as her page says so, and writing while she types
    together::around(&db, &ana, at(130), &reference).await.unwrap();
    together::writing(&db, &ana, at(140), &reference).await.unwrap();
    assert_eq!(present(at(141)).await, [("Ana Sol".to_owned(), true)]);
    together::around(&db, &ana, at(170), &reference).await.unwrap();
    assert_eq!(present(at(181)).await, [("Ana Sol".to_owned(), false)], "she has stopped typing");
    assert_eq!(present(at(245)).await, []);
    assert_eq!(together::forget_presence(&db, at(10_000)).await.unwrap(), 2);

    // I6: a passenger is told of nobody, and is seen by nobody
    assert!(matches!(together::around(&db, &passenger, at(0), &reference).await, Err(Error::NotFound)));
    together::writing(&db, &passenger, at(0), &reference).await.unwrap();
    assert_eq!(count(&db, "select count(*) from case_presence").await, 0);
    let elsewhere = staff(&db, "Rosa", Role::Agent, &["refunds"]).await;
    assert!(matches!(together::around(&db, &elsewhere, at(0), &reference).await, Err(Error::Forbidden)));
}

#[sqlx::test(migrations = "../migrations")]
async fn only_what_changes_is_news_and_only_an_id_is_told(db: PgPool) {
    let (reference, _) = opened(&db).await;
    let ana = staff(&db, "Ana Sol", Role::Agent, &["baggage"]).await;
    let mut listener = PgListener::connect_with(&db).await.unwrap();
    listener.listen(together::CHANNEL).await.unwrap();
    cases::view(&db, &ana, at(0), &reference, false).await.unwrap();
    let news = listener.recv().await.unwrap();
    assert_eq!(news.payload(), format!("{reference} {}", at(0).as_millisecond()));
    for second in 1..20 {
        together::around(&db, &ana, at(second), &reference).await.unwrap();
    }
    assert_eq!(told(&mut listener).await, 0, "still there is no news");
    for second in 20..40 {
        together::writing(&db, &ana, at(second), &reference).await.unwrap();
    }
    assert_eq!(told(&mut listener).await, 1, "began to write");
    // many tabs of many colleagues at once
    let mut tasks = Vec::new();
    for n in 0..16 {
        let (db, ana, reference) = (db.clone(), ana.clone(), reference.clone());
        tasks.push(tokio::spawn(async move { together::around(&db, &ana, at(40 + n), &reference).await }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(count(&db, "select count(*) from case_presence").await, 1);
}
