//! A database whose disk is full: it can be read, and says so.

use crate::{BOARD, Landside, WORDS, case_of, newark};
use desk::PgPool;

/// Every write fails as Postgres fails it when its disk is full.
async fn fill_up(db: &PgPool) {
    for sql in [
        "create function full_up() returns trigger language plpgsql as
         $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$",
        "do $$ declare name text;
         begin
             for name in select relname from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace loop
                 execute format('create trigger full_up before insert or update or delete on %I for each row execute function full_up()', name);
             end loop;
         end $$",
    ] {
        sqlx::query(sql).execute(db).await.unwrap();
    }
}

#[sqlx::test(migrations = "./migrations")]
async fn with_its_disk_full_it_reads_on_and_hands_words_back(db: PgPool) {
    newark(&db).await;
    let portal = Landside::start(&db, None).await;
    let mut browser = portal.browser();
    let case = format!("/cases/{}", case_of(&db, &mut browser).await);
    // long enough ago that the next request would note the session as seen
    sqlx::query("update session set last_seen_at = now() - interval '5 minutes'").execute(&db).await.unwrap();
    fill_up(&db).await;

    assert_eq!(browser.get("/health/ready").await.body, "ready\n", "nobody has met the full disk yet");
    for page in ["/", BOARD, "/cases", &case, "/trip"] {
        assert_eq!(browser.get(page).await.status, 200, "{page}");
    }
    let replies = format!("{case}/replies");
    for path in [replies.as_str(), "/trip", "/cases/new", "/cases/find", "/desk"] {
        let fields = [
            ("words", WORDS),
            ("locator", "ZZZZZZ"),
            ("family_name", WORDS),
            ("step", "words"),
            ("subject", "Bag"),
            ("email", "a@b.example"),
        ];
        let more = [("password", "secret"), ("code", "123456")];
        let held = browser.post(path, &[&fields[..], &more[..]].concat()).await;
        assert_eq!(held.status, 503, "{path}");
        assert!(!held.header("retry-after").is_empty(), "{path}");
        assert!(held.body.contains(WORDS) && !held.body.contains("secret"), "{path}: the words come back");
    }
    // a visitor without a session gets their words back too
    assert_eq!(portal.browser().post("/trip", &[("locator", "ZZZZZZ"), ("family_name", WORDS)]).await.status, 503);
    assert_eq!(browser.post("/drafts", &[("key", "reply:none"), ("words", "x")]).await.status, 503);
    let ready = browser.get("/health/ready").await;
    assert_eq!(ready.status, 200, "it stays in service for those who read");
    assert!(ready.body.contains("disk is full"), "{}", ready.body);
    assert!(browser.get("/metrics").await.body.contains("landside_database_disk_full 1"));

    sqlx::query("drop function full_up cascade").execute(&db).await.unwrap();
    assert_eq!(browser.post("/drafts", &[("key", "reply:none"), ("words", "x")]).await.status, 204, "it heals by itself");
}
