//! Cases that share a limit without a booking saying so, and offers that are overtaken before they are taken (BAG-6).

use crate::common::{agent, count, later, staff};
use crate::scene::{SAYS, answer, answers, claim, file, offer, said, scene, seen, usd};
use desk::claims::{self, Answer};
use desk::{Error, PgPool};
use domain::claim::{Doubt, Stage};
use domain::rights::Role;
use uuid::Uuid;

async fn sql(db: &PgPool, text: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(text.to_owned())).execute(db).await.unwrap();
}

/// Another case of the same passenger, about the same booking, tag and flight.
async fn case(db: &PgPool, reference: &str) {
    sql(
        db,
        &format!(
            "insert into case_file (reference, kind, topic, channel, language, subject, status, department, opened_at, reply_by, last_seq, last_public_seq, last_at,
                                    person_name, locator, search, opener_address, carrier, number, flight_date, bag_tag)
             select '{reference}', kind, topic, channel, language, subject, 'new', department, opened_at, opened_at + interval '1 day', 1, 1, last_at, person_name, locator,
                    search, opener_address, carrier, number, flight_date, bag_tag from case_file order by id limit 1"
        ),
    )
    .await;
}

/// The first claim there is, in another case, at another stage.
async fn same_claim(db: &PgPool, reference: &str, stage: &str, offered: &str) {
    sql(
        db,
        &format!(
            "insert into claim (id, key, case_id, stage, facts, assessment, rule_file, things, currency, proposed, offered, by_id, by_name, created_at, updated_at)
             select gen_random_uuid(), gen_random_uuid(), (select id from case_file where reference = '{reference}'), '{stage}', facts, assessment, rule_file,
                    things, currency, proposed, {offered}, gen_random_uuid(), 'Mei', created_at, updated_at from claim order by created_at limit 1"
        ),
    )
    .await;
}

async fn merge(db: &PgPool, from: &str, into: &str) {
    sql(
        db,
        &format!(
            "insert into case_merge (case_id, into_id, merged_at, by_name, was_open)
             select (select id from case_file where reference = '{from}'), (select id from case_file where reference = '{into}'), now(), 'Mei', true"
        ),
    )
    .await;
}

/// Without a booking, tag or flight and who reported it say what belongs together; under another name it is somebody else's, and looked at.
#[sqlx::test(migrations = "../migrations")]
async fn without_a_booking_the_same_bag_and_person_share_a_limit(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    let beside = async || seen(&db, &passenger, &reference).await.begun.facts.beside.iter().map(|one| one.paid).collect::<Vec<_>>();
    case(&db, "LS-2222-222C").await;
    same_claim(&db, "LS-2222-222C", "accepted", "40").await;
    assert_eq!(beside().await, [usd(4_000)]);
    let other = async |change: &str| {
        sql(&db, &format!("update case_file set locator = null, {change} where reference = 'LS-2222-222C'")).await;
        beside().await
    };
    sql(
        &db,
        "update case_file set bag_tag = '0992301118', carrier = 'LD', number = 402, flight_date = '2026-11-19' where locator is not null",
    )
    .await;
    for (change, shares) in [
        ("carrier = 'LD', number = 402, flight_date = '2026-11-19', bag_tag = null", true),
        ("flight_date = '2026-11-18'", false),
        // the same bag, whatever its first digit
        ("bag_tag = '2992301118'", true),
        // numbers of tags come round again
        ("opened_at = opened_at - interval '200 days'", false),
        ("opened_at = opened_at + interval '200 days', opener_address = 'somebody@example.com'", false),
    ] {
        assert_eq!(other(change).await.len(), usize::from(shares), "{change}");
    }
    // somebody else reported that tag: a real doubt
    let mei = agent(&db).await;
    assert_eq!(offer(&db, &mei, &reference, None, "").await.unwrap(), Stage::Approval);
    assert_eq!(claim(&db, &passenger, &reference).await.doubts, [Doubt::Tag]);
    // the same family name on both reports: one bag, two who are there
    let lead = staff(&db, "Tomás Ruiz", Role::Supervisor, &["baggage"]).await;
    let id = claim(&db, &passenger, &reference).await.id;
    claims::decide(&db, &lead, later(6), id, (false, "Ask them."), SAYS).await.unwrap();
    sql(
        &db,
        "insert into baggage_report (pir, case_id, problem, stage, station, family_keys, brand, marks, contents, inside, seen, here, home, telephone, expected_on, opened_at, told_at)
         select case when locator is null then 'LHRLD10001' else 'LHRLD10002' end, id, 'missing', 'open', 'LHR', '{WANG}', '', '', '{}', '', '', '', '', '', '2026-11-20', opened_at, opened_at
           from case_file",
    )
    .await;
    assert_eq!(beside().await, [usd(4_000)]);
    assert!(matches!(offer(&db, &mei, &reference, Some(208_103), "All of it.").await, Err(Error::Invalid(_) | Error::Conflict(_))));
    assert_eq!(offer(&db, &mei, &reference, None, "").await.unwrap(), Stage::Approval);
    assert_eq!(claim(&db, &passenger, &reference).await.doubts, [Doubt::Beside]);
    assert_eq!(seen(&db, &mei, &reference).await.beside, ["LS-2222-222C"]);
}

