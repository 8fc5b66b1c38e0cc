//! A reservation system for each test's database.

use super::scene::now;
use crate::{browser::Browser, until};
use desk::PgPool;
use jiff::Timestamp;
use serde_json::Value;
use server::config::ReservationsConfig;
use server::reservations::{HttpReservations, round};
use server::sandbox::{
    Manners,
    reservations::{SandboxConfig, serve},
};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

const TOKEN: &str = "reservations_token";

/// The system of a database.
#[derive(Clone)]
pub struct System {
    pub http: HttpReservations,
    port: u16,
    /// One at a time asks what is due: the others wait for the same answers.
    asking: Arc<tokio::sync::Mutex<()>>,
}

static SYSTEMS: LazyLock<Mutex<HashMap<String, System>>> = LazyLock::new(Mutex::default);

fn name(db: &PgPool) -> String {
    db.connect_options().get_database().unwrap().to_owned()
}

pub fn of(db: &PgPool) -> System {
    SYSTEMS.lock().unwrap().get(&name(db)).unwrap().clone()
}

/// Starts one with this book.
pub async fn start(book: PathBuf) -> System {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let config = SandboxConfig { port, book, token: Some(TOKEN.to_owned()), faults: Manners::default() };
    tokio::spawn(serve(listener, config));
    let reservations_url = Some(format!("http://127.0.0.1:{port}"));
    let config = ReservationsConfig { reservations_url, reservations_token: Some(TOKEN.to_owned()), reservations_compare_seconds: 30 };
    let system = System { http: HttpReservations::new(&config).unwrap().unwrap(), port, asking: Arc::default() };
    until("the reservation system listens", async || Browser::new(port).try_get("/").await.is_some()).await;
    system
}

/// Seats and coupons of this database are another system's.
pub async fn begin(db: &PgPool) {
    let book = std::env::temp_dir().join(format!("landside-reservations-{}-{}.jsonl", std::process::id(), name(db)));
    let _ = std::fs::remove_file(&book);
    let system = start(book.clone()).await;
    // it is open, and nobody reads it again
    std::fs::remove_file(&book).unwrap();
    desk::reservations::kept_elsewhere(db, true).await.unwrap();
    SYSTEMS.lock().unwrap().insert(name(db), system);
}

impl System {
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What it is asked beside the portal, or shows.
    pub async fn send(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let token = format!("Bearer {TOKEN}");
        let answer = Browser::new(self.port).send(method, path, &[("authorization", token.as_str())], body).await;
        (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
    }
}

/// Everything that is asked is answered, and gone on with.
pub async fn answered(db: &PgPool) {
    answered_at(db, now()).await;
}

pub async fn answered_at(db: &PgPool, at: Timestamp) {
    let system = of(db);
    let _asking = system.asking.lock().await;
    let begun = Instant::now();
    loop {
        round(db, &system.http, at).await.unwrap();
        desk::changes::settle_due(db, at).await.unwrap();
        let open = "select count(*) from reservation_order o join trip_change c on c.id = o.change_id
                     where o.todo is not null or c.state = 'confirming' or c.state = 'quoted' and o.state = 'refused'";
        if crate::count(db, open).await == 0 {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "not everything is answered");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Both books say the same of every cabin and coupon that system knows, and of what is held.
pub async fn agrees(db: &PgPool) {
    answered(db).await;
    let (_, book) = of(db).send("GET", "/", "").await;
    compare(db, &book).await;
}

pub async fn compare(db: &PgPool, book: &Value) {
    for cabin in book["cabins"].as_array().unwrap() {
        let here: i32 = sqlx::query_scalar(
            "select sold + elsewhere from flight_cabin where (carrier, number, flight_date::text, origin, cabin) = ($1, $2, $3, $4, $5)",
        )
        .bind(cabin["carrier"].as_str())
        .bind(i32::try_from(cabin["number"].as_i64().unwrap()).unwrap())
        .bind(cabin["date"].as_str())
        .bind(cabin["origin"].as_str())
        .bind(cabin["cabin"].as_str())
        .fetch_one(db)
        .await
        .unwrap();
        assert_eq!(cabin["sold"].as_i64().unwrap(), i64::from(here), "{cabin}");
    }
    for coupon in book["coupons"].as_array().unwrap() {
        let here: (String, String) = sqlx::query_as("select locator, state from coupon where ticket = $1 and number = $2")
            .bind(coupon["ticket"].as_str())
            .bind(i16::try_from(coupon["number"].as_i64().unwrap()).unwrap())
            .fetch_one(db)
            .await
            .unwrap();
        assert_eq!((coupon["locator"].as_str(), coupon["state"].as_str()), (Some(here.0.as_str()), Some(here.1.as_str())), "{coupon}");
    }
    let held = "select coalesce(sum(seats), 0)::bigint from (select max(seats) as seats from seat_hold group by change_id) h";
    assert_eq!(book["held"].as_i64().unwrap(), crate::count(db, held).await);
}
