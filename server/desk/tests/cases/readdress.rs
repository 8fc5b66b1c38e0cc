//! Letters about a case go somewhere else because whoever opened it asked staff: sure who asks, told to both, opened by neither
//! unproved (OFF-1, I6, I7).

use crate::common::*;
use desk::cases::{self, At, Readdress, readdress, together};
use desk::{Error, PgPool, Result};
use domain::booking::IdentityCheck;
use domain::case::{Act, Event, Stage};
use domain::rights::{Grants, Role, Viewer, Who};

const NEW: &str = "wang.wei@new.example";

fn wish(address: &str) -> Readdress<'_> {
    Readdress { address, check: Some(IdentityCheck::Document), why: "Cannot read the old mailbox" }
}

async fn change(db: &PgPool, viewer: &Viewer, reference: &str, wish: Readdress<'_>) -> Result<()> {
    readdress(db, viewer, later(5), At::from(reference), wish, false).await
}

fn fields(outcome: Result<()>) -> Vec<(&'static str, &'static str)> {
    let Err(Error::Invalid(errors)) = outcome else { panic!("{outcome:?}") };
    errors.iter().map(|error| (error.field, error.message)).collect()
}

async fn letters(db: &PgPool, kind: &'static str) -> Vec<String> {
    sqlx::query_scalar("select recipient from outbox where kind = $1 order by id").bind(kind).fetch_all(db).await.unwrap()
}

fn by_address(address: &str) -> Viewer {
    Viewer { who: Who::Public(Grants { contacts: vec![address.into()], ..Grants::default() }), ..Viewer::default() }
}

