//! What decides a claim beside its list, and what cases of one booking share (BAG-6).

use crate::common::{agent, count, later, staff};
use crate::scene::{SAYS, answer, answers, book, claim, file, offer, scene, seen, told, usd};
use desk::claims::{self, Answer, Found, understand};
use desk::{Error, PgPool};
use domain::claim::Stage;
use domain::rights::{Role, Viewer};
use uuid::Uuid;

/// A ring worth nine thousand in a bag that did not come: above every limit but that of what was declared.
async fn lost(db: &PgPool, reference: &str, passenger: &Viewer, more: &[(&str, &str)]) {
    sqlx::query("update segment set flight_date = '2026-10-25'").execute(db).await.unwrap();
    let ring = r#"[{"what": "Ring", "kind": "toiletries", "cost": {"amount": "9000", "currency": "USD"}, "bought": null, "proved": true}]"#;
    let mut fields =
        told(&[("harm", "loss"), ("arrived", "2026-10-25"), ("at_home", "no"), ("currency", "USD"), ("declared", "no"), ("things", ring)]);
    fields.extend(told(more));
    file(db, passenger, reference, Uuid::new_v4(), &fields).await.unwrap();
}

async fn found(db: &PgPool, viewer: &Viewer, reference: &str, found: Found<'_>) -> desk::Result<()> {
    claims::found_out(db, viewer, later(3), &book(), reference, found, SAYS).await
}

const DECLARED: [(&str, &str); 3] = [("declared", "yes"), ("declared_amount", "6,000"), ("declared_currency", "USD")];
const RECEIPT: Found<'static> = Found { declared: ("6000", "USD"), blame: "", why: "Receipt of the supplement in the file." };

