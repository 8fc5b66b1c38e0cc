//! A bag without a booking: the journey is asked, and the address of the case proves who asks (BAG-6).

use crate::common::{agent, later, staff};
use crate::scene::{SAYS, answer, book, claim, file, grants, offer, scene, seen, told, usd};
use desk::cases::Draft;
use desk::claims::{Answer, understand};
use desk::{Error, PgPool};
use domain::claim::{Doubt, Stage};
use domain::rights::Role;
use uuid::Uuid;

fn late(more: &[(&str, &str)]) -> Draft {
    let shirt =
        r#"[{"what": "Shirt", "kind": "interim", "cost": {"amount": "80", "currency": "USD"}, "bought": "2026-11-20", "proved": true}]"#;
    let mut all = told(&[
        ("harm", "delay"),
        ("from", "EWR"),
        ("to", "London"),
        ("arrived", "2026-11-20"),
        ("at_home", "no"),
        ("currency", "USD"),
        ("things", shirt),
    ]);
    all.extend(told(more));
    all
}

#[sqlx::test(migrations = "../migrations")]
async fn the_journey_is_asked_and_decides_the_law(db: PgPool) {
    let (reference, passenger) = scene(&db).await;
    sqlx::raw_sql(
        "update case_file set locator = null, bag_tag = null, carrier = null, number = null, flight_date = '2026-11-19';
         insert into airport (iata, name, city, names, country, zone, latitude, longitude) values
           ('ORD', 'O''Hare', 'Chicago', '{}', 'US', 'America/Chicago', 41.9, -87.9), ('TPE', 'Taoyuan', 'Taipei', '{}', 'TW', 'Asia/Taipei', 25.0, 121.2)",
    )
    .execute(&db)
    .await
    .unwrap();
    // whoever opened the case in this browser has typed an address: it is proved before anything is claimed
    let entitled = seen(&db, &passenger, &reference).await;
    assert!(!entitled.proved && entitled.may_claim() && entitled.assessment.is_none());
    let refused = file(&db, &passenger, &reference, Uuid::new_v4(), &late(&[])).await;
    assert!(matches!(refused, Err(Error::Conflict("claim-prove-address"))));
    let address: String = sqlx::query_scalar("select opener_address from case_file").fetch_one(&db).await.unwrap();
    let proved = grants(&passenger, |grants| grants.contacts.push(address));

    let begun = seen(&db, &proved, &reference).await.begun;
    for (places, wrong) in [
        (&[("from", ""), ("to", "ORD")][..], Some(("from", "claim-place-wrong"))),
        (&[("from", "Atlantis")], Some(("from", "claim-place-wrong"))),
        (&[("from", "EWR"), ("to", "Newark")], Some(("by_way_of", "claim-way-missing"))),
        (&[("from", "EWR"), ("to", "EWR"), ("by_way_of", "nowhere")], Some(("by_way_of", "claim-place-wrong"))),
        (&[("from", "ewr"), ("to", "ORD")], None),
        (&[("arrived", "2020-01-01")], Some(("arrived", "claim-arrived-wrong"))),
    ] {
        let errors = understand(&late(places), &begun, &book().rules).errors;
        assert_eq!(errors.first().map(|error| (error.field, error.message)), wrong, "{places:?}");
    }
    for (places, regime) in [
        (&[][..], "montreal"),
        (&[("to", "ORD")][..], "us-domestic"),
        (&[("to", "TPE")], "own"),
        (&[("to", "EWR"), ("by_way_of", "TPE")], "montreal"),
        (&[("to", "EWR"), ("by_way_of", "Chicago")], "us-domestic"),
    ] {
        let facts = understand(&late(places), &begun, &book().rules).facts;
        assert_eq!(domain::claim::regime_of(&book().rules, &facts).unwrap().rule, regime, "{places:?}");
    }
    // for how many people it stands is asked, too
    let lost = |count: &str| understand(&late(&[("harm", "loss"), ("declared", "no"), ("passengers", count)]), &begun, &book().rules);
    assert!(lost("0").errors.iter().any(|error| error.message == "claim-passengers-wrong"));
    assert_eq!((lost("2").facts.passengers, lost("2").asks.count), (2, true));

    file(&db, &proved, &reference, Uuid::new_v4(), &late(&[])).await.unwrap();
    let begun_again = seen(&db, &proved, &reference).await.told_so_far(Draft::new());
    assert_eq!((begun_again["from"].as_str(), begun_again["to"].as_str(), begun_again["by_way_of"].as_str()), ("EWR", "LHR", ""));
    let entitled = seen(&db, &proved, &reference).await;
    assert_eq!(entitled.assessment.unwrap().regime.rule, "montreal");
    let mei = agent(&db).await;
    // neither tag nor flight: what else is claimed for the journey nobody knows, a supervisor looks at it and reads why
    assert_eq!(offer(&db, &mei, &reference, None, "").await.unwrap(), Stage::Approval);
    let waiting = claim(&db, &proved, &reference).await;
    let id = waiting.id;
    assert_eq!(waiting.doubts, [Doubt::Unbooked]);
    let lead = staff(&db, "Tomás Ruiz", Role::Supervisor, &["baggage"]).await;
    desk::claims::decide(&db, &lead, later(6), id, (true, ""), SAYS).await.unwrap();
    let accept = Answer::Accept(claim(&db, &proved, &reference).await.id, usd(8_000).amount);
    assert!(matches!(answer(&db, &passenger, &reference, accept).await, Err(Error::Conflict("claim-prove-address"))));
    answer(&db, &proved, &reference, accept).await.unwrap();
    // the rest later, by the same journey; a colleague writes it down for whoever calls
    file(&db, &mei, &reference, Uuid::new_v4(), &late(&[])).await.unwrap();
    // with the flight named what is ordinary is offered at a press
    sqlx::query("update case_file set carrier = 'LD', number = 402").execute(&db).await.unwrap();
    assert_eq!(offer(&db, &mei, &reference, None, "").await.unwrap(), Stage::Offered);
    let ordinary = claim(&db, &proved, &reference).await;
    assert_eq!((ordinary.offered, ordinary.doubts), (Some(usd(2_000)), vec![]));
    assert_eq!(desk::claims::verify(&db).await.unwrap(), (2, Vec::new()));
}
