//! Beside a change: one limit for the parts of a divided booking, the way to pay by text, and what a fare allows before anybody asks.

use super::common::{browser, count, staff};
use super::scene::*;
use desk::PgPool;
use desk::access::identify;
use desk::bookings::{NewBooking, NewContact};
use desk::changes::{self, Confirmed, WaiverState};
use domain::booking::{ContactKind, IdentityCheck, Locator};
use domain::fare::{Ground, WaiverReason};
use domain::locale::Locale;
use domain::payment::State;
use domain::rights::{Grants, Role, Viewer, Who};

const NUMBER: &str = "+12015550142";

async fn mei(db: &PgPool, trips: &[&Locator]) -> Viewer {
    let agent = staff(db, "Mei Chen", Role::Agent, &["flights"]).await;
    for trip in trips {
        identify(db, &agent, now(), trip, Some(IdentityCheck::CallBack), None).await.unwrap();
    }
    agent
}

#[sqlx::test(migrations = "../migrations")]
async fn the_parts_of_a_divided_booking_share_one_limit_also_in_the_same_second(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 2)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &locator(), &[2], WANTED).await.unwrap();
    confirmed(&db, &viewer, now(), id).await.unwrap();
    says(&db, &shown(&db, &viewer, id).await, State::Authorised).await;
    assert!(changes::settle(&db, now(), id).await.unwrap());
    let alone = Locator::parse(&shown(&db, &viewer, id).await.became.unwrap()).unwrap();
    let agent = mei(&db, &[&locator(), &alone]).await;
    let theirs = held(&db, &agent, &locator(), &[1], WANTED).await.unwrap();
    let hers = held(&db, &agent, &alone, &[2], "LD500.2026-11-29.EWR~LD501.2026-11-29.DTW").await.unwrap();
    let both = [(locator(), theirs), (alone, hers)].map(|(at, id)| {
        let (db, agent) = (db.clone(), agent.clone());
        tokio::spawn(async move {
            let ground = Some(Ground::Reason { reason: WaiverReason::Goodwill });
            changes::waive(&db, &agent, now(), &at, id, (ground, "They were told otherwise.")).await.unwrap()
        })
    });
    let mut granted = 0;
    for one in both {
        granted += usize::from(one.await.unwrap() == WaiverState::Granted);
    }
    assert_eq!(granted, 1, "75 dollars each, a hundred together");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_way_to_pay_comes_as_a_text_where_that_was_chosen_or_nothing_else_is_there(db: PgPool) {
    world(&db).await;
    let number = |passenger| NewContact { passenger, kind: ContactKind::Phone, address: NUMBER.into(), agency: false };
    let mut both: NewBooking = booking("X4TE6N", "standard", 1);
    both.contacts.push(number(None));
    booked(&db, both).await;
    let agent = mei(&db, &[&locator()]).await;
    let told = |db: PgPool| async move {
        let all: Vec<String> =
            sqlx::query_scalar("select recipient from outbox where kind = 'trip_to_pay' order by recipient").fetch_all(&db).await.unwrap();
        all
    };
    let id = held(&db, &agent, &locator(), &[1], WANTED).await.unwrap();
    assert_eq!(confirmed(&db, &agent, now(), id).await.unwrap(), Confirmed::Pay);
    assert_eq!(told(db.clone()).await, [OWN]);
    // they turn messages on by text
    let wish = "insert into trip_subscription (locator, address, locale, reminders, word, wording, own, since, changed_at)
                values ('X4TE6N', $1, 'en', true, true, 1, true, now(), now())";
    sqlx::query(wish).bind(NUMBER).execute(&db).await.unwrap();
    says(&db, &shown(&db, &agent, id).await, State::Expired).await;
    assert!(changes::settle(&db, now(), id).await.unwrap());
    assert_eq!(confirmed(&db, &agent, later(1), id).await.unwrap(), Confirmed::Pay);
    assert_eq!(told(db.clone()).await, [NUMBER, OWN, OWN]);
    assert_eq!(shown(&db, &agent, id).await.told.len(), 2);
    let mut none: NewBooking = booking("X4TE7N", "standard", 1);
    none.contacts = vec![number(Some(1))];
    booked(&db, none).await;
    let other = Locator::parse("X4TE7N").unwrap();
    identify(&db, &agent, now(), &other, Some(IdentityCheck::CallBack), None).await.unwrap();
    let id = held(&db, &agent, &other, &[1], WANTED).await.unwrap();
    changes::confirm(&db, &agent, now(), Locale::En, &other, id, words()).await.unwrap();
    assert_eq!(told(db.clone()).await, [NUMBER, NUMBER, OWN, OWN]);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_a_fare_allows_is_what_the_rules_say_and_nothing_is_written_for_it(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 2)).await;
    let named = Viewer { who: Who::Public(Grants { trips: vec!["X4TE6N".into()], ..Grants::default() }), ..browser(&db).await };
    let terms = |locale| {
        let (db, named) = (db.clone(), named.clone());
        async move {
            let trip = desk::bookings::trip(&db, &named, now(), locale, &locator()).await.unwrap();
            let said = changes::terms(&db, &named, now(), &trip, &tariff()).await.unwrap();
            said.into_iter().map(|said| said.text.0["en"].clone()).collect::<Vec<_>>()
        }
    };
    let said = terms(Locale::En).await;
    assert_eq!(
        said,
        [
            "Changes are possible until two hours before departure.",
            "Change fee within one country: USD 75.00.",
            "You may cancel.",
            "Cancellation fee within one country: USD 100.00; USD 90.00 is taken."
        ]
    );
    assert_eq!(count(&db, "select count(*) from coupon").await, 0);
    // bought, they say the same
    held(&db, &named, &locator(), &[1], WANTED).await.unwrap();
    assert!(count(&db, "select count(*) from coupon").await > 0);
    assert_eq!(terms(Locale::ZhCn).await, said);
    let stranger = browser(&db).await;
    let trip = desk::bookings::trip(&db, &named, now(), Locale::En, &locator()).await.unwrap();
    assert!(changes::terms(&db, &stranger, now(), &trip, &tariff()).await.is_err());
}
