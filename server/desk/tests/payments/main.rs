//! Money moves once (I3): the same key, news in any order, refunds at the same time, workers, reconciliation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../cases/common.rs"]
#[allow(dead_code)]
mod common;
mod reconcile;
mod scene;
mod work;

use common::{count, staff};
use desk::payments::{self, Filter, Heard};
use desk::{Error, PgPool, bookings};
use domain::booking::BookingState;
use domain::payment::{Direction, Order, Reason, State};
use domain::rights::{Role, Viewer};
use scene::*;

#[sqlx::test(migrations = "../migrations")]
async fn a_key_is_one_charge_however_many_say_it(db: PgPool) {
    let tries: Vec<_> = (0..16)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { planned(&db, "quote-1", usd(12_050)).await.unwrap() })
        })
        .collect();
    let mut ids = Vec::new();
    for one in tries {
        ids.push(one.await.unwrap().id);
    }
    ids.dedup();
    assert_eq!((ids.len(), count(&db, "select count(*) from payment").await), (1, 1));
    let known = payments::by_key(&db, "quote-1").await.unwrap().unwrap();
    assert_eq!((known.id, known.state, known.order, known.amount), (ids[0], State::Planned, Some(Order::Open), usd(12_050)));
    // the same key for something else is refused, and so is no money
    assert!(matches!(planned(&db, "quote-1", usd(12_051)).await, Err(Error::Conflict("payment-key-used"))));
    for (key, amount) in [("quote-2", usd(0)), ("quote#2", usd(1)), ("", usd(1)), ("quote-2", usd(1).with("0.001".parse().unwrap()))] {
        assert!(matches!(planned(&db, key, amount).await, Err(Error::Internal(_))), "{key} {amount}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_its_transaction_does_not_keep_was_never_planned(db: PgPool) {
    let mut tx = db.begin().await.unwrap();
    payments::plan_charge(&mut tx, now(), &charge("quote-1", usd(100))).await.unwrap();
    tx.rollback().await.unwrap();
    assert!(payments::by_key(&db, "quote-1").await.unwrap().is_none());
    assert!(payments::due(&db, now(), 9).await.unwrap().is_empty());
}

/// Every order of the same news, with one of them twice.
#[sqlx::test(migrations = "../migrations")]
async fn news_in_any_order_settle_alike(db: PgPool) {
    let states = [State::Opened, State::Declined, State::Authorised, State::Captured];
    let mut orders = vec![vec![]];
    for state in states {
        let longer = |order: &Vec<State>| {
            let order = order.clone();
            (0..=order.len()).map(move |place| {
                let mut order = order.clone();
                order.insert(place, state);
                order
            })
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    assert_eq!(orders.len(), 24);
    for (n, order) in orders.into_iter().enumerate() {
        let payment = planned(&db, &format!("quote-{n}"), usd(100)).await.unwrap();
        let mut all: Vec<_> = order.iter().map(|state| news(&payment, *state)).collect();
        // another card, before
        all.iter_mut().filter(|one| one.state == State::Declined).for_each(|one| one.means = Some("•••• 0002".into()));
        // at the same time, and then each again
        let hands: Vec<_> = all
            .iter()
            .map(|one| {
                let (db, one) = (db.clone(), one.clone());
                tokio::spawn(async move { heard(&db, &one).await })
            })
            .collect();
        for hand in hands {
            hand.await.unwrap();
        }
        for one in &all {
            assert_eq!(heard(&db, one).await, Heard::Again);
        }
        let settled = find(&db, &payment).await;
        assert_eq!((settled.state, settled.order, settled.reason), (State::Captured, None, None), "{order:?}");
        assert_eq!(settled.means.as_deref(), Some("•••• 4242"));
    }
    assert_eq!(count(&db, "select count(*) from payment_event").await, 24 * 4);
    let rewritten = sqlx::query("update payment_event set state = 'voided'").execute(&db).await;
    assert!(rewritten.unwrap_err().to_string().contains("never rewritten"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_refusal_has_its_reason_and_a_late_success_counts(db: PgPool) {
    let payment = planned(&db, "quote-1", usd(100)).await.unwrap();
    let changed = say(&db, &payment, State::Declined).await.unwrap();
    assert_eq!((changed.from, changed.to, changed.key.as_str()), (State::Planned, State::Declined, "quote-1"));
    assert_eq!(find(&db, &payment).await.reason, Some(Reason::InsufficientFunds));
    assert_eq!(say(&db, &payment, State::Opened).await, None);
    let changed = say(&db, &payment, State::Authorised).await.unwrap();
    assert_eq!((changed.from, changed.to), (State::Declined, State::Authorised));
    assert_eq!(find(&db, &payment).await.reason, None);
    let unused = payments::authorised_unused(&db, now()).await.unwrap();
    assert_eq!(unused.iter().map(|payment| payment.key.as_str()).collect::<Vec<_>>(), ["quote-1"]);
    assert!(payments::authorised_unused(&db, later(-1)).await.unwrap().is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn bookings_bring_the_money_they_were_paid_by(db: PgPool) {
    let all = [booking("TICKET", BookingState::Ticketed), booking("BACK22", BookingState::Refunded), booking("HELD22", BookingState::Held)];
    let mut tx = db.begin().await.unwrap();
    bookings::insert(&mut tx, &all).await.unwrap();
    tx.commit().await.unwrap();
    let paid = payments::of_booking(&db, "TICKET").await.unwrap();
    assert_eq!((paid.len(), paid[0].provider_ref.as_deref(), paid[0].state, paid[0].before), (1, Some("LG-TICKET"), State::Captured, true));
    let mut connection = db.acquire().await.unwrap();
    let mut left = async |locator| payments::refundable(&mut connection, locator, usd(0).currency).await.unwrap();
    assert_eq!((left("TICKET").await, left("BACK22").await, left("HELD22").await), (usd(60_000), usd(0), usd(0)));
}

#[sqlx::test(migrations = "../migrations")]
async fn refunds_at_the_same_time_never_give_back_more_than_was_paid(db: PgPool) {
    booked(&db).await;
    let tries: Vec<_> = (0..20)
        .map(|n| {
            let db = db.clone();
            // each key twice, at the same time
            tokio::spawn(async move { refunded(&db, &format!("refund-{}", n / 2), usd(17_000)).await })
        })
        .collect();
    let (mut given, mut refused) = (0, 0);
    for one in tries {
        match one.await.unwrap() {
            Ok(parts) => given += parts.len(),
            Err(Error::Conflict("payment-too-much")) => refused += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((given, refused), (6, 14), "three of them, each asked for twice");
    assert_eq!(count(&db, "select count(*) from payment where direction = 'refund'").await, 3);
    assert_eq!(left(&db).await, usd(9_000));
}

#[sqlx::test(migrations = "../migrations")]
async fn money_goes_back_newest_charge_first(db: PgPool) {
    booked(&db).await;
    let change = captured(&db, "quote-1", usd(5_000)).await;
    assert_eq!(left(&db).await, usd(65_000), "about to be captured counts");
    let parts = refunded(&db, "refund-1", usd(12_000)).await.unwrap();
    let shares: Vec<_> = parts.iter().map(|part| (part.key.as_str(), part.amount, part.of == Some(change.id))).collect();
    assert_eq!(shares, [("refund-1", usd(5_000), true), ("refund-1#2", usd(7_000), false)]);
    assert!(parts.iter().all(|part| part.direction == Direction::Refund && part.due_by.is_some()));
    // again: the same; for another amount: not
    assert_eq!(refunded(&db, "refund-1", usd(12_000)).await.unwrap(), parts);
    assert!(matches!(refunded(&db, "refund-1", usd(12_001)).await, Err(Error::Conflict("payment-key-used"))));
    // what came back may go once more
    assert_eq!(left(&db).await, usd(53_000));
    say(&db, &parts[1], State::Failed).await.unwrap();
    assert_eq!(left(&db).await, usd(60_000));
    // a capture that never came takes its refund with it
    say(&db, &change, State::Failed).await.unwrap();
    assert_eq!(find(&db, &parts[0]).await.state, State::Failed);
    assert_eq!(left(&db).await, usd(60_000));
    assert!(matches!(refunded(&db, "refund-2", usd(60_001)).await, Err(Error::Conflict("payment-too-much"))));
}

#[sqlx::test(migrations = "../migrations")]
async fn who_answers_for_everyone_sees_payments_and_leaves_a_look(db: PgPool) {
    booked(&db).await;
    for n in 0..60 {
        planned(&db, &format!("quote-{n}"), usd(100 + n)).await.unwrap();
    }
    let lead = staff(&db, "Ines", Role::Supervisor, &[]).await;
    let agent = staff(&db, "Mei", Role::Agent, &["baggage"]).await;
    let list = async |viewer: &Viewer, filter: Filter| payments::list(&db, viewer, now(), &filter).await;
    assert!(matches!(list(&Viewer::default(), Filter::default()).await, Err(Error::SignInFirst)));
    assert!(matches!(list(&agent, Filter::default()).await, Err(Error::Forbidden)));
    let page = list(&lead, Filter::default()).await.unwrap();
    assert_eq!((page.payments.len(), page.payments[0].key.as_str()), (50, "quote-59"));
    let rest = list(&lead, Filter { before: page.next, ..Filter::default() }).await.unwrap();
    assert_eq!((rest.payments.len(), rest.next), (10, None));
    let one = list(&lead, Filter { locator: " x4te6n".into(), before: None }).await.unwrap();
    assert_eq!(one.payments.len(), 50, "with what the booking came with, on the page after");
    assert_eq!(count(&db, "select count(*) from audit where subject_kind = 'payments'").await, 3);
}
