//! Changing and cancelling: priced by the rules, seats and money together or not at all, once (I3, I4, I5).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod behalf;
mod beside;
mod both;
#[path = "../cases/common.rs"]
#[allow(dead_code)]
mod common;
mod crowd;
mod endorsed;
mod extras;
mod held;
mod meanwhile;
mod scene;
mod system;

use common::{browser, count, verified};
use desk::changes::{self, Wanted};
use desk::{Error, PgPool};
use domain::booking::options::Order;
use domain::fare::Outcome;
use domain::locale::Locale;
use domain::rights::{Grants, Viewer, Who};
use scene::*;
use uuid::Uuid;

#[sqlx::test(migrations = "../migrations")]
async fn what_there_is_comes_in_order_with_its_price(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 2)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let choices = changes::choices(&db, &viewer, now(), Locale::En, &locator()).await.unwrap();
    assert_eq!(choices.parts.iter().map(|part| part.segments.clone()).collect::<Vec<_>>(), [vec![1], vec![2]]);
    assert_eq!((choices.closed, choices.running), (None, None));
    let options = changes::options(&db, &viewer, now(), Locale::En, &locator(), &tariff(), &wanted(&[1, 2])).await.unwrap();
    let ways: Vec<_> = options.ways.iter().map(|way| (way.id.as_str(), way.totals.to_pay)).collect();
    // arrives nearer to what was booked, for twice the fare; of the other only the fee for two, the fare being what was paid
    assert_eq!(ways, [("LD500.2026-11-29.EWR~LD501.2026-11-29.DTW", usd(15_000 + 2 * 9_675)), (WANTED, usd(15_000))]);
    let days: Vec<_> = options.days.iter().map(|day| (day.date.to_string(), day.ways, day.cheapest.map(|totals| totals.to_pay))).collect();
    assert_eq!(days.len(), 7);
    assert_eq!(days[2], ("2026-11-28".to_owned(), 1, Some(usd(15_000))));
    assert_eq!(days[4], ("2026-11-30".to_owned(), 0, None));
    assert!(!options.refused && !options.nearby);
    // the cheapest first, and nobody but those who are there
    let cheapest = Wanted { order: Order::Cheapest, ..wanted(&[1]) };
    let options = changes::options(&db, &viewer, now(), Locale::En, &locator(), &tariff(), &cheapest).await.unwrap();
    assert_eq!(options.ways[0].id, WANTED);
    for (wrong, field) in [(wanted(&[]), "who"), (wanted(&[3]), "who"), (Wanted { part: 7, ..wanted(&[1]) }, "part")] {
        let refused = changes::options(&db, &viewer, now(), Locale::En, &locator(), &tariff(), &wrong).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].field == field), "{field}");
    }
    seats_add_up(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_basic_fare_is_refused_with_the_rule_that_says_so(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "basic", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let options = changes::options(&db, &viewer, now(), Locale::En, &locator(), &tariff(), &wanted(&[1])).await.unwrap();
    assert!(options.refused && options.ways.is_empty());
    assert_eq!(options.because[0].rule, "change-basic");
    assert!(matches!(held(&db, &viewer, &locator(), &[1], WANTED).await, Err(Error::Conflict("change-refused"))));
    // a cancellation that gives nothing is shown with its reasons
    let id = changes::quote_cancel(&db, &viewer, now(), Locale::En, &locator(), &tariff(), (&[1], &[0, 1]), (true, Uuid::new_v4()))
        .await
        .unwrap();
    assert_eq!(shown(&db, &viewer, id).await.decision.outcome, Outcome::Refused);
    assert!(matches!(confirmed(&db, &viewer, now(), id).await, Err(Error::Conflict("change-refused"))));
}

#[sqlx::test(migrations = "../migrations")]
async fn whom_it_did_not_help_somebody_answers(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "flex", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    let say = |worked, words: &'static str| {
        let (db, viewer) = (db.clone(), viewer.clone());
        async move { changes::say(&db, &viewer, now(), &locator(), id, worked, words).await }
    };
    assert!(matches!(say(true, "").await, Err(Error::Conflict("change-moved-on"))), "nothing is done yet");
    confirmed(&db, &viewer, now(), id).await.unwrap();
    say(true, "").await.unwrap();
    assert_eq!(shown(&db, &viewer, id).await.worked, Some(true));
    assert!(matches!(say(false, " ").await, Err(Error::Invalid(_))));
    say(false, "My seat is gone.").await.unwrap();
    assert!(matches!(say(false, "Hello?").await, Err(Error::Conflict(_))), "said already; the case goes on");
    assert_eq!(count(&db, "select count(*) from case_file where status = 'reopened' and reply_by is not null").await, 1);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_change_belongs_to_its_booking(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "flex", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    let other = desk_locator("DEMO9Z");
    let stranger = proved(&db, &["DEMO9Z"]).await;
    assert!(matches!(changes::change(&db, &stranger, now(), Locale::En, &locator(), id).await, Err(Error::NotFound)));
    assert!(matches!(changes::change(&db, &stranger, now(), Locale::En, &other, id).await, Err(Error::NotFound)));
    assert!(matches!(changes::release(&db, &stranger, now(), &other, id).await, Err(Error::NotFound)));
    let named = Viewer { who: Who::Public(Grants { trips: vec!["X4TE6N".into()], ..Grants::default() }), ..browser(&db).await };
    assert!(matches!(confirmed(&db, &named, now(), id).await, Err(Error::VerifyFirst { .. })));
    assert!(!shown(&db, &named, id).await.proved);
    // done, the name alone shows neither card nor case
    confirmed(&db, &viewer, now(), id).await.unwrap();
    assert!(shown(&db, &viewer, id).await.case.is_some());
    assert!(shown(&db, &named, id).await.case.is_none());
}

fn desk_locator(text: &str) -> domain::booking::Locator {
    domain::booking::Locator::parse(text).unwrap()
}
