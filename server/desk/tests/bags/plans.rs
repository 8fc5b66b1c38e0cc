//! Schedule messages move the plans of flights: the right day's, all or nothing, in the order they were told.

use crate::scene::{at, brought, count, scene};
use desk::PgPool;
use desk::flights::by_designator;
use desk::telegrams::retry_parked;
use domain::flight::{Phase, State};

/// What staff see of a message that is stuck.
pub async fn stuck(db: &PgPool) -> Vec<(String, i32, String)> {
    sqlx::query_as("select state, line, reason from telegram_work order by id").fetch_all(db).await.unwrap()
}

/// Date, departure and arrival of the flights of a number that fly.
pub async fn planned(db: &PgPool, number: i32) -> Vec<String> {
    sqlx::query_scalar(
        "select to_char(flight_date, 'DD Mon') || ' ' || origin || to_char(scheduled_out at time zone 'UTC', ' DD HH24:MI ')
                || destination || to_char(scheduled_in at time zone 'UTC', ' DD HH24:MI')
           from flight f where number = $1 and carrier = 'LD'
            and coalesce((select kind from flight_report r where r.flight_id = f.id and kind in ('cancelled', 'reinstated')
                           order by told_at desc, known_at desc limit 1), '') <> 'cancelled'
          order by scheduled_out",
    )
    .bind(number)
    .fetch_all(db)
    .await
    .unwrap()
}

pub async fn state(db: &PgPool, clock: &str, designator: &str, date: &str) -> State {
    by_designator(db, at(clock), designator.parse().unwrap(), date.parse().unwrap()).await.unwrap().remove(0).state
}

