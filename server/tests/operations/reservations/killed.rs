//! Portal, reservation system and database broken off in the middle of each step of a change that both have to do: in the end it is done
//! once, paid once, and both books say the same.

use super::system::compare;
use crate::changes::{Pair, REFERENCES, chosen, press, token, world};
use crate::{browser::Browser, count, landside::free_port, payments::scene::Scene, until};
use desk::PgPool;
use jiff::{Timestamp, ToSpan};
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use uuid::Uuid;

/// The reservation system, a process with its book.
struct System {
    child: Child,
    port: u16,
    book: PathBuf,
}

impl Drop for System {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_file(&self.book);
    }
}

impl System {
    async fn start() -> Self {
        let port = free_port();
        let book = std::env::temp_dir().join(format!("landside-seats-{}-{port}.jsonl", std::process::id()));
        let _ = std::fs::remove_file(&book);
        Self { child: spawned(port, &book).await, port, book }
    }

    fn stop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    async fn kill(&mut self) {
        self.stop();
        self.child = spawned(self.port, &self.book).await;
    }

    async fn shown(&self) -> Value {
        serde_json::from_str(&Browser::new(self.port).get("/").await.body).unwrap()
    }
}

/// A third of what it does it does not say.
async fn spawned(port: u16, book: &std::path::Path) -> Child {
    let child = Command::new(env!("CARGO_BIN_EXE_landside"))
        .args(["sandbox", "reservations", "--silent", "30", "--port", &port.to_string(), "--book", book.to_str().unwrap()])
        .env_remove("LANDSIDE_RESERVATIONS_TOKEN")
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    until("the reservation system listens", async || Browser::new(port).try_get("/").await.is_some()).await;
    child
}

/// What breaks off.
#[derive(Debug, Clone, Copy)]
enum Broken {
    Portal,
    System,
    Database,
}

async fn break_off(db: &PgPool, scene: &mut Scene, system: &mut System, what: Broken) {
    match what {
        Broken::Portal => scene.kill_portal().await,
        Broken::System => system.kill().await,
        Broken::Database => {
            let killed = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                           where datname = current_database() and pid <> pg_backend_pid()";
            sqlx::query_scalar::<_, i64>(killed).fetch_one(db).await.unwrap();
        }
    }
}

/// What a killed worker still held, and what waits for its next attempt, is asked at once.
async fn hurry(db: &PgPool) {
    sqlx::query("update reservation_order set next_attempt_at = '-infinity', leased_until = null where todo is not null and (last_error is not null or leased_until < now() + interval '55 seconds')")
        .execute(db)
        .await
        .unwrap();
}

async fn one(db: &PgPool, sql: &str, reference: &str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).bind(reference).fetch_one(db).await.unwrap()
}

const KEPT: &str = "select count(*) from trip_change c join reservation_order o on o.change_id = c.id
                     where c.locator = $1 and c.state = 'quoted' and o.state = 'held'";
const DONE: &str = "select count(*) from trip_change where locator = $1 and state = 'done'";

