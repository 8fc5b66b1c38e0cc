//! What was accepted is paid: once, told at each step, and taken off what is claimed later.

use crate::common::{agent, count, later, store, verified};
use crate::made;
use crate::scene::{SAYS, answer, answers, book, claim, file, offer, said, scene, seen, told, usd};
use desk::PgPool;
use desk::claims::{self, Answer, photos_of};
use desk::files::{fetch, stage};
use desk::payments::{self, News, Source};
use domain::claim::Stage;
use domain::payment::{Direction, State};
use jiff::ToSpan;
use uuid::Uuid;

fn news(id: &str, key: Uuid, state: State, page: Option<&str>) -> News {
    News {
        id: id.to_owned(),
        key: key.to_string(),
        direction: Direction::Refund,
        state,
        amount: usd(10_000),
        reason: None,
        means: (state == State::Settled).then(|| "•••• 7890".to_owned()),
        provider_ref: Some("out_1".to_owned()),
        hosted_url: page.map(str::to_owned),
        at: later(12),
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn accepted_eight_times_at_once_is_paid_once(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    offer(&db, &agent(&db).await, &reference, None, "").await.unwrap();
    let accept = Answer::Accept(claim(&db, &passenger, &reference).await.id, usd(10_000).amount);
    let presses = (0..8).map(|_| {
        let (db, passenger, reference) = (db.clone(), passenger.clone(), reference.clone());
        tokio::spawn(async move { answer(&db, &passenger, &reference, accept).await })
    });
    for press in presses.collect::<Vec<_>>() {
        press.await.unwrap().unwrap();
    }
    assert_eq!(count(&db, "select count(*) from payment where direction = 'refund' and of is null and todo = 'refund'").await, 1);
    assert_eq!(count(&db, "select count(*) from audit where action = 'claim_accepted'").await, 1);
    let due = payments::due(&db, later(11), 10).await.unwrap();
    assert_eq!((due.len(), due[0].payment.locator.as_str(), due[0].payment.amount), (1, reference.as_str(), usd(10_000)));
    let first = due[0].payment.id;
    assert_eq!(claims::go_on(&db, later(11), SAYS).await.unwrap(), 0);

    // the provider asks where it is to go; that is said once, however many look
    let page = Some("https://pay.example/p/1");
    payments::event(&db, later(12), Source::Message, &news("1", first, State::Sent, page)).await.unwrap();
    let (one, two) = tokio::join!(claims::go_on(&db, later(12), SAYS), claims::go_on(&db, later(12), SAYS));
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    assert_eq!(claim(&db, &passenger, &reference).await.payment.unwrap().page.as_deref(), page);
    // a closed account sends it back; another one gets it
    payments::event(&db, later(13), Source::Message, &news("2", first, State::Failed, None)).await.unwrap();
    assert_eq!(claims::go_on(&db, later(13), SAYS).await.unwrap(), 1);
    for _ in 0..2 {
        answer(&db, &passenger, &reference, accept).await.unwrap();
    }
    let again = payments::due(&db, later(14), 10).await.unwrap();
    let again = again.iter().find(|due| due.payment.id != first).unwrap();
    payments::event(&db, later(14), Source::Message, &news("3", again.payment.id, State::Settled, None)).await.unwrap();
    for told in [1, 0] {
        assert_eq!(claims::go_on(&db, later(14), SAYS).await.unwrap(), told);
    }
    assert!(said(&db, &passenger, &reference).await.contains(&"paid USD 100.00 Some(\"•••• 7890\")".to_owned()));
    answer(&db, &passenger, &reference, accept).await.unwrap();
    assert_eq!(count(&db, "select count(*) from payment").await, 2);
    let letters: Vec<String> = sqlx::query_scalar("select letter->>'news' from outbox where letter->>'kind' = 'claim' order by created_at")
        .fetch_all(&db)
        .await
        .unwrap();
    let mut letters: Vec<&str> = letters.iter().map(String::as_str).collect();
    letters.sort_unstable();
    assert_eq!(letters, ["accepted", "accepted", "account", "failed", "paid", "received"]);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_paid_before_is_counted_in_and_taken_off(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    let mei = agent(&db).await;
    offer(&db, &mei, &reference, None, "").await.unwrap();
    answer(&db, &passenger, &reference, Answer::Accept(claim(&db, &passenger, &reference).await.id, usd(10_000).amount)).await.unwrap();
    assert!(seen(&db, &passenger, &reference).await.may_claim());
    // one more thing of another day: the first two are in it, and so is what was paid for them
    let hat =
        r#"[{"what": "Hat", "kind": "interim", "cost": {"amount": "30", "currency": "USD"}, "bought": "2026-11-21", "proved": true}]"#;
    let mut more = answers();
    more.extend(told(&[("things", hat)]));
    file(&db, &passenger, &reference, Uuid::new_v4(), &more).await.unwrap();
    let second = claim(&db, &passenger, &reference).await;
    assert_eq!((second.proposed(), second.facts.items.len(), second.things.len()), (usd(3_000), 3, 1));
    assert_eq!(second.most(), usd(208_103 - 10_000));
    offer(&db, &mei, &reference, None, "").await.unwrap();
    answer(&db, &passenger, &reference, Answer::Accept(second.id, usd(3_000).amount)).await.unwrap();
    // never to come: the whole of it, less both
    sqlx::query(
        "insert into baggage_report (pir, case_id, problem, stage, station, family_keys, brand, marks, contents, inside, seen, here, home, telephone, expected_on, opened_at, told_at)
         select 'LHRLD10001', id, 'missing', 'lost', 'LHR', '{WANG}', '', '', '{}', '', '', '', '', '', '2026-11-20', opened_at, opened_at from case_file",
    )
    .execute(&db)
    .await
    .unwrap();
    let coat =
        r#"[{"what": "Coat", "kind": "clothes", "cost": {"amount": "900", "currency": "USD"}, "bought": "2026-10-01", "proved": true}]"#;
    let mut lost = answers();
    lost.extend(told(&[("harm", "loss"), ("declared", "no"), ("things", coat)]));
    file(&db, &passenger, &reference, Uuid::new_v4(), &lost).await.unwrap();
    let third = claim(&db, &passenger, &reference).await;
    assert_eq!((third.proposed(), third.facts.settled.len()), (usd(90_000), 2));
    assert_eq!(claims::verify(&db).await.unwrap(), (3, Vec::new()));
}

#[sqlx::test(migrations = "../migrations")]
async fn photos_of_each_thing_go_into_the_case(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    let store = store();
    for (place, name) in [(0, "shirts.jpg"), (1, "shoes.jpg")] {
        // one photo of both receipts
        let photo = made::photo(90, 60, 6).into();
        stage(&db, &store, &passenger, later(0), &photos_of(&reference, place), name, photo).await.unwrap().unwrap();
    }
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    let mei = agent(&db).await;
    let entitled = seen(&db, &mei, &reference).await;
    let claim = entitled.claim().unwrap();
    let names: Vec<_> =
        claim.things.iter().map(|thing| entitled.photos.iter().find(|file| thing.photos == [file.id]).unwrap().name.as_str()).collect();
    assert_eq!(names, ["shirts.jpg", "shoes.jpg"]);
    assert!(fetch(&db, &mei, later(1), &reference, entitled.photos[0].id, false).await.is_ok());
    // changed before anybody answered, they are still there
    let again = seen(&db, &passenger, &reference).await.told_so_far(desk::cases::Draft::new());
    file(&db, &passenger, &reference, Uuid::new_v4(), &again).await.unwrap();
    assert_eq!(seen(&db, &passenger, &reference).await.photos.len(), 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn offers_and_days_are_watched_and_told_once(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    offer(&db, &agent(&db).await, &reference, None, "").await.unwrap();
    let weeks = |weeks: i64| later(weeks * 7 * 24 * 60 + 60);
    for (after, told) in [(1, 0), (2, 1), (3, 0)] {
        assert_eq!(claims::tell_due(&db, weeks(after), &book(), SAYS).await.unwrap(), told, "{after}");
    }
    assert_eq!(claim(&db, &passenger, &reference).await.stage, Stage::Offered);

    // within the United States one claims within 45 days: told a week before, unless something was claimed
    sqlx::raw_sql(
        "delete from claim; update airport set country = 'US';
         insert into baggage_report (pir, case_id, problem, stage, station, family_keys, brand, marks, contents, inside, seen, here, home, telephone, expected_on, opened_at, told_at, claim_look_at)
         select 'LHRLD10001', id, 'missing', 'open', 'LHR', '{WANG}', '', '', '{}', '', '', '', '', '', '2026-11-20', opened_at, opened_at, opened_at from case_file",
    )
    .execute(&db)
    .await
    .unwrap();
    let mut told = Vec::new();
    for day in 1_i64..50 {
        if claims::tell_due(&db, later(day * 24 * 60), &book(), SAYS).await.unwrap() > 0 {
            told.push(day);
        }
    }
    // the 45th day after 20 November is 4 January; a week before is the 37th day from 21 November
    assert_eq!(told, [37]);
    let day: String =
        sqlx::query_scalar("select letter->>'words' from outbox where letter->>'stage' = 'claim-by'").fetch_one(&db).await.unwrap();
    assert_eq!(day.parse::<jiff::civil::Date>().unwrap(), "2026-11-20".parse::<jiff::civil::Date>().unwrap() + 45.days());
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_claimed_in_two_cases_of_a_booking_somebody_else_looks_at(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    file(&db, &passenger, &reference, Uuid::new_v4(), &answers()).await.unwrap();
    sqlx::raw_sql(
        "insert into case_file (reference, kind, topic, channel, language, subject, status, department, opened_at, reply_by, last_seq, last_public_seq, last_at,
                                person_name, locator, search)
         select 'LS-2222-222C', kind, topic, channel, language, subject, status, department, opened_at, reply_by, 1, 1, last_at, person_name, locator, search
           from case_file;
         insert into claim (id, key, case_id, stage, facts, assessment, rule_file, things, currency, proposed, offered, by_id, by_name, created_at, updated_at)
         select gen_random_uuid(), gen_random_uuid(), (select id from case_file where reference = 'LS-2222-222C'), 'accepted', facts, assessment, rule_file,
                things, currency, proposed, proposed, gen_random_uuid(), 'Mei', created_at, updated_at from claim",
    )
    .execute(&db)
    .await
    .unwrap();
    let mei = agent(&db).await;
    assert_eq!(offer(&db, &mei, &reference, None, "").await.unwrap(), Stage::Approval);
    assert_eq!(seen(&db, &mei, &reference).await.beside, ["LS-2222-222C"]);
    assert!(seen(&db, &passenger, &reference).await.beside.is_empty(), "of no other case passengers hear");
}
