//! The provider's book beside ours.

use crate::common::count;
use crate::scene::*;
use desk::PgPool;
use desk::payments::{self, Heard, News, Payment};
use domain::payment::{Mend, Mismatch, Order, State};
use jiff::SignedDuration;
use uuid::Uuid;

async fn compare(db: &PgPool, theirs: &News) -> Mend {
    payments::compare(db, now(), theirs).await.unwrap().mend
}

async fn in_state(db: &PgPool, key: &str, states: &[State]) -> Payment {
    let payment = planned(db, key, usd(100)).await.unwrap();
    for state in states {
        say(db, &payment, *state).await;
    }
    payment
}

#[sqlx::test(migrations = "../migrations")]
async fn each_difference_is_mended_and_written_down_once(db: PgPool) {
    let lost = in_state(&db, "lost", &[State::Opened]).await;
    let found = payments::compare(&db, now(), &news(&lost, State::Authorised)).await.unwrap();
    assert_eq!((found.mend, found.changed.unwrap().to), (Mend::Take(State::Authorised), State::Authorised));
    assert_eq!(compare(&db, &news(&lost, State::Authorised)).await, Mend::Nothing);

    let forgot = in_state(&db, "forgot", &[State::Opened, State::Authorised, State::Captured]).await;
    for _ in 0..2 {
        assert_eq!(compare(&db, &news(&forgot, State::Authorised)).await, Mend::Ask(Order::Capture));
    }
    let due = payments::due(&db, now(), 9).await.unwrap();
    let due = due.iter().find(|due| due.payment.id == forgot.id).unwrap();
    let answer = news(&forgot, State::Captured).named(payments::Source::Answer);
    payments::answered(&db, now(), due, &answer).await.unwrap();
    assert_eq!(find(&db, &forgot).await.order, None);

    let stranger = Payment { id: Uuid::new_v4(), ..forgot.clone() };
    assert_eq!(compare(&db, &news(&stranger, State::Captured)).await, Mend::Tell(Mismatch::Unknown));
    assert_eq!(compare(&db, &news(&stranger, State::Authorised)).await, Mend::Ask(Order::Void));
    let mut wrong = news(&forgot, State::Captured);
    wrong.amount = usd(99);
    assert_eq!(compare(&db, &wrong).await, Mend::Tell(Mismatch::Amount));
    let mended: Vec<String> =
        sqlx::query_scalar("select mended from payment_event where mended is not null order by 1").fetch_all(&db).await.unwrap();
    assert_eq!(mended, ["amount", "asked-capture", "asked-void", "taken", "unknown"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_they_lost_is_asked_again_under_its_key(db: PgPool) {
    booked(&db).await;
    let open = in_state(&db, "open", &[State::Opened]).await;
    let held = in_state(&db, "held", &[State::Authorised]).await;
    let back = refunded(&db, "back", usd(100)).await.unwrap().remove(0);
    say(&db, &back, State::Sent).await.unwrap();
    let missing = async |payment: &Payment| payments::missing(&db, now(), payment).await.unwrap();
    assert_eq!(missing(&open).await, Mend::Ask(Order::Open));
    assert_eq!(missing(&back).await, Mend::Ask(Order::Refund));
    assert_eq!(missing(&held).await, Mend::Tell(Mismatch::Missing));
    let before = payments::by_key(&db, "LG-X4TE6N").await.unwrap().unwrap();
    assert_eq!(missing(&before).await, Mend::Nothing);
    let mut orders: Vec<_> = payments::due(&db, now(), 9).await.unwrap().into_iter().map(|due| (due.payment.key, due.order)).collect();
    orders.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(orders, [("back".to_owned(), Order::Refund), ("open".to_owned(), Order::Open)]);
}

#[sqlx::test(migrations = "../migrations")]
async fn news_of_a_payment_nobody_knows_waits_for_it(db: PgPool) {
    let payment = planned(&db, "quote-1", usd(100)).await.unwrap();
    // a database brought back from before the payment: its news are here first
    sqlx::query("create table aside as select * from payment").execute(&db).await.unwrap();
    sqlx::query("delete from payment").execute(&db).await.unwrap();
    let early = news(&payment, State::Authorised);
    assert_eq!(heard(&db, &early).await, Heard::Unknown);
    assert_eq!(heard(&db, &early).await, Heard::Again);
    assert_eq!(payments::parked(&db, now()).await.unwrap(), []);
    sqlx::query("insert into payment select * from aside").execute(&db).await.unwrap();
    let changed = payments::parked(&db, now()).await.unwrap();
    assert_eq!((changed.len(), changed[0].to), (1, State::Authorised));
    assert_eq!(payments::parked(&db, now()).await.unwrap(), []);
}

#[sqlx::test(migrations = "../migrations")]
async fn one_process_at_a_time_goes_on_where_the_last_one_stopped(db: PgPool) {
    let minute = SignedDuration::from_mins(1);
    assert_eq!(payments::begin(&db, now(), minute).await.unwrap().as_deref(), Some(""));
    assert_eq!(payments::begin(&db, later(59), minute).await.unwrap(), None);
    payments::end(&db, "41").await.unwrap();
    assert_eq!(payments::begin(&db, later(60), minute).await.unwrap().as_deref(), Some("41"));
}

#[sqlx::test(migrations = "../migrations")]
async fn who_stays_quiet_is_asked_more_and_more_rarely(db: PgPool) {
    in_state(&db, "open", &[State::Opened]).await;
    in_state(&db, "planned", &[]).await;
    let minute = SignedDuration::from_mins(1);
    let quiet = async |seconds: i64| payments::quiet(&db, later(seconds), minute).await.unwrap().len();
    assert_eq!((quiet(59).await, quiet(60).await, quiet(119).await), (0, 1, 0));
    assert_eq!((quiet(179).await, quiet(180).await), (0, 1), "as long again as it has been quiet");
    assert_eq!((quiet(419).await, quiet(420).await), (0, 1));
    assert_eq!(count(&db, "select count(*) from payment where asked_at is not null").await, 1);
}
