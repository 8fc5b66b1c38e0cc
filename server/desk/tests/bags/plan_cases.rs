//! Plans that meet seats, passengers, silence and each other.

use crate::plans::{planned, state, stuck};
use crate::scene::{at, brought, count, scene, sender};
use desk::PgPool;
use desk::telegrams::{parcels, take, work};
use domain::flight::Phase;
use jiff::Timestamp;

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn messages_of_one_batch_know_of_each_other(db: PgPool) {
    scene(&db).await;
    let cnl = "ASM\nUTC\nCNL\nLD408/21NOV26";
    let again = format!("QU EWRRMLD\n.EWRPSLD 211700\n{cnl}");
    brought(&db, "17:00", &[cnl, "ASM\nUTC\nRIN\nLD408/21NOV26", &again]).await;
    assert_eq!(state(&db, "17:01", "LD408", "2026-11-21").await.phase, Phase::Cancelled);
    brought(&db, "23:20", &["MVT\nLD412/21.N409LX.ORD\nED2305", "MVT\nLD412/21.N409LX.ORD\nAD2306/2315", "ASM\nUTC\nCNL\nLD412/21NOV26"])
        .await;
    assert_eq!(state(&db, "23:21", "LD412", "2026-11-21").await.phase, Phase::InTheAir);
    assert_eq!(stuck(&db).await, []);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn of_a_flight_nobody_has_heard_of_it_is_believed_that_it_does_not_fly(db: PgPool) {
    scene(&db).await;
    brought(&db, "20:40", &["ASM\nUTC\nCNL\nLD408/21NOV26"]).await;
    assert_eq!(state(&db, "20:41", "LD408", "2026-11-21").await.phase, Phase::Cancelled);
    brought(&db, "20:50", &["ASM\nUTC\nRIN\nLD408/21NOV26\nEWR2300 ORD0135/1"]).await;
    let late = state(&db, "20:51", "LD408", "2026-11-21").await;
    assert_eq!((late.phase, late.departure.best()), (Phase::Scheduled, at("23:00")));
    brought(&db, "20:55", &["ASM\nUTC\nTIM\nLD412/21NOV26\nORD2030 DEN2310"]).await;
    assert_eq!(stuck(&db).await, [], "it leaves at eleven: nothing is silent yet");
    assert_eq!(planned(&db, 412).await, ["21 Nov ORD 21 20:30 DEN 21 23:10"]);
    // long silent, and told of a time that is past as well
    brought(&db, "22:00", &["ASM\nUTC\nTIM\nLD412/21NOV26\nORD2040 DEN2320"]).await;
    assert!(stuck(&db).await[0].2.contains("should have left"));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_flight_keeps_its_day_when_its_times_move_over_midnight(db: PgPool) {
    scene(&db).await;
    let new = "SSM\nUTC\nNEW\nLD600\n22NOV26 24NOV26 712\nJ 738 .Y50\nEWR2330 ORD0205/1";
    brought(&db, "18:00", &[new]).await;
    let all = planned(&db, 600).await;
    // still the 22nd at Newark, the 23rd in UTC
    brought(&db, "18:01", &["ASM\nUTC\nTIM\nLD600/22NOV26\nEWR0030/1 ORD0305/1", "ASM\nUTC\nCNL\nLD600/23NOV26"]).await;
    let left = ["22 Nov EWR 23 00:30 ORD 23 03:05", "24 Nov EWR 24 23:30 ORD 25 02:05"];
    assert_eq!((stuck(&db).await, planned(&db, 600).await), (vec![], left.map(String::from).to_vec()));
    brought(&db, "18:02", &["ASM\nUTC\nCNL\nLD600/22NOV26"]).await;
    assert_eq!(planned(&db, 600).await, left[1..]);
    brought(&db, "18:03", &[&format!("QU EWRRMLD\n.EWRPSLD 211803\n{new}")]).await;
    assert_eq!((stuck(&db).await, planned(&db, 600).await), (vec![], all));
    // on another day it has the aircraft of the nearest
    brought(&db, "18:04", &["SSM\nUTC\nREV\nLD600\n24NOV26 24NOV26 2\n24NOV26 27NOV26 5"]).await;
    assert_eq!(stuck(&db).await, []);
    let seats = "select sum(seats)::bigint from flight_cabin where number = 600 and flight_date = '2026-11-27'";
    assert_eq!(count(&db, seats).await, 50);
    assert_eq!(count(&db, "select count(*) from flight where number = 600 and flight_date = '2026-11-27' and seats = 50").await, 1);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn movements_find_the_day_a_flight_was_planned_for(db: PgPool) {
    scene(&db).await;
    let new = "SSM\nUTC\nNEW\nLD610\n22NOV26 23NOV26 71\nJ 738 .Y50\nEWR2330 ORD0205/1";
    brought(&db, "18:00", &[new, "ASM\nUTC\nTIM\nLD610/22NOV26\nEWR0030/1 ORD0305/1"]).await;
    let told = ["MVT\nLD610/23.N409LX.EWR\nAD2335/2345", "MVT\nLD610/22.N409LX.EWR\nAD0035/0045"].map(String::from);
    take(&db, &sender(), at("18:01"), &told).await.unwrap();
    let days_later: Timestamp = "2026-11-24T00:01:00Z".parse().unwrap();
    while work(&db, days_later).await.unwrap() > 0 {}
    let left = "select count(*) from flight f join flight_report r on r.flight_id = f.id and r.kind = 'off_block'
                 where (f.flight_date, r.at) in (('2026-11-22', '2026-11-23 00:35Z'), ('2026-11-23', '2026-11-23 23:35Z'))";
    assert_eq!((stuck(&db).await, count(&db, left).await), (vec![], 2));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_staff_are_to_decide_waits_for_them_over_midnight(db: PgPool) {
    scene(&db).await;
    take(&db, &sender(), at("23:59"), &parcels(b"ASM\nUTC\nCNL\nLD408D/21NOV26")).await.unwrap();
    let days_later: Timestamp = "2026-11-25T00:01:00Z".parse().unwrap();
    while work(&db, days_later).await.unwrap() > 0 {}
    assert_eq!(stuck(&db).await.len(), 1);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_is_planned_first_is_planned_whatever_else_its_message_names(db: PgPool) {
    scene(&db).await;
    sqlx::raw_sql("delete from flight").execute(&db).await.unwrap();
    brought(&db, "18:00", &["SSM\nUTC\nNEW\nLD9\n02DEC26 04DEC26 35\nJ 738 .Y50\nEWR1400 ORD1630\n//\nCNL\nLD8\n02DEC26 04DEC26 35"]).await;
    assert_eq!((stuck(&db).await, planned(&db, 9).await.len()), (vec![], 2));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_an_older_message_would_fly_stays_on_the_ground(db: PgPool) {
    scene(&db).await;
    let told = |clock: &str, what: &str| format!("QU EWRRMLD\n.EWRPSLD 21{clock}\nSSM\nUTC\n{what}");
    let body = "J 738 .Y50\nEWR1400 ORD1630";
    for (number, newer, older, left) in [
        (
            700,
            vec![format!("RPL\nLD700\n01DEC26 02DEC26 23\n{body}")],
            "NEW\nLD700\n01DEC26 02DEC26 23\nJ 738 .Y50\nEWR1000 DEN1300\nDEN1400 ORD1630".to_owned(),
            2,
        ),
        (
            701,
            vec![format!("SKD\nLD701\n01DEC26 14DEC26\n//\nNEW\nLD701\n01DEC26 14DEC26 2\n{body}")],
            format!("NEW\nLD701\n01DEC26 14DEC26 135\n{body}"),
            2,
        ),
        (
            702,
            vec![format!("NEW\nLD702\n01DEC26 02DEC26 23\n{body}"), "CNL\nLD702\n01DEC26 14DEC26 1234567".to_owned()],
            format!("NEW\nLD702\n01DEC26 14DEC26 1234567\n{body}"),
            0,
        ),
        (
            703,
            vec![format!("NEW\nLD703\n01DEC26 02DEC26 23\n{body}"), "FLT\nLD703\n01DEC26 02DEC26 23\nLD713".to_owned()],
            format!("NEW\nLD703\n01DEC26 02DEC26 23\n{body}"),
            0,
        ),
    ] {
        for message in newer {
            brought(&db, "18:00", &[&told("1700", &message)]).await;
        }
        brought(&db, "18:01", &[&told("1600", &older)]).await;
        assert_eq!((stuck(&db).await, planned(&db, number).await.len()), (vec![], left), "{older}");
    }
    brought(&db, "18:02", &[&told("1701", "FLT\nLD703\n01DEC26 02DEC26 23\nLD713")]).await;
    assert_eq!((stuck(&db).await, planned(&db, 713).await.len()), (vec![], 2), "told again");
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_smaller_aircraft_keeps_what_is_sold_and_says_so(db: PgPool) {
    scene(&db).await;
    brought(&db, "17:00", &["ASM\nUTC\nEQT\nLD408/21NOV26\nJ 738 .C16Y150"]).await;
    assert_eq!(stuck(&db).await, []);
    let small = "ASM\nUTC\nEQT\nLD408/21NOV26\nJ 319 .C12Y1";
    brought(&db, "17:01", &[small]).await;
    let found = stuck(&db).await;
    assert!(found.len() == 1 && found[0].0 == "parked" && found[0].2.contains("2 sold in economy and 1 seats"), "{found:?}");
    let cabins: Vec<(String, i32, i32)> =
        sqlx::query_as("select cabin, seats, sold from flight_cabin where number = 408 order by 1").fetch_all(&db).await.unwrap();
    assert_eq!(cabins, [("business".to_owned(), 12, 0), ("economy".to_owned(), 2, 2)]);
    assert_eq!(count(&db, "select count(*) from flight where number = 408 and aircraft = 'Airbus A319'").await, 1);
    // sent through again while it is so, it is so; once somebody has moved it is done
    sqlx::query("update telegram_work set state = 'new'").execute(&db).await.unwrap();
    brought(&db, "17:02", &[]).await;
    assert_eq!(stuck(&db).await.len(), 1);
    sqlx::query("update flight_cabin set sold = 1 where number = 408 and cabin = 'economy'").execute(&db).await.unwrap();
    // what is given back is not sold again
    assert_eq!(count(&db, "select seats::bigint from flight_cabin where number = 408 and cabin = 'economy'").await, 1);
    sqlx::query("update telegram_work set state = 'new'").execute(&db).await.unwrap();
    brought(&db, "17:03", &[]).await;
    assert_eq!(stuck(&db).await, []);
    assert_eq!(count(&db, "select seats::bigint from flight_cabin where number = 408 and cabin = 'economy'").await, 1);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn whoever_bought_the_old_plan_is_owed_it(db: PgPool) {
    use desk::bookings::trip;
    use domain::booking::{Locator, outlook};
    use domain::locale::Locale;
    use domain::rights::{Grants, Viewer, Who};
    scene(&db).await;
    brought(&db, "12:00", &["ASM\nUTC\nTIM\nLD408/21NOV26\nEWR2330 ORD0205/1"]).await;
    let viewer = Viewer { who: Who::Public(Grants { trips: vec!["X4TE6N".into()], ..Grants::default() }), ..Viewer::default() };
    let seen = async |now: Timestamp| trip(&db, &viewer, now, Locale::En, &Locator::parse("X4TE6N").unwrap()).await.unwrap();
    let found = seen(at("12:10")).await;
    let first = found.segments[0].state.clone().unwrap();
    assert_eq!((first.departure.planned, first.departure.best(), first.phase), (at("19:20"), at("23:30"), Phase::Delayed));
    assert!(outlook::refundable(&first, true));
    assert!(matches!(found.outlook.situation, outlook::Situation::Misses(0)), "{:?}", found.outlook.situation);
    // everybody else sees a flight on time, and so does who buys it now
    let public = state(&db, "12:10", "LD408", "2026-11-21").await;
    assert_eq!((public.delay_minutes(), public.phase), (0, Phase::Scheduled));
    sqlx::query("update booking set issued_at = '2026-11-21 12:05Z'").execute(&db).await.unwrap();
    assert_eq!(seen(at("12:10")).await.segments[0].state.clone().unwrap().delay_minutes(), 0);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_is_known_for_some_days_is_done_for_these_and_waits_for_the_others(db: PgPool) {
    scene(&db).await;
    let woken = async |db: &PgPool| {
        desk::telegrams::retry_parked(db).await.unwrap();
        count(db, "select count(*) from telegram_work where state = 'new'").await
    };
    let new = |clock: &str, days: &str| {
        format!("QU EWRRMLD\n.EWRPSLD 21{clock}\nSSM\nUTC\nNEW\nLD9\n01DEC26 14DEC26 {days}\nJ 738 .Y50\nEWR1400 ORD1630")
    };
    // told in the order 13:00, 13:01, …; the plans of Fridays and Thursdays come long after
    brought(&db, "14:00", &[&new("1300", "1")]).await;
    let tim = "QU EWRRMLD\n.EWRPSLD 211330\nSSM\nUTC\nTIM\nLD9\n01DEC26 14DEC26 15\nEWR1410 ORD1640";
    let eqt = "QU EWRRMLD\n.EWRPSLD 211331\nSSM\nUTC\nEQT\nLD9\n01DEC26 14DEC26 15\nJ 319 .Y40";
    brought(&db, "14:01", &[tim, eqt]).await;
    assert_eq!(planned(&db, 9).await, ["07 Dec EWR 07 14:10 ORD 07 16:40", "14 Dec EWR 14 14:10 ORD 14 16:40"]);
    let found = stuck(&db).await;
    assert_eq!(found.iter().map(|one| one.0.as_str()).collect::<Vec<_>>(), ["parked", "parked"]);
    assert!(found[0].2.contains("done for the 2 days from 2026-12-01 to 2026-12-14 on days 15"), "{found:?}");
    assert_eq!(woken(&db).await, 0);
    // other days do not help
    brought(&db, "14:02", &[&new("1302", "4")]).await;
    assert_eq!(woken(&db).await, 0);
    brought(&db, "14:03", &[&new("1303", "5")]).await;
    assert_eq!(woken(&db).await, 2);
    brought(&db, "14:04", &[]).await;
    assert_eq!(stuck(&db).await, []);
    let times: Vec<String> = planned(&db, 9).await.iter().map(|row| format!("{} {}", &row[..2], &row[14..19])).collect();
    assert_eq!(times, ["03 14:00", "04 14:10", "07 14:10", "10 14:00", "11 14:10", "14 14:10"]);
    assert_eq!(count(&db, "select count(*) from flight where number = 9 and aircraft = 'Airbus A319' and seats = 40").await, 4);
    // days on which a newer message flies nothing are not waited for, and single days are as before
    brought(&db, "14:05", &["SSM\nUTC\nCNL\nLD9\n01DEC26 14DEC26 12", tim.replace(" 15\n", " 25\n").as_str()]).await;
    assert_eq!(stuck(&db).await, []);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_flight_told_too_late_is_told_to_staff_and_one_told_again_is_not(db: PgPool) {
    scene(&db).await;
    let late = async |message: &str| {
        brought(&db, "20:40", &[message]).await;
        let found = stuck(&db).await;
        sqlx::query("delete from telegram_work").execute(&db).await.unwrap();
        found.into_iter().map(|(state, line, reason)| format!("{state} {line} {reason}")).collect::<Vec<_>>()
    };
    for (message, line) in [
        ("ASM\nUTC\nNEW\nLD9/21NOV26\nJ 738 .Y50\nEWR1400 ORD1630", 6),
        ("ASM\nUTC\nRPL\nLD9/20NOV26\nJ 738 .Y50\nEWR1400 ORD1630", 6),
        ("ASM\nUTC\nRRT\nLD9/01NOV26\nJ 738 .Y50\nEWR1400 ORD1630", 6),
        ("SSM\nUTC\nNEW\nLD9\n21NOV26 21NOV26 6\nJ 738 .Y50\nEWR1400 ORD1630", 7),
        // there, silent for more than an hour, and put on a time that is over
        ("ASM\nUTC\nRPL\nLD408/21NOV26\nJ 738 .Y180\nEWR1900 ORD2130", 6),
    ] {
        let told = late(message).await;
        assert_eq!(told.len(), 1, "{message}");
        assert!(told[0].starts_with(&format!("parked {line} too late: ")), "{told:?}");
    }
    assert_eq!((planned(&db, 9).await.len(), planned(&db, 408).await), (0, vec!["21 Nov EWR 21 19:20 ORD 21 21:55".to_owned()]));
    // as it is known, and periods some days of which are over: nothing to tell
    for message in [
        "ASM\nUTC\nRPL\nLD408/21NOV26\nJ 738 .Y180\nEWR1920 ORD2155",
        "SSM\nUTC\nNEW\nLD9\n20NOV26 25NOV26 1234567\nJ 738 .Y50\nEWR1400 ORD1630",
    ] {
        assert_eq!(late(message).await, Vec::<String>::new(), "{message}");
    }
    assert_eq!(planned(&db, 9).await.len(), 4);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn of_many_messages_about_plans_one_is_read_at_a_time(db: PgPool) {
    scene(&db).await;
    let bag = crate::scene::ACCEPTED;
    let plans = ["SSM\nUTC\nNEW\nLD9\n01DEC26 14DEC26 1\nJ 738 .Y50\nEWR1400 ORD1630", "ASM\nUTC\nCNL\nLD9/07DEC26"];
    let all = [bag, plans[0], plans[1], bag].join("\n");
    take(&db, &sender(), at("18:00"), &parcels(all.as_bytes())).await.unwrap();
    let mut batches = Vec::new();
    while let done @ 1.. = work(&db, at("18:00")).await.unwrap() {
        batches.push(done);
    }
    assert_eq!((batches.iter().sum::<usize>() <= 4, batches.first()), (true, Some(&2)));
    assert_eq!((stuck(&db).await, planned(&db, 9).await.len()), (vec![], 1));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_message_about_one_leg_leaves_the_others_alone(db: PgPool) {
    scene(&db).await;
    brought(&db, "18:00", &["ASM\nUTC\nNEW\nLD700/01DEC26\nJ 738 .Y150\nEWR1400 ORD1630\nORD1730 DEN2000"]).await;
    const FIRST: &str = "01 Dec EWR 01 14:00 ORD 01 16:30";
    const SECOND: &str = "01 Dec ORD 01 17:30 DEN 01 20:00";
    for (message, left) in [
        ("CNL\nLD700/01DEC26 ORD/DEN", vec![FIRST]),
        ("RIN\nLD700/01DEC26 ORD/DEN", vec![FIRST, SECOND]),
        ("CNL\nLD 700/01DEC26\nEWR/ORD", vec![SECOND]),
        ("RIN\nLD700/01DEC26 EWR/ORD/DEN", vec![FIRST, SECOND]),
        ("EQT\nLD700/01DEC26 ORD/DEN\nJ 319 .C12Y120", vec![FIRST, SECOND]),
        ("TIM\nLD700/01DEC26 ORD/DEN\nORD1740 DEN2010", vec![FIRST, "01 Dec ORD 01 17:40 DEN 01 20:10"]),
        ("RPL\nLD700/01DEC26 ORD/DEN\nJ 319 .C12Y120\nORD1800 DEN2030", vec![FIRST, "01 Dec ORD 01 18:00 DEN 01 20:30"]),
        ("TIM\nLD700/01DEC26\nORD011730 DEN012000", vec![FIRST, SECOND]),
        ("FLT\nLD700/01DEC26 ORD/DEN LD701/01DEC26", vec![FIRST]),
    ] {
        brought(&db, "18:10", &[&format!("ASM\nUTC\n{message}")]).await;
        assert_eq!((stuck(&db).await, planned(&db, 700).await), (vec![], left.into_iter().map(str::to_owned).collect()), "{message}");
    }
    assert_eq!(count(&db, "select count(*) from flight where number = 700 and seats = 150").await, 1);
    assert_eq!(planned(&db, 701).await, [SECOND]);
    assert_eq!(count(&db, "select count(*) from flight where number = 701 and seats = 132").await, 1);
    // told again under another head it moves nothing
    brought(&db, "18:20", &["QU EWRRMLD\n.EWRPSLD 011820\nASM\nUTC\nFLT\nLD700/01DEC26 ORD/DEN LD701/01DEC26"]).await;
    assert_eq!((stuck(&db).await, planned(&db, 700).await.len(), planned(&db, 701).await.len()), (vec![], 1, 1));
    // what is not understood cancels nothing
    for (message, why) in [
        ("CNL\nLD700/01DEC26 EWRORD", "EWRORD is not understood"),
        ("CNL\nLD700/01DEC26 EWR/LAX", "is not flown from EWR to LAX"),
        ("TIM\nLD700/01DEC26\nEWR201400 ORD1630", "has no times"),
    ] {
        sqlx::raw_sql("truncate telegram_work").execute(&db).await.unwrap();
        brought(&db, "18:30", &[&format!("ASM\nUTC\n{message}")]).await;
        let stuck = stuck(&db).await;
        assert!(stuck.len() == 1 && stuck[0].2.contains(why), "{message}: {stuck:?}");
        assert_eq!(planned(&db, 700).await, [FIRST], "{message}");
    }
}
