use crate::support::{count, later, now};
use desk::access::{forgive, limit};
use desk::{Error, PgPool};
use domain::policy::Limit;
use jiff::SignedDuration;
use sqlx::postgres::PgPoolOptions;

const THREE: Limit = Limit { max: 3, window: SignedDuration::from_mins(15) };

#[sqlx::test(migrations = "../migrations")]
async fn the_fourth_of_three_is_told_how_long_to_wait(db: PgPool) {
    for minute in 0..3 {
        limit(&db, "key", THREE, later(minute)).await.unwrap();
    }
    let Err(Error::Limited { retry_after }) = limit(&db, "key", THREE, later(5)).await else { panic!() };
    assert_eq!(retry_after, SignedDuration::from_mins(10));
    // another key, a window later, or forgiven: from the start
    limit(&db, "other", THREE, later(5)).await.unwrap();
    limit(&db, "key", THREE, later(15)).await.unwrap();
    for _ in 0..2 {
        limit(&db, "key", THREE, later(16)).await.unwrap();
    }
    assert!(limit(&db, "key", THREE, later(16)).await.is_err());
    forgive(&db, "key").await.unwrap();
    limit(&db, "key", THREE, later(16)).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn at_once_no_more_than_the_limit_pass(db: PgPool) {
    let attempts: Vec<_> = (0..40)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { limit(&db, "key", THREE, now()).await.is_ok() })
        })
        .collect();
    let mut passed = 0;
    for attempt in attempts {
        passed += usize::from(attempt.await.unwrap());
    }
    assert_eq!(passed, 3);
}

#[sqlx::test(migrations = "../migrations")]
async fn no_address_is_kept_in_the_counters(db: PgPool) {
    limit(&db, "sign-in:203.0.113.9", THREE, now()).await.unwrap();
    let key: String = sqlx::query_scalar("select key from attempt").fetch_one(&db).await.unwrap();
    assert!(!key.contains("203") && !key.contains("sign-in"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_crowd_behind_one_address_does_not_wait_for_one_row(db: PgPool) {
    let crowd = PgPoolOptions::new().max_connections(30).connect_with((*db.connect_options()).clone()).await.unwrap();
    let generous = Limit { max: 500, window: SignedDuration::from_mins(10) };
    let attempts: Vec<_> = (0..600)
        .map(|_| {
            let crowd = crowd.clone();
            tokio::spawn(async move { limit(&crowd, "one address", generous, now()).await })
        })
        .collect();
    let mut waiting = 0;
    while attempts.iter().any(|attempt| !attempt.is_finished()) {
        let sql = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        waiting = waiting.max(count(&db, sql).await);
    }
    let mut refused = 0;
    for attempt in attempts {
        match attempt.await.unwrap() {
            Ok(()) => {}
            Err(Error::Limited { .. }) => refused += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!((waiting, refused), (0, 100));
}
