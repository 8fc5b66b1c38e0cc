//! Claims as somebody would make them who wants more than is owed.

use crate::common::now;
use crate::scene::{answers, book, claim, file, scene, seen, told, usd};
use desk::claims::understand;
use desk::{Error, PgPool};
use domain::claim::LineKind;
use uuid::Uuid;

#[sqlx::test(migrations = "../migrations")]
async fn no_answer_gets_more_than_the_truth(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    let begun = seen(&db, &passenger, &reference).await.begun;
    let thing = |kind: &str, amount: &str, currency: &str, bought: &str| {
        format!(
            r#"[{{"what": "X", "kind": "{kind}", "cost": {{"amount": "{amount}", "currency": "{currency}"}}, "bought": {bought}, "proved": true}}]"#
        )
    };
    let day = |day: &str| format!("\"{day}\"");
    for (fields, wrong) in [
        // lost on the day after the flight
        (vec![("harm", "loss".to_owned())], "claim-harm-early"),
        // an arrival so long ago that everything is lost, or before the flight, or to come
        (vec![("harm", "loss".to_owned()), ("arrived", "2026-10-01".to_owned())], "claim-arrived-wrong"),
        (vec![("arrived", "2026-11-19".to_owned())], "claim-arrived-wrong"),
        (vec![("arrived", "2026-11-22".to_owned())], "claim-arrived-wrong"),
        // had before it was due, or tomorrow
        (vec![("received", "2026-11-19".to_owned())], "claim-received-wrong"),
        (vec![("received", "2026-11-22".to_owned())], "claim-received-wrong"),
        (vec![("harm", "damage".to_owned())], "claim-received-missing"),
        (vec![("currency", "XXX".to_owned())], "claim-currency-missing"),
        (vec![("currency", "AED".to_owned())], "claim-currency-missing"),
        // what is in a bag that may still come
        (vec![("things", thing("clothes", "90", "USD", &day("2026-01-01")))], "claim-still-coming"),
        (vec![("things", thing("interim", "-90", "USD", &day("2026-11-20")))], "claim-things-wrong"),
        (vec![("things", thing("interim", "0", "USD", &day("2026-11-20")))], "claim-things-wrong"),
        (vec![("things", thing("interim", "900000000", "USD", &day("2026-11-20")))], "claim-things-wrong"),
        (vec![("things", thing("interim", "90.5", "JPY", &day("2026-11-20")))], "claim-things-wrong"),
        (vec![("things", thing("interim", "90", "AED", &day("2026-11-20")))], "claim-things-wrong"),
        (vec![("things", thing("interim", "90", "USD", &day("2026-11-22")))], "claim-things-wrong"),
        (vec![("things", thing("interim", "90", "USD", "null"))], "claim-things-wrong"),
        (vec![("things", "[]".to_owned())], "claim-things-missing"),
        (vec![("things", "nonsense".to_owned())], "claim-things-missing"),
    ] {
        let mut draft = answers();
        draft.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        let errors = understand(&draft, &begun, &book().rules).errors;
        assert!(errors.iter().any(|error| error.message == wrong), "{fields:?}: {errors:?}");
        assert!(matches!(file(&db, &passenger, &reference, Uuid::new_v4(), &draft).await, Err(Error::Invalid(_))));
    }
    // a shirt bought before the flight, and after the bag was there, is listed and not paid
    let shirts = r#"[{"what": "Before", "kind": "interim", "cost": {"amount": "20", "currency": "USD"}, "bought": "2026-11-18", "proved": true},
        {"what": "Then", "kind": "interim", "cost": {"amount": "20", "currency": "USD"}, "bought": "2026-11-20", "proved": true},
        {"what": "After", "kind": "interim", "cost": {"amount": "20", "currency": "USD"}, "bought": "2026-11-21", "proved": true}]"#;
    let mut draft = answers();
    draft.extend(told(&[("received", "2026-11-20"), ("things", shirts)]));
    file(&db, &passenger, &reference, Uuid::new_v4(), &draft).await.unwrap();
    let claim = claim(&db, &passenger, &reference).await;
    assert_eq!(claim.proposed(), usd(2_000));
    assert_eq!(claim.assessment.lines.iter().filter(|line| line.kind == LineKind::Outside).count(), 2);
    assert_eq!(claim.created_at, domain::case::to_microseconds(now()));
}

/// What the airline knows is not theirs to say: the day a courier handed it over, that it came at all.
#[sqlx::test(migrations = "../migrations")]
async fn what_we_know_is_not_asked(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    sqlx::query(
        "insert into baggage_report (pir, case_id, problem, stage, station, family_keys, brand, marks, contents, inside, seen, here, home, telephone, expected_on, opened_at, told_at, delivered_at)
         select 'LHRLD10001', id, 'missing', 'delivered', 'LHR', '{WANG}', '', '', '{}', '', '', '', '', '', '2026-11-20', opened_at, opened_at, '2026-11-21T10:00Z' from case_file",
    )
    .execute(&db)
    .await
    .unwrap();
    let entitled = seen(&db, &passenger, &reference).await;
    assert_eq!(entitled.begun.facts.received.map(|day| day.to_string()).as_deref(), Some("2026-11-21"));
    let mut draft = answers();
    draft.extend(told(&[("received", "2026-11-20")]));
    let read = understand(&draft, &entitled.begun, &book().rules);
    assert_eq!((read.errors.len(), read.facts.received), (0, entitled.begun.facts.received));
    draft.extend(told(&[("harm", "loss")]));
    let errors = understand(&draft, &entitled.begun, &book().rules).errors;
    assert!(errors.iter().any(|error| error.message == "claim-harm-came"), "{errors:?}");
    // without a rate for the booking's currency another one is proposed
    sqlx::query("update booking set currency = 'AED'").execute(&db).await.unwrap();
    assert_eq!(seen(&db, &passenger, &reference).await.begun.facts.currency.code(), "USD");
    // where nobody knows the country, nobody guesses
    sqlx::query("update airport set country = ''").execute(&db).await.ok();
    let entitled = seen(&db, &passenger, &reference).await;
    assert!(entitled.assessment.is_none() && !entitled.may_claim());
}
