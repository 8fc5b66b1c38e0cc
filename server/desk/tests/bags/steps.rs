//! How reports go on: each step told, a word a day, lost after three weeks; bags on hand.

use crate::report::{filed, owner};
use crate::scene::{ACCEPTED, at, brought, count, scene, staff};
use desk::bags::{
    Filed, NextStep, OnHand, choose_window, courier_sheet, delivering, hand_over, on_hand, record_on_hand, report_of, step, tell_due,
};
use desk::{Error, PgPool};
use domain::bag::Stage;
use domain::rights::Role;
use domain::rights::{Grants, Viewer, Who};
use jiff::{SignedDuration, Timestamp};
use std::net::{IpAddr, Ipv4Addr};

fn later(hours: i64) -> Timestamp {
    at("23:00") + SignedDuration::from_hours(hours)
}

async fn reported(db: &PgPool) -> String {
    scene(db).await;
    brought(db, "18:10", &[ACCEPTED]).await;
    let viewer = owner(db).await;
    let Filed::Open(reference) = filed(db, &viewer, &[]).await.unwrap() else { panic!("no case") };
    reference
}

async fn letters(db: &PgPool) -> Vec<(String, Option<i64>)> {
    sqlx::query_as(
        "select letter->>'stage', (letter->>'day')::bigint from outbox where letter->>'kind' = 'bag_progress' order by created_at, id",
    )
    .fetch_all(db)
    .await
    .unwrap()
}

