//! Many at once on one popular flight: no seat is sold twice, nobody is left between two flights (I3, I4).

use super::common::count;
use super::scene::*;
use desk::changes::{self, Confirmed};
use desk::{Error, PgPool};
use domain::booking::Locator;
use domain::locale::Locale;

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn the_last_seats_go_to_as_many_as_there_are(db: PgPool) {
    world(&db).await;
    let references: Vec<String> = (0..40).map(|number| format!("CRWD{}{}", char::from(b'A' + number / 10), number % 10)).collect();
    for reference in &references {
        booked(&db, booking(reference, "flex", 1)).await;
    }
    // of 24 seats of the wanted flight 15 are gone already
    sqlx::query("update flight_cabin set elsewhere = 15 where number = 410 and cabin = 'economy'").execute(&db).await.unwrap();
    let tries: Vec<_> = references
        .iter()
        .map(|reference| {
            let (db, reference) = (db.clone(), reference.clone());
            tokio::spawn(async move {
                let viewer = proved(&db, &[&reference]).await;
                let at = Locator::parse(&reference).unwrap();
                let id = match held(&db, &viewer, &at, &[1], WANTED).await {
                    Ok(id) => id,
                    Err(Error::Conflict("change-seat-lost")) => return false,
                    Err(other) => panic!("{other}"),
                };
                // twice at the same time
                let confirm = || changes::confirm(&db, &viewer, now(), Locale::En, &at, id, words());
                let (one, other) = tokio::join!(confirm(), confirm());
                // a dearer step by now is charged, the first few only move
                [one, other].into_iter().all(|outcome| matches!(outcome.unwrap(), Confirmed::Done | Confirmed::Pay | Confirmed::Confirming))
            })
        })
        .collect();
    let mut lucky = 0;
    for one in tries {
        lucky += i32::from(one.await.unwrap());
    }
    settled(&db, now()).await;
    seats_add_up(&db).await;
    let (sold, held) = seats(&db, 410).await;
    assert_eq!((lucky, sold + held), (9, 9));
    let done = count(&db, "select count(*) from trip_change where state = 'done'").await;
    assert_eq!(done, i64::from(sold));
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'trip_reissued'").await, done);
    assert_eq!(count(&db, "select count(*) from case_file").await, done);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn those_who_swap_flights_do_not_wait_for_each_other_for_ever(db: PgPool) {
    world(&db).await;
    let mut all = Vec::new();
    for number in 0..12 {
        let reference = format!("SWAP{}{}", char::from(b'A' + number / 10), number % 10);
        booked(&db, booking(&reference, "flex", 1)).await;
        all.push(reference);
    }
    // there and back again, everybody at once
    for way in [WANTED, "LD408.2026-11-28.EWR"] {
        let moves: Vec<_> = all
            .iter()
            .map(|reference| {
                let (db, reference) = (db.clone(), reference.clone());
                tokio::spawn(async move {
                    let viewer = proved(&db, &[&reference]).await;
                    let at = Locator::parse(&reference).unwrap();
                    let date = way.split('.').nth(1).unwrap().parse().unwrap();
                    let wanted = changes::Wanted { date, ..wanted(&[1]) };
                    let held = changes::hold(&db, &viewer, now(), Locale::En, &at, &tariff(), &wanted, (way, uuid::Uuid::new_v4())).await;
                    let id = held.unwrap();
                    confirmed_at(&db, &viewer, now(), &at, id).await.unwrap()
                })
            })
            .collect();
        for one in moves {
            one.await.unwrap();
        }
        seats_add_up(&db).await;
    }
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn those_who_cannot_decide_hold_no_seat_twice(db: PgPool) {
    world(&db).await;
    let mut all = Vec::new();
    for number in 0..8 {
        let reference = format!("WAVER{number}");
        booked(&db, booking(&reference, "flex", 1)).await;
        all.push(reference);
    }
    let choices = [WANTED, "LD500.2026-11-29.EWR~LD501.2026-11-29.DTW"];
    let moves: Vec<_> = all
        .iter()
        .enumerate()
        .map(|(place, reference)| {
            let (db, reference) = (db.clone(), reference.clone());
            tokio::spawn(async move {
                let viewer = proved(&db, &[&reference]).await;
                let at = Locator::parse(&reference).unwrap();
                for turn in 0..6 {
                    held(&db, &viewer, &at, &[1], choices[(place + turn) % 2]).await.unwrap();
                }
            })
        })
        .collect();
    for one in moves {
        one.await.unwrap();
    }
    seats_add_up(&db).await;
    let ((_, direct), (_, over)) = (seats(&db, 410).await, seats(&db, 500).await);
    assert_eq!(direct + over, 8);
    assert_eq!(changes::expire_due(&db, later(15)).await.unwrap(), 8);
    seats_add_up(&db).await;
}
