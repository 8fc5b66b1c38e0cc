//! Claims for bags from the list to the money: by the rules, within limits, above them by somebody else (BAG-6).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs, unreachable_pub)]

#[path = "../cases/common.rs"]
#[allow(dead_code)]
mod common;
mod hostile;
#[path = "../../../wire/tests/files/made.rs"]
#[allow(dead_code)]
mod made;
mod money;
mod scene;
mod shared;
mod together;
mod unbooked;

use common::{again, agent, count, later, now, staff};
use desk::claims::{self, Answer};
use desk::{Error, PgPool};
use domain::claim::{Outcome, Stage};
use domain::rights::Role;
use scene::{answer, answers, claim, file, offer, said, scene, seen, told, usd};
use uuid::Uuid;

#[sqlx::test(migrations = "../migrations")]
async fn a_claim_is_what_was_told_and_what_the_rules_say(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    let before = seen(&db, &passenger, &reference).await;
    let rights = before.assessment.clone().unwrap();
    assert_eq!((rights.regime.rule.as_str(), before.begun.facts.arrived.to_string().as_str()), ("montreal", "2026-11-20"));
    assert_eq!(rights.limit.amount, usd(208_103));
    assert!(before.claims.is_empty() && before.proved && before.may_claim());

    // what is missing is told, field by field
    let unsaid = file(&db, &passenger, &reference, Uuid::new_v4(), &told(&[("arrived", "2027-01-01"), ("things", "[]")])).await;
    let Err(Error::Invalid(errors)) = unsaid else { panic!("taken") };
    assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), ["harm", "arrived", "at_home", "currency", "things"]);

    // the same form twice is one claim; another list takes its place until somebody answers, and begins with what was told
    let key = Uuid::new_v4();
    for _ in 0..2 {
        file(&db, &passenger, &reference, key, &answers()).await.unwrap();
    }
    let begun = seen(&db, &passenger, &reference).await.told_so_far(desk::cases::Draft::new());
    assert_eq!((begun["harm"].as_str(), begun["at_home"].as_str(), claims::things(&begun).len()), ("delay", "no", 2));
    file(&db, &passenger, &reference, Uuid::new_v4(), &begun).await.unwrap();
    assert_eq!(count(&db, "select count(*) from claim").await, 2);
    assert_eq!(count(&db, "select count(*) from claim where stage = 'asked'").await, 1);
    let standing = claim(&db, &passenger, &reference).await;
    assert_eq!((standing.proposed(), standing.most()), (usd(10_000), usd(208_103)));
    assert_eq!(said(&db, &passenger, &reference).await.iter().filter(|words| *words == "2 things, USD 100.00").count(), 2);
    assert_eq!(count(&db, "select count(*) from outbox where letter->>'kind' = 'claim' and letter->>'news' = 'received'").await, 2);

    // as the rules say, at a press, twice; passengers offer nothing to themselves
    let mei = agent(&db).await;
    assert!(matches!(offer(&db, &passenger, &reference, None, "").await, Err(Error::Forbidden)));
    let early = answer(&db, &passenger, &reference, Answer::Accept(standing.id, usd(10_000).amount)).await;
    assert!(matches!(early, Err(Error::Conflict("claim-moved-on"))));
    for _ in 0..2 {
        assert_eq!(offer(&db, &mei, &reference, None, "").await.unwrap(), Stage::Offered);
    }
    assert!(matches!(offer(&db, &mei, &reference, Some(9_000), "less").await, Err(Error::Conflict("claim-moved-on"))));
    assert!(said(&db, &passenger, &reference).await.contains(&"offer USD 100.00 None".to_owned()));
    assert_eq!(count(&db, "select count(*) from outbox where letter->>'kind' = 'case_reply'").await, 1);
    assert!(matches!(file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await, Err(Error::Conflict("claim-answered"))));
    assert!(!seen(&db, &passenger, &reference).await.may_claim());

    // years later the rules of then say the same; a figure somebody touched is found
    assert_eq!(claims::verify(&db).await.unwrap(), (2, Vec::new()));
    sqlx::query("update claim set facts = jsonb_set(facts, '{at_home}', 'true') where stage = 'offered'").execute(&db).await.unwrap();
    assert_eq!(claims::verify(&db).await.unwrap().1.len(), 1);
    common::verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn beside_the_rules_there_are_limits_and_an_appeal_is_somebody_elses(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    let mei = agent(&db).await;
    for (cents, why, field) in [(Some(-1), "", "amount"), (Some(208_104), "x", "amount"), (Some(15_000), " ", "why")] {
        assert!(matches!(offer(&db, &mei, &reference, cents, why).await, Err(Error::Invalid(fields)) if fields[0].field == field));
    }
    // above her own limit a supervisor is asked, and the passenger reads nothing yet
    assert_eq!(offer(&db, &mei, &reference, Some(50_000), "He missed a wedding.").await.unwrap(), Stage::Approval);
    assert!(!said(&db, &passenger, &reference).await.iter().any(|words| words.contains("500.00")));
    let lead = staff(&db, "Tomás Ruiz", Role::Supervisor, &["baggage"]).await;
    assert!(matches!(claims::approvals(&db, &mei, later(6)).await, Err(Error::Forbidden)));
    let waiting = claims::approvals(&db, &lead, later(6)).await.unwrap();
    let id = waiting[0].claim.id;
    assert!(waiting[0].may && waiting[0].reference == reference);
    let decide = async |viewer, agrees, words| claims::decide(&db, viewer, later(7), id, (agrees, words), scene::SAYS).await;
    assert!(matches!(decide(&mei, true, "").await, Err(Error::Forbidden)));
    assert!(matches!(decide(&lead, false, " ").await, Err(Error::Invalid(_))));
    decide(&lead, false, "Too much.").await.unwrap();
    assert!(matches!(decide(&lead, true, "").await, Err(Error::Conflict("waiver-decided"))));
    assert_eq!(offer(&db, &mei, &reference, Some(50_000), "He missed a wedding.").await.unwrap(), Stage::Approval);
    decide(&lead, true, "").await.unwrap();
    assert!(said(&db, &passenger, &reference).await.iter().any(|words| words.contains("offer USD 500.00")));

    // an appeal: not by whoever offered or agreed, not by an agent, and only once
    assert!(matches!(answer(&db, &passenger, &reference, Answer::Appeal(id, " ")).await, Err(Error::Invalid(_))));
    answer(&db, &passenger, &reference, Answer::Appeal(id, "It was a suit.")).await.unwrap();
    let other = agent(&db).await;
    for somebody in [&mei, &other, &lead] {
        assert!(matches!(offer(&db, somebody, &reference, None, "").await, Err(Error::Forbidden)));
    }
    // what was offered before is not taken by a page that was left open
    let old = answer(&db, &passenger, &reference, Answer::Accept(id, usd(50_000).amount)).await;
    assert!(matches!(old, Err(Error::Conflict("claim-moved-on"))));
    let head = staff(&db, "Ingrid Berg", Role::Supervisor, &["baggage"]).await;
    assert_eq!(offer(&db, &head, &reference, Some(60_000), "Suit seen.").await.unwrap(), Stage::Offered);
    assert!(matches!(answer(&db, &passenger, &reference, Answer::Appeal(id, "More.")).await, Err(Error::Conflict("claim-moved-on"))));
    let old = answer(&db, &passenger, &reference, Answer::Accept(id, usd(50_000).amount)).await;
    assert!(matches!(old, Err(Error::Conflict("claim-moved-on"))));
    answer(&db, &passenger, &reference, Answer::Accept(id, usd(60_000).amount)).await.unwrap();
    for (act, times) in
        [("claimed", 1), ("claim_to_approve", 2), ("claim_refused", 1), ("claim_approved", 1), ("claim_appealed", 1), ("claim_accepted", 1)]
    {
        let found: i64 = sqlx::query_scalar("select count(*) from audit where action = $1").bind(act).fetch_one(&db).await.unwrap();
        assert_eq!(found, times, "{act}");
    }
    assert_eq!(claims::verify(&db).await.unwrap(), (1, Vec::new()));
    common::verified(&db).await;
}