#[sqlx::test(migrations = "../migrations")]
async fn both_addresses_are_told_and_the_old_one_opens_nothing_more(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let mei = agent(&db).await;
    assert!(cases::view(&db, &by_address(ADDRESS), later(1), &reference, false).await.is_ok());
    change(&db, &mei, &reference, wish(NEW)).await.unwrap();
    assert_eq!(letters(&db, "case_address").await, [ADDRESS]);
    assert_eq!(letters(&db, "case_readdressed").await, [NEW]);
    for former in [by_address(ADDRESS), again(&db, &passenger).await] {
        assert!(matches!(cases::view(&db, &former, later(6), &reference, false).await, Err(Error::NotFound)));
    }
    assert_eq!(count(&db, "select count(*) from case_link where kind = 'opener' and revoked_at is null").await, 1, "the new link alone");
    let theirs = cases::view(&db, &by_address(NEW), later(6), &reference, false).await.unwrap();
    assert!(theirs.entries.iter().all(|entry| !matches!(entry.event, Event::Note { .. })), "why is among colleagues");

    // the timeline and the audit name them masked
    let seen = cases::view(&db, &mei, later(7), &reference, false).await.unwrap();
    let told = seen.entries.iter().find_map(|entry| match &entry.event {
        Event::Note { words, act: Some(Act::Readdressed { old, new, how }) } => {
            Some((words.clone(), old.clone(), new.clone(), how.clone()))
        }
        _ => None,
    });
    let masked = |text: &str| text.to_owned();
    assert_eq!(
        told,
        Some((masked("Cannot read the old mailbox"), Some(masked("w•••@e•••.com")), masked("w•••@n•••.example"), masked("document")))
    );
    let trail: String = sqlx::query_scalar(
        "select string_agg(action || detail::text, ' ' order by id) from audit where subject = $1 and action in ('identity_checked', 'contact_changed')",
    )
    .bind(&reference)
    .fetch_one(&db)
    .await
    .unwrap();
    assert!(trail.contains("identity_checked") && trail.contains("document") && trail.contains("w•••@n•••.example"), "{trail}");
    assert!(!trail.contains("wang"), "{trail}");
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_has_to_be_said_and_by_whom(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let mei = agent(&db).await;
    let none = Readdress { address: "nowhere", check: None, why: "  " };
    let missing = [("address", "email-shape"), ("check", "verify-how-missing"), ("reached_why", "readdress-why-missing")];
    assert_eq!(fields(change(&db, &mei, &reference, none).await), missing);
    let long = "x".repeat(501);
    assert_eq!(fields(change(&db, &mei, &reference, Readdress { why: &long, ..wish(NEW) }).await), [("reached_why", "readdress-why-long")]);
    assert_eq!(fields(change(&db, &mei, &reference, wish(ADDRESS)).await), [("address", "reach-same")]);
    assert_eq!(fields(change(&db, &mei, &reference, wish("+12015550142")).await), [("address", "email-shape")]);
    let texts = readdress(&db, &mei, later(5), At::from(&reference), wish("+12015550142"), true).await;
    texts.unwrap();
    let (ada, admin) = (staff(&db, "Ada", Role::Agent, &["refunds"]).await, staff(&db, "Ingrid", Role::Administrator, &[]).await);
    assert!(matches!(change(&db, &ada, &reference, wish(NEW)).await, Err(Error::Forbidden)));
    assert!(matches!(change(&db, &admin, &reference, wish(NEW)).await, Err(Error::Forbidden)));
    assert!(matches!(change(&db, &passenger, &reference, wish(NEW)).await, Err(Error::NotFound | Error::Forbidden)));
    // a colleague was faster
    let lead = staff(&db, "Tomás", Role::Supervisor, &[]).await;
    let at = At { reference: &reference, seen: Some(1) };
    assert!(matches!(readdress(&db, &lead, later(6), at, wish(NEW), true).await, Err(Error::Overtaken { .. })));
    // no more often than anybody may
    for address in ["a@new.example", "b@new.example"] {
        change(&db, &lead, &reference, wish(address)).await.unwrap();
    }
    assert!(matches!(change(&db, &lead, &reference, wish("c@new.example")).await, Err(Error::Limited { .. })));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_passenger_s_own_changes_are_counted_apart_and_a_merged_case_has_no_letters_of_its_own(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let mei = agent(&db).await;
    for address in ["a@new.example", "b@new.example", "c@new.example"] {
        change(&db, &mei, &reference, wish(address)).await.unwrap();
    }
    // what was refused for another reason counts for nobody
    assert_eq!(fields(change(&db, &mei, &reference, wish("c@new.example")).await), [("address", "reach-same")]);
    assert!(matches!(change(&db, &mei, &reference, wish("d@new.example")).await, Err(Error::Limited { .. })));
    let theirs = by_address("c@new.example");
    let session = passenger.session.clone();
    let theirs = Viewer { session, ..theirs };
    cases::change_address(&db, &theirs, later(6), &reference, "e@new.example", false).await.unwrap();

    let viewer = browser(&db).await;
    let open = async |minutes| cases::open(&db, &viewer, later(minutes), uuid::Uuid::new_v4(), missing_bag()).await.unwrap().reference;
    let (first, second) = (open(10).await, open(11).await);
    together::merge(&db, &mei, later(12), &first, &second).await.unwrap();
    assert!(matches!(change(&db, &mei, &first, wish(NEW)).await, Err(Error::Conflict("case-goes-on"))));
    change(&db, &mei, &second, wish(NEW)).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn while_everybody_works_at_once_nobody_waits_for_a_second_connection(db: PgPool) {
    let (reference, _) = opened(&db).await;
    let mei = agent(&db).await;
    let few = sqlx::postgres::PgPoolOptions::new()
        .max_connections(2)
        .acquire_timeout(std::time::Duration::from_secs(5))
        .connect_with((*db.connect_options()).clone())
        .await
        .unwrap();
    let all: Vec<_> = (0..6)
        .map(|n| {
            let (few, mei, reference) = (few.clone(), mei.clone(), reference.clone());
            tokio::spawn(async move { change(&few, &mei, &reference, wish(&format!("{n}@new.example"))).await })
        })
        .collect();
    for one in all {
        assert!(matches!(one.await.unwrap(), Ok(()) | Err(Error::Limited { .. })));
    }
    assert_eq!(letters(&db, "case_readdressed").await.len(), 3);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_merge_is_told_once_with_the_reference_that_goes_on(db: PgPool) {
    let viewer = browser(&db).await;
    let open = async |minutes| cases::open(&db, &viewer, later(minutes), uuid::Uuid::new_v4(), missing_bag()).await.unwrap().reference;
    let (first, second) = (open(0).await, open(30).await);
    let mei = agent(&db).await;
    for _ in 0..2 {
        together::merge(&db, &mei, later(34), &first, &second).await.unwrap();
    }
    assert_eq!(letters(&db, "case_merged").await, [ADDRESS], "once");
    let letter: serde_json::Value =
        sqlx::query_scalar("select letter from outbox where kind = 'case_merged'").fetch_one(&db).await.unwrap();
    assert_eq!((letter["reference"].as_str(), letter["from"].as_str()), (Some(second.as_str()), Some(first.as_str())));
    assert_eq!(letters(&db, "case_closed").await, Vec::<String>::new());
    // where its state is shown it says so, to both sides
    let mine = cases::mine(&db, &again(&db, &viewer).await, later(35), "").await.unwrap();
    assert_eq!(mine.closed.iter().map(|brief| brief.merged_into.as_deref()).collect::<Vec<_>>(), [Some(second.as_str())]);
    assert_eq!(mine.open.iter().map(|brief| brief.merged_into.as_deref()).collect::<Vec<_>>(), [None]);
    let seen = cases::view(&db, &mei, later(35), &first, false).await.unwrap();
    assert!(seen.whole.was_open && seen.whole.into.is_some());
}

#[sqlx::test(migrations = "../migrations")]
async fn what_nobody_has_is_not_in_hand(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let mei = agent(&db).await;
    let stage = async |viewer: &Viewer| cases::view(&db, viewer, later(9), &reference, false).await.unwrap().head.stage;
    cases::escalate(&db, &mei, later(2), &reference).await.unwrap();
    assert_eq!((stage(&passenger).await, stage(&mei).await), (Stage::Received, Stage::Received));
    let mine = cases::mine(&db, &passenger, later(3), "").await.unwrap();
    assert_eq!(mine.open.iter().map(|brief| brief.stage).collect::<Vec<_>>(), [Stage::Received]);
    cases::take(&db, &mei, later(4), &reference).await.unwrap();
    assert_eq!(stage(&passenger).await, Stage::InHand);
}
