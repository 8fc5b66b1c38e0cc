//! Taken once, in any order; parked, rejected, put right.

use crate::scene::{ACCEPTED, CHANGED, LOADED, ONWARD, SORTED, THERE, at, brought, count, kept, scene, staff};
use desk::telegrams::{State, Wanted, list, mend, open, parcels, replay_all, retry_parked, set_aside};
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
    assert_eq!((shown.state, shown.fault.to_string()), (State::Rejected, "line 5, .F: date JAN32".to_owned()));
    let line = shown.text.lines().nth(shown.fault.line - 1).unwrap();
    assert_eq!(&line[shown.fault.within(line).unwrap()], "JAN32");
    assert_eq!(mend(&db, &agent, at("17:51"), id, &bad).await.unwrap(), Some(State::Rejected), "as bad as before");
    assert_eq!(replay_all(&db, &agent, at("17:51"), State::Rejected).await.unwrap(), 1);
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
    assert_eq!(count(&db, "select count(*) from audit where action = 'telegram_again'").await, 3);
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