/// Above the supervisor's own limit another supervisor is asked; after an appeal neither who offered first nor who agreed to it.
#[sqlx::test(migrations = "../migrations")]
async fn whoever_decided_first_decides_no_appeal_in_any_way(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    sqlx::query("update booking set currency = 'CNY'").execute(&db).await.unwrap();
    let coat =
        r#"[{"what": "Coat", "kind": "clothes", "cost": {"amount": "90000", "currency": "USD"}, "bought": "2026-10-01", "proved": true}]"#;
    sqlx::query("update segment set flight_date = '2026-10-25'").execute(&db).await.unwrap();
    let lost =
        told(&[("harm", "loss"), ("arrived", "2026-10-25"), ("at_home", "no"), ("currency", "USD"), ("declared", "no"), ("things", coat)]);
    file(&db, &passenger, &reference, Uuid::new_v4(), &lost).await.unwrap();
    let claim = claim(&db, &passenger, &reference).await;
    assert_eq!(claim.proposed(), usd(208_103));
    let mei = agent(&db).await;
    let (first, second) =
        (staff(&db, "Tomás Ruiz", Role::Supervisor, &["baggage"]).await, staff(&db, "Ana Lima", Role::Supervisor, &["baggage"]).await);
    offer(&db, &mei, &reference, Some(10_000), "Too dear.").await.unwrap();
    claims::decide(&db, &first, later(6), claim.id, (true, ""), scene::SAYS).await.unwrap();
    answer(&db, &passenger, &reference, Answer::Appeal(claim.id, "It was cashmere.")).await.unwrap();
    assert!(matches!(offer(&db, &first, &reference, None, "").await, Err(Error::Forbidden)));
    offer(&db, &second, &reference, None, "").await.unwrap();
    let (offered, wrong) = (scene::claim(&db, &passenger, &reference).await, passenger.clone());
    assert_eq!((offered.level, offered.stage, offered.offered), (2, Stage::Offered, Some(usd(208_103))));
    answer(&db, &wrong, &reference, Answer::Accept(claim.id, usd(208_103).amount)).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn a_late_claim_is_refused_by_the_rules_and_read_by_somebody(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    // broken, had on the 10th, and told nobody until the 21st
    sqlx::query("update segment set flight_date = '2026-11-09'").execute(&db).await.unwrap();
    let mend =
        r#"[{"what": "Handle", "kind": "repair", "cost": {"amount": "40", "currency": "USD"}, "bought": "2026-11-20", "proved": true}]"#;
    let fields = [
        ("harm", "damage"),
        ("arrived", "2026-11-09"),
        ("received", "2026-11-10"),
        ("at_home", "yes"),
        ("currency", "USD"),
        ("declared", "no"),
        ("things", mend),
    ];
    file(&db, &passenger, &reference, Uuid::new_v4(), &told(&fields)).await.unwrap();
    let claim = claim(&db, &passenger, &reference).await;
    assert_eq!((claim.assessment.outcome, claim.proposed()), (Outcome::Late, usd(0)));
    assert!(claim.assessment.refused.is_some());
    // goodwill within the agent's own limit
    assert_eq!(offer(&db, &agent(&db).await, &reference, Some(4_000), "A first flight.").await.unwrap(), Stage::Offered);
    answer(&db, &passenger, &reference, Answer::Accept(claim.id, usd(4_000).amount)).await.unwrap();
    assert_eq!(count(&db, "select count(*) from payment where amount = 40").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_not_theirs_or_about_no_bag_is_not_there(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    let stranger = common::browser(&db).await;
    let book = scene::book();
    assert!(matches!(claims::entitled(&db, &stranger, now(), &book, &reference).await, Err(Error::NotFound)));
    assert!(matches!(file(&db, &stranger, &reference, Uuid::new_v4(), &answers()).await, Err(Error::NotFound)));
    // who opened the case and knows no more than a boarding pass says reads what is owed, and moves no money
    let unproved = again(&db, &passenger).await;
    let unproved = scene::grants(&unproved, |grants| grants.verified_trips.clear());
    assert!(!seen(&db, &unproved, &reference).await.proved);
    assert!(matches!(file(&db, &unproved, &reference, Uuid::new_v4(), &answers()).await, Err(Error::VerifyFirst { .. })));
    let mei = agent(&db).await;
    assert!(matches!(file(&db, &mei, &reference, Uuid::new_v4(), &answers()).await, Err(Error::VerifyFirst { .. })));
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    offer(&db, &mei, &reference, None, "").await.unwrap();
    let id = claim(&db, &passenger, &reference).await.id;
    let accept = Answer::Accept(id, usd(10_000).amount);
    assert!(matches!(answer(&db, &unproved, &reference, accept).await, Err(Error::VerifyFirst { .. })));
    for nobody in [&stranger, &mei] {
        assert!(answer(&db, nobody, &reference, accept).await.is_err());
    }
    assert_eq!(count(&db, "select count(*) from payment").await, 0);
    // colleagues of another department
    let elsewhere = staff(&db, "Ana Lima", Role::Agent, &["flights"]).await;
    assert!(matches!(offer(&db, &elsewhere, &reference, None, "").await, Err(Error::Forbidden)));
    // a look by staff leaves a row; about no bag there is nothing to claim
    seen(&db, &mei, &reference).await;
    assert_eq!(count(&db, "select count(*) from audit where action = 'claim'").await, 1);
    sqlx::query("update case_file set kind = 'inquiry', topic = 'seat'").execute(&db).await.unwrap();
    assert!(matches!(claims::entitled(&db, &passenger, now(), &book, &reference).await, Err(Error::NotFound)));
}
