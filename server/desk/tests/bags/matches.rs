//! Bags missed and bags on hand: offered with reasons as they come in, decided once, taken back; no more than staff may see.

use crate::report::{filed, owner, passenger};
use crate::scene::{ACCEPTED, at, brought, count, scene, staff};
use desk::bags::{
    Act, Decided, Filed, NextStep, OnHand, WITHOUT, decide, held, on_hand, pairs_of_case, record_on_hand, report_of, step, weigh_due,
};
use desk::{Error, PgPool};
use domain::bag::Stage;
use domain::bag::matching::{Evidence, Likely};
use domain::rights::{Role, Viewer};

const PIR: &str = "DENLD10001";

fn bag(tag: &str, name: &str, inside: &str) -> OnHand {
    OnHand {
        station: "DEN".into(),
        place: "Belt 7".into(),
        tag: tag.into(),
        name: name.into(),
        description: "BK22R".parse().ok(),
        inside: inside.into(),
        ..OnHand::default()
    }
}

/// The Okafors' bag is missed, and an agent looks after bags.
async fn missed(db: &PgPool) -> (String, Viewer) {
    scene(db).await;
    brought(db, "18:10", &[ACCEPTED]).await;
    let viewer = owner(db).await;
    let Filed::Open(reference) = filed(db, &viewer, &[]).await.unwrap() else { panic!("no case") };
    (reference, staff(db, Role::Agent, &["baggage"]).await)
}

async fn stage(db: &PgPool, reference: &str) -> Stage {
    report_of(db, reference).await.unwrap().unwrap().stage
}

