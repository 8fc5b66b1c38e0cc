//! Taken once, in any order; parked, rejected, put right.

use crate::scene::{ACCEPTED, CHANGED, LOADED, ONWARD, SORTED, THERE, at, brought, count, kept, scene, sender, staff};
use desk::telegrams::{State, Wanted, list, mend, open, parcels, replay_all, retry_parked, set_aside, take, work};
use desk::{Error, PgPool};
use domain::rights::{Role, Viewer};

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_message_again_is_the_same_and_does_nothing_twice(db: PgPool) {
    scene(&db).await;
    let first = brought(&db, "17:46", &[ACCEPTED, SORTED]).await;
    let again = brought(&db, "18:20", &[SORTED, ACCEPTED, SORTED]).await;
    assert_eq!(first.iter().map(|one| one.again).collect::<Vec<_>>(), [false, false]);
    assert_eq!(
        again.iter().map(|one| (one.id, one.again)).collect::<Vec<_>>(),
        [(first[1].id, true), (first[0].id, true), (first[1].id, true)]
    );
    // under another head it is another message, and the same scan
    brought(&db, "18:25", &[&format!("QU EWRRMLD\n.EWRSRLD 211806\n{SORTED}")]).await;
    assert_eq!(count(&db, "select count(*) from telegram").await, 3);
    assert_eq!(count(&db, "select count(*) from telegram_work").await, 0);
    // handed over, announced for the flight after, read
    assert_eq!(count(&db, "select count(*) from bag_scan").await, 3);
    assert_eq!(kept(&db).await, Some((Some("sorted".into()), Some(408))));
    // it belongs to the booking on its tag, and to the passenger named there
    assert_eq!(count(&db, "select passenger_position::bigint from bag where tag = '0992301118' and destination = 'DEN'").await, 2);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn in_any_order_a_bag_ends_where_it_is(db: PgPool) {
    scene(&db).await;
    let all = [ACCEPTED, SORTED, LOADED, CHANGED, ONWARD, THERE];
    for turn in 0..all.len() {
        sqlx::raw_sql("truncate telegram, telegram_work, bag_scan, bag_trace").execute(&db).await.unwrap();
        // one by one, another one first each time, backwards every other time
        let mut order: Vec<&str> = (0..all.len()).map(|place| all[(place * 5 + turn) % all.len()]).collect();
        if turn % 2 == 1 {
            order.reverse();
        }
        for message in order {
            brought(&db, "23:59", &[message]).await;
        }
        assert_eq!(kept(&db).await, Some((Some("arrived".into()), Some(412))), "turn {turn}");
        assert_eq!(count(&db, "select count(*) from bag_scan").await, 7, "turn {turn}");
        assert_eq!(count(&db, "select count(*) from telegram_work").await, 0, "what waited was woken, turn {turn}");
    }
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_nobody_knows_waits_until_somebody_does(db: PgPool) {
    scene(&db).await;
    let unknown = ACCEPTED.replace("LD408", "LD409");
    brought(&db, "17:46", &[SORTED, &unknown]).await;
    let agent = staff(&db, Role::Agent, &["baggage"]).await;
    let page = list(&db, &agent, at("17:50"), Wanted::default()).await.unwrap();
    assert_eq!((page.parked, page.rejected, kept(&db).await), (2, 0, None));
    assert!(page.messages.iter().any(|one| one.fault.reason.contains("LD409/2026-11-21")), "{page:?}");
    retry_parked(&db).await.unwrap();
    brought(&db, "17:51", &[]).await;
    assert_eq!(kept(&db).await, None);
    sqlx::query("update flight set number = 409 where number = 408").execute(&db).await.unwrap();
    retry_parked(&db).await.unwrap();
    brought(&db, "17:52", &[]).await;
    // the tag is known now, but the flight of its other message is not any more
    assert_eq!(kept(&db).await, Some((Some("accepted".into()), Some(409))));
    assert_eq!(count(&db, "select count(*) from telegram_work where waits_for = 'flight:LD408/2026-11-21'").await, 1);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_cannot_be_read_is_put_right_and_sent_again(db: PgPool) {
    scene(&db).await;
    let bad = ACCEPTED.replace("21NOV/ORD", "JAN32/ORD");
    let id = brought(&db, "17:46", &[&bad]).await[0].id;
    let agent = staff(&db, Role::Agent, &["baggage"]).await;
    let shown = open(&db, &agent, at("17:50"), id).await.unwrap();
    let (message, text) = (shown.message, shown.text);
    assert_eq!((message.state, message.fault.to_string()), (State::Rejected, "line 5, .F: date JAN32".to_owned()));
    let line = text.lines().nth(message.fault.line - 1).unwrap();
    assert_eq!(&line[message.fault.within(line).unwrap()], "JAN32");
    assert_eq!(mend(&db, &agent, at("17:51"), id, &bad).await.unwrap(), Some(State::Rejected), "as bad as before");
    assert_eq!(replay_all(&db, &agent, at("17:51"), Some(State::Rejected)).await.unwrap(), 1);
    assert_eq!(replay_all(&db, &agent, at("17:51"), Some(State::Parked)).await.unwrap(), 0);
    assert_eq!(replay_all(&db, &agent, at("17:51"), None).await.unwrap(), 1, "everything");
    assert!(matches!(mend(&db, &agent, at("17:51"), id, " ").await, Err(Error::Invalid(_))));
    assert_eq!(mend(&db, &agent, at("17:52"), id, ACCEPTED).await.unwrap(), None);
    assert_eq!(kept(&db).await, Some((Some("accepted".into()), Some(408))));
    assert!(matches!(mend(&db, &agent, at("17:53"), id, ACCEPTED).await, Err(Error::Conflict(_))), "done already");
    // what came is kept beside, and everything is on record
    assert_eq!(
        count(&db, "select count(*) from telegram where text like '%JAN32%' and mended not like '%JAN32%' and mended_by = 'Mei Chen'")
            .await,
        1
    );
    assert_eq!(count(&db, "select count(*) from audit where action = 'telegram_again'").await, 5);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_nobody_understands_hands_no_bag_over(db: PgPool) {
    scene(&db).await;
    brought(&db, "17:46", &[&ACCEPTED.replace("BSM\n.V", "BSM\nCAN\n.V")]).await;
    let said = "select format('line %s: %s', line, reason) from telegram_work where state = 'rejected'";
    let said: Vec<String> = sqlx::query_scalar(said).fetch_all(&db).await.unwrap();
    assert_eq!(
        (kept(&db).await, said),
        (None, vec!["line 4: CAN is neither CHG nor DEL: what becomes of these bags is not known".to_owned()])
    );
    // a wrapped line further down is kept, and the bag is here
    brought(&db, "17:46", &[&ACCEPTED.replace("\nENDBSM", "\nMORE\nENDBSM")]).await;
    assert_eq!(kept(&db).await, Some((Some("accepted".into()), Some(408))));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn each_bag_of_a_message_has_what_was_seen_of_it(db: PgPool) {
    scene(&db).await;
    let second = "0992301120";
    brought(&db, "17:46", &[ACCEPTED, &ACCEPTED.replace("0992301118", second)]).await;
    let each = format!(
        "BPM\n.V/1LEWR\n.F/LD408/21NOV/ORD\n.N/0992301118001\n.J/S///21NOV/1300L/SORT\n.N/{second}001\n.J/R///21NOV/1340L/RAMP\n.U/AKE2LD/ORD\nENDBPM"
    );
    brought(&db, "18:50", &[&each]).await;
    assert_eq!(kept(&db).await, Some((Some("sorted".into()), Some(408))));
    let loaded = "select count(*) from bag_trace where bag = '992301120' and state = 'loaded' and at = '2026-11-21 18:40Z'";
    assert_eq!(count(&db, loaded).await, 1);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_message_sent_days_ago_counts_from_then(db: PgPool) {
    scene(&db).await;
    for (sent, at) in [("181300", "2026-11-18 13:00Z"), ("121000", "2026-11-12 10:00Z"), ("101000", "2026-11-21 17:46Z")] {
        sqlx::raw_sql("truncate telegram, telegram_work, bag_scan, bag_trace").execute(&db).await.unwrap();
        brought(&db, "17:46", &[&ACCEPTED.replace("211745", sent)]).await;
        let seen = sqlx::query_scalar::<_, bool>("select at = $1::text::timestamptz from bag_scan where what = 'accepted'");
        assert!(seen.bind(at).fetch_one(&db).await.unwrap(), "{sent}");
    }
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn only_those_who_look_after_bags_see_messages(db: PgPool) {
    scene(&db).await;
    let id = brought(&db, "17:46", &["BSM\n.V/1LEWR\nENDBSM"]).await[0].id;
    let other = staff(&db, Role::Agent, &["refunds"]).await;
    assert!(matches!(list(&db, &other, at("17:50"), Wanted::default()).await, Err(Error::Forbidden)));
    assert!(matches!(list(&db, &Viewer::default(), at("17:50"), Wanted::default()).await, Err(Error::SignInFirst)));
    assert!(matches!(set_aside(&db, &other, at("17:50"), id).await, Err(Error::Forbidden)));
    let lead = staff(&db, Role::Supervisor, &[]).await;
    set_aside(&db, &lead, at("17:50"), id).await.unwrap();
    assert_eq!(list(&db, &lead, at("17:51"), Wanted::default()).await.unwrap().rejected, 0);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_senders_get_wrong_does_no_harm(db: PgPool) {
    scene(&db).await;
    // a clock that is ahead is now, one of another year is when it came, twice the same in one request is one
    let ahead = SORTED.replace("1300L", "2300L");
    let huge = format!("BSM\n.V/1LEWR\n{}ENDBSM", ".N/0992301118999\n".repeat(30));
    brought(&db, "18:10", &[ACCEPTED, &ahead, &huge, "nothing of the kind", "BSM\n.V/\n.N/\0\nENDBSM", "MVT\nLD408/21..EWR\nAD9999"]).await;
    assert_eq!(count(&db, "select count(*) from bag_scan where at > '2026-11-21 18:10Z'").await, 0);
    assert_eq!(kept(&db).await, Some((Some("sorted".into()), Some(408))));
    assert_eq!(count(&db, "select count(*) from telegram_work where state = 'rejected'").await, 3);
    assert_eq!(count(&db, "select count(*) from telegram_work where state = 'new'").await, 0);
    assert_eq!(parcels(b"").len(), 0);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn few_messages_of_very_many_bags_are_worked_through_by_and_by(db: PgPool) {
    scene(&db).await;
    let many = |place: usize, onward: usize| {
        format!("BSM\n.V/1LEWR\n.F/LD408/21NOV/ORD\n{}.N/099{place}000001999\nENDBSM", ".O/LD412/21NOV/DEN\n".repeat(onward))
    };
    let mut texts: Vec<String> = (1..=3).map(|place| many(place, 3)).collect();
    texts.push(many(4, 9));
    take(&db, &sender(), at("17:46"), &texts).await.unwrap();
    // 3,996 scans each, one told once; the last alone would be more than one may stand for
    assert_eq!(work(&db, at("17:46")).await.unwrap(), 3);
    assert_eq!(count(&db, "select count(*) from telegram_work where state = 'new'").await, 1);
    assert_eq!(work(&db, at("17:46")).await.unwrap(), 1);
    assert_eq!(count(&db, "select count(*) from telegram_work where state = 'rejected' and reason like 'stands for 9990 scans%'").await, 1);
    assert_eq!(count(&db, "select count(*) from bag_scan").await, 3 * 999 * 2);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_bag_belongs_to_whose_flight_and_name_it_has(db: PgPool) {
    scene(&db).await;
    let rush = ACCEPTED.replace("0992301118", "2992301118").replace("LD408/21NOV/ORD", "LD412/21NOV/DEN").replace("211745", "211900");
    for (name, message, bags) in [
        ("another flight", ACCEPTED.replace("LD408", "LD500"), 0),
        ("another name", ACCEPTED.replace("OKAFOR/ADA", "RIVERA/JO"), 0),
        ("no name", ACCEPTED.replace(".P/1OKAFOR/ADA\n", ""), 0),
        ("theirs", ACCEPTED.to_owned(), 1),
        ("the same with a rush tag", rush, 1),
    ] {
        sqlx::query("update flight set number = 500 where number = 408").execute(&db).await.unwrap();
        sqlx::query("update flight set number = 408 where number = 500 and $1").bind(name != "another flight").execute(&db).await.unwrap();
        brought(&db, "19:05", &[&message]).await;
        assert_eq!(count(&db, "select count(*) from bag").await, bags, "{name}");
    }
    assert_eq!(count(&db, "select count(*) from bag where tag = '0992301118' and passenger_position = 2").await, 1);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_name_put_right_is_the_one_that_counts(db: PgPool) {
    scene(&db).await;
    let untimed = ACCEPTED.replace("QU EWRRMLD\n.EWRCKLD 211745\n", "");
    brought(&db, "17:46", &[&untimed.replace("OKAFOR/ADA", "OKAFFOR/ADA").replace("X4TE6N", "X4TE6M")]).await;
    brought(&db, "17:50", &[&untimed.replace("BSM\n.V", "BSM\nCHG\n.V")]).await;
    let (keys, locator): (Vec<String>, String) = sqlx::query_as("select keys, locator from bag_trace").fetch_one(&db).await.unwrap();
    assert!(keys.contains(&"OKAFOR".to_owned()) && !keys.contains(&"OKAFFOR".to_owned()), "{keys:?}");
    assert_eq!(locator, "X4TE6N");
    assert_eq!(count(&db, "select count(*) from bag_scan where what = 'accepted' and at = '2026-11-21 17:46Z'").await, 1, "the time stays");
    assert_eq!(count(&db, "select count(*) from bag where locator = 'X4TE6N'").await, 1);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_is_taken_back_does_not_count_and_a_container_may_arrive(db: PgPool) {
    scene(&db).await;
    brought(&db, "19:00", &[ACCEPTED, LOADED]).await;
    const OFF: &str = "BUM\n.V/1LEWR\n.F/LD408/21NOV/ORD\n.N/0992301118001\nENDBUM";
    for (clock, message, state) in [
        ("19:11", "QU EWRRMLD\n.EWRRLLD 211910\nBUM\nDEL\n.V/1LEWR\n.F/LD408/21NOV/ORD\n.N/0992301118001\nENDBUM", "loaded"),
        ("19:11", "BNS\nDEL\n.V/1LEWR\n.F/LD408/21NOV/ORD\n.N/0992301118001\nENDBNS", "loaded"),
        ("19:12", OFF, "offloaded"),
        ("19:13", "BNS\nDEL\n.V/1LEWR\n.F/LD408/21NOV/ORD\n.B/UNS/0992301118001\nENDBNS", "offloaded"),
        ("19:14", "BUM\nDEL\n.V/1LEWR\n.F/LD408/21NOV/ORD\n.B/OFF/0992301118001\nENDBUM", "loaded"),
        ("19:15", "BPM\n.V/1LORD\n.J/S///21NOV/1312L/CLAIM\n.I/LD408/21NOV/EWR\n.U/AKE12345LD/ORD\n.N/0992301118001\nENDBPM", "arrived"),
    ] {
        brought(&db, clock, &[message]).await;
        assert_eq!(kept(&db).await, Some((Some(state.into()), Some(408))), "{message}");
    }
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn taken_off_and_taken_back_end_alike_in_any_order(db: PgPool) {
    scene(&db).await;
    let told = |kind: &str, change: &str, clock: &str| {
        format!("QU EWRRMLD\n.EWRRLLD 21{clock}\n{kind}\n{change}.V/1LEWR\n.F/LD408/21NOV/ORD\n.N/0992301118001\nEND{kind}")
    };
    let all = [
        ACCEPTED.to_owned(),
        LOADED.to_owned(),
        told("BNS", "", "1840"),
        told("BNS", "DEL\n", "1841"),
        told("BUM", "", "1905"),
        // in the same minute
        told("BUM", "DEL\n", "1905"),
    ];
    for turn in 0..24 {
        sqlx::raw_sql("truncate telegram, telegram_work, bag_scan, bag_trace").execute(&db).await.unwrap();
        // the turn in the factorial number system is a permutation of the four behind
        let (mut rest, mut number) = (all[2..].to_vec(), turn);
        let mut order = all[..2].to_vec();
        while !rest.is_empty() {
            order.push(rest.remove(number % rest.len()));
            number /= rest.len() + 1;
        }
        order.rotate_left(turn % 6);
        for message in &order {
            brought(&db, "19:30", &[message]).await;
        }
        assert_eq!(kept(&db).await, Some((Some("loaded".into()), Some(408))), "{order:#?}");
        assert_eq!(count(&db, "select count(*) from telegram_work").await, 0, "{order:#?}");
    }
    // off again after that
    brought(&db, "19:40", &[&told("BUM", "", "1915")]).await;
    assert_eq!(kept(&db).await, Some((Some("offloaded".into()), Some(408))));
}
