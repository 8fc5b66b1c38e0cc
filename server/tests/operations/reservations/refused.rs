//! What the other system refuses, or does not answer: nothing is charged, nothing is kept, and it is said.

use super::common::count;
use super::scene::*;
use super::system::{self, agrees, answered, answered_at};
use desk::changes::{self, Confirmed, Failure, Stage};
use desk::reservations::{Order, due};
use desk::{Error, PgPool};
use domain::locale::Locale;
use domain::payment::State;
use jiff::SignedDuration;
use server::reservations::{ReservationSystem, turn};

#[sqlx::test(migrations = "./migrations")]
async fn seats_others_bought_there_are_not_promised_here(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 2)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let bought = r#"{"seats": {"carrier": "LD", "number": 410, "date": "2026-11-29", "origin": "EWR", "destination": "ORD", "cabin": "economy",
                     "known": {"seats": 24, "sold": 0}, "people": 23}}"#;
    assert_eq!(system::of(&db).send("POST", "/elsewhere", bought).await.0, 200);
    let id = changes::hold(&db, &viewer, now(), Locale::En, &locator(), &tariff(), &wanted(&[1, 2]), (WANTED, uuid::Uuid::new_v4())).await;
    let id = id.unwrap();
    assert_eq!(shown(&db, &viewer, id).await.stage, Stage::Holding);
    assert!(changes::waits(&db, &viewer, &locator(), id).await.unwrap());
    let early = changes::confirm(&db, &viewer, now(), Locale::En, &locator(), id, words()).await;
    assert!(matches!(early, Err(Error::Conflict("change-hold-waits"))), "{early:?}");
    answered(&db).await;
    assert_eq!(shown(&db, &viewer, id).await.stage, Stage::Failed(Failure::SeatLost));
    assert_eq!(seats(&db, 410).await, (0, 0));
    assert!(!changes::waits(&db, &viewer, &locator(), id).await.unwrap());
}

#[sqlx::test(migrations = "./migrations")]
async fn what_others_did_there_is_known_here_before_anything_is_charged(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let (system, every) = (system::of(&db), SignedDuration::from_secs(30));
    let read = |at| turn(&db, &system.http, at, every);
    let id = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    assert_eq!(read(now()).await.unwrap(), 0, "what we did ourselves is no news");
    let bought = r#"{"seats": {"carrier": "LD", "number": 410, "date": "2026-11-29", "origin": "EWR", "destination": "ORD", "cabin": "economy",
                     "people": 20}}"#;
    assert_eq!(system.send("POST", "/elsewhere", bought).await.0, 200);
    let ticket: String = sqlx::query_scalar("select ticket from coupon where flight_number = 408").fetch_one(&db).await.unwrap();
    let used = serde_json::json!({ "coupon": { "ticket": ticket, "number": 1, "locator": "X4TE6N", "passenger": 1, "state": "used",
        "flight": { "carrier": "LD", "number": 408, "date": "2026-11-28", "origin": "EWR" } } });
    assert_eq!(system.send("POST", "/elsewhere", &used.to_string()).await.0, 200);
    assert_eq!(read(now()).await.unwrap(), 0, "it is not time yet");
    assert_eq!((read(later(1)).await.unwrap(), read(later(2)).await.unwrap()), (2, 0));
    assert_eq!(count(&db, "select elsewhere::bigint from flight_cabin where number = 410 and cabin = 'economy'").await, 20);
    assert_eq!(count(&db, "select count(*) from coupon where state = 'used'").await, 1);
    assert_eq!(count(&db, "select count(*) from audit where action = 'coupon_elsewhere' and subject = 'X4TE6N'").await, 1);
    assert!(matches!(confirmed(&db, &viewer, now(), id).await, Err(Error::Conflict("change-moved-on"))));
    assert_eq!(count(&db, "select count(*) from payment where key like 'change:%'").await, 0);
    agrees(&db).await;
}

