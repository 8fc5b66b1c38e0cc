//! Tokens of machines: shown once, stored as hashes, revocable.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::machines::Wanted;
use desk::{Error, PgPool, machines};
use domain::rights::{Departments, Scope};
use jiff::{SignedDuration, Timestamp};

fn now() -> Timestamp {
    "2026-11-21T14:12:00Z".parse().unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_token_lets_its_machine_in_until_it_is_revoked(db: PgPool) {
    let token = machines::create(&db, now(), " postfix ", &[Scope::IngestMail]).await.unwrap();
    let machine = machines::authorise(&db, now(), &token).await.unwrap().unwrap();
    assert_eq!((machine.name.as_str(), machine.may(Scope::IngestMail)), ("postfix", true));
    let kept: Vec<u8> = sqlx::query_scalar("select token_hash from machine_token").fetch_one(&db).await.unwrap();
    assert_eq!(kept.len(), 32, "a hash, and nothing one could come in with");
    for wrong in ["", "landside_", "Bearer", &token[1..], &format!("{token}0"), &token.to_uppercase(), "landside_\0"] {
        assert_eq!(machines::authorise(&db, now(), wrong).await.unwrap(), None, "{wrong}");
    }
    machines::revoke(&db, now(), "postfix").await.unwrap();
    assert_eq!(machines::authorise(&db, now(), &token).await.unwrap(), None);
    assert!(matches!(machines::revoke(&db, now(), "postfix").await, Err(Error::NotFound)));
}

#[sqlx::test(migrations = "../migrations")]
async fn names_are_of_one_living_token_and_use_is_noted_by_the_hour(db: PgPool) {
    let first = machines::create(&db, now(), "mx1", &[Scope::IngestMail]).await.unwrap();
    for (name, scopes) in [("mx1", &[Scope::IngestMail][..]), ("", &[Scope::IngestMail]), ("a\nb", &[Scope::IngestMail]), ("mx2", &[])] {
        assert!(matches!(machines::create(&db, now(), name, scopes).await, Err(Error::Invalid(_))), "{name:?}");
    }
    machines::revoke(&db, now(), "mx1").await.unwrap();
    let second = machines::create(&db, now(), "mx1", &[Scope::IngestMail]).await.unwrap();
    assert_ne!(first, second);
    for minutes in [0, 30, 61] {
        machines::authorise(&db, now() + SignedDuration::from_mins(minutes), &second).await.unwrap().unwrap();
    }
    let known = machines::list(&db).await.unwrap();
    assert_eq!(known.len(), 2);
    assert!(known[0].revoked_at.is_some() && known[1].revoked_at.is_none());
    assert_eq!(known[1].last_used_at, Some(now() + SignedDuration::from_mins(61)));
}

#[sqlx::test(migrations = "../migrations")]
async fn scopes_of_cases_name_their_departments_and_others_none(db: PgPool) {
    let wanted = |scope, departments: &[&str], per_minute| {
        let departments = Departments::read(departments.iter().map(ToString::to_string).collect());
        Wanted { scopes: vec![scope], departments, per_minute }
    };
    for wrong in [
        wanted(Scope::CasesRead, &[], 60),
        wanted(Scope::CasesRead, &["nowhere"], 60),
        wanted(Scope::CasesRead, &["baggage", "nowhere"], 60),
        wanted(Scope::HelpRead, &["baggage"], 60),
        wanted(Scope::HelpRead, &[], 0),
    ] {
        assert!(matches!(machines::create(&db, now(), "crm", wrong.clone()).await, Err(Error::Invalid(_))), "{wrong:?}");
    }
    let token = machines::create(&db, now(), "crm", wanted(Scope::CasesRead, &["baggage", "refunds", "baggage"], 60)).await.unwrap();
    let machine = machines::authorise(&db, now(), &token).await.unwrap().unwrap();
    assert_eq!((machine.departments, machine.per_minute), (Departments::These(vec!["baggage".into(), "refunds".into()]), 60));
    let token = machines::create(&db, now(), "all", wanted(Scope::CasesStaff, &["*"], 60)).await.unwrap();
    assert_eq!(machines::authorise(&db, now(), &token).await.unwrap().unwrap().departments, Departments::Every);
}
