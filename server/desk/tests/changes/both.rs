//! What holds wherever seats and coupons are kept: here, or in a reservation system that is asked (`server/tests/operations/reservations`
//! runs these with one).

use super::common::{browser, count, verified};
use super::scene::*;
use desk::changes::{self, Closed, Confirmed, Failure, Stage, Wanted};
use desk::{Error, PgPool};
use domain::booking::Locator;
use domain::locale::Locale;
use domain::payment::State;
use domain::rights::{Grants, Viewer, Who};
use uuid::Uuid;

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn paid_by_card_everything_moves_at_once(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 2)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &locator(), &[1, 2], WANTED).await.unwrap();
    assert_eq!((seats(&db, 408).await, seats(&db, 410).await), ((2, 0), (0, 2)));
    assert_eq!(shown(&db, &viewer, id).await.stage, Stage::Quoted);
    assert_eq!(confirmed(&db, &viewer, now(), id).await.unwrap(), Confirmed::Pay);
    assert_eq!(confirmed(&db, &viewer, now(), id).await.unwrap(), Confirmed::Pay, "a double click");
    assert_eq!(count(&db, "select count(*) from payment where direction = 'charge' and key like 'change:%'").await, 1);
    // the page ran out: nothing moved, the quote stands
    says(&db, &shown(&db, &viewer, id).await, State::Expired).await;
    assert!(changes::settle(&db, now(), id).await.unwrap());
    assert_eq!((shown(&db, &viewer, id).await.stage, seats(&db, 410).await), (Stage::Quoted, (0, 2)));
    assert_eq!(confirmed(&db, &viewer, now(), id).await.unwrap(), Confirmed::Pay);
    // a card without money: the page stays open for another
    says(&db, &shown(&db, &viewer, id).await, State::Declined).await;
    assert!(!changes::settle(&db, now(), id).await.unwrap());
    assert_eq!(shown(&db, &viewer, id).await.stage, Stage::Paying);
    says(&db, &shown(&db, &viewer, id).await, State::Authorised).await;
    for _ in 0..2 {
        settled(&db, now()).await;
        let done = shown(&db, &viewer, id).await;
        assert_eq!(done.stage, Stage::Done);
        assert!(done.case.is_some());
    }
    assert_eq!((seats(&db, 408).await, seats(&db, 410).await), ((0, 0), (2, 0)));
    seats_add_up(&db).await;
    verified(&db).await;
    assert_eq!(
        count(&db, "select count(*) from payment where key like 'change:%' and state in ('authorised', 'captured') and todo = 'capture'")
            .await,
        1
    );
    // new tickets: the flight back stands on them too, and all is worth what was paid but the fee
    assert_eq!(count(&db, "select count(distinct ticket) from coupon where state = 'open'").await, 2);
    assert_eq!(count(&db, "select count(*) from coupon where state = 'exchanged'").await, 4);
    let worth: rust_decimal::Decimal =
        sqlx::query_scalar("select sum(fare) + sum((select sum((t ->> 'amount')::numeric) from jsonb_array_elements(taxes) t)) from coupon where state = 'open'")
            .fetch_one(&db)
            .await
            .unwrap();
    assert_eq!(worth, usd(38_700).amount);
    // the seat wish follows, the check-in does not
    let seated: Vec<(String, bool)> =
        sqlx::query_as("select seat, checked_in from seat where locator = 'X4TE6N' and segment_position = 1 order by 1")
            .fetch_all(&db)
            .await
            .unwrap();
    assert_eq!(seated, [("14A".to_owned(), false), ("15A".to_owned(), false)]);
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'trip_reissued'").await, 1);
    assert_eq!(count(&db, "select count(*) from case_file where kind = 'change' and status = 'closed'").await, 1);
    // years later the same rules give the same amounts, and somebody who meddles is found
    assert_eq!(changes::verify(&db).await.unwrap().1, []);
    sqlx::query("update trip_change set decision = jsonb_set(decision, '{lines,0,amount}', '\"-74.00\"')").execute(&db).await.unwrap();
    sqlx::query("update flight_cabin set sold = sold + 1 where number = 410 and cabin = 'economy'").execute(&db).await.unwrap();
    assert_eq!(changes::verify(&db).await.unwrap().1.len(), 2);
    assert_eq!(count(&db, "select version::bigint from booking where locator = 'X4TE6N'").await, 1);
    // the demo lays its people anew: what was done stays done
    sqlx::query("delete from booking where locator = 'X4TE6N'").execute(&db).await.unwrap();
    assert!(!changes::settle(&db, now(), id).await.unwrap());
    assert_eq!(count(&db, "select count(*) from trip_change where state = 'done'").await, 1);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_flight_the_airline_cancels_costs_nothing_to_change(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "basic", 3)).await;
    sqlx::query("insert into flight_report (flight_id, known_at, kind, reason) select id, $1::timestamptz, 'cancelled', 'weather' from flight where number = 408")
        .bind(later(-10).to_string())
        .execute(&db)
        .await
        .unwrap();
    let viewer = proved(&db, &["X4TE6N"]).await;
    let same_day = Wanted { date: "2026-11-28".parse().unwrap(), ..wanted(&[1, 2, 3]) };
    let options = changes::options(&db, &viewer, now(), Locale::En, &locator(), &tariff(), &same_day).await.unwrap();
    let ways: Vec<_> = options.ways.iter().map(|way| (way.id.as_str(), way.totals.to_pay, way.other_airport)).collect();
    // another airport of the city, nearest to the arrival booked; then the later flight of their own
    assert_eq!(ways[1], ("LD412.2026-11-28.EWR", usd(0), false));
    assert_eq!((ways[0].0, ways[0].2, options.nearby), ("LD600.2026-11-28.LGA", true, true));
    let key = Uuid::new_v4();
    let (rules, at) = (tariff(), locator());
    let hold = || changes::hold(&db, &viewer, now(), Locale::En, &at, &rules, &same_day, ("LD412.2026-11-28.EWR", key));
    let id = hold().await.unwrap();
    assert_eq!(hold().await.unwrap(), id, "the same form is the same change");
    assert_eq!(confirmed(&db, &viewer, now(), id).await.unwrap(), Confirmed::Done);
    assert_eq!(confirmed(&db, &viewer, now(), id).await.unwrap(), Confirmed::Done);
    let done = shown(&db, &viewer, id).await;
    assert_eq!((done.stage, done.totals.to_pay, done.after[0].designator.as_str()), (Stage::Done, usd(0), "LD 412"));
    seats_add_up(&db).await;
    assert_eq!(count(&db, "select count(*) from trip_change where state = 'done'").await, 1);
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn cancelled_the_money_goes_back_where_it_came_from_once(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "flex", 2)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let named = Viewer { who: Who::Public(Grants { trips: vec!["X4TE6N".into()], ..Grants::default() }), ..browser(&db).await };
    let quote = |viewer: Viewer| {
        let db = db.clone();
        async move {
            changes::quote_cancel(&db, &viewer, now(), Locale::En, &locator(), &tariff(), (&[1, 2], &[0, 1, 0, 1]), (false, Uuid::new_v4()))
                .await
        }
    };
    assert!(matches!(quote(named).await, Err(Error::VerifyFirst { .. })));
    let id = quote(viewer.clone()).await.unwrap();
    assert_eq!(shown(&db, &viewer, id).await.totals.refund, usd(38_700));
    let all = (0..8).map(|_| {
        tokio::spawn({
            let (db, viewer) = (db.clone(), viewer.clone());
            async move { confirmed(&db, &viewer, now(), id).await.unwrap() }
        })
    });
    for one in all.collect::<Vec<_>>() {
        assert_eq!(one.await.unwrap(), Confirmed::Done);
    }
    let done = shown(&db, &viewer, id).await;
    assert_eq!(done.refunds.iter().map(|refund| refund.amount).collect::<Vec<_>>(), [usd(38_700)]);
    assert!(done.due_by.is_some());
    assert_eq!((seats(&db, 408).await, seats(&db, 409).await), ((0, 0), (0, 0)));
    seats_add_up(&db).await;
    assert_eq!(count(&db, "select count(*) from booking where state = 'refunded'").await, 1);
    // the account it goes back to is closed: somebody has to look, once
    sqlx::query("update payment set state = 'failed', todo = null where direction = 'refund'").execute(&db).await.unwrap();
    assert_eq!((changes::refunds_failed(&db, now()).await.unwrap(), changes::refunds_failed(&db, now()).await.unwrap()), (1, 0));
    assert_eq!(count(&db, "select count(*) from case_file where status = 'reopened' and reply_by is not null").await, 1);
    verified(&db).await;
    let choices = changes::choices(&db, &viewer, now(), Locale::En, &locator()).await.unwrap();
    assert_eq!(choices.closed, Some(Closed::Void));
    assert!(matches!(held(&db, &viewer, &locator(), &[1], WANTED).await, Err(Error::Conflict("change-closed-void"))));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn one_of_three_goes_on_alone_under_a_reference_of_their_own(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "flex", 3)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &locator(), &[2], WANTED).await.unwrap();
    assert_eq!(confirmed(&db, &viewer, now(), id).await.unwrap(), Confirmed::Done);
    let became = shown(&db, &viewer, id).await.became.unwrap();
    let travels: Vec<(String, i32)> = sqlx::query_as(
        "select p.given_name, s.number from passenger p join segment s using (locator) where s.origin = 'EWR' order by p.position",
    )
    .fetch_all(&db)
    .await
    .unwrap();
    assert_eq!(travels, [("Ada".to_owned(), 408), ("Chidi".to_owned(), 410), ("Ngozi".to_owned(), 408)]);
    assert_eq!((seats(&db, 408).await, seats(&db, 410).await, seats(&db, 409).await), ((2, 0), (1, 0), (3, 0)));
    seats_add_up(&db).await;
    // who cancels the divided booking gets the share that was paid under the first
    let alone = Locator::parse(&became).unwrap();
    let viewer = proved(&db, &[&became]).await;
    let id =
        changes::quote_cancel(&db, &viewer, now(), Locale::En, &alone, &tariff(), (&[2], &[0, 1]), (false, Uuid::new_v4())).await.unwrap();
    confirmed_at(&db, &viewer, now(), &alone, id).await.unwrap();
    let change = changes::change(&db, &viewer, now(), Locale::En, &alone, id).await.unwrap();
    assert_eq!(change.refunds.iter().map(|refund| (refund.locator.as_str(), refund.amount)).collect::<Vec<_>>(), [("X4TE6N", usd(19_350))]);
    seats_add_up(&db).await;
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_quote_runs_out_and_gives_its_seats_back(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 2)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &locator(), &[1, 2], WANTED).await.unwrap();
    changes::extend(&db, &viewer, later(14), &locator(), id).await.unwrap();
    assert!(matches!(changes::extend(&db, &viewer, later(15), &locator(), id).await, Err(Error::Conflict("change-extended-already"))));
    assert_eq!(changes::expire_due(&db, later(28)).await.unwrap(), 0);
    assert_eq!(changes::expire_due(&db, later(29)).await.unwrap(), 1);
    assert_eq!((shown(&db, &viewer, id).await.stage, seats(&db, 410).await), (Stage::Expired, (0, 0)));
    assert!(matches!(confirmed(&db, &viewer, later(30), id).await, Err(Error::Conflict("change-expired"))));
    // another quote gives way to the newer one, and can be given back
    let first = held(&db, &viewer, &locator(), &[1, 2], WANTED).await.unwrap();
    let second = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    assert_eq!((shown(&db, &viewer, first).await.stage, seats(&db, 410).await), (Stage::Released, (0, 1)));
    changes::release(&db, &viewer, now(), &locator(), second).await.unwrap();
    changes::release(&db, &viewer, now(), &locator(), second).await.unwrap();
    assert_eq!(seats(&db, 410).await, (0, 0));
    seats_add_up(&db).await;
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn what_cannot_be_done_any_more_is_not_charged(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    confirmed(&db, &viewer, now(), id).await.unwrap();
    assert!(matches!(held(&db, &viewer, &locator(), &[1], WANTED).await, Err(Error::Conflict("change-paying"))));
    // the reservation system changed the booking while the bank was asked
    sqlx::query("update booking set version = version + 1").execute(&db).await.unwrap();
    says(&db, &shown(&db, &viewer, id).await, State::Authorised).await;
    settled(&db, now()).await;
    let failed = shown(&db, &viewer, id).await;
    assert_eq!(failed.stage, Stage::Failed(Failure::BookingChanged));
    assert_eq!(count(&db, "select count(*) from payment where key like 'change:%' and todo = 'void'").await, 1);
    assert_eq!((seats(&db, 408).await, seats(&db, 410).await), ((1, 0), (0, 0)));
    seats_add_up(&db).await;
    // nobody pays: the page is closed, the seats are free
    let id = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    confirmed(&db, &viewer, now(), id).await.unwrap();
    settled(&db, later(22)).await;
    assert_eq!((shown(&db, &viewer, id).await.stage, seats(&db, 410).await), (Stage::Expired, (0, 0)));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn whoever_holds_the_last_seat_may_choose_again_and_a_flight_cancelled_meanwhile_is_not_sold(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "flex", 1)).await;
    sqlx::query("update flight_cabin set elsewhere = seats - 1 where number = 410 and cabin = 'economy'").execute(&db).await.unwrap();
    let viewer = proved(&db, &["X4TE6N"]).await;
    held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    let id = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    let options = changes::options(&db, &viewer, now(), Locale::En, &locator(), &tariff(), &wanted(&[1])).await.unwrap();
    assert!(options.ways.iter().any(|way| way.id == WANTED));
    assert_eq!(seats(&db, 410).await, (0, 1));
    assert_eq!(confirmed(&db, &viewer, now(), id).await.unwrap(), Confirmed::Pay);
    sqlx::query("insert into flight_report (flight_id, known_at, kind, reason) select id, $1::timestamptz, 'cancelled', 'crew' from flight where number = 410")
        .bind(now().to_string())
        .execute(&db)
        .await
        .unwrap();
    says(&db, &shown(&db, &viewer, id).await, State::Authorised).await;
    settled(&db, now()).await;
    assert_eq!(shown(&db, &viewer, id).await.stage, Stage::Failed(Failure::SeatLost));
    assert_eq!(count(&db, "select count(*) from payment where todo = 'void'").await, 1);
    seats_add_up(&db).await;
}
