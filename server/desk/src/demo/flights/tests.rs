#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! The whole demo of flights once, on a database of its own: loading it takes seconds.

use super::{load, roll, scenario};
use crate::PgPool;
use crate::flights::{self, Direction, Turn};
use domain::flight::{Phase, Reason};
use jiff::{SignedDuration, Timestamp};
use std::time::Instant;

async fn count(db: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(db).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_day_of_flights(db: PgPool) {
    // 14:30 in New York, on the Saturday before Thanksgiving
    let now: Timestamp = "2026-11-21T19:30:00Z".parse().unwrap();
    let started = Instant::now();
    load(&db).await.unwrap();
    let loaded = started.elapsed();
    roll(&db, now).await.unwrap();
    eprintln!("archive {loaded:?}, schedule {:?}", started.elapsed() - loaded);

    assert_eq!(count(&db, "select count(*) from archive_leg where source = 'flown'").await, 336_776);
    assert!(count(&db, "select count(*) from archive_leg where source = 'derived'").await > 200_000);
    assert_eq!(count(&db, "select count(distinct flight_date) from flight").await, 64);
    let flights = count(&db, "select count(*) from flight").await;
    let reports = count(&db, "select count(*) from flight_report").await;
    assert!(flights > 90_000 && reports > 20_000, "{flights} flights, {reports} reports");

    again_changes_nothing(&db, now, flights, reports).await;
    the_next_day_is_added(&db, now).await;
    the_board_is_alive(&db, now).await;
    scenes_are_true_at_any_hour(&db).await;
    questions_use_indexes(&db).await;
}

async fn again_changes_nothing(db: &PgPool, now: Timestamp, flights: i64, reports: i64) {
    load(db).await.unwrap();
    roll(db, now).await.unwrap();
    assert_eq!(count(db, "select count(*) from flight").await, flights);
    assert_eq!(count(db, "select count(*) from flight_report").await, reports);
}

async fn the_next_day_is_added(db: &PgPool, now: Timestamp) {
    roll(db, now + SignedDuration::from_hours(24)).await.unwrap();
    assert_eq!(count(db, "select count(distinct flight_date) from flight").await, 65);
}

async fn the_board_is_alive(db: &PgPool, now: Timestamp) {
    let newark = flights::airport(db, "ewr").await.unwrap();
    for direction in [Direction::Departures, Direction::Arrivals] {
        let board = flights::board(db, now, &newark, direction, Turn::Now).await.unwrap();
        assert!(board.flights.len() >= 25, "{direction:?}: a page, and what is waited for");
        let later = flights::board(db, now, &newark, direction, Turn::After(board.later.unwrap())).await.unwrap();
        let back = flights::board(db, now, &newark, direction, Turn::Before(later.earlier.unwrap())).await.unwrap();
        assert!(board.flights.ends_with(&back.flights), "turning on and back shows the same, without what is waited for");
        assert!(board.flights.iter().any(|flight| flight.state.phase.has_left()));
    }
    let count = flights::irregular_now(db, now, "EWR").await.unwrap();
    assert!(count.departures > 75, "{count:?}");
    let known = phases_of_the_day(db, now).await;
    assert!(known.contains(&Phase::InTheAir) && known.contains(&Phase::Arrived));
}

async fn phases_of_the_day(db: &PgPool, now: Timestamp) -> Vec<Phase> {
    let ids: Vec<i64> =
        sqlx::query_scalar("select id from flight where flight_date = '2026-11-21' and carrier = 'LD'").fetch_all(db).await.unwrap();
    flights::load(db, now, &ids).await.unwrap().iter().map(|flight| flight.state.phase).collect()
}

async fn scenes_are_true_at_any_hour(db: &PgPool) {
    let midnight: Timestamp = "2026-11-21T05:00:00Z".parse().unwrap();
    for minutes in [0, 1, 600, 1200, 23 * 60 + 54] {
        let now = midnight + SignedDuration::from_mins(minutes);
        let mut tx = db.begin().await.unwrap();
        let scene = scenario(&mut tx, now).await.unwrap();
        tx.commit().await.unwrap();
        let late = leg(db, now, &scene.delayed[0]).await;
        assert!(matches!(late.state.phase, Phase::Delayed | Phase::Boarding), "{minutes}: {:?}", late.state.phase);
        assert_eq!((late.state.delay_minutes(), late.state.reason), (200, Some(Reason::Inbound)));
        let before = flights::comes_from(db, now, &late).await.unwrap().unwrap();
        assert_eq!((before.origin.code.as_str(), before.state.is_late()), ("BOS", true));
        assert!(leg(db, now, &scene.delayed[1]).await.schedule.departs < late.state.arrival.expected, "the connection is missed");
        assert_eq!(leg(db, now, &scene.cancelled[0]).await.state.phase, Phase::Cancelled);
        assert_eq!(leg(db, now, &scene.tomorrow[0]).await.state.phase, Phase::Scheduled);
        assert_eq!(leg(db, now, &scene.bag[0]).await.state.phase, Phase::Arrived);
        assert_eq!(leg(db, now, &scene.gold[0]).await.state.phase, Phase::Scheduled);
    }
    let strangers = count(db, "select count(*) from flight f join archive_leg a using (carrier, number) where f.source = 'scenario'").await;
    assert_eq!(strangers, 0, "no scenario flight bears a number of the archive");
}

async fn leg(db: &PgPool, now: Timestamp, leg: &crate::demo::people::Leg) -> flights::Flight {
    let designator = domain::flight::Designator::new(&leg.carrier, leg.number).unwrap();
    let mut legs = flights::by_designator(db, now, designator, leg.flight_date).await.unwrap();
    assert_eq!(legs.len(), 1);
    legs.remove(0)
}

/// No question about flights reads the whole table.
async fn questions_use_indexes(db: &PgPool) {
    for question in [
        "select id from flight where carrier = 'LD' and number = 408 and flight_date = '2026-11-21'",
        "select id from flight where origin = 'EWR' and scheduled_out >= now() and destination = 'ORD' and scheduled_out < now() + interval '1 day'",
        "select id from flight where destination = 'EWR' and scheduled_in >= now() and (scheduled_in, id) > (now(), 5) order by scheduled_in, id limit 26",
        "select id from flight where origin = 'EWR' and scheduled_out <= now() and (scheduled_out, id) < (now(), 5) order by scheduled_out desc, id desc limit 26",
        "select id from flight where tail = 'N14228' and scheduled_out < now() and scheduled_out > now() - interval '36 hours' order by scheduled_out desc limit 1",
        "select f.id, r.known_at from flight_report r join flight f on f.id = r.flight_id where r.known_at > '2026-11-21T19:30Z' and r.known_at <= '2026-11-21T19:31Z'",
        "select flight_id from flight_report where flight_id = any(array[1, 2, 3]) and known_at <= now()",
    ] {
        let plan: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("explain {question}"))).fetch_all(db).await.unwrap();
        assert!(!plan.iter().any(|line| line.contains("Seq Scan")), "{question}\n{}", plan.join("\n"));
    }
}