async fn told(db: &PgPool) -> Vec<String> {
    let letters = sqlx::query_scalar("select letter->>'stage' from outbox where letter->>'kind' = 'bag_progress' order by created_at, id");
    letters.fetch_all(db).await.unwrap()
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_comes_in_is_weighed_and_offered_with_its_reasons(db: PgPool) {
    let (reference, agent) = missed(&db).await;
    let case = report_of(&db, &reference).await.unwrap().unwrap().case;
    let rush = record_on_hand(&db, &agent, at("23:10"), bag("2992301118", "", "")).await.unwrap();
    let near = record_on_hand(&db, &agent, at("23:11"), bag("0992301181", "Okafro", "ski jacket")).await.unwrap();
    let other = record_on_hand(&db, &agent, at("23:12"), bag("", "Rivera", "violin")).await.unwrap();
    let (one, two) = tokio::join!(weigh_due(&db, at("23:13"), 10), weigh_due(&db, at("23:13"), 10));
    assert!(one.unwrap() + two.unwrap() >= 4);
    assert_eq!(weigh_due(&db, at("23:14"), 10).await.unwrap(), 0, "once");
    let pairs = pairs_of_case(&db, &agent, case).await.unwrap();
    assert_eq!(pairs.iter().map(|pair| pair.found.id).collect::<Vec<_>>(), [rush, near], "the likeliest first, and nothing unlike");
    assert_eq!(pairs[0].likely, Some(Likely::Certain));
    assert_eq!(pairs[0].reasons[0].evidence, Evidence::TagRush);
    assert!(pairs[1].reasons.iter().any(|reason| reason.evidence == Evidence::NameNear));
    let seen = held(&db, &agent, at("23:15"), rush).await.unwrap();
    assert_eq!((seen.pairs.len(), seen.pairs[0].missed.pir.as_str(), seen.pairs[0].missed.case.as_str()), (1, PIR, reference.as_str()));
    assert!(held(&db, &agent, at("23:15"), other).await.unwrap().pairs.is_empty());
    let listed = on_hand(&db, &agent, at("23:15")).await.unwrap();
    let listed: Vec<_> = listed.iter().map(|one| (one.id, one.likely.is_some())).collect();
    assert_eq!(listed, [(other, false), (near, true), (rush, true)]);
    // a report that comes after its bag is found, too
    let stranger = passenger(&db).await;
    let without = [
        ("bag", WITHOUT),
        ("tag", ""),
        ("flight", "412"),
        ("flight_date", "2026-11-21"),
        ("airport", "DEN"),
        ("name", "Ana Rivera"),
        ("inside", "A violin with its bow"),
    ];
    assert!(matches!(filed(&db, &stranger, &without).await.unwrap(), Filed::Open(_)));
    weigh_due(&db, at("23:20"), 10).await.unwrap();
    let pairs = held(&db, &agent, at("23:21"), other).await.unwrap().pairs;
    assert!(pairs.iter().any(|pair| pair.missed.name == "Ana Rivera"), "{pairs:?}");
    // not for those who do not look after bags
    let elsewhere = staff(&db, Role::Agent, &["refunds"]).await;
    assert!(pairs_of_case(&db, &elsewhere, case).await.unwrap().is_empty());
    assert!(matches!(held(&db, &elsewhere, at("23:15"), rush).await, Err(Error::Forbidden)));
    assert!(matches!(decide(&db, &elsewhere, at("23:15"), rush, PIR, Act::Confirm, "").await, Err(Error::Forbidden)));
    assert!(matches!(decide(&db, &stranger, at("23:15"), rush, PIR, Act::Confirm, "").await, Err(Error::SignInFirst)));
    assert_eq!(count(&db, "select count(*) from audit where detail->'query' ? 'on_hand'").await, 3, "each look is a row");
}

/// The queue says where somebody is to compare bags, until they have.
#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn the_queue_says_which_case_a_bag_on_hand_may_settle(db: PgPool) {
    let (reference, agent) = missed(&db).await;
    let hinted = async || {
        let page = desk::queue::list(&db, &agent, at("23:30"), &domain::queue::Filter::default(), None).await.unwrap();
        page.items.into_iter().filter(|item| item.may_be_found).map(|item| item.reference).collect::<Vec<_>>()
    };
    assert!(hinted().await.is_empty());
    let bags = [bag("2992301118", "", ""), bag("0992301181", "Okafro", "ski jacket")];
    let mut on_hand = Vec::new();
    for bag in bags {
        on_hand.push(record_on_hand(&db, &agent, at("23:10"), bag).await.unwrap());
    }
    weigh_due(&db, at("23:11"), 10).await.unwrap();
    assert_eq!(hinted().await, [reference.as_str()]);
    decide(&db, &agent, at("23:12"), on_hand[1], PIR, Act::Reject, "").await.unwrap();
    assert_eq!(hinted().await, [reference.as_str()], "the other one is still to be looked at");
    decide(&db, &agent, at("23:13"), on_hand[0], PIR, Act::Reject, "").await.unwrap();
    assert!(hinted().await.is_empty());
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_pair_is_decided_once_and_its_owner_told(db: PgPool) {
    let (reference, agent) = missed(&db).await;
    let other = staff(&db, Role::Supervisor, &[]).await;
    let mut bags = Vec::new();
    for tag in ["2992301118", "0992301119", ""] {
        bags.push(record_on_hand(&db, &agent, at("23:10"), bag(tag, "Okafor", "A red ski jacket")).await.unwrap());
    }
    weigh_due(&db, at("23:11"), 10).await.unwrap();
    let act = async |viewer: &Viewer, clock, bag, act| decide(&db, viewer, at(clock), bag, PIR, act, "").await;
    // rejected: not offered again, not by weighing again either
    act(&agent, "23:12", bags[1], Act::Reject).await.unwrap();
    act(&agent, "23:12", bags[1], Act::Reject).await.unwrap();
    assert!(matches!(act(&other, "23:12", bags[1], Act::Reject).await, Err(Error::Conflict("match-decided"))));
    sqlx::query("update on_hand set keyed = false").execute(&db).await.unwrap();
    weigh_due(&db, at("23:13"), 10).await.unwrap();
    assert!(held(&db, &agent, at("23:13"), bags[1]).await.unwrap().pairs.is_empty());
    assert_eq!(told(&db).await.len(), 0, "nobody hears of that");
    // two at once, each another bag: one wins, the other is told
    let (one, two) = tokio::join!(act(&agent, "23:14", bags[0], Act::Confirm), act(&other, "23:14", bags[2], Act::Confirm));
    assert!(one.is_ok() != two.is_ok());
    let (winner, loser, mine) = if one.is_ok() { (&agent, &other, bags[0]) } else { (&other, &agent, bags[2]) };
    assert!(matches!(one.and(two), Err(Error::Conflict("match-report-settled" | "bag-step-moved"))));
    act(winner, "23:15", mine, Act::Confirm).await.unwrap();
    assert!(matches!(act(loser, "23:15", mine, Act::Confirm).await, Err(Error::Conflict("match-bag-taken"))));
    assert_eq!((stage(&db, &reference).await, told(&db).await), (Stage::Found, vec!["found".to_owned()]), "told once");
    assert_eq!(count(&db, "select count(*) from on_hand where state = 'matched' and report_id is not null").await, 1);
    assert_eq!(count(&db, "select count(*) from audit where action = 'bag_matched'").await, 1);
    let seen = held(&db, winner, at("23:16"), mine).await.unwrap();
    assert_eq!(
        (seen.state.as_str(), seen.pairs[0].decided, seen.pairs[0].by.as_deref()),
        ("matched", Decided::Confirmed, Some("Mei Chen"))
    );
    // what is settled is offered no more
    weigh_due(&db, at("23:17"), 10).await.unwrap();
    assert_eq!(count(&db, "select count(*) from bag_match where state = 'proposed'").await, 0);
    // it was not: looked for again, with the other bags, but not with that one
    decide(&db, loser, at("23:18"), mine, PIR, Act::Undo, "The name inside is another.").await.unwrap();
    assert!(matches!(act(winner, "23:18", mine, Act::Undo).await, Err(Error::Conflict("match-decided"))));
    assert_eq!((stage(&db, &reference).await, told(&db).await), (Stage::Open, vec!["found".to_owned(), "open".to_owned()]));
    weigh_due(&db, at("23:19"), 10).await.unwrap();
    let case = report_of(&db, &reference).await.unwrap().unwrap().case;
    let again: Vec<_> = pairs_of_case(&db, &agent, case).await.unwrap().iter().map(|pair| pair.found.id).collect();
    let left = if mine == bags[0] { bags[2] } else { bags[0] };
    assert_eq!(again, [left]);
    assert_eq!(desk::cases::verify(&db).await.unwrap().1.len(), 0);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn staff_who_know_say_so_and_nothing_is_taken_from_a_courier(db: PgPool) {
    let (reference, agent) = missed(&db).await;
    let id = record_on_hand(&db, &agent, at("23:10"), bag("", "", "")).await.unwrap();
    for wrong in ["DENLD99999", "a bag"] {
        let refused = decide(&db, &agent, at("23:11"), id, wrong, Act::Confirm, "").await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors[0].field == "report"), "{wrong}");
    }
    assert!(matches!(decide(&db, &agent, at("23:11"), 99, PIR, Act::Confirm, "").await, Err(Error::NotFound)));
    // told already that it was found: the bag is tied to the report, and nothing is told again
    step(&db, &agent, at("23:12"), &reference, NextStep { stage: Some(Stage::Found), airport: "", words: "" }).await.unwrap();
    decide(&db, &agent, at("23:13"), id, "den ld 10001", Act::Confirm, "").await.unwrap();
    assert_eq!(told(&db).await, ["found"]);
    step(&db, &agent, at("23:14"), &reference, NextStep { stage: Some(Stage::OutForDelivery), airport: "", words: "" }).await.unwrap();
    assert!(matches!(decide(&db, &agent, at("23:15"), id, PIR, Act::Undo, "").await, Err(Error::Conflict("match-with-courier"))));
    // handed over, it is gone
    let code: String = sqlx::query_scalar("select delivery_code from baggage_report").fetch_one(&db).await.unwrap();
    desk::bags::hand_over(&db, &Viewer::default(), at("23:30"), "203.0.113.9".parse().unwrap(), PIR, &code).await.unwrap();
    assert_eq!(held(&db, &agent, at("23:31"), id).await.unwrap().state, "gone");
    assert!(matches!(decide(&db, &agent, at("23:32"), id, PIR, Act::Undo, "").await, Err(Error::Conflict(_))));
}
