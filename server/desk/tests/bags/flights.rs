//! Movements and cancellations reach the flight they are about.

use crate::scene::{at, brought, count, scene};
use desk::PgPool;
use desk::flights::by_designator;
use domain::flight::{Phase, Reason, State};

async fn flight(db: &PgPool, clock: &str, designator: &str) -> State {
    let date = "2026-11-21".parse().unwrap();
    by_designator(db, at(clock), designator.parse().unwrap(), date).await.unwrap().remove(0).state
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn an_aircraft_s_movements_are_its_flight_s(db: PgPool) {
    scene(&db).await;
    brought(&db, "18:00", &["MVT\nLD408/21.N409LX.EWR\nED2010\nDL93/0050"]).await;
    let late = flight(&db, "18:01", "LD408").await;
    assert_eq!((late.departure.best(), late.reason), (at("20:10"), Some(Reason::Inbound)));
    brought(&db, "20:20", &["QU EWRRMLD\n.EWRMMLD 212019\nMVT\nLD408/21.N409LX.EWR\nAD2012/2025 EA2240 ORD"]).await;
    let gone = flight(&db, "20:26", "LD408").await;
    assert_eq!((gone.phase, gone.departure.actual, gone.arrival.expected), (Phase::InTheAir, Some(at("20:12")), at("22:40")));
    brought(&db, "22:50", &["MVT\nLD408/21.N409LX.ORD\nAA2236/2244"]).await;
    let there = flight(&db, "22:51", "LD408").await;
    assert_eq!((there.phase, there.arrival.actual), (Phase::Arrived, Some(at("22:44"))));
    assert_eq!(count(&db, "select count(*) from telegram_work").await, 0);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn diverted_cancelled_or_changed_by_another_door(db: PgPool) {
    scene(&db).await;
    brought(
        &db,
        "20:20",
        &[
            "DIV\nLD408/21.N409LX.ORD\nEA2300 DEN\nDR71",
            "ASM\nUTC\nCNL\nLD412/21NOV26",
            "SSM\nUTC\nNEW\nLD9\n01DEC26 28FEB27 1234567\nJ 738 .Y160\nEWR0900 SFO1515",
        ],
    )
    .await;
    let diverted = flight(&db, "20:30", "LD408").await;
    assert_eq!((diverted.phase, diverted.diverted_to.as_deref()), (Phase::Diverted, Some("DEN")));
    assert_eq!(flight(&db, "20:30", "LD412").await.phase, Phase::Cancelled);
    assert_eq!(count(&db, "select count(*) from telegram_work where state = 'parked' and reason like '%landside import%'").await, 1);
    brought(&db, "20:31", &["MVT\nLD777/21.N409LX.EWR\nAD2012/2025"]).await;
    assert_eq!(count(&db, "select count(*) from telegram_work where waits_for = 'flight:LD777/2026-11-21'").await, 1);
}
