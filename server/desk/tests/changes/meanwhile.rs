//! What happens between a quote and its end: a flight is cancelled, somebody gives up, the others have paid with another card.

use super::common::count;
use super::scene::*;
use desk::changes::{self, Failure, Stage, Wanted};
use desk::{Error, PgPool};
use domain::booking::Locator;
use domain::locale::Locale;
use domain::payment::State;
use uuid::Uuid;

/// Cancelled, or expected to leave and arrive at other instants.
async fn happens(db: &PgPool, number: i32, expected: Option<(&str, &str)>) {
    sqlx::query(
        "insert into flight_report (flight_id, known_at, kind, at, at_in, reason)
         select id, $2::timestamptz, case when $3::text is null then 'cancelled' else 'estimate' end, $3::timestamptz, $4::timestamptz, 'weather'
           from flight where number = $1",
    )
    .bind(number)
    .bind(later(-1).to_string())
    .bind(expected.map(|(out, _)| out))
    .bind(expected.map(|(_, on)| on))
    .execute(db)
    .await
    .unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn a_flight_cancelled_after_the_quote_is_not_settled_at_the_passengers_expense(db: PgPool) {
    let (own, rules) = (locator(), tariff());
    world(&db).await;
    booked(&db, booking("X4TE6N", "basic", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let whole = (&[1_i16] as &[i16], &[0_usize, 1] as &[usize]);
    let quote = || changes::quote_cancel(&db, &viewer, now(), Locale::En, &own, &rules, whole, (false, Uuid::new_v4()));
    let id = quote().await.unwrap();
    let quoted = shown(&db, &viewer, id).await.totals.refund;
    happens(&db, 408, None).await;
    assert!(matches!(confirmed(&db, &viewer, now(), id).await, Err(Error::Conflict("change-moved-on"))));
    let id = quote().await.unwrap();
    let refund = shown(&db, &viewer, id).await.totals.refund;
    assert!(refund.amount > quoted.amount, "{refund} for what the airline cancelled, {quoted} before");
    confirmed(&db, &viewer, now(), id).await.unwrap();
    assert_eq!(count(&db, "select count(*) from payment where direction = 'refund'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn who_paid_a_fee_while_the_airline_cancelled_is_not_charged(db: PgPool) {
    let (own, rules) = (locator(), tariff());
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &own, &[1], WANTED).await.unwrap();
    confirmed(&db, &viewer, now(), id).await.unwrap();
    happens(&db, 408, None).await;
    says(&db, &shown(&db, &viewer, id).await, State::Authorised).await;
    changes::settle_due(&db, now()).await.unwrap();
    assert_eq!(shown(&db, &viewer, id).await.stage, Stage::Failed(Failure::BookingChanged));
    assert_eq!(count(&db, "select count(*) from payment where key like 'change:%' and todo = 'void'").await, 1);
    // a delay that changes no amount is no reason
    booked(&db, booking("X4TE7P", "standard", 1)).await;
    let (viewer, other) = (proved(&db, &["X4TE7P"]).await, Locator::parse("X4TE7P").unwrap());
    let back = Wanted { part: 1, date: "2026-12-03".parse().unwrap(), ..wanted(&[1]) };
    sqlx::query(
        "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, seats, source)
         values ('LD', 413, '2026-12-03', 'ORD', 'EWR', '2026-12-03 23:30Z', '2026-12-04 01:40Z', 32, 'imported')",
    )
    .execute(&db)
    .await
    .unwrap();
    changes::open_cabins(&mut db.acquire().await.unwrap(), "2026-11-20".parse().unwrap()).await.unwrap();
    let way = ("LD413.2026-12-03.ORD", Uuid::new_v4());
    let id = changes::hold(&db, &viewer, now(), Locale::En, &other, &rules, &back, way).await.unwrap();
    happens(&db, 409, Some(("2026-12-03T20:05:00Z", "2026-12-03T22:15:00Z"))).await;
    changes::confirm(&db, &viewer, now(), Locale::En, &other, id, words()).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_is_offered_a_flight_they_cannot_reach(db: PgPool) {
    let (own, rules) = (locator(), tariff());
    world(&db).await;
    sqlx::query(
        "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, seats, source) values
           ('LD', 411, '2026-12-03', 'ORD', 'EWR', '2026-12-03 22:00Z', '2026-12-04 00:10Z', 32, 'imported'),
           ('LD', 413, '2026-12-03', 'ORD', 'EWR', '2026-12-03 23:30Z', '2026-12-04 01:40Z', 32, 'imported')",
    )
    .execute(&db)
    .await
    .unwrap();
    changes::open_cabins(&mut db.acquire().await.unwrap(), "2026-11-20".parse().unwrap()).await.unwrap();
    booked(&db, booking("X4TE6N", "flex", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let back = Wanted { part: 1, date: "2026-12-03".parse().unwrap(), ..wanted(&[1]) };
    let ways = async || -> Vec<String> {
        let options = changes::options(&db, &viewer, now(), Locale::En, &own, &rules, &back).await.unwrap();
        options.ways.iter().map(|way| way.journey.flights[0].key.designator.to_string()).collect()
    };
    assert_eq!(ways().await, ["LD411", "LD413"]);
    // days late, and expected a quarter of an hour before the first of them leaves
    happens(&db, 408, Some(("2026-12-03T19:10:00Z", "2026-12-03T21:45:00Z"))).await;
    assert_eq!(ways().await, ["LD413"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_one_paid_does_not_go_back_to_anothers_card(db: PgPool) {
    let (own, rules) = (locator(), tariff());
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 2)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &own, &[1], WANTED).await.unwrap();
    confirmed(&db, &viewer, now(), id).await.unwrap();
    says(&db, &shown(&db, &viewer, id).await, State::Authorised).await;
    changes::settle_due(&db, now()).await.unwrap();
    says(&db, &shown(&db, &viewer, id).await, State::Captured).await;
    let became = shown(&db, &viewer, id).await.became.unwrap();
    // the airline cancels, both want their money back
    happens(&db, 408, None).await;
    happens(&db, 410, None).await;
    let theirs = "select count(*) from payment r join payment c on c.id = r.of where r.direction = 'refund' and c.key like 'change:%'";
    let quoted = changes::quote_cancel(&db, &viewer, now(), Locale::En, &own, &rules, (&[2], &[0, 1]), (false, Uuid::new_v4()));
    confirmed(&db, &viewer, now(), quoted.await.unwrap()).await.unwrap();
    assert_eq!(count(&db, "select count(*) from payment where direction = 'refund'").await, 1);
    assert_eq!(count(&db, theirs).await, 0, "who stayed is paid back with what was paid for the booking");
    let receipt = changes::receipt(&db, &viewer, now(), Locale::En, &own).await.unwrap();
    assert!(receipt.payments.iter().all(|payment| !payment.key.contains(&id.to_string())), "nor do they see the other's card");
    let (alone, viewer) = (Locator::parse(&became).unwrap(), proved(&db, &[&became]).await);
    let quoted = changes::quote_cancel(&db, &viewer, now(), Locale::En, &alone, &rules, (&[1], &[0, 1]), (false, Uuid::new_v4()));
    changes::confirm(&db, &viewer, now(), Locale::En, &alone, quoted.await.unwrap(), words()).await.unwrap();
    assert!(count(&db, theirs).await >= 1, "who paid the fee has it back first");
}

#[sqlx::test(migrations = "../migrations")]
async fn who_does_not_want_to_pay_gives_the_seats_back_at_once(db: PgPool) {
    let own = locator();
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &own, &[1], WANTED).await.unwrap();
    confirmed(&db, &viewer, now(), id).await.unwrap();
    for _ in 0..2 {
        changes::release(&db, &viewer, now(), &own, id).await.unwrap();
        assert_eq!((shown(&db, &viewer, id).await.stage, seats(&db, 410).await), (Stage::Released, (0, 0)));
    }
    seats_add_up(&db).await;
    // the card was taken all the same: it is let go, and nothing moves
    says(&db, &shown(&db, &viewer, id).await, State::Authorised).await;
    changes::settle_due(&db, now()).await.unwrap();
    assert_eq!(count(&db, "select count(*) from payment where key like 'change:%' and todo = 'void'").await, 1);
    // once the bank has agreed it goes through
    let id = held(&db, &viewer, &own, &[1], WANTED).await.unwrap();
    confirmed(&db, &viewer, now(), id).await.unwrap();
    says(&db, &shown(&db, &viewer, id).await, State::Authorised).await;
    assert!(matches!(changes::release(&db, &viewer, now(), &own, id).await, Err(Error::Conflict("change-paying"))));
}
