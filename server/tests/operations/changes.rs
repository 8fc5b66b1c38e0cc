//! Changes confirmed and paid while the portal, the provider or the database breaks off in the middle of each step: every change is done
//! once and paid once, and every seat is somebody's (I3, I4, I5).

use crate::{browser::Browser, count, payments::scene::Scene, until};
use desk::PgPool;
use desk::bookings::{self, NewBooking, NewContact, NewPassenger, NewSegment, Source};
use desk::changes::{self, Filing};
use domain::booking::{BookingState, Cabin, ContactKind, PassengerKind, SegmentStatus};
use domain::locale::Locale;
use domain::money::{Currency, Money};
use jiff::{Timestamp, ToSpan, civil::Date};
use rust_decimal::Decimal;
use std::time::Duration;
use uuid::Uuid;

/// Twelve pairs fit on the flight everybody wants.
pub const REFERENCES: [&str; 13] =
    ["CHGAA2", "CHGBB2", "CHGCC2", "CHGDD2", "CHGEE2", "CHGFF2", "CHGGG2", "CHGHH2", "CHGJJ2", "CHGKK2", "CHGLL2", "CHGMM2", "CHGNN2"];

fn usd(cents: i64) -> Money {
    Money::new(Decimal::new(cents, 2), Currency::parse("USD").unwrap())
}

fn booked(place: i64, reference: &str, day: Date) -> NewBooking {
    let person = |position: i16, given: &str| NewPassenger {
        id: Uuid::new_v4(),
        family_name: "Okafor".into(),
        given_name: given.into(),
        kind: PassengerKind::Adult,
        birth_date: None,
        ticket_number: Some(format!("992{:010}", place * 10 + i64::from(position))),
        tier: None,
    };
    let flight = NewSegment {
        carrier: "LD".into(),
        number: 408,
        flight_date: day,
        origin: "EWR".into(),
        destination: "ORD".into(),
        cabin: Cabin::Economy,
        booking_class: "V".into(),
        bags_included: 1,
        status: SegmentStatus::Confirmed,
    };
    NewBooking {
        locator: reference.into(),
        created_at: Timestamp::now() - 480.hours(),
        state: BookingState::Ticketed,
        pay_by: None,
        point_of_sale: "US".into(),
        agency: None,
        fare_family: "standard".into(),
        total: Decimal::new(19_350, 2),
        currency: "USD".into(),
        language: Locale::En,
        source: Source::Imported,
        passengers: vec![person(1, "Ada"), person(2, "Chidi")],
        contacts: vec![NewContact { passenger: None, kind: ContactKind::Email, address: "ada@example.com".into(), agency: false }],
        segments: vec![flight],
        seats: vec![],
        bags: vec![],
    }
}

/// Two flights a day apart with 24 seats of economy each, and a pair of passengers for each reference on the first.
pub async fn world(db: &PgPool, day: Date) {
    sqlx::raw_sql(
        "insert into airport (iata, name, city, names, country, zone, latitude, longitude) values
             ('EWR', 'Newark Liberty', 'Newark', '{}', 'US', 'America/New_York', 40.69, -74.17),
             ('ORD', 'O''Hare', 'Chicago', '{}', 'US', 'America/Chicago', 41.98, -87.90)",
    )
    .execute(db)
    .await
    .unwrap();
    for (number, day, seats) in [(408, day, 60), (410, day + 1.day(), 32)] {
        sqlx::query(
            "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, seats, source)
             values ('LD', $1, $2::text::date, 'EWR', 'ORD', $2::text::date + interval '19 hours', $2::text::date + interval '22 hours', $3, 'imported')",
        )
        .bind(number)
        .bind(day.to_string())
        .bind(seats)
        .execute(db)
        .await
        .unwrap();
    }
    let mut tx = db.begin().await.unwrap();
    changes::open_cabins(&mut tx, day - 7.days()).await.unwrap();
    let filing = Filing {
        carrier: "LD".into(),
        origin: "EWR".into(),
        destination: "ORD".into(),
        family: "standard".into(),
        step: 0,
        from_left: 0,
        fare: usd(9_000),
        taxes: vec![("US".into(), Decimal::new(675, 2))],
    };
    changes::file_fares(&mut tx, &[filing]).await.unwrap();
    let bookings: Vec<_> = (1..).zip(REFERENCES).map(|(place, reference)| booked(place, reference, day)).collect();
    bookings::insert(&mut tx, &bookings).await.unwrap();
    tx.commit().await.unwrap();
}

/// The token of a browser to which every trip is open by a code.
pub async fn token(db: &PgPool) -> String {
    let (token, _) = desk::access::open(db, Timestamp::now(), "test").await.unwrap();
    sqlx::query(
        "insert into session_grant (session_id, kind, subject, proof, granted_at, expires_at)
         select s.id, 'contact', 'ada@example.com', 'code', now(), now() + interval '1 day' from session s",
    )
    .execute(db)
    .await
    .unwrap();
    token.to_text()
}

/// A pair on its way to the other flight.
#[derive(Clone)]
pub struct Pair {
    pub token: String,
    pub page: String,
    pub reference: &'static str,
}

