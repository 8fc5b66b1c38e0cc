//! The first journey: asked, answered, not yet, answered, closed.

use crate::common::*;
use desk::cases::{self, append_all};
use desk::{Error, PgPool};
use domain::case::{Event, Kind, Priority, Stage, Status, Topic};
use domain::rights::Role;
use uuid::Uuid;

#[sqlx::test(migrations = "../migrations")]
async fn a_passenger_asks_and_an_agent_answers_on_the_same_case(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let agent = agent(&db).await;
    let seen = cases::view(&db, &agent, later(5), &reference, false).await.unwrap();
    assert_eq!(seen.head.stage, Stage::Received);
    assert_eq!(seen.head.department.id, "baggage");
    assert_eq!(seen.head.reply_by, Some(stored(later(240))));
    assert_eq!(seen.head.bag_tag.as_deref(), Some("0992123456"));

    cases::reply(&db, &agent, later(6), &reference, Uuid::new_v4(), "Both bags are on LD 412.", false).await.unwrap();
    let seen = cases::view(&db, &passenger, later(7), &reference, false).await.unwrap();
    assert_eq!((seen.head.stage, seen.head.owner.as_deref()), (Stage::Answered, Some("Mei Chen")));
    assert_eq!(seen.head.reply_by, None);

    cases::verdict(&db, &passenger, later(8), &reference, false).await.unwrap();
    cases::verdict(&db, &passenger, later(9), &reference, false).await.unwrap();
    let seen = cases::view(&db, &passenger, later(9), &reference, false).await.unwrap();
    assert_eq!((seen.head.stage, seen.head.reply_by), (Stage::InHand, Some(stored(later(248)))));

    cases::reply(&db, &agent, later(10), &reference, Uuid::new_v4(), "They are at your door.", false).await.unwrap();
    cases::verdict(&db, &passenger, later(11), &reference, true).await.unwrap();
    let mine = cases::mine(&db, &passenger, later(12), "").await.unwrap();
    assert_eq!((mine.open.len(), mine.closed.len()), (0, 1));

    cases::reply(&db, &passenger, later(13), &reference, Uuid::new_v4(), "One wheel is off.", false).await.unwrap();
    let mine = cases::mine(&db, &passenger, later(14), "").await.unwrap();
    assert_eq!((mine.open.len(), mine.closed.len()), (1, 0));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_cannot_be_sent_says_which_field_and_leaves_nothing(db: PgPool) {
    let viewer = browser(&db).await;
    let mut new = missing_bag();
    (new.words, new.subject, new.name) = (" ".into(), "x".repeat(121), String::new());
    (new.email, new.bag_tag, new.topic) = ("nobody".into(), "12".into(), Topic::Praise);
    let Err(Error::Invalid(errors)) = cases::open(&db, &viewer, now(), Uuid::new_v4(), new).await else { panic!("taken") };
    let fields: Vec<&str> = errors.iter().map(|error| error.field).collect();
    assert_eq!(fields, ["words", "subject", "name", "topic", "bag_tag", "email"]);
    let mut new = missing_bag();
    new.locator = Some("NOTMINE".into());
    assert!(matches!(cases::open(&db, &viewer, now(), Uuid::new_v4(), new).await, Err(Error::NotFound)));
    assert_eq!(count(&db, "select count(*) from case_file").await, 0);
    assert_eq!(count(&db, "select count(*) from outbox").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn staff_sort_and_hand_over_by_name(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let lead = staff(&db, "Ana Ruiz", Role::Owner, &["baggage"]).await;
    let refunds = staff(&db, "Li Na", Role::Agent, &["refunds"]).await;
    cases::set_priority(&db, &lead, later(1), &reference, Priority::High).await.unwrap();
    cases::set_topic(&db, &lead, later(1), &reference, Topic::BagContents).await.unwrap();
    cases::set_deadline(&db, &lead, later(1), &reference, later(90), "").await.unwrap();
    assert!(matches!(cases::set_deadline(&db, &lead, later(1), &reference, now(), "").await, Err(Error::Invalid(_))));
    cases::take(&db, &lead, later(2), &reference).await.unwrap();
    cases::take(&db, &lead, later(2), &reference).await.unwrap();
    cases::escalate(&db, &lead, later(3), &reference).await.unwrap();
    cases::escalate(&db, &lead, later(3), &reference).await.unwrap();
    assert!(matches!(cases::escalate(&db, &lead, later(3), &reference).await, Err(Error::Conflict("case-level-highest"))));

    // not named: whoever has it stays responsible; named: that person, who must work there
    let ana = lead.staff().unwrap().id.clone();
    let li = refunds.staff().unwrap().id.clone();
    cases::transfer(&db, &lead, later(4), &reference, "refunds", None, "Money back for contents").await.unwrap();
    let seen = cases::view(&db, &refunds, later(5), &reference, false).await.unwrap();
    assert_eq!(seen.staff.as_ref().unwrap().owner.as_deref(), Some(ana.as_str()));
    assert_eq!((seen.staff.as_ref().unwrap().level, seen.staff.as_ref().unwrap().status), (3, Status::Escalated));
    assert!(matches!(cases::hand_over(&db, &lead, later(6), &reference, "nobody").await, Err(Error::Invalid(_))));
    cases::hand_over(&db, &lead, later(6), &reference, &li).await.unwrap();
    assert!(matches!(cases::view(&db, &lead, later(7), &reference, false).await, Err(Error::Forbidden)));

    let seen = cases::view(&db, &passenger, later(8), &reference, false).await.unwrap();
    assert_eq!(seen.head.owner.as_deref(), Some("Li Na"));
    assert_eq!(seen.head.reply_by, Some(stored(later(90))));
    assert!(!seen.entries.iter().any(|entry| matches!(entry.event, Event::Note { .. } | Event::Triage { .. })));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn companions_come_in_once_by_a_link_that_a_post_spends(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let invited = cases::invite(&db, &passenger, later(1), &reference, "Li@Example.com ").await.unwrap();
    assert_eq!(invited.to, "l•••@e•••.com");
    let token: String = sqlx::query_scalar("select secret from outbox where kind = 'case_invitation'").fetch_one(&db).await.unwrap();
    let companion = browser(&db).await;
    assert!(matches!(cases::view(&db, &companion, later(2), &reference, false).await, Err(Error::NotFound)));
    assert_eq!(cases::redeem(&db, &companion, later(2), &token).await.unwrap(), reference);
    let companion = again(&db, &companion).await;
    let seen = cases::view(&db, &companion, later(3), &reference, false).await.unwrap();
    assert_eq!(seen.role, domain::rights::CaseRole::Companion);
    cases::reply(&db, &companion, later(4), &reference, Uuid::new_v4(), "I am at home for the courier.", false).await.unwrap();
    assert!(matches!(cases::verdict(&db, &companion, later(5), &reference, true).await, Err(Error::Forbidden)));
    assert!(matches!(cases::invite(&db, &companion, later(5), &reference, "x@example.com").await, Err(Error::Forbidden)));

    let stranger = browser(&db).await;
    assert!(matches!(cases::redeem(&db, &stranger, later(6), &token).await, Err(Error::Conflict("case-link-spent"))));
    assert!(matches!(cases::redeem(&db, &stranger, later(6), "x").await, Err(Error::Conflict("case-link-spent"))));
    // the opener's own link works on each of their devices until it is too old
    let token: String = sqlx::query_scalar("select secret from outbox where kind = 'case_opened'").fetch_one(&db).await.unwrap();
    for _ in 0..2 {
        assert_eq!(cases::redeem(&db, &stranger, later(7), &token).await.unwrap(), reference);
    }
    assert!(matches!(cases::redeem(&db, &stranger, later(60 * 24 * 91), &token).await, Err(Error::Conflict(_))));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn drafts_survive_and_are_forgotten(db: PgPool) {
    let viewer = browser(&db).await;
    let answers = |pairs: &[(&str, &str)]| pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    cases::keep_draft(&db, &viewer, now(), "case-new", &answers(&[("kind", "baggage"), ("words", "a")])).await.unwrap();
    cases::keep_draft(&db, &viewer, now(), "case-new", &answers(&[("words", "b")])).await.unwrap();
    let kept = cases::draft(&db, &viewer, "case-new").await.unwrap();
    assert_eq!(kept, answers(&[("kind", "baggage"), ("words", "b")]));
    assert!(cases::draft(&db, &browser(&db).await, "case-new").await.unwrap().is_empty());
    cases::forget_draft(&db, &viewer, "case-new").await.unwrap();
    assert!(cases::draft(&db, &viewer, "case-new").await.unwrap().is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn every_kind_and_topic_has_a_promise_and_a_department(db: PgPool) {
    let viewer = browser(&db).await;
    for kind in Kind::ALL {
        for topic in Topic::of(kind) {
            let new = cases::New { kind, topic: *topic, ..missing_bag() };
            cases::open(&db, &viewer, now(), Uuid::new_v4(), new).await.unwrap();
        }
    }
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn steps_that_are_no_timeline_are_refused_whole(db: PgPool) {
    let (_, _) = opened(&db).await;
    let id: i64 = sqlx::query_scalar("select id from case_file").fetch_one(&db).await.unwrap();
    let system = domain::case::Actor::System;
    let steps = vec![
        cases::Step { at: later(1), actor: system.clone(), event: Event::Note { words: "x".into(), act: None } },
        cases::Step { at: later(2), actor: system, event: Event::Status { to: Status::New, level: None } },
    ];
    let mut tx = db.begin().await.unwrap();
    assert!(append_all(&mut tx, id, steps).await.is_err());
    drop(tx);
    assert_eq!(count(&db, "select count(*) from case_entry").await, 1);
    verified(&db).await;
}
