//! Movements and cancellations reach the flight they are about.

use crate::scene::{at, brought, count, scene, sender};
use desk::PgPool;
use desk::flights::{by_designator, changed_since};
use desk::telegrams::{retry_parked, take, work};
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
            "SSM\nUTC\nACK\n",
            "SSM\nUTC\nNEW\nLD9\n01DEC26 28FEB27 1234567\nJ 738 .Y160\nEWR0900 SFO1515",
        ],
    )
    .await;
    let diverted = flight(&db, "20:30", "LD408").await;
    assert_eq!((diverted.phase, diverted.diverted_to.as_deref()), (Phase::Diverted, Some("DEN")));
    assert_eq!(flight(&db, "20:30", "LD412").await.phase, Phase::Cancelled);
    // elsewhere, and when is not known yet; but not nowhere
    brought(&db, "20:40", &["DIV\nLD408/21.N409LX.ORD\nEA EWR\nDRAT"]).await;
    let again = flight(&db, "20:41", "LD408").await;
    assert_eq!((again.phase, again.diverted_to.as_deref()), (Phase::Diverted, Some("EWR")));
    brought(&db, "20:50", &["DIV\nLD408/21.N409LX.ORD\nDR71"]).await;
    assert_eq!(
        count(&db, "select count(*) from telegram_work where state = 'rejected' and reason like 'a diversion has to name%'").await,
        1
    );
    assert_eq!(count(&db, "select count(*) from telegram_work where state = 'parked' and reason like '%SFO is no airport%'").await, 1);
    brought(&db, "20:31", &["MVT\nLD777/21.N409LX.EWR\nAD2012/2025"]).await;
    assert_eq!(count(&db, "select count(*) from telegram_work where waits_for = 'flight-utc:LD777/2026-11-21'").await, 1);
}