#[sqlx::test(migrations = "./migrations")]
async fn broken_off_at_every_step_both_books_agree(db: PgPool) {
    let day = Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date() + 9.days();
    world(&db, day).await;
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/landside-air.toml");
    let mut system = System::start().await;
    let mut scene = Scene::with_system(&db, &[], rules, system.port).await;
    let token = token(&db).await;
    let whats = [Broken::Portal, Broken::System, Broken::Database];
    let steps: Vec<(Broken, usize)> = whats.into_iter().flat_map(|what| (0..3).map(move |step| (what, step))).collect();
    for ((what, step), reference) in steps.iter().copied().zip(REFERENCES) {
        // step 0: just chosen; 1: just paid; 2: a moment after
        let pair = at_last(&scene, &token, reference, day).await;
        if step == 0 {
            break_off(&db, &mut scene, &mut system, what).await;
        }
        let port = scene.portal.port();
        until("the seats are kept on both sides", async || {
            hurry(&db).await;
            one(&db, KEPT, reference).await == 1
        })
        .await;
        until("it is confirmed", async || press(port, pair.clone()).await == Some(303)).await;
        let page = charge(&db, &scene, reference).await;
        until("it is paid", async || scene.try_pay(&page, "4242424242424242").await == Some(303)).await;
        if step == 2 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        if step > 0 {
            break_off(&db, &mut scene, &mut system, what).await;
        }
        until("the change is done", async || {
            scene.hurry().await;
            hurry(&db).await;
            let _ = Browser::with_session(port, &pair.token).try_get(&format!("{}?back=bank", pair.page)).await;
            one(&db, DONE, reference).await == 1
        })
        .await;
    }
    away(&db, &scene, &mut system, (&token, REFERENCES[steps.len()], day)).await;

    scene.agree().await;
    until("nothing is left to ask", async || {
        hurry(&db).await;
        count(&db, "select count(*) from reservation_order where todo is not null").await == 0
    })
    .await;
    for (sql, expected) in [
        ("select count(*) from payment where key like 'change:%' and state = 'captured'", 9),
        ("select count(*) from payment where key like 'change:%' and state <> 'captured'", 0),
        ("select sold::bigint from flight_cabin where number = 410 and cabin = 'economy'", 18),
        ("select sum(held)::bigint from flight_cabin", 0),
        ("select count(*) from coupon where state = 'open' and flight_number = 410", 18),
        ("select count(*) from outbox where kind = 'trip_reissued'", 9),
        ("select count(*) from case_file where kind = 'change'", 9),
    ] {
        assert_eq!(count(&db, sql).await, expected, "{sql}");
    }
    compare(&db, &system.shown().await).await;
    assert_eq!(desk::changes::verify(&db).await.unwrap().1, []);
    assert_eq!(desk::cases::verify(&db).await.unwrap().1, []);
}

/// Chooses the next day's flight, again while what was broken off is coming back.
async fn at_last(scene: &Scene, token: &str, reference: &'static str, day: jiff::civil::Date) -> Pair {
    let mut pair = None;
    until("a flight is chosen", async || {
        pair = chosen(scene, token, reference, day + 1.day()).await;
        pair.is_some()
    })
    .await;
    pair.unwrap()
}

/// The page of the charge of a booking's change.
async fn charge(db: &PgPool, scene: &Scene, reference: &str) -> String {
    let id: Uuid = sqlx::query_scalar("select payment_id from trip_change where locator = $1 and payment_id is not null")
        .bind(reference)
        .fetch_one(db)
        .await
        .unwrap();
    scene.page(&desk::payments::find(db, id).await.unwrap()).await
}

/// While it is away, the page says that the seats are being kept, in both languages, and looks again by itself.
async fn away(db: &PgPool, scene: &Scene, system: &mut System, (token, reference, day): (&str, &'static str, jiff::civil::Date)) {
    system.stop();
    let Pair { page, .. } = at_last(scene, token, reference, day).await;
    let mut browser = Browser::with_session(scene.portal.port(), token);
    for (language, words) in [("en", "Your seats are being kept"), ("zh-CN", "正在为您保留座位")] {
        let shown = browser.send("GET", &page, &[("accept-language", language)], "").await;
        assert_eq!((shown.status, shown.header("refresh")), (200, "2"), "{language}: {}", shown.body);
        assert!(shown.body.contains(words), "{language}: {}", shown.body);
        assert!(!shown.body.contains("/confirm"), "nothing can be confirmed yet");
    }
    system.kill().await;
    until("the seats are kept after all", async || {
        hurry(db).await;
        one(db, KEPT, reference).await == 1
    })
    .await;
    assert!(browser.get(&page).await.body.contains("/confirm"));
    let released = browser.post(&format!("{page}/release"), &[]).await;
    assert_eq!(released.status, 303, "{}", released.body);
}