const NEW: &str = "SSM\nUTC\nNEW\nLD9\n01DEC26 14DEC26 135\nJ 738 .C16Y150\nEWR1400 ORD1630";

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_new_flight_is_there_on_its_days_and_told_again_moves_nothing(db: PgPool) {
    scene(&db).await;
    brought(&db, "18:00", &[NEW]).await;
    assert_eq!(stuck(&db).await, []);
    let first = planned(&db, 9).await;
    assert_eq!(first.iter().map(|row| &row[..6]).collect::<Vec<_>>(), ["02 Dec", "04 Dec", "07 Dec", "09 Dec", "11 Dec", "14 Dec"]);
    assert_eq!(first[0], "02 Dec EWR 02 14:00 ORD 02 16:30");
    let sold: Vec<(String, i32)> =
        sqlx::query_as("select cabin, seats from flight_cabin where number = 9 and flight_date = '2026-12-04' order by 1")
            .fetch_all(&db)
            .await
            .unwrap();
    assert_eq!(sold, [("business".to_owned(), 16), ("economy".to_owned(), 150)]);
    assert_eq!(count(&db, "select count(*) from flight where number = 9 and aircraft = 'Boeing 737-800' and seats = 166").await, 6);
    brought(&db, "18:05", &[&format!("QU EWRRMLD\n.EWRPSLD 211804\n{NEW}"), &NEW.replace("NEW", "RPL")]).await;
    assert_eq!(planned(&db, 9).await, first);
    assert_eq!(count(&db, "select count(*) from flight_report").await, 0);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn each_action_does_what_it_says(db: PgPool) {
    scene(&db).await;
    brought(&db, "18:00", &[NEW]).await;
    let days = async |db: &PgPool| planned(db, 9).await.iter().map(|row| row[..2].to_owned()).collect::<Vec<_>>().join(" ");
    for (message, left) in [
        ("ASM\nUTC\nCNL\nLD9/04DEC26", "02 07 09 11 14"),
        ("SSM\nUTC\nCNL\nLD9\n07DEC26 14DEC26 35", "02 07 14"),
        ("ASM\nUTC\nRIN\nLD9/04DEC26", "02 04 07 14"),
        ("SSM\nUTC\nADM\nLD9\n01DEC26 14DEC26 135\nEWRORD 10/XX9009", "02 04 07 14"),
        ("SSM\nUTC\nRSD\nLD9\n01DEC26 14DEC26 135", "02 04 07 14"),
        ("SSM\nUTC\nREV\nLD9\n02DEC26 04DEC26 35\n02DEC26 05DEC26 6", "05 07 14"),
        ("SSM\nUTC\nSKD\nLD9\n01DEC26 31DEC26\n//\nNEW\nLD9\n01DEC26 31DEC26 2\nJ 73H .Y189\nEWR1500 ORD1730", "01 08 15 22 29"),
        ("SSM\nLT\nFLT\nLD9\n08DEC26 31DEC26 2\nLD19", "01"),
    ] {
        brought(&db, "18:10", &[message]).await;
        assert_eq!((stuck(&db).await, days(&db).await), (vec![], left.to_owned()), "{message}");
    }
    assert_eq!(planned(&db, 9).await, ["01 Dec EWR 01 15:00 ORD 01 17:30"]);
    assert_eq!(planned(&db, 19).await.len(), 4);
    brought(&db, "18:20", &["ASM\nLT\nTIM\nLD9/01DEC26\nEWR1100 ORD1230", "ASM\nUTC\nEQT\nLD9/01DEC26\nJ 319 .C12Y120"]).await;
    assert_eq!(planned(&db, 9).await, ["01 Dec EWR 01 16:00 ORD 01 18:30"]);
    assert_eq!(count(&db, "select count(*) from flight where number = 9 and aircraft = 'Airbus A319' and seats = 132").await, 1);
    // another way: the leg that is no more does not fly, two others do
    let by_denver = "ASM\nUTC\nRRT\nLD9/01DEC26\nEWR1600 DEN2000\nDEN2100 ORD2330";
    brought(&db, "18:30", &[by_denver]).await;
    assert_eq!(planned(&db, 9).await, ["01 Dec EWR 01 16:00 DEN 01 20:00", "01 Dec DEN 01 21:00 ORD 01 23:30"]);
    brought(&db, "18:31", &["ASM\nUTC\nCNL\nLD9/01DEC26\nDEN ORD"]).await;
    assert_eq!(planned(&db, 9).await, ["01 Dec EWR 01 16:00 DEN 01 20:00"]);
    assert_eq!(stuck(&db).await, []);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn the_flight_of_the_day_is_moved_whichever_clock_says_it(db: PgPool) {
    scene(&db).await;
    // leaves Newark at 20:10 on the 21st, which is the 22nd in UTC, goes on to Denver after midnight; and so the day after
    let daily = "SSM\nUTC\nNEW\nLD500\n22NOV26 23NOV26 71\nJ 738 .Y180\nEWR0110 ORD0345\nORD0640 DEN0915";
    brought(&db, "18:00", &[daily]).await;
    let both = planned(&db, 500).await;
    assert_eq!(
        both,
        [
            "21 Nov EWR 22 01:10 ORD 22 03:45",
            "22 Nov ORD 22 06:40 DEN 22 09:15",
            "22 Nov EWR 23 01:10 ORD 23 03:45",
            "23 Nov ORD 23 06:40 DEN 23 09:15"
        ]
    );
    for (message, moved) in [
        ("ASM\nUTC\nTIM\nLD500/22NOV26\nEWR0120 ORD0350", "21 Nov EWR 22 01:20 ORD 22 03:50"),
        ("ASM\nLT\nTIM\nLD500/21NOV26\nEWR2030 ORD2150", "21 Nov EWR 22 01:30 ORD 22 03:50"),
        ("ASM\nLT\nTIM\nLD500/21NOV26\nORD0050/1 DEN0230/1", "22 Nov ORD 22 06:50 DEN 22 09:30"),
        ("SSM\nLT\nTIM\nLD500\n22NOV26 22NOV26 7\nORD0055/1 DEN0235/1", "23 Nov ORD 23 06:55 DEN 23 09:35"),
    ] {
        let before = planned(&db, 500).await;
        brought(&db, "18:10", &[message]).await;
        let after = planned(&db, 500).await;
        let changed: Vec<&String> = after.iter().filter(|row| !before.contains(row)).collect();
        assert_eq!((changed, stuck(&db).await), (vec![&moved.to_owned()], vec![]), "{message}");
    }
    brought(&db, "18:20", &["ASM\nUTC\nCNL\nLD500/23NOV26"]).await;
    assert_eq!(planned(&db, 500).await.iter().map(|row| &row[..10]).collect::<Vec<_>>(), ["21 Nov EWR", "22 Nov ORD"]);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_delay_stays_until_the_plan_really_moves_and_what_has_left_stays(db: PgPool) {
    scene(&db).await;
    let same = "ASM\nUTC\nRPL\nLD408/21NOV26\nJ 738 .Y180\nEWR1920 ORD2155";
    let departs = async |clock: &str| state(&db, clock, "LD408", "2026-11-21").await.departure;
    brought(&db, "17:00", &["MVT\nLD408/21.N409LX.EWR\nED2010\nDL93/0050"]).await;
    brought(&db, "17:10", &[same]).await;
    assert_eq!(departs("17:11").await.best(), at("20:10"), "a plan that moves nothing wipes nothing");
    brought(&db, "17:20", &["ASM\nUTC\nTIM\nLD408/21NOV26\nEWR1950 ORD2225"]).await;
    let moved = state(&db, "17:21", "LD408", "2026-11-21").await;
    assert_eq!((moved.departure.best(), moved.arrival.best(), moved.reason), (at("19:50"), at("22:25"), None));
    // an estimate of before that comes after is of before
    brought(&db, "17:30", &["QU EWRRMLD\n.EWRMMLD 211715\nMVT\nLD408/21.N409LX.EWR\nED2015"]).await;
    assert_eq!(departs("17:31").await.best(), at("19:50"));
    brought(&db, "17:40", &["MVT\nLD408/21.N409LX.EWR\nED2005"]).await;
    assert_eq!(departs("17:41").await.best(), at("20:05"));
    brought(&db, "20:10", &["MVT\nLD408/21.N409LX.EWR\nAD2006/2015"]).await;
    brought(&db, "20:20", &["ASM\nUTC\nTIM\nLD408/21NOV26\nEWR2100 ORD2335", "ASM\nUTC\nCNL\nLD408/21NOV26"]).await;
    let gone = state(&db, "20:21", "LD408", "2026-11-21").await;
    assert_eq!((gone.phase, gone.departure.actual, gone.departure.planned), (Phase::InTheAir, Some(at("20:06")), at("19:50")));
    assert_eq!(stuck(&db).await, []);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn in_whichever_order_they_come_the_newest_stands(db: PgPool) {
    scene(&db).await;
    let head = |clock: &str| format!("QU EWRRMLD\n.EWRPSLD 21{clock}\nASM\nUTC\n");
    let told = |clock: &str, serial: &str, what: &str| format!("{}{serial}{what}", head(clock));
    let tim = |time: &str| format!("TIM\nLD408/21NOV26\nEWR{time} ORD2255");
    let eqt = |aircraft: &str| format!("EQT\nLD408/21NOV26\nJ {aircraft} .Y180");
    let cnl = "CNL\nLD408/21NOV26".to_owned();
    let rin = "RIN\nLD408/21NOV26".to_owned();
    let mut messages = [
        told("1600", "", &tim("1940")),
        told("1610", "", &eqt("319")),
        told("1620", "", &cnl),
        told("1630", "", &rin),
        told("1640", "21NOV00007E001\n", &tim("2000")),
        // of the same minute, and with a clock that is behind: its number says that it is newer
        told("1639", "21NOV00008E001\n", &tim("2010")),
        told("1650", "", &eqt("738")),
    ];
    let ends = async |db: &PgPool| {
        let at_the_end = state(db, "18:00", "LD408", "2026-11-21").await;
        let aircraft: Option<String> = sqlx::query_scalar("select aircraft from flight where number = 408").fetch_one(db).await.unwrap();
        (at_the_end.phase == Phase::Cancelled, at_the_end.departure.best(), aircraft)
    };
    let wanted = (false, at("20:10"), Some("Boeing 737-800".to_owned()));
    messages.reverse();
    for (place, message) in messages.iter().enumerate() {
        brought(&db, &format!("17:{place:02}"), &[message]).await;
    }
    assert_eq!(ends(&db).await, wanted);
    // and once more, under another head, in their own order
    messages.reverse();
    for (place, message) in messages.iter().enumerate() {
        brought(&db, &format!("17:{:02}", 20 + place), &[&message.replace("EWRRMLD", "ORDRMLD")]).await;
    }
    assert_eq!(ends(&db).await, wanted);
    assert_eq!(stuck(&db).await, []);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn all_of_a_message_or_nothing_and_why_not(db: PgPool) {
    scene(&db).await;
    let good = "NEW\nLD9\n01DEC26 14DEC26 135\nJ 738 .C16Y150\nEWR1400 ORD1630\n//\n";
    for (second, state, line, reason) in [
        ("NEW\nLD10\n01DEC26 14DEC26 0\nJ 738 .Y9\nEWR1400 ORD1630", "rejected", 11, "days 0"),
        ("NEW\nLD10\n01DEC26 14DEC26 8\nJ 738 .Y9\nEWR1400 ORD1630", "rejected", 11, "days 8"),
        ("NEW\nLD10\n01DEC26 14DEC26 31X\nJ 738 .Y9\nEWR1400 ORD1630", "rejected", 11, "days 31X"),
        ("NEW\nLD10\n01DEC26 14DEC26\nJ 738 .Y9\nEWR1400 ORD1630", "rejected", 11, "says no days of the week"),
        ("NEW\nLD10\n14DEC26 01DEC26 135\nJ 738 .Y9\nEWR1400 ORD1630", "rejected", 11, "is before"),
        ("NEW\nLD10\n01DEC29 14DEC29 135\nJ 738 .Y9\nEWR1400 ORD1630", "rejected", 9, "more than 400 days ahead"),
        ("NEW\nLD10\n01DEC26 14DEC26 135/W3\nJ 738 .Y9\nEWR1400 ORD1630", "rejected", 11, "every W3 weeks"),
        ("NEW\nLD10\n01DEC26 14DEC26 135\nJ 738 .Y9\nEWR1700 ORD1630", "rejected", 13, "would arrive before it leaves"),
        (
            "NEW\nLD10\n01DEC26 14DEC26 135\nJ 738 .Y9\nEWR1400 ORD1630\nORD1600 DEN1800",
            "rejected",
            14,
            "before the leg before it has arrived",
        ),
        ("NEW\nLD10\n01DEC26 14DEC26 135\nJ 738 .Y9\nEWR ORD", "rejected", 13, "has no times"),
        ("TIM\nLD10\n01DEC26 14DEC26 135", "rejected", 9, "says no legs"),
        ("EQT\nLD10\n01DEC26 14DEC26 135", "rejected", 9, "names no aircraft"),
        ("CNL\nLD10", "rejected", 9, "says no day"),
        ("NEW\nLD10\n01DEC26 14DEC26 135\nJ 738 .Y9\nEWR1400 XQZ1630", "parked", 13, "XQZ is no airport known here"),
        ("NEW\nLD10A\n01DEC26 14DEC26 135\nJ 738 .Y9\nEWR1400 ORD1630", "parked", 9, "a letter behind their number"),
        ("CNL\nLD408D\n21NOV26 21NOV26 6", "parked", 9, "a letter behind their number"),
        ("CNL\nLD408\n21NOV26 21NOV26 5", "rejected", 11, "no day 5 in the period"),
        ("ZZZ\nLD10\n01DEC26 14DEC26 135", "parked", 9, "is not understood here"),
        ("FLT\nLD10\n01DEC26 14DEC26 135", "parked", 9, "two flights"),
        ("SKD\nLD10\n01DEC26 14DEC26", "parked", 9, "a NEW of each flight"),
        ("REV\nLD10\n01DEC26 14DEC26 135", "parked", 9, "two periods"),
        ("TIM\nLD408\n21NOV26 21NOV26 6\nEWR1920 DEN2255", "parked", 12, "is not flown from EWR to DEN"),
        ("CNL\nLD408\n21NOV26 21NOV26 6\nEWR DEN", "parked", 9, "is not flown from EWR to DEN"),
        ("CNL\nLD10\n01DEC26 14DEC26 135", "parked", 1, "no flight LD10 from 2026-12-01 to 2026-12-14"),
    ] {
        let message = format!("SSM\nUTC\n{good}{second}");
        brought(&db, "18:00", &[&message]).await;
        let found = stuck(&db).await;
        assert_eq!(found.len(), 1, "{second}");
        assert_eq!((found[0].0.as_str(), found[0].1), (state, line), "{second}: {}", found[0].2);
        assert!(found[0].2.contains(reason), "{second}: {}", found[0].2);
        assert_eq!(count(&db, "select count(*) from flight").await, 2, "{second}");
        sqlx::query("delete from telegram_work").execute(&db).await.unwrap();
    }
    // over long ago, and of others: nothing to do
    let past = "SSM\nUTC\nCNL\nLD9\n01DEC16 14DEC22 135";
    brought(&db, "18:00", &[past, "SSM\nUTC\nNEW\nBA9\n01DEC26 14DEC26 135\nJ 738 .Y9\nLHR1400 XQZ1630"]).await;
    assert_eq!((stuck(&db).await, count(&db, "select count(*) from flight").await), (vec![], 2));
    // without end: as far as is planned
    brought(&db, "18:00", &["SSM\nUTC\nNEW\nLD11\n01DEC26 00XXX00 1234567/W2\nJ 738 .Y9\nEWR1400 ORD1630"]).await;
    assert_eq!(stuck(&db).await, []);
    assert!((190..=200).contains(&planned(&db, 11).await.len()));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_waits_is_woken_by_what_helps_and_by_nothing_else(db: PgPool) {
    scene(&db).await;
    let woken = async |db: &PgPool| {
        retry_parked(db).await.unwrap();
        count(db, "select count(*) from telegram_work where state = 'new'").await
    };
    let tim = "SSM\nUTC\nTIM\nLD9\n01DEC26 14DEC26 13\nEWR1410 ORD1640";
    brought(&db, "18:00", &[tim]).await;
    let waits: String = sqlx::query_scalar("select waits_for from telegram_work").fetch_one(&db).await.unwrap();
    assert_eq!(waits, "flights:LD9/2026-12-01/2026-12-01/2026-12-14/13/1/utc");
    assert_eq!(woken(&db).await, 0);
    // flights of the number on other days do not help
    brought(&db, "18:01", &["SSM\nUTC\nNEW\nLD9\n01DEC26 14DEC26 5\nJ 738 .Y9\nEWR1400 ORD1630"]).await;
    assert_eq!(woken(&db).await, 0);
    brought(&db, "18:02", &[NEW]).await;
    assert_eq!(woken(&db).await, 1);
    brought(&db, "18:03", &[]).await;
    let times: Vec<String> = planned(&db, 9).await.iter().map(|row| row[..19].to_owned()).collect();
    // told before the plan that it was to change: that one stands
    assert_eq!(stuck(&db).await, []);
    assert!(times.iter().all(|row| row.ends_with("14:00") || row.ends_with("14:10")), "{times:?}");
    // what cannot be done although its flights are known waits for staff, not for them
    brought(&db, "18:04", &["SSM\nUTC\nTIM\nLD9\n01DEC26 14DEC26 13\nEWR1410 DEN1840"]).await;
    assert_eq!((woken(&db).await, stuck(&db).await.len()), (0, 1));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn who_has_booked_is_never_left_on_a_flight_that_is_none(db: PgPool) {
    scene(&db).await;
    for message in [
        // past midnight there: another day's flight
        "ASM\nUTC\nTIM\nLD408/21NOV26\nEWR0530/1 ORD0755/1",
        "ASM\nUTC\nRRT\nLD408/21NOV26\nEWR1920 DEN2255",
        "ASM\nUTC\nFLT\nLD408/21NOV26 LD418/21NOV26",
    ] {
        brought(&db, "17:00", &[message]).await;
        let found = stuck(&db).await;
        assert!(found.len() == 1 && found[0].0 == "parked" && found[0].2.contains("has bookings"), "{message}: {found:?}");
        assert_eq!(planned(&db, 408).await, ["21 Nov EWR 21 19:20 ORD 21 21:55"], "{message}");
        sqlx::query("delete from telegram_work").execute(&db).await.unwrap();
    }
    // nobody is on these: both move to the day after, each in the other's place
    brought(&db, "17:10", &["SSM\nLT\nNEW\nLD77\n01DEC26 02DEC26 23\nJ 738 .C10Y150\nEWR2330 ORD0055/1"]).await;
    brought(&db, "17:11", &["SSM\nUTC\nTIM\nLD77\n02DEC26 03DEC26 34\nEWR0530 ORD0655"]).await;
    assert_eq!(stuck(&db).await, []);
    assert_eq!(planned(&db, 77).await, ["02 Dec EWR 02 05:30 ORD 02 06:55", "03 Dec EWR 03 05:30 ORD 03 06:55"]);
    assert_eq!(
        count(&db, "select count(*) from flight_cabin where number = 77 and seats in (10, 150) and flight_date >= '2026-12-02'").await,
        4
    );
    assert_eq!(count(&db, "select count(*) from flight_cabin where number = 77").await, 4);
}
