//! The demo's cases are real ones: their rows agree with their timelines.

use crate::common::*;
use desk::PgPool;
use desk::demo;

#[sqlx::test(migrations = "../migrations")]
async fn four_hundred_cases_in_every_state(db: PgPool) {
    demo::staff::load(&db, now()).await.unwrap();
    sqlx::raw_sql(
        "insert into booking (locator, created_at, state, point_of_sale, fare_family, total, currency, language, source)
             select l, now(), 'ticketed', 'web', (select min(id) from fare_family), 100, 'USD', 'en', 'scenario' from unnest('{DEMO3B,DEMO5D,DEMO6E}'::text[]) l;
         insert into passenger (id, locator, position, family_name, given_name, family_keys, kind)
             select gen_random_uuid(), locator, 1, '王', '伟', '{wang}', 'adult' from booking;",
    )
    .execute(&db)
    .await
    .unwrap();
    let mut tx = db.begin().await.unwrap();
    assert_eq!(demo::cases::load(&mut tx, now()).await.unwrap(), 403);
    assert_eq!(demo::cases::load(&mut tx, now()).await.unwrap(), 0);
    tx.commit().await.unwrap();
    verified(&db).await;
    assert_eq!(count(&db, "select count(distinct status) from case_file").await, 8);
    assert_eq!(count(&db, "select count(distinct kind) from case_file").await, 7);
    assert!(count(&db, "select count(*) from case_file where language = 'zh-CN'").await > 50);
    assert_eq!(count(&db, "select count(*) from case_entry where body like '%{%'").await, 0);
    let future: i64 = sqlx::query_scalar("select count(*) from case_entry where at > $1::timestamptz")
        .bind(now().to_string())
        .fetch_one(&db)
        .await
        .unwrap_or(0);
    assert_eq!(future, 0);
    assert_eq!(count(&db, "select count(*) from outbox").await, 0);
}
