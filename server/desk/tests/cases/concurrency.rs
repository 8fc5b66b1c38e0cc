//! I1, I2, I5 under hands that hurry.

use crate::common::*;
use desk::cases::{self, At};
use desk::{Error, PgPool};
use domain::case::{Priority, Topic};
use domain::rights::Role;
use sqlx::postgres::{PgListener, PgPoolOptions};
use uuid::Uuid;

#[sqlx::test(migrations = "../migrations")]
async fn fifty_replies_at_once_leave_no_gap(pool: PgPool) {
    let (reference, passenger) = opened(&pool).await;
    let agent = agent(&pool).await;
    let mut listener = PgListener::connect_with(&pool).await.unwrap();
    listener.listen(cases::CHANNEL).await.unwrap();
    let tasks = (0..50).map(|n| {
        let (db, reference) = (pool.clone(), reference.clone());
        let who = if n % 2 == 0 { passenger.clone() } else { agent.clone() };
        tokio::spawn(async move { cases::reply(&db, &who, later(n), &reference, Uuid::new_v4(), &format!("reply {n}"), n % 4 == 1).await })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap().unwrap();
    }
    let numbers: Vec<i32> = sqlx::query_scalar("select seq from case_entry order by seq").fetch_all(&pool).await.unwrap();
    // the opening, fifty replies, and the assignment to whoever of staff wrote first
    assert_eq!(numbers, (1..=52).collect::<Vec<i32>>());
    verified(&pool).await;
    // every entry gave one notice, and nothing but ids is in it
    let mut notices = Vec::new();
    for _ in 0..51 {
        notices.push(listener.recv().await.unwrap().payload().to_owned());
    }
    let mut expected: Vec<String> = (2..=52).map(|seq| format!("{reference} {seq} everyone")).collect();
    notices.sort();
    expected.sort();
    assert_eq!(notices, expected);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_form_sent_twice_opens_one_case(db: PgPool) {
    let viewer = browser(&db).await;
    let key = Uuid::new_v4();
    let tasks = (0..8).map(|_| {
        let (db, viewer) = (db.clone(), viewer.clone());
        tokio::spawn(async move { cases::open(&db, &viewer, now(), key, missing_bag()).await.unwrap().reference })
    });
    let mut references = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        references.push(task.await.unwrap());
    }
    references.dedup();
    assert_eq!(references.len(), 1);
    assert_eq!(count(&db, "select count(*) from case_file").await, 1);
    assert_eq!(count(&db, "select count(*) from outbox").await, 1);
    // another browser with the same key learns nothing
    assert!(cases::open(&db, &browser(&db).await, now(), key, missing_bag()).await.is_err());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_reply_sent_twice_is_written_once(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let key = Uuid::new_v4();
    let tasks = (0..8).map(|_| {
        let (db, viewer, reference) = (db.clone(), passenger.clone(), reference.clone());
        tokio::spawn(async move { cases::reply(&db, &viewer, later(1), &reference, key, "Hello?", false).await.unwrap() })
    });
    for task in tasks.collect::<Vec<_>>() {
        assert_eq!(task.await.unwrap(), 2);
    }
    assert_eq!(count(&db, "select count(*) from case_entry").await, 2);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn everybody_takes_at_once_and_somebody_has_it(db: PgPool) {
    let (reference, _) = opened(&db).await;
    let mut tasks = Vec::new();
    for _ in 0..10 {
        let (db, agent, reference) = (db.clone(), agent(&db).await, reference.clone());
        tasks.push(tokio::spawn(async move { cases::take(&db, &agent, later(1), &reference).await }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    verified(&db).await;
    assert_eq!(count(&db, "select count(*) from case_file where owner is not null and status = 'working'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn of_agents_who_take_the_same_page_one_has_it_and_the_others_are_told_who(db: PgPool) {
    let (reference, _) = opened(&db).await;
    let mut tasks = Vec::new();
    for n in 0..6 {
        let (db, agent, reference) = (db.clone(), staff(&db, &format!("Agent {n}"), Role::Agent, &["baggage"]).await, reference.clone());
        tasks.push(tokio::spawn(async move { cases::take(&db, &agent, later(1), At { reference: &reference, seen: Some(1) }).await }));
    }
    let (mut won, mut told) = (0, Vec::new());
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => won += 1,
            Err(Error::Overtaken { by, owner }) => told.push((Some(by), owner)),
            Err(error) => panic!("{error}"),
        }
    }
    let owner: Option<String> =
        sqlx::query_scalar("select s.name from case_file f join staff s on s.id = f.owner").fetch_one(&db).await.unwrap();
    assert_eq!((won, told.len()), (1, 5));
    assert!(told.iter().all(|(by, has)| *by == owner && *has == owner), "{told:?}, {owner:?}");
    assert_eq!(count(&db, "select count(*) from case_entry where kind = 'assignment'").await, 1);

    // whoever has seen who has it may still take it over, and what one did oneself is no reason to be refused
    let lead = staff(&db, "Tomás Ruiz", Role::Supervisor, &["baggage"]).await;
    cases::take(&db, &lead, later(2), At { reference: &reference, seen: Some(2) }).await.unwrap();
    let raised = At { reference: &reference, seen: Some(3) };
    cases::escalate(&db, &lead, later(3), raised).await.unwrap();
    let other = staff(&db, "Rosa Amaral", Role::Supervisor, &["baggage"]).await;
    assert!(matches!(cases::escalate(&db, &other, later(3), raised).await, Err(Error::Overtaken { .. })));
    cases::set_priority(&db, &lead, later(4), raised, Priority::High).await.unwrap();
    cases::set_priority(&db, &lead, later(4), raised, Priority::Urgent).await.unwrap();
    assert!(matches!(cases::set_priority(&db, &other, later(5), raised, Priority::Low).await, Err(Error::Overtaken { .. })));
    cases::set_topic(&db, &other, later(5), raised, Topic::BagContents).await.unwrap();
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn the_database_itself_refuses_what_would_break_a_case(db: PgPool) {
    let (_, _) = opened(&db).await;
    for sql in [
        // I1
        "update case_file set reply_by = null",
        // I2: no rewrite
        "update case_entry set body = 'other'",
        "delete from case_entry",
        // I2: no second entry of the same number
        "insert into case_entry (case_id, seq, at, actor_kind, actor_name, audience, kind)
         select case_id, seq, at, actor_kind, actor_name, audience, kind from case_entry",
    ] {
        assert!(sqlx::query(sql).execute(&db).await.is_err(), "{sql}");
    }
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn the_check_notices_what_went_behind_its_back(db: PgPool) {
    let (reference, _) = opened(&db).await;
    sqlx::query("update case_file set status = 'working', priority = 'urgent'").execute(&db).await.unwrap();
    let (_, differences) = cases::verify(&db).await.unwrap();
    assert_eq!(differences.len(), 1);
    assert_eq!(differences[0].reference, reference);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_letter_and_its_entry_commit_together_or_not_at_all(db: PgPool) {
    let (reference, _) = opened(&db).await;
    let agent = agent(&db).await;
    let before = count(&db, "select count(*) from case_entry").await;
    // the letter cannot be written: the entry, the owner and the link go with it
    sqlx::query("alter table outbox add constraint full_up check (kind <> 'case_reply')").execute(&db).await.unwrap();
    assert!(cases::reply(&db, &agent, later(1), &reference, Uuid::new_v4(), "Found.", false).await.is_err());
    assert_eq!(count(&db, "select count(*) from case_entry").await, before);
    assert_eq!(count(&db, "select count(*) from case_link").await, 1);
    sqlx::query("alter table outbox drop constraint full_up").execute(&db).await.unwrap();
    let key = Uuid::new_v4();
    for _ in 0..3 {
        cases::reply(&db, &agent, later(1), &reference, key, "Found.", false).await.unwrap();
    }
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'case_reply'").await, 1);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_person_can_write_while_the_pool_is_small(db: PgPool) {
    // every use-case needs one connection at a time: two people never wait for each other's second
    let (reference, passenger) = opened(&db).await;
    let agent = agent(&db).await;
    let small = PgPoolOptions::new().max_connections(1).connect_with((*db.connect_options()).clone()).await.unwrap();
    cases::reply(&small, &passenger, later(1), &reference, Uuid::new_v4(), "Hello?", false).await.unwrap();
    cases::view(&small, &agent, later(1), &reference, false).await.unwrap();
    cases::mine(&small, &passenger, later(1), "hello").await.unwrap();
}
