//! What workers are handed, and what becomes of it.

use crate::common::count;
use crate::scene::*;
use desk::payments::{self, Due, Failure, Heard, News, Payment, Source};
use desk::{Error, PgPool};
use domain::payment::{Order, State};

fn answer(due: &Due, state: State) -> News {
    news(&due.payment, state).named(Source::Answer)
}

/// A transaction that is only let go may hold its rows a moment longer: whoever skips locked rows would not see them.
async fn end(tx: sqlx::PgTransaction<'_>, asked: &desk::Result<()>) {
    let ended = if asked.is_ok() { tx.commit().await } else { tx.rollback().await };
    ended.unwrap();
}

async fn capture(db: &PgPool, payment: &Payment) -> desk::Result<()> {
    let mut tx = db.begin().await.unwrap();
    let asked = payments::capture(&mut tx, now(), payment.id).await;
    end(tx, &asked).await;
    asked
}

async fn void(db: &PgPool, payment: &Payment) -> desk::Result<()> {
    let mut tx = db.begin().await.unwrap();
    let asked = payments::void(&mut tx, now(), payment.id).await;
    end(tx, &asked).await;
    asked
}

#[sqlx::test(migrations = "../migrations")]
async fn a_charge_from_plan_to_money(db: PgPool) {
    let payment = planned(&db, "quote-1", usd(100)).await.unwrap();
    assert!(matches!(capture(&db, &payment).await, Err(Error::Conflict("payment-not-authorised"))));
    let due = payments::due(&db, now(), 9).await.unwrap();
    assert_eq!((due.len(), due[0].order, due[0].attempt, due[0].payment.id), (1, Order::Open, 1, payment.id));
    assert!(payments::due(&db, now(), 9).await.unwrap().is_empty(), "in somebody's hands");
    // the worker died: another one takes it
    let due = payments::due(&db, later(61), 9).await.unwrap();
    assert_eq!((due.len(), due[0].attempt), (1, 2));
    let heard = payments::answered(&db, now(), &due[0], &answer(&due[0], State::Opened)).await.unwrap();
    assert_eq!(heard.changed().unwrap().to, State::Opened);
    let open = find(&db, &payment).await;
    assert_eq!((open.order, open.hosted_url.as_deref()), (None, Some("http://127.0.0.1:4020/pay/1")));
    say(&db, &payment, State::Authorised).await.unwrap();
    capture(&db, &payment).await.unwrap();
    capture(&db, &payment).await.unwrap();
    assert!(matches!(void(&db, &payment).await, Err(Error::Conflict("payment-taken"))));
    assert!(payments::authorised_unused(&db, later(9999)).await.unwrap().is_empty());
    let due = payments::due(&db, now(), 9).await.unwrap();
    assert_eq!((due.len(), due[0].order, due[0].attempt), (1, Order::Capture, 1));
    // no answer, twice
    for (attempt, wait) in [(1, 2), (2, 4)] {
        let at = later(attempt * 100);
        let due = if attempt == 1 { due.clone() } else { payments::due(&db, at, 9).await.unwrap() };
        assert_eq!(payments::tried(&db, at, &due[0], Failure::ForNow, "no answer\u{0} within 15 s").await.unwrap(), None);
        assert!(payments::due(&db, later(attempt * 100 + wait - 1), 9).await.unwrap().is_empty());
    }
    assert_eq!(payments::waiting(&db, later(300)).await.unwrap().0, 1);
    let due = payments::due(&db, later(204), 9).await.unwrap();
    payments::answered(&db, now(), &due[0], &answer(&due[0], State::Captured)).await.unwrap();
    let done = find(&db, &payment).await;
    assert_eq!((done.state, done.order), (State::Captured, None));
    assert_eq!(payments::waiting(&db, later(300)).await.unwrap(), (0, 0));
    capture(&db, &payment).await.unwrap();
    assert!(payments::due(&db, later(9999), 9).await.unwrap().is_empty(), "captured already");
}