/// Three, one merged into another: what was agreed at the far end is part of the claim, and the booking known only there brings its other cases.
#[sqlx::test(migrations = "../migrations")]
async fn a_limit_follows_merges_of_merges_to_the_end(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    for other in ["LS-4444-4444", "LS-3333-3333", "LS-2222-222C"] {
        case(&db, other).await;
    }
    same_claim(&db, "LS-3333-3333", "accepted", "30").await;
    same_claim(&db, "LS-2222-222C", "accepted", "50").await;
    merge(&db, "LS-4444-4444", &reference).await;
    merge(&db, "LS-3333-3333", "LS-4444-4444").await;
    // the bag's booking is named in the last of the three only
    sql(&db, &format!("update case_file set locator = null where reference in ('{reference}', 'LS-4444-4444')")).await;
    let mei = agent(&db).await;
    let whole = seen(&db, &mei, &reference).await;
    let paid = |all: &[domain::claim::Beside]| all.iter().map(|one| one.paid).collect::<Vec<_>>();
    assert_eq!((paid(&whole.begun.facts.settled), paid(&whole.begun.facts.beside)), (vec![usd(3_000)], vec![usd(5_000)]));
    assert_eq!((whole.claims.len(), whole.beside), (2, vec!["LS-2222-222C".to_owned()]));
    // from the other side as well
    let there = claims::standing(&db, "LS-2222-222C").await.unwrap().unwrap();
    assert_eq!(there.stage, Stage::Accepted);
    let other = seen(&db, &mei, "LS-2222-222C").await;
    assert_eq!(paid(&other.begun.facts.beside), [usd(3_000)]);
    assert!(other.beside.contains(&reference) && other.beside.contains(&"LS-3333-3333".to_owned()));
}

/// What was paid in a case that came here after the offer was made is paid once: the offer is taken back, and the passenger reads why.
#[sqlx::test(migrations = "../migrations")]
async fn an_offer_overtaken_by_what_was_paid_is_taken_back_and_not_paid(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    let mei = agent(&db).await;
    offer(&db, &mei, &reference, None, "").await.unwrap();
    let id = claim(&db, &passenger, &reference).await.id;
    let accept = Answer::Accept(id, usd(10_000).amount);
    case(&db, "LS-2222-222C").await;
    same_claim(&db, "LS-2222-222C", "accepted", "100").await;
    merge(&db, "LS-2222-222C", &reference).await;
    assert!(matches!(answer(&db, &passenger, &reference, accept).await, Err(Error::Conflict("claim-withdrawn"))));
    let after = claim(&db, &passenger, &reference).await;
    assert_eq!((after.stage, after.proposed(), count(&db, "select count(*) from payment").await), (Stage::Asked, usd(0), 0));
    assert!(said(&db, &passenger, &reference).await.iter().any(|words| words.starts_with("Withdrawn(")));
    assert_eq!(count(&db, "select count(*) from outbox where letter->>'news' = 'withdrawn'").await, 1);
    assert_eq!(count(&db, "select count(*) from audit where action = 'claim_withdrawn'").await, 1);
    // pressed again it is gone; somebody answers anew
    assert!(matches!(answer(&db, &passenger, &reference, accept).await, Err(Error::Conflict("claim-moved-on"))));
    assert_eq!(offer(&db, &mei, &reference, None, "").await.unwrap(), Stage::Offered);
    answer(&db, &passenger, &reference, Answer::Accept(id, usd(0).amount)).await.unwrap();
    assert_eq!(claims::verify(&db).await.unwrap(), (2, Vec::new()));
}

/// The limit that is left decides, not the offer; what is still within it is paid.
#[sqlx::test(migrations = "../migrations")]
async fn an_offer_above_what_is_left_is_taken_back(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    let head = staff(&db, "Ingrid Berg", Role::Supervisor, &["baggage"]).await;
    offer(&db, &head, &reference, Some(150_000), "A wedding missed.").await.unwrap();
    let id = claim(&db, &passenger, &reference).await.id;
    case(&db, "LS-2222-222C").await;
    same_claim(&db, "LS-2222-222C", "accepted", "600").await;
    let accept = Answer::Accept(id, usd(150_000).amount);
    assert!(matches!(answer(&db, &passenger, &reference, accept).await, Err(Error::Conflict("claim-withdrawn"))));
    assert_eq!(claim(&db, &passenger, &reference).await.most(), usd(148_103));
    sql(&db, "update claim set stage = 'offered' where stage = 'asked'; update claim set offered = 581.03 where stage = 'accepted'").await;
    answer(&db, &passenger, &reference, accept).await.unwrap();
    assert_eq!(count(&db, "select count(*) from payment").await, 1);
}