/// One that leaves in the evening, on the next day in UTC.
async fn evening(db: &PgPool, numbers: &[i32]) {
    for number in numbers {
        sqlx::query(
            "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, source) values
                     ('LD', $1, '2026-11-21', 'EWR', 'ORD', '2026-11-22 01:10Z', '2026-11-22 03:45Z', 'imported')",
        )
        .bind(number)
        .execute(db)
        .await
        .unwrap();
    }
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_day_is_utc_s_unless_its_message_says_otherwise(db: PgPool) {
    scene(&db).await;
    evening(&db, &[500, 501, 502, 503]).await;
    for (number, message, off, waits) in [
        ("LD500", "ASM\nUTC\nCNL\nLD500/22NOV26", true, None),
        ("LD501", "ASM\nLT\nCNL\nLD501/21NOV26", true, None),
        ("LD502", "ASM\nCNL\nLD502/22NOV26", true, None),
        ("LD503", "ASM\nUTC\nCNL\nLD503/21NOV26", false, Some("flights:LD503/2026-11-21/2026-11-21/2026-11-21/1234567/1/utc")),
        ("LD503", "ASM\nLT\nCNL\nLD503/22NOV26", false, Some("flights:LD503/2026-11-22/2026-11-22/2026-11-22/1234567/1/local")),
    ] {
        brought(&db, "18:00", &[message]).await;
        assert_eq!(flight(&db, "18:01", number).await.phase == Phase::Cancelled, off, "{message}");
        let waiting = sqlx::query_scalar::<_, String>("select waits_for from telegram_work order by id desc limit 1");
        let waiting = waiting.fetch_optional(&db).await.unwrap();
        assert_eq!(waiting.as_deref(), waits, "{message}");
    }
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_is_told_counts_in_the_order_it_was_told(db: PgPool) {
    scene(&db).await;
    // an arrival alone says nothing of the departure, in the same batch, too
    brought(&db, "18:00", &["MVT\nLD408/21.N409LX.EWR\nED2030", "MVT\nLD408/21.N409LX.EWR\nEA2310 ORD"]).await;
    let late = flight(&db, "18:01", "LD408").await;
    assert_eq!((late.departure.best(), late.arrival.best()), (at("20:30"), at("23:10")));
    brought(&db, "18:10", &["MVT\nLD408/21.N409LX.EWR\nEO2025 EA2240 ORD"]).await;
    let taking_off = flight(&db, "18:11", "LD408").await;
    assert_eq!((taking_off.departure.best(), taking_off.arrival.best()), (at("20:25"), at("22:40")));
    // sent before, heard of after; and two of one minute
    brought(&db, "18:20", &["QU EWRRMLD\n.EWRMMLD 211815\nMVT\nLD408/21.N409LX.EWR\nED2050"]).await;
    brought(&db, "18:22", &["QU EWRRMLD\n.EWRMMLD 211812\nMVT\nLD408/21.N409LX.EWR\nED2010"]).await;
    assert_eq!(flight(&db, "18:23", "LD408").await.departure.best(), at("20:50"));
    let two =
        ["QU EWRRMLD\n.EWRMMLD 211830\nMVT\nLD408/21.N409LX.EWR\nED2100", "QU EWRRMLD\n.EWRMMLD 211830\nMVT\nLD408/21.N409LX.EWR\nED2105"];
    brought(&db, "18:30", &two).await;
    assert_eq!(flight(&db, "18:31", "LD408").await.departure.best(), at("21:05"));
    assert_eq!(count(&db, "select count(*) from flight_report").await, 7, "none is lost");
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn who_watches_hears_what_was_worked_through_late(db: PgPool) {
    scene(&db).await;
    take(&db, &sender(), at("18:00"), &["MVT\nLD408/21.N409LX.EWR\nED2010".to_owned()]).await.unwrap();
    assert_eq!(work(&db, at("18:30")).await.unwrap(), 1);
    let heard = changed_since(&db, at("18:29"), at("18:31")).await.unwrap();
    assert_eq!(heard, [("LD408/2026-11-21".to_owned(), at("18:30"))]);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn an_aircraft_that_comes_back_has_not_left(db: PgPool) {
    scene(&db).await;
    for (clock, message, left) in [
        ("19:30", "MVT\nLD408/21.N409LX.EWR\nAD1925", true),
        ("19:50", "MVT\nLD408/21.N409LX.EWR\nRR1945", false),
        ("20:20", "MVT\nLD408/21.N409LX.EWR\nAD2010/2018 EA2250 ORD", true),
        ("20:45", "MVT\nLD408/21.N409LX.EWR\nFR2035/2042", false),
    ] {
        brought(&db, clock, &[message]).await;
        assert_eq!(flight(&db, "20:46", "LD408").await.phase.has_left(), left, "{message}");
    }
    assert_eq!(flight(&db, "20:46", "LD408").await.departure.best(), at("20:42"));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn of_a_number_with_two_legs_each_has_its_own_news(db: PgPool) {
    scene(&db).await;
    sqlx::query(
        "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, source) values
            ('LD', 7, '2026-11-21', 'EWR', 'ORD', '2026-11-21 12:00Z', '2026-11-21 14:30Z', 'imported'),
            ('LD', 7, '2026-11-21', 'ORD', 'DEN', '2026-11-21 15:30Z', '2026-11-21 18:00Z', 'imported')",
    )
    .execute(&db)
    .await
    .unwrap();
    brought(&db, "12:10", &["MVT\nLD7/21.N409LX.EWR\nAD1205/1220 EA1440 ORD"]).await;
    brought(&db, "15:50", &["MVT\nLD7/21.N409LX.ORD\nAA1435/1442", "MVT\nLD7/21.N409LX.ORD\nED1545"]).await;
    let legs = by_designator(&db, at("15:51"), "LD7".parse().unwrap(), "2026-11-21".parse().unwrap()).await.unwrap();
    let told: Vec<_> = legs.iter().map(|leg| (leg.state.departure.best(), leg.state.arrival.actual)).collect();
    assert_eq!(told, [(at("12:05"), Some(at("14:42"))), (at("15:45"), None)]);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_waits_waits_for_its_own_day_and_nobody_waits_for_others_flights(db: PgPool) {
    scene(&db).await;
    brought(&db, "18:00", &["MVT\nBA117/21.GBZHA.LHR\nAD1812/1825", "ASM\nUTC\nCNL\nBA118/21NOV26", "MVT\nLD600/22.N409LX.EWR\nED0140"])
        .await;
    assert_eq!(count(&db, "select count(*) from telegram_work").await, 1);
    // thousands of others before it in line
    sqlx::query("insert into telegram_work (id, state, waits_for, since) select 1000000 + n, 'parked', 'a:' || n, now() from generate_series(1, 5001) n")
        .execute(&db)
        .await
        .unwrap();
    retry_parked(&db).await.unwrap();
    assert_eq!(count(&db, "select count(*) from telegram_work where state = 'new'").await, 0);
    evening(&db, &[600]).await;
    retry_parked(&db).await.unwrap();
    brought(&db, "18:05", &[]).await;
    assert_eq!(flight(&db, "18:06", "LD600").await.departure.delay_minutes(), 30);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_cannot_be_true_of_the_flight_is_nobody_s_news(db: PgPool) {
    scene(&db).await;
    let before = flight(&db, "18:30", "LD408").await;
    for (clock, message, why) in [
        ("18:04", "MVT\nLD408/21.N409LX.EWR\nAD1825/1833", "line 3, AD: 2026-11-21 18:25 UTC lies ahead: it cannot have happened yet"),
        (
            "19:20",
            "MVT\nLD408/21.N409LX.EWR\nDL93\nAD1925/1933",
            "line 4, AD: 2026-11-21 19:33 UTC lies ahead: it cannot have happened yet",
        ),
        ("18:05", "MVT\nLD408/21.N409LX.ORD\nAA2150/2158", "line 3, AA: 2026-11-21 21:50 UTC lies ahead: it cannot have happened yet"),
        ("18:06", "MVT\nLD408/21.N409LX.DEN\nED2330", "line 2, flight: nothing of it leaves DEN: the flight goes from EWR to ORD"),
        ("18:07", "MVT\nLD408/21.N409LX.ORD\nED2330", "line 2, flight: nothing of it leaves ORD: the flight goes from EWR to ORD"),
        ("22:30", "MVT\nLD408/21.N409LX.EWR\nAA2210/2218", "line 2, flight: nothing of it arrives at EWR: the flight goes from EWR to ORD"),
        (
            "19:40",
            "MVT\nLD408/21.N409LX.EWR\nAD1925/1933\nEA0230 LHR",
            "line 4, EA: LHR is not where it goes: the flight goes from EWR to ORD; another airport is told by a DIV",
        ),
        (
            "19:41",
            "MVT\nLD408/21.N409LX.EWR\nAD051200/051210",
            "line 3, AD: 051200 is on no day near the flight's, planned for 2026-11-21 19:20 UTC",
        ),
        (
            "19:42",
            "MVT\nLD408/21.N409LX.EWR\nEA052210 ORD",
            "line 3, EA: 052210 is on no day near the flight's, planned for 2026-11-21 21:55 UTC",
        ),
        ("20:10", "DIV\nLD408/21.N409LX.DEN\nEA2300 ORD\nDR71", "line 3, EA: ORD is where the flight goes anyway: no diversion"),
    ] {
        brought(&db, clock, &[message]).await;
        let said =
            "select format('line %s, %s: %s', line, element, reason) from telegram_work where state = 'rejected' order by id desc limit 1";
        assert_eq!(sqlx::query_scalar::<_, String>(said).fetch_optional(&db).await.unwrap().as_deref(), Some(why), "{message}");
        assert_eq!(flight(&db, "18:30", "LD408").await, before, "{message}");
    }
    assert_eq!(count(&db, "select count(*) from flight_report").await, 0);
    // a clock ten minutes fast is none, and where it was told to go instead it may arrive, be expected, and leave again
    for (clock, message) in [
        ("19:25", "MVT\nLD408/21.N409LX.EWR\nAD1926/1935"),
        ("20:20", "DIV\nLD408/21.N409LX.ORD\nEA2300 DEN\nDR71"),
        ("20:30", "MVT\nLD408/21.N409LX.DEN\nEA2310 DEN"),
        ("23:20", "MVT\nLD408/21.N409LX.DEN\nAA2308/2315"),
    ] {
        brought(&db, clock, &[message]).await;
    }
    assert_eq!(count(&db, "select count(*) from telegram_work where state <> 'rejected'").await, 0);
    assert_eq!(count(&db, "select count(*) from telegram_work").await, 10);
    assert_eq!(flight(&db, "23:30", "LD408").await.arrival.actual, Some(at("23:15")));
}