#[sqlx::test(migrations = "../migrations")]
async fn given_up_before_it_is_open_it_never_opens(db: PgPool) {
    let payment = planned(&db, "quote-1", usd(100)).await.unwrap();
    let opening = payments::due(&db, now(), 9).await.unwrap();
    void(&db, &payment).await.unwrap();
    void(&db, &payment).await.unwrap();
    // the answer to the opening comes after: letting go is still to be asked
    payments::answered(&db, now(), &opening[0], &answer(&opening[0], State::Opened)).await.unwrap();
    let due = payments::due(&db, later(10), 9).await.unwrap();
    assert_eq!((due.len(), due[0].order), (1, Order::Void));
    payments::answered(&db, now(), &due[0], &answer(&due[0], State::Voided)).await.unwrap();
    assert_eq!(find(&db, &payment).await.state, State::Voided);
    // what was said before that changes nothing
    assert_eq!(say(&db, &payment, State::Authorised).await, None);
    assert!(matches!(capture(&db, &payment).await, Err(Error::Conflict("payment-not-authorised"))));
    void(&db, &payment).await.unwrap();
    assert!(payments::due(&db, later(9999), 9).await.unwrap().is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_refused_opening_fails_and_a_refused_capture_is_asked_again(db: PgPool) {
    let payment = planned(&db, "quote-1", usd(100)).await.unwrap();
    let due = payments::due(&db, now(), 9).await.unwrap();
    let changed = payments::tried(&db, now(), &due[0], Failure::ForGood, "422 no such currency").await.unwrap().unwrap();
    assert_eq!((changed.to, find(&db, &payment).await.order), (State::Failed, None));
    captured(&db, "quote-2", usd(100)).await;
    let due = payments::due(&db, now(), 9).await.unwrap();
    assert_eq!(payments::tried(&db, now(), &due[0], Failure::ForGood, "404").await.unwrap(), None);
    assert_eq!(payments::due(&db, later(10), 9).await.unwrap()[0].order, Order::Capture);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_refund_waits_until_its_charge_is_captured(db: PgPool) {
    booked(&db).await;
    let charge = captured(&db, "quote-1", usd(5_000)).await;
    refunded(&db, "refund-1", usd(6_000)).await.unwrap();
    let due = payments::due(&db, now(), 9).await.unwrap();
    let orders: Vec<_> = due.iter().map(|due| (due.payment.key.as_str(), due.order)).collect();
    assert_eq!(orders.len(), 2);
    assert!(orders.contains(&("quote-1", Order::Capture)) && orders.contains(&("refund-1#2", Order::Refund)), "{orders:?}");
    let before = due.iter().find(|due| due.order == Order::Refund).unwrap().original.clone().unwrap();
    assert_eq!((before.provider_ref.as_deref(), before.amount), (Some("LG-X4TE6N"), usd(60_000)));
    say(&db, &charge, State::Captured).await.unwrap();
    let due = payments::due(&db, now(), 9).await.unwrap();
    assert_eq!((due.len(), due[0].payment.key.as_str()), (1, "refund-1"));
    assert_eq!(due[0].original.as_ref().unwrap().provider_ref.as_deref(), Some("pay-quote-1"));
    payments::answered(&db, now(), &due[0], &answer(&due[0], State::Sent)).await.unwrap();
    assert_eq!(say(&db, &due[0].payment, State::Settled).await.unwrap().from, State::Sent);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_ran_out_and_what_nobody_took_is_let_go(db: PgPool) {
    let open = planned(&db, "quote-1", usd(100)).await.unwrap();
    say(&db, &open, State::Opened).await.unwrap();
    let held = planned(&db, "quote-2", usd(100)).await.unwrap();
    say(&db, &held, State::Authorised).await.unwrap();
    captured(&db, "quote-3", usd(100)).await;
    assert_eq!(payments::give_up(&db, later(900 + 119)).await.unwrap(), 0);
    assert_eq!(payments::give_up(&db, later(900 + 120)).await.unwrap(), 1);
    assert_eq!(payments::give_up(&db, later(1_800)).await.unwrap(), 1);
    assert_eq!(payments::give_up(&db, later(99_999)).await.unwrap(), 0);
    assert_eq!(count(&db, "select count(*) from payment where todo = 'void' and key in ('quote-1', 'quote-2')").await, 2);
    assert_eq!((find(&db, &open).await.order, find(&db, &held).await.order), (Some(Order::Void), Some(Order::Void)));
}

#[sqlx::test(migrations = "../migrations")]
async fn workers_at_the_same_time_take_each_once(db: PgPool) {
    for n in 0..30 {
        planned(&db, &format!("quote-{n}"), usd(100)).await.unwrap();
    }
    let workers: Vec<_> = (0..6)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { payments::due(&db, now(), 10).await.unwrap().len() })
        })
        .collect();
    let mut taken = 0;
    for worker in workers {
        taken += worker.await.unwrap();
    }
    assert_eq!(taken, 30);
}

#[sqlx::test(migrations = "../migrations")]
async fn another_amount_than_ours_is_for_a_person(db: PgPool) {
    let payment = planned(&db, "quote-1", usd(100)).await.unwrap();
    let mut wrong = news(&payment, State::Captured);
    wrong.amount = usd(101);
    assert_eq!(heard(&db, &wrong).await, Heard::Differs);
    assert_eq!(find(&db, &payment).await.state, State::Planned);
    assert_eq!(count(&db, "select count(*) from payment_event where mended = 'amount'").await, 1);
}
