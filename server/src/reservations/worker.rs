//! The worker: woken by a new order and by the clock, asks the reservation system what is due, the same key each time, and goes on with the
//! change it is for.

use super::{Refusal, ReservationSystem};
use crate::state::App;
use desk::{
    PgPool, changes,
    reservations::{self, Answer, Due, Failure, Order},
};
use jiff::Timestamp;
use sqlx::postgres::PgListener;
use std::time::Duration;
use tokio::{sync::watch, task::JoinSet};

/// Questions under way at once.
const AT_ONCE: usize = 16;
/// Without news the table is looked through this often: attempts come due, notices get lost.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Asks what comes due until the process stops. Any number of processes may do so at once.
pub async fn work(app: App, system: impl ReservationSystem, mut stopping: watch::Receiver<bool>) {
    let (mut news, mut hands, mut looked) = (None, JoinSet::new(), None::<tokio::time::Instant>);
    while !*stopping.borrow() {
        if news.is_none() {
            news = listen(app.db()).await.inspect_err(|error| tracing::debug!(%error, "no news of orders, looking by the clock")).ok();
        }
        if looked.is_none_or(|at| at.elapsed() >= LOOK_EVERY) {
            looked = Some(tokio::time::Instant::now());
            measure(app.db()).await;
        }
        while hands.try_join_next().is_some() {}
        if let Err(error) = take(app.db(), &system, Timestamp::now(), &mut hands).await {
            app.note(&error);
            tracing::warn!(%error, "the reservation system has to wait for the database");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            lost = heard(&mut news) => {
                if lost {
                    news = None;
                }
            }
            Some(_) = hands.join_next() => {}
            _ = stopping.wait_for(|stop| *stop) => {}
        }
    }
    // what is under way is answered and written down before the process ends
    while hands.join_next().await.is_some() {}
}

/// Asks everything that is due now, once, and waits for the answers: how many questions that were.
///
/// # Errors
/// Those of the database.
pub async fn round(db: &PgPool, system: &impl ReservationSystem, now: Timestamp) -> desk::Result<usize> {
    let mut hands = JoinSet::new();
    take(db, system, now, &mut hands).await?;
    let asked = hands.len();
    while hands.join_next().await.is_some() {}
    Ok(asked)
}

/// Fills the free hands.
async fn take(db: &PgPool, system: &impl ReservationSystem, now: Timestamp, hands: &mut JoinSet<()>) -> desk::Result<()> {
    let free = AT_ONCE.saturating_sub(hands.len());
    if free == 0 {
        return Ok(());
    }
    for due in reservations::due(db, now, i64::try_from(free).unwrap_or(1)).await? {
        let (db, system) = (db.clone(), system.clone());
        hands.spawn(async move { one(&db, &system, now, due).await });
    }
    Ok(())
}

/// Figures for those who watch.
async fn measure(db: &PgPool) {
    if let Ok((waiting, oldest)) = reservations::waiting(db, Timestamp::now()).await {
        metrics::gauge!("landside_reservations_waiting").set(waiting as f64);
        metrics::gauge!("landside_reservations_oldest_seconds").set(oldest as f64);
    }
}

/// Asks one thing and writes down the answer. Where that cannot be written down its lease lapses and it is asked again, under the same key.
async fn one(db: &PgPool, system: &impl ReservationSystem, now: Timestamp, due: Due) {
    let order = due.order.as_str();
    let counted = |outcome| metrics::counter!("landside_reservation_orders_total", "order" => order, "outcome" => outcome).increment(1);
    let noted = match ask(system, &due).await {
        Ok(answer) => {
            counted(if matches!(answer, Answer::Refused { .. }) { "refused" } else { "done" });
            reservations::answered(db, &due, &answer).await
        }
        Err(Refusal { failure, said }) => {
            counted("unanswered");
            tracing::warn!(change = %due.change, order, attempt = due.attempt, ?failure, said, "the reservation system gave no good answer");
            reservations::tried(db, now, &due, failure, &said).await
        }
    };
    match noted {
        Ok(()) if due.order != Order::Release => go_on(db, now, &due).await,
        Ok(()) => {}
        Err(error) => tracing::warn!(change = %due.change, order, %error, "an answer could not be noted; it will be asked again"),
    }
}

/// Whoever waits need not wait for the clock; what fails now is tried again by it.
async fn go_on(db: &PgPool, now: Timestamp, due: &Due) {
    if let Err(error) = changes::settle(db, now, due.change).await {
        tracing::warn!(change = %due.change, %error, "a change that was answered has to wait");
    }
}

async fn ask(system: &impl ReservationSystem, due: &Due) -> Result<Answer, Refusal> {
    let answer = match &due.order {
        Order::Hold(hold) => system.hold(due.change, hold).await?,
        Order::Release => system.release(due.change).await?,
        Order::Change(change) => system.change(due.change, change).await?,
        Order::Withdraw => system.withdraw(due.change).await?,
    };
    let fits = match due.order {
        Order::Hold(_) => matches!(answer, Answer::Held | Answer::Refused { .. }),
        Order::Release => answer == Answer::Released,
        Order::Change(_) => matches!(answer, Answer::Done(_) | Answer::Refused { .. }),
        Order::Withdraw => matches!(answer, Answer::Done(_) | Answer::Released),
    };
    let unfit = || Refusal { failure: Failure::ForNow, said: format!("{answer:?} is no answer to this") };
    if fits { Ok(answer) } else { Err(unfit()) }
}

async fn listen(db: &PgPool) -> Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect_with(db).await?;
    listener.listen(reservations::CHANNEL).await?;
    Ok(listener)
}

/// Waits for news; true where the connection they come by is lost.
async fn heard(news: &mut Option<PgListener>) -> bool {
    match news {
        Some(listener) => !matches!(listener.try_recv().await, Ok(Some(_))),
        None => std::future::pending().await,
    }
}