#[sqlx::test(migrations = "../migrations")]
async fn a_value_declared_counts_once_somebody_has_confirmed_it_who_does_not_offer_alone(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    lost(&db, &reference, &passenger, &DECLARED).await;
    let standing = claim(&db, &passenger, &reference).await;
    assert_eq!((standing.proposed(), standing.declared), (usd(208_103), Some(usd(600_000))));
    let again = seen(&db, &passenger, &reference).await.told_so_far(desk::cases::Draft::new());
    assert_eq!(understand(&again, &seen(&db, &passenger, &reference).await.begun, &book().rules).declared, Some(usd(600_000)));

    let (mei, other) = (agent(&db).await, agent(&db).await);
    assert!(matches!(found(&db, &passenger, &reference, RECEIPT).await, Err(Error::Forbidden)));
    for (wrong, field) in [
        (Found { why: " ", ..RECEIPT }, "ground_why"),
        (Found { declared: ("-6", "USD"), ..RECEIPT }, "ground_declared"),
        (Found { declared: ("0", "USD"), ..RECEIPT }, "ground_declared"),
        (Found { declared: ("6", "xx"), ..RECEIPT }, "ground_currency"),
        (Found { declared: ("6", "AED"), ..RECEIPT }, "ground_currency"),
        (Found { blame: "perhaps", ..RECEIPT }, "blame"),
    ] {
        assert!(matches!(found(&db, &mei, &reference, wrong).await, Err(Error::Invalid(fields)) if fields[0].field == field));
    }
    for _ in 0..2 {
        found(&db, &mei, &reference, RECEIPT).await.unwrap();
    }
    assert_eq!(count(&db, "select count(*) from audit where action = 'claim_ground'").await, 1);
    let raised = claim(&db, &passenger, &reference).await;
    assert_eq!((raised.proposed(), raised.most(), raised.assessment.limit.said.rule.as_str()), (usd(600_000), usd(600_000), "declared"));
    // as the rules say, and yet not by whoever said what they are asked
    assert_eq!(offer(&db, &mei, &reference, None, "").await.unwrap(), Stage::Approval);
    assert!(matches!(found(&db, &other, &reference, RECEIPT).await, Err(Error::Conflict("claim-moved-on"))));
    let lead = staff(&db, "Tomás Ruiz", Role::Supervisor, &["baggage"]).await;
    claims::decide(&db, &lead, later(6), raised.id, (false, "Where is it?"), SAYS).await.unwrap();
    // it was another bag's receipt; then the limit falls altogether
    found(&db, &mei, &reference, Found { declared: ("", ""), blame: "none", why: "Another bag's." }).await.unwrap();
    assert_eq!(claim(&db, &passenger, &reference).await.proposed(), usd(208_103));
    found(&db, &mei, &reference, Found { declared: ("", ""), blame: "reckless", why: "Report of the police." }).await.unwrap();
    assert_eq!(claim(&db, &passenger, &reference).await.proposed(), usd(900_000));
    assert_eq!(offer(&db, &other, &reference, None, "").await.unwrap(), Stage::Offered);
    assert_eq!(claims::verify(&db).await.unwrap(), (1, Vec::new()));
    crate::common::verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn it_is_asked_whose_things_were_in_it_and_the_limit_is_theirs(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    sqlx::raw_sql(
        "insert into passenger (id, locator, position, family_name, given_name, family_keys, kind) values
           (gen_random_uuid(), 'X4TE6N', 1, 'Wang', 'Li', '{WANG}', 'adult'), (gen_random_uuid(), 'X4TE6N', 2, 'Wang', 'Bo', '{WANG}', 'adult')",
    )
    .execute(&db)
    .await
    .unwrap();
    let begun = seen(&db, &passenger, &reference).await.begun;
    assert_eq!((begun.party.len(), begun.facts.people.len()), (2, 0));
    for (people, wrong) in [("", true), ("3", true), ("nobody", true), ("2", false), ("1,2", false)] {
        let fields = told(&[("harm", "damage"), ("people", people)]);
        let errors = understand(&fields, &begun, &book().rules).errors;
        assert_eq!(errors.iter().any(|error| error.message == "claim-people-missing"), wrong, "{people}");
    }
    lost(&db, &reference, &passenger, &[("people", "1,2")]).await;
    assert_eq!(claim(&db, &passenger, &reference).await.proposed(), usd(416_206));
    // of what came late no more is paid for two
    assert!(!understand(&answers(), &begun, &book().rules).asks.any());
}

/// Whose bag it is by its tag is written down once something hangs on it, and the other passenger's money is theirs.
#[sqlx::test(migrations = "../migrations")]
async fn whose_bag_it_is_counts_once_something_else_was_paid(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    sqlx::raw_sql(
        "insert into passenger (id, locator, position, family_name, given_name, family_keys, kind) values
           (gen_random_uuid(), 'X4TE6N', 1, 'Wang', 'Li', '{WANG}', 'adult'), (gen_random_uuid(), 'X4TE6N', 2, 'Wang', 'Bo', '{WANG}', 'adult');
         insert into bag (tag, locator, passenger_position, destination) values ('0992301118', 'X4TE6N', 1, 'LHR'), ('0992301119', 'X4TE6N', 2, 'LHR');
         update case_file set bag_tag = '0992301118'",
    )
    .execute(&db)
    .await
    .unwrap();
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    let written =
        "select count(*) from claim where facts ?| array['people', 'settled', 'beside', 'reckless'] or assessment -> 'limit' ? 'taken'";
    assert_eq!(count(&db, written).await, 0, "programs from before read what nothing new decides");
    another(&db, "accepted").await;
    sqlx::raw_sql("update case_file set bag_tag = '0992301119' where reference = 'LS-2222-222C'; update claim set offered = 2081.03 where stage = 'accepted'")
        .execute(&db)
        .await
        .unwrap();
    assert_eq!(offer(&db, &agent(&db).await, &reference, None, "").await.unwrap(), Stage::Approval);
    let offered = claim(&db, &passenger, &reference).await;
    assert_eq!((offered.proposed(), offered.facts.people.len(), offered.facts.beside.len()), (usd(10_000), 1, 1));
    // a case that goes on here is about the same bag, unless its tag says otherwise
    sqlx::raw_sql(
        "insert into case_merge (case_id, into_id, merged_at, by_name, was_open)
         select (select id from case_file where reference = 'LS-2222-222C'), (select id from case_file where reference <> 'LS-2222-222C'), now(), 'Mei', true",
    )
    .execute(&db)
    .await
    .unwrap();
    let settled = async || {
        seen(&db, &passenger, &reference).await.begun.facts.settled.iter().map(|one| (one.same_bag, one.people.len())).collect::<Vec<_>>()
    };
    assert_eq!(settled().await, [(false, 1)]);
    sqlx::query("update case_file set bag_tag = null where reference = 'LS-2222-222C'").execute(&db).await.unwrap();
    assert_eq!(settled().await, [(true, 0)]);
}

/// Another case of the same booking by the same passenger, with the same claim in it.
async fn another(db: &PgPool, stage: &str) {
    let copied = "insert into case_file (reference, kind, topic, channel, language, subject, status, department, opened_at, reply_by, last_seq, last_public_seq, last_at,
                                person_name, locator, search, opener_address)
         select 'LS-2222-222C', kind, topic, channel, language, subject, status, department, opened_at, reply_by, 1, 1, last_at, person_name, locator, search, opener_address
           from case_file;
         insert into claim (id, key, case_id, stage, facts, assessment, rule_file, things, currency, proposed, offered, by_id, by_name, created_at, updated_at)
         select gen_random_uuid(), gen_random_uuid(), (select id from case_file where reference = 'LS-2222-222C'), '@', facts, assessment, rule_file,
                things, currency, proposed, proposed, gen_random_uuid(), 'Mei', created_at, updated_at from claim";
    sqlx::raw_sql(sqlx::AssertSqlSafe(copied.replace('@', stage))).execute(db).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn one_limit_for_every_case_of_a_booking_whoever_offers_first(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    lost(&db, &reference, &passenger, &[]).await;
    another(&db, "asked").await;
    let proposed = async |reference: &str| claims::standing(&db, reference).await.unwrap().unwrap().proposed();
    assert_eq!((proposed(&reference).await, proposed("LS-2222-222C").await), (usd(208_103), usd(208_103)));
    let (mei, lead) = (agent(&db).await, staff(&db, "Tomás Ruiz", Role::Supervisor, &["baggage"]).await);
    // two at once: what is offered in both is never more than the limit
    let offers = [reference.as_str(), "LS-2222-222C"].map(|reference| offer(&db, &mei, reference, Some(150_000), "Most of it."));
    let [one, two] = offers;
    let (one, two) = tokio::join!(one, two);
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|done| **done).count(), 1, "{one:?} {two:?}");
    let (first, second) = if one.is_ok() { (reference.as_str(), "LS-2222-222C") } else { ("LS-2222-222C", reference.as_str()) };
    assert_eq!(proposed(second).await, usd(58_103));
    let waiting = claims::standing(&db, second).await.unwrap().unwrap();
    assert_eq!((waiting.most(), waiting.assessment.limit.taken.unwrap().amount), (usd(58_103), usd(150_000)));
    // not agreed to: all of it is there again
    let id = claims::standing(&db, first).await.unwrap().unwrap().id;
    claims::decide(&db, &lead, later(6), id, (false, "The rules' own."), SAYS).await.unwrap();
    assert_eq!(proposed(second).await, usd(208_103));
    assert_eq!(claims::verify(&db).await.unwrap(), (2, Vec::new()));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_settled_comes_no_more_and_what_came_late_is_another_thing(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    let mend =
        r#"[{"what": "Handle", "kind": "repair", "cost": {"amount": "140", "currency": "USD"}, "bought": "2026-11-21", "proved": true}]"#;
    let broken = [("harm", "damage"), ("received", "2026-11-21"), ("declared", "no"), ("things", mend)];
    let mut damaged = answers();
    damaged.extend(told(&broken));
    file(&db, &passenger, &reference, Uuid::new_v4(), &damaged).await.unwrap();
    let mei = agent(&db).await;
    offer(&db, &mei, &reference, Some(9_000), "It was worn.").await.unwrap();
    answer(&db, &passenger, &reference, Answer::Accept(claim(&db, &passenger, &reference).await.id, usd(9_000).amount)).await.unwrap();
    // two receipts of the day it was late: a hundred of them, whatever was agreed for the handle
    let mut late = answers();
    late.extend(told(&[("received", "2026-11-21")]));
    file(&db, &passenger, &reference, Uuid::new_v4(), &late).await.unwrap();
    let second = claim(&db, &passenger, &reference).await;
    assert_eq!((second.proposed(), second.most()), (usd(10_000), usd(208_103 - 9_000)));
    // as much again for the handle is not proposed to them who claim once more
    assert_eq!(second.facts.items.iter().filter(|item| item.settled).count(), 1);
    assert_eq!(claims::verify(&db).await.unwrap(), (2, Vec::new()));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_case_that_goes_on_in_another_brings_what_was_agreed_in_it(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    another(&db, "accepted").await;
    sqlx::raw_sql(
        "delete from claim where stage = 'asked';
         insert into case_merge (case_id, into_id, merged_at, by_name, was_open)
         select (select id from case_file where reference = 'LS-2222-222C'), (select id from case_file where reference <> 'LS-2222-222C'), now(), 'Mei', true",
    )
    .execute(&db)
    .await
    .unwrap();
    let entitled = seen(&db, &passenger, &reference).await;
    assert_eq!(
        (entitled.claims.len(), entitled.begun.facts.settled.iter().map(|one| one.paid).collect::<Vec<_>>()),
        (1, vec![usd(10_000)])
    );
    assert!(entitled.may_claim() && seen(&db, &agent(&db).await, &reference).await.beside.is_empty());
    // the same day's receipts are part of its most
    let hat =
        r#"[{"what": "Hat", "kind": "interim", "cost": {"amount": "30", "currency": "USD"}, "bought": "2026-11-20", "proved": true}]"#;
    let mut more = answers();
    more.extend(told(&[("things", hat)]));
    file(&db, &passenger, &reference, Uuid::new_v4(), &more).await.unwrap();
    let second = claim(&db, &passenger, &reference).await;
    assert_eq!((second.proposed(), second.most(), second.facts.items.len()), (usd(0), usd(198_103), 3));
    // money of the other case that came back is told where it goes on, and paid again from there
    let old = entitled.claims[0].id;
    sqlx::query("update claim set payouts = 1, told = 'paid' where id = $1").bind(old).execute(&db).await.unwrap();
    answer(&db, &passenger, &reference, Answer::Accept(old, usd(10_000).amount)).await.unwrap();
    assert_eq!(count(&db, "select count(*) from payment").await, 0, "it was paid");
}

/// Merged while a claim waits, and apart again: what was paid counts once, whichever case it stands in.
#[sqlx::test(migrations = "../migrations")]
async fn merged_or_apart_what_was_paid_counts_once(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    lost(&db, &reference, &passenger, &[]).await;
    another(&db, "accepted").await;
    let mei = agent(&db).await;
    let proposed = async || claims::standing(&db, &reference).await.unwrap().unwrap().proposed();
    // the other case's booking is only that of its report: the limit is one all the same
    sqlx::raw_sql(
        "update case_file set locator = null where reference = 'LS-2222-222C';
         insert into baggage_report (pir, case_id, problem, stage, station, locator, family_keys, brand, marks, contents, inside, seen, here, home, telephone, expected_on, opened_at, told_at)
         select 'LHRLD10001', id, 'missing', 'lost', 'LHR', 'X4TE6N', '{WANG}', '', '', '{}', '', '', '', '', '', '2026-10-25', opened_at, opened_at
           from case_file where reference = 'LS-2222-222C'",
    )
    .execute(&db)
    .await
    .unwrap();
    let moved = async || matches!(offer(&db, &mei, &reference, None, "").await, Err(Error::Conflict("claim-moved-on")));
    assert!(moved().await && proposed().await == usd(0), "all of it was paid there, and whoever offers sees it first");
    assert!(matches!(offer(&db, &mei, &reference, Some(1), "More.").await, Err(Error::Invalid(_))));
    let merge = "insert into case_merge (case_id, into_id, merged_at, by_name, was_open)
         select (select id from case_file where reference = 'LS-2222-222C'), (select id from case_file where reference <> 'LS-2222-222C'), now(), 'Mei', true";
    sqlx::query(merge).execute(&db).await.unwrap();
    assert!(matches!(offer(&db, &mei, &reference, Some(1), "More.").await, Err(Error::Invalid(_) | Error::Conflict(_))), "it goes on here");
    assert_eq!(offer(&db, &mei, &reference, None, "").await.unwrap(), Stage::Offered);
    assert_eq!(proposed().await, usd(0));
    let apart = "update claim set stage = 'asked' where stage = 'offered'; delete from case_merge; update claim set offered = 100 where stage = 'accepted'";
    sqlx::raw_sql(apart).execute(&db).await.unwrap();
    assert!(moved().await && proposed().await == usd(198_103), "counted once, apart again");
    assert_eq!(offer(&db, &mei, &reference, None, "").await.unwrap(), Stage::Approval);
    // what was paid comes here while a supervisor is asked: nobody agrees to what was worked out without it
    sqlx::query(merge).execute(&db).await.unwrap();
    let (lead, id) = (staff(&db, "Tomás Ruiz", Role::Supervisor, &["baggage"]).await, claim(&db, &passenger, &reference).await.id);
    let decide = async |agrees| claims::decide(&db, &lead, later(6), id, (agrees, "Look again."), SAYS).await;
    assert!(matches!(decide(true).await, Err(Error::Conflict("claim-moved-on"))));
    decide(false).await.unwrap();
    assert_eq!((proposed().await, count(&db, "select count(*) from payment").await), (usd(198_103), 0));
    assert_eq!(claims::verify(&db).await.unwrap(), (2, Vec::new()));
}
