//! The demo airline, whole: loaded once, true on the day, and never among an airline's own data.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::bookings::{Trip, trip};
use desk::{Error, PgPool, demo};
use domain::booking::outlook::Situation;
use domain::booking::{BookingState, Locator};
use domain::locale::Locale;
use domain::rights::Viewer;
use jiff::{SignedDuration, Timestamp};

fn noon() -> Timestamp {
    "2026-11-21T17:00:00Z".parse().unwrap()
}

async fn open(db: &PgPool, now: Timestamp, locator: &str) -> Trip {
    trip(db, &Viewer::system(), now, Locale::En, &Locator::parse(locator).unwrap()).await.unwrap()
}

async fn count(db: &PgPool, what: &str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {what}"))).fetch_one(db).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn the_demo_is_loaded_once_and_its_people_are_where_they_are_said_to_be(db: PgPool) {
    let started = std::time::Instant::now();
    demo::load(&db, noon()).await.unwrap();
    println!("the demo in {:?}", started.elapsed());
    assert_eq!(count(&db, "booking").await, 20_005);
    the_people_are_as_told(&db, noon()).await;

    // again the same day: nothing; the next day: everybody anew, nobody twice
    demo::load(&db, noon() + SignedDuration::from_hours(1)).await.unwrap();
    assert_eq!(count(&db, "booking").await, 20_005);
    let tomorrow = noon() + SignedDuration::from_hours(24);
    demo::keep_current(&db, tomorrow).await.unwrap();
    assert_eq!(count(&db, "booking").await, 20_005);
    the_people_are_as_told(&db, tomorrow).await;
    demo::anchor(&db, tomorrow).await.unwrap();
    the_people_are_as_told(&db, tomorrow).await;

    // the office has gone on: nothing is late by days, as much waits as before, and the people have today's matters
    for day in [2, 3] {
        let waiting = count(&db, "case_file where status <> 'closed'").await;
        let morning = noon() + SignedDuration::from_hours(24 * day);
        demo::keep_current(&db, morning).await.unwrap();
        let hours = morning - SignedDuration::from_hours(12);
        assert_eq!(count(&db, &format!("case_file where reply_by < '{hours}' and status <> 'closed'")).await, 0, "late by days");
        assert!((waiting - 3..=waiting + 3).contains(&count(&db, "case_file where status <> 'closed'").await));
        for locator in ["DEMO3B", "DEMO5D"] {
            let fresh = format!("case_file where locator = '{locator}' and status <> 'closed' and reply_by > '{morning}'");
            assert_eq!(count(&db, &fresh).await, 1, "{locator}");
        }
    }
    assert_eq!(desk::cases::verify(&db).await.unwrap().1, Vec::new());
    // each was paid once, however often its people were laid anew
    let paid = "payment p where p.direction = 'charge' and p.state = 'captured' and p.detached_at is null and p.locator = b.locator";
    assert_eq!(count(&db, &format!("booking b where state <> 'held' and total <> coalesce((select sum(amount) from {paid}), 0)")).await, 0);
    let mei: Vec<String> = sqlx::query_scalar("select departments from staff where name = 'Mei Chen'").fetch_one(&db).await.unwrap();
    assert_eq!(mei, ["baggage", "service"]);
}

async fn the_people_are_as_told(db: &PgPool, now: Timestamp) {
    let rivera = open(db, now, "DEMO2A").await;
    assert_eq!((rivera.segments.len(), rivera.passengers.len(), rivera.outlook.situation), (1, 1, Situation::Good(0)));

    let okafor = open(db, now, "DEMO3B").await;
    let delay = okafor.segments[0].state.as_ref().unwrap().delay_minutes();
    assert_eq!((delay, okafor.passengers.len(), okafor.fare.name.as_str()), (200, 3, "Flex"));
    assert_eq!(okafor.outlook.situation, Situation::Misses(0));
    assert_eq!(okafor.passengers[2].full_name(), "Ngozi Okafor");

    let lindqvist = open(db, now, "DEMO4C").await;
    assert_eq!(
        (lindqvist.outlook.situation, lindqvist.passengers.len(), lindqvist.outlook.connections.len()),
        (Situation::Cancelled(0), 3, 1)
    );

    let wang = open(db, now, "DEMO5D").await;
    assert_eq!(wang.passengers[0].full_name(), "王伟");
    assert!(wang.bags.iter().any(|bag| bag.tag.as_str() == "0992123456"));

    let haddad = open(db, now, "DEMO6E").await;
    assert_eq!((haddad.passengers[0].tier.as_deref(), haddad.state), (Some("gold"), BookingState::Ticketed));
    for trip in [rivera, okafor, lindqvist, wang, haddad] {
        assert!(trip.contacts.iter().any(|contact| !contact.agency && contact.address.ends_with("@landside.example")), "{}", trip.locator);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_airline_s_own_data_is_never_mixed_with_the_demo(db: PgPool) {
    sqlx::query("insert into booking (locator, created_at, state, point_of_sale, fare_family, total, currency, source) values ('X4TE6N', now(), 'ticketed', 'web', 'flex', 1, 'USD', 'imported')")
        .execute(&db)
        .await
        .unwrap();
    assert!(matches!(demo::load(&db, noon()).await, Err(Error::Conflict(_))));
    assert!(matches!(demo::anchor(&db, noon()).await, Err(Error::Conflict(_))));
    demo::keep_current(&db, noon()).await.unwrap();
    assert_eq!((count(&db, "booking").await, count(&db, "staff").await, count(&db, "flight").await), (1, 0, 0));
}