const fn next(stage: Stage) -> NextStep<'static> {
    NextStep { stage: Some(stage), airport: "", words: "It goes on LD 412." }
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn whoever_waits_hears_once_a_day_and_of_every_step(db: PgPool) {
    let reference = reported(&db).await;
    assert_eq!(tell_due(&db, later(23)).await.unwrap(), 0);
    let (one, other) = tokio::join!(tell_due(&db, later(25)), tell_due(&db, later(25)));
    assert_eq!(one.unwrap() + other.unwrap(), 1, "two processes, one word");
    assert_eq!(tell_due(&db, later(26)).await.unwrap(), 0);
    // nobody looked for a while: one word, not three
    assert_eq!(tell_due(&db, later(80)).await.unwrap(), 1);
    assert_eq!(letters(&db).await, [("open".to_owned(), Some(1)), ("open".to_owned(), Some(3))]);
    let agent = staff(&db, Role::Agent, &["baggage"]).await;
    let elsewhere = staff(&db, Role::Agent, &["refunds"]).await;
    assert!(matches!(step(&db, &elsewhere, later(81), &reference, next(Stage::Found)).await, Err(Error::Forbidden)));
    for (wrong, field) in
        [(NextStep { airport: "ZZZ", ..next(Stage::Found) }, "airport"), (NextStep { stage: None, ..next(Stage::Found) }, "stage")]
    {
        assert!(matches!(step(&db, &agent, later(81), &reference, wrong).await, Err(Error::Invalid(errors)) if errors[0].field == field));
    }
    step(&db, &agent, later(81), &reference, NextStep { airport: "ord", ..next(Stage::Found) }).await.unwrap();
    assert!(matches!(step(&db, &agent, later(81), &reference, next(Stage::Found)).await, Err(Error::Conflict("bag-step-moved"))));
    step(&db, &agent, later(82), &reference, next(Stage::OnItsWay)).await.unwrap();
    assert_eq!(report_of(&db, &reference).await.unwrap().unwrap().stage, Stage::OnItsWay);
    // told in the course of the fourth day already
    assert_eq!(tell_due(&db, later(97)).await.unwrap(), 1);
    assert_eq!(letters(&db).await.len(), 5);
    assert_eq!(
        count(&db, "select count(*) from case_entry where kind = 'notice' and data->'what'->'report'->>'stage' = 'on-its-way'").await,
        2
    );
    assert_eq!(
        count(&db, "select count(*) from case_file where owner is not null and reply_by is not null").await,
        1,
        "somebody has it, with a time"
    );
    assert_eq!(desk::cases::verify(&db).await.unwrap().1.len(), 0);
    step(&db, &agent, later(98), &reference, next(Stage::Closed)).await.unwrap();
    assert_eq!(tell_due(&db, later(300)).await.unwrap(), 0, "nobody waits any more");
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_is_not_found_in_three_weeks_counts_as_lost(db: PgPool) {
    let reference = reported(&db).await;
    let stage = async || report_of(&db, &reference).await.unwrap().unwrap().stage;
    tell_due(&db, later(21 * 24 - 1)).await.unwrap();
    assert_eq!(stage().await, Stage::Open);
    tell_due(&db, later(22 * 24 + 2)).await.unwrap();
    assert_eq!(stage().await, Stage::Lost);
    assert_eq!(letters(&db).await.last().unwrap(), &("lost".to_owned(), None));
    assert_eq!(tell_due(&db, later(24 * 24)).await.unwrap(), 0);
    // even then it may turn up
    let agent = staff(&db, Role::Agent, &["baggage"]).await;
    step(&db, &agent, later(25 * 24), &reference, next(Stage::Found)).await.unwrap();
    assert_eq!(stage().await, Stage::Found);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn bags_without_their_owners_are_kept_by_who_looks_after_bags(db: PgPool) {
    scene(&db).await;
    let agent = staff(&db, Role::Agent, &["baggage"]).await;
    let bag = OnHand {
        station: "den".into(),
        tag: "0992 301118".into(),
        description: "BK22RHW".parse().ok(),
        place: "Belt 7".into(),
        key: Some(uuid::Uuid::new_v4()),
        ..OnHand::default()
    };
    let press = || record_on_hand(&db, &agent, at("20:00"), bag.clone());
    let (one, twice) = tokio::join!(press(), press());
    assert_eq!(one.unwrap(), twice.unwrap(), "pressed twice, written down once");
    let bag = OnHand { key: None, ..bag };
    record_on_hand(&db, &agent, at("20:30"), OnHand { tag: String::new(), ..bag.clone() }).await.unwrap();
    let waiting = on_hand(&db, &agent, at("21:00")).await.unwrap();
    let tags: Vec<&str> = waiting.iter().map(|one| one.bag.tag.as_str()).collect();
    assert_eq!(tags, ["", "0992301118"], "the latest first");
    assert_eq!(waiting[1].bag.description.as_ref().unwrap().to_string(), "BK22RHW");
    let wrong = OnHand { station: "nowhere".into(), tag: "12".into(), description: None, brand: "x".repeat(121), ..bag.clone() };
    let Err(Error::Invalid(errors)) = record_on_hand(&db, &agent, at("21:00"), wrong).await else { panic!("taken") };
    assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), ["tag", "type", "brand", "airport"]);
    for other in [staff(&db, Role::Agent, &["refunds"]).await, staff(&db, Role::Administrator, &["baggage"]).await] {
        assert!(matches!(on_hand(&db, &other, at("21:00")).await, Err(Error::Forbidden)));
        assert!(matches!(record_on_hand(&db, &other, at("21:00"), bag.clone()).await, Err(Error::Forbidden)));
    }
    assert_eq!(count(&db, "select count(*) from audit where action = 'bag_on_hand' or subject_kind = 'bag' and action = 'list'").await, 3);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_bag_is_brought_when_its_owner_wants_and_handed_over_against_their_code(db: PgPool) {
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 44));
    let reference = reported(&db).await;
    let report = report_of(&db, &reference).await.unwrap().unwrap();
    let agent = staff(&db, Role::Agent, &["baggage"]).await;
    let owner = Viewer { who: Who::Public(Grants { cases: vec![report.case], ..Grants::default() }), ..Viewer::default() };
    let offered = async |hours| delivering(&db, later(hours), report.case).await.unwrap();
    assert!(offered(1).await.offered.is_empty(), "nothing to bring yet");
    step(&db, &agent, later(1), &reference, next(Stage::Found)).await.unwrap();
    let first = offered(1).await.offered.first().unwrap().to_string();
    for (window, to, field) in [("2026-11-20.morning", "here", "window"), (first.as_str(), "home", "to")] {
        let refused = choose_window(&db, &owner, later(1), &reference, window, to).await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors[0].field == field));
    }
    let stranger = Viewer::default();
    assert!(matches!(choose_window(&db, &stranger, later(1), &reference, &first, "here").await, Err(Error::NotFound)));
    choose_window(&db, &owner, later(1), &reference, &first, "here").await.unwrap();
    let other = offered(1).await.offered.last().unwrap().to_string();
    choose_window(&db, &owner, later(2), &reference, &other, "here").await.unwrap();
    assert_eq!(offered(2).await.window.unwrap().to_string(), other, "changed as often as they like");
    let sheet = courier_sheet(&db, &agent, later(2), &reference).await.unwrap();
    assert_eq!(
        (sheet.pir.as_str(), sheet.address.as_str(), sheet.window.unwrap().to_string()),
        ("DENLD10001", "Hotel Astoria, room 12", other)
    );
    assert!(matches!(courier_sheet(&db, &owner, later(2), &reference).await, Err(Error::SignInFirst)));
    step(&db, &agent, later(3), &reference, next(Stage::OutForDelivery)).await.unwrap();
    assert!(matches!(choose_window(&db, &owner, later(3), &reference, &first, "here").await, Err(Error::Conflict("bag-window-late"))));
    let code = offered(3).await.code.unwrap();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for (pir, code) in [("DENLD10001", wrong), ("DENLD99999", code.as_str())] {
        let refused = hand_over(&db, &stranger, later(4), THERE, pir, code).await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors[0].field == "code"), "{pir} {code}");
    }
    let (one, twice) = tokio::join!(
        hand_over(&db, &stranger, later(4), THERE, "den ld 10001", &code),
        hand_over(&db, &stranger, later(4), THERE, "DENLD10001", &code)
    );
    assert!(one.is_ok() && twice.is_ok(), "pressed twice");
    let delivered = "select count(*) from case_entry where kind = 'notice' and data->'what'->'report'->>'stage' = 'delivered'";
    assert_eq!(count(&db, delivered).await, 1, "delivered once");
    assert_eq!(report_of(&db, &reference).await.unwrap().unwrap().stage, Stage::Delivered);
    assert_eq!(offered(4).await.code, None);
    assert_eq!(count(&db, "select count(*) from case_file where status = 'answered'").await, 1, "their opinion is asked");
    assert_eq!(letters(&db).await.last().unwrap().0, "delivered");
    assert_eq!(tell_due(&db, later(100)).await.unwrap(), 0);
    assert_eq!(desk::cases::verify(&db).await.unwrap().1.len(), 0);
    // guessing ends soon
    for _ in 0..8 {
        let _ = hand_over(&db, &stranger, later(5), THERE, "DENLD10001", wrong).await;
    }
    assert!(matches!(hand_over(&db, &stranger, later(5), THERE, "DENLD10001", wrong).await, Err(Error::Limited { .. })));
}