/// Chooses the other flight; `None` where its seats are gone.
pub async fn chosen(scene: &Scene, token: &str, reference: &'static str, day: Date) -> Option<Pair> {
    let mut browser = Browser::with_session(scene.portal.port(), token);
    let (date, flight) = (day.to_string(), format!("LD410.{day}.EWR"));
    let key = Uuid::new_v4().to_string();
    let fields = [("who", "1"), ("who", "2"), ("part", "0"), ("date", date.as_str()), ("flight", flight.as_str()), ("key", key.as_str())];
    let answer = browser.post(&format!("/trip/{reference}/change"), &fields).await;
    let page = answer.header("location").to_owned();
    (answer.status == 303).then(|| Pair { token: token.to_owned(), page, reference })
}

/// Presses the button, once; whatever becomes of it.
pub async fn press(port: u16, pair: Pair) -> Option<u16> {
    let mut browser = Browser::with_session(port, &pair.token);
    browser.try_post(&format!("{}/confirm", pair.page), &[]).await.map(|answer| answer.status)
}

/// What breaks off.
#[derive(Debug, Clone, Copy)]
enum Broken {
    Portal,
    Provider,
    /// Every connection ends at the server's side, in the middle of its transaction.
    Database,
}

async fn break_off(db: &PgPool, scene: &mut Scene, what: Broken) {
    match what {
        Broken::Portal => scene.kill_portal().await,
        Broken::Provider => scene.kill_bank().await,
        Broken::Database => {
            let killed = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                           where datname = current_database() and pid <> pg_backend_pid()";
            sqlx::query_scalar::<_, i64>(killed).fetch_one(db).await.unwrap();
        }
    }
}

#[sqlx::test(migrations = "./migrations")]
async fn broken_off_at_every_step_each_change_is_done_and_paid_once(db: PgPool) {
    let day = Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date() + 9.days();
    world(&db, day).await;
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/landside-air.toml");
    let mut scene = Scene::by_rules(&db, &["--lost", "50"], rules).await;
    let token = token(&db).await;
    let mut pairs = Vec::new();
    for reference in REFERENCES {
        pairs.extend(chosen(&scene, &token, reference, day + 1.day()).await);
    }
    assert_eq!(pairs.len(), 12, "thirteen want to go, twelve have a seat");

    let steps = [Broken::Portal, Broken::Database, Broken::Provider].into_iter().flat_map(|what| (0..4).map(move |step| (what, step)));
    for ((what, step), pair) in steps.zip(pairs) {
        let port = scene.portal.port();
        // confirmed twice at once: two devices, or a double click
        let presses = [tokio::spawn(press(port, pair.clone())), tokio::spawn(press(port, pair.clone()))];
        if step == 0 {
            tokio::time::sleep(Duration::from_millis(8)).await;
            break_off(&db, &mut scene, what).await;
        }
        for pressed in presses {
            let status = pressed.await.unwrap();
            assert!(matches!(status, None | Some(303 | 500 | 503)), "{what:?} {step}: {status:?}");
        }
        until("the same again is answered", async || press(port, pair.clone()).await == Some(303)).await;
        if step == 1 {
            break_off(&db, &mut scene, what).await;
        }
        let charge = format!("select p.id from trip_change c join payment p on p.id = c.payment_id where c.locator = '{}'", pair.reference);
        let charge: Uuid = sqlx::query_scalar(sqlx::AssertSqlSafe(charge)).fetch_one(&db).await.unwrap();
        let charge = desk::payments::find(&db, charge).await.unwrap();
        let page = scene.page(&charge).await;
        until("it is paid", async || scene.try_pay(&page, "4242424242424242").await == Some(303)).await;
        if step == 2 {
            break_off(&db, &mut scene, what).await;
        }
        let done = format!("select count(*) from trip_change where locator = '{}' and state = 'done'", pair.reference);
        if step == 3 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            break_off(&db, &mut scene, what).await;
        }
        until("the change is done", async || {
            scene.hurry().await;
            // whoever comes back looks at the page
            let _ = Browser::with_session(port, &pair.token).try_get(&format!("{}?back=bank", pair.page)).await;
            sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(done.clone())).fetch_one(&db).await.unwrap() == 1
        })
        .await;
    }

    scene.agree().await;
    for (sql, expected) in [
        ("select count(*) from payment where key like 'change:%' and state = 'captured'", 12),
        ("select count(*) from payment where key like 'change:%' and state <> 'captured'", 0),
        ("select sold::bigint from flight_cabin where number = 410 and cabin = 'economy'", 24),
        ("select sold::bigint from flight_cabin where number = 408 and cabin = 'economy'", 2),
        ("select sum(held)::bigint from flight_cabin", 0),
        ("select count(*) from seat_hold", 0),
        ("select count(*) from coupon where state = 'open' and flight_number = 410", 24),
        ("select count(*) from outbox where kind = 'trip_reissued'", 12),
        ("select count(*) from case_file where kind = 'change'", 12),
    ] {
        assert_eq!(count(&db, sql).await, expected, "{sql}");
    }
    assert_eq!(changes::verify(&db).await.unwrap().1, []);
    assert_eq!(desk::cases::verify(&db).await.unwrap().1, []);
}
