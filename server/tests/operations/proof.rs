//! Whoever proves something gets a new token: one that was planted in the browser before gains nothing.

use crate::{Landside, browser::Browser};
use desk::PgPool;
use uuid::Uuid;

async fn booking(db: &PgPool) {
    for sql in [
        "insert into fare_family (id, cabin, name, conditions) values ('flex', 'economy', '{}', '{}') on conflict do nothing",
        "insert into booking values ('DEMO2A', now(), 'ticketed', 'US', null, 'flex', 100, 'USD', 'en', 'scenario')",
    ] {
        sqlx::query(sql).execute(db).await.unwrap();
    }
    let passenger = "insert into passenger (id, locator, position, family_name, given_name, family_keys, kind)
                     values ($1, 'DEMO2A', 1, 'Rivera', 'Maria', $2, 'adult')";
    let keys = domain::booking::name::keys("Rivera", Some("Maria"));
    sqlx::query(passenger).bind(Uuid::new_v4()).bind(keys).execute(db).await.unwrap();
    sqlx::query("insert into contact (id, locator, kind, address, agency) values ($1, 'DEMO2A', 'email', 'maria@example.com', false)")
        .bind(Uuid::new_v4())
        .execute(db)
        .await
        .unwrap();
}

#[sqlx::test(migrations = "./migrations")]
async fn a_code_gives_the_browser_a_new_token(db: PgPool) {
    booking(&db).await;
    let portal = Landside::start(&db, None).await;
    let mut browser = portal.browser();
    assert_eq!(browser.post("/trip", &[("locator", "DEMO2A"), ("family_name", "Rivera")]).await.status, 303);
    assert_eq!(browser.post("/trip/DEMO2A/verify/send", &[]).await.status, 303);
    let code: String = sqlx::query_scalar("select secret from outbox where kind = 'code'").fetch_one(&db).await.unwrap();
    let planted = browser.cookie().to_owned();
    let proved = browser.post("/trip/DEMO2A/verify", &[("code", &code), ("next", "/cases")]).await;
    assert_eq!((proved.status, proved.header("location")), (303, "/cases"));
    assert_ne!(browser.cookie(), planted);
    assert_eq!(browser.get("/trip/DEMO2A").await.status, 200, "the browser goes on where it was");

    let mut thief = Browser::with_session(portal.port(), planted.trim_start_matches("landside="));
    assert_ne!(thief.get("/trip/DEMO2A").await.status, 200, "the former token opens nothing");
    // what the browser itself had under way with it does not take its new token away
    let under_way = thief.post("/drafts", &[("key", "reply:none"), ("words", "x")]).await;
    assert_eq!((under_way.status, under_way.header("set-cookie")), (204, ""));
}