#[sqlx::test(migrations = "./migrations")]
async fn refused_after_the_bank_said_yes_nothing_is_charged(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    assert_eq!(confirmed(&db, &viewer, now(), id).await.unwrap(), Confirmed::Pay);
    let ticket: String = sqlx::query_scalar("select ticket from coupon where flight_number = 408").fetch_one(&db).await.unwrap();
    let used = serde_json::json!({ "coupon": { "ticket": ticket, "number": 1, "locator": "X4TE6N", "passenger": 1, "state": "used",
        "flight": { "carrier": "LD", "number": 408, "date": "2026-11-28", "origin": "EWR" } } });
    assert_eq!(system::of(&db).send("POST", "/elsewhere", &used.to_string()).await.0, 200);
    says(&db, &shown(&db, &viewer, id).await, State::Authorised).await;
    assert!(changes::settle(&db, now(), id).await.unwrap());
    assert_eq!(shown(&db, &viewer, id).await.stage, Stage::Confirming);
    assert!(!changes::settle(&db, now(), id).await.unwrap(), "nobody knows yet");
    answered(&db).await;
    assert_eq!(shown(&db, &viewer, id).await.stage, Stage::Failed(Failure::CouponUsed));
    assert_eq!(count(&db, "select count(*) from payment where key like 'change:%' and todo = 'void'").await, 1);
    assert_eq!((seats(&db, 408).await, seats(&db, 410).await), ((1, 0), (0, 0)));
    assert_eq!(system::of(&db).send("GET", "/", "").await.1["held"], 0);
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'trip_reissued'").await, 0);
    assert_eq!(count(&db, "select count(*) from case_file").await, 0);
}

#[sqlx::test(migrations = "./migrations")]
async fn not_answered_for_long_it_is_withdrawn_and_the_last_word_holds(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "flex", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let at = locator();
    let confirm = |id| changes::confirm(&db, &viewer, now(), Locale::En, &at, id, words());
    let first = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    // nobody asks: the system is away
    for _ in 0..2 {
        assert_eq!(confirm(first).await.unwrap(), Confirmed::Confirming);
    }
    assert_eq!(shown(&db, &viewer, first).await.stage, Stage::Confirming);
    let rules = tariff();
    let other = changes::hold(&db, &viewer, now(), Locale::En, &at, &rules, &wanted(&[1]), (WANTED, uuid::Uuid::new_v4())).await;
    assert!(matches!(other, Err(Error::Conflict("change-confirming"))), "{other:?}");
    assert!(matches!(changes::release(&db, &viewer, now(), &locator(), first).await, Err(Error::Conflict("change-moved-on"))));
    assert_eq!((changes::expire_due(&db, later(90)).await.unwrap(), changes::settle_due(&db, later(19)).await.unwrap()), (0, 0));
    assert_eq!(changes::settle_due(&db, later(20)).await.unwrap(), 1);
    assert_eq!(shown(&db, &viewer, first).await.stage, Stage::Confirming, "it may have been done all the same");
    answered_at(&db, later(20)).await;
    assert_eq!(shown(&db, &viewer, first).await.stage, Stage::Failed(Failure::Unconfirmed));
    assert_eq!((seats(&db, 408).await, seats(&db, 410).await), ((1, 0), (0, 0)));
    agrees(&db).await;
    // once more: it is done there, and the answer is lost
    let second = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    assert_eq!(confirm(second).await.unwrap(), Confirmed::Confirming);
    for lost in due(&db, now(), 16).await.unwrap() {
        let Order::Change(change) = &lost.order else { panic!("{lost:?}") };
        system::of(&db).http.change(lost.change, change).await.unwrap();
    }
    assert_eq!(changes::settle_due(&db, later(20)).await.unwrap(), 1);
    answered_at(&db, later(20)).await;
    assert_eq!(shown(&db, &viewer, second).await.stage, Stage::Done);
    assert_eq!((seats(&db, 408).await, seats(&db, 410).await), ((0, 0), (1, 0)));
    seats_add_up(&db).await;
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'trip_reissued'").await, 1);
    assert_eq!(changes::verify(&db).await.unwrap().1, []);
}
