//! The worker: woken by a new order and by the clock, asks the reservation system what is due, the same key each time, and goes on with the
//! change it is for.

use super::{Refusal, ReservationSystem};
use crate::{
    hands::{self, Work},
    state::App,
};
use desk::{
    PgPool, changes,
    reservations::{self, Answer, Due, Failure, Order},
};
use jiff::Timestamp;
use std::time::Duration;
use tokio::{sync::watch, task::JoinSet};

/// Questions under way at once.
const AT_ONCE: usize = 16;

/// Asks what comes due until the process stops. Any number of processes may do so at once.
pub async fn work(app: App, system: impl ReservationSystem, stopping: watch::Receiver<bool>) {
    hands::work(Asking { app, system }, stopping).await;
}

/// Asks everything that is due now, once, and waits for the answers: how many questions that were.
///
/// # Errors
/// Those of the database.
pub async fn round(db: &PgPool, system: &impl ReservationSystem, now: Timestamp) -> desk::Result<usize> {
    let mut hands = JoinSet::new();
    let asked = take(db, system, now, i64::try_from(AT_ONCE).unwrap_or(1), &mut hands).await?;
    hands.join_all().await;
    Ok(asked)
}

struct Asking<S> {
    app: App,
    system: S,
}

impl<S: ReservationSystem> Work for Asking<S> {
    const WHAT: &'static str = "reservations";
    const CHANNEL: &'static str = reservations::CHANNEL;
    const LOOK_EVERY: Duration = Duration::from_secs(1);
    const AT_ONCE: usize = AT_ONCE;

    fn db(&self) -> &PgPool {
        self.app.db()
    }

    async fn take(&self, free: i64, hands: &mut JoinSet<()>) -> desk::Result<usize> {
        take(self.app.db(), &self.system, Timestamp::now(), free, hands).await
    }

    /// Figures for those who watch.
    async fn by_the_clock(&self) {
        if let Ok((waiting, oldest)) = reservations::waiting(self.app.db(), Timestamp::now()).await {
            metrics::gauge!("landside_reservations_waiting").set(waiting as f64);
            metrics::gauge!("landside_reservations_oldest_seconds").set(oldest as f64);
        }
    }

    fn note(&self, error: &desk::Error) {
        self.app.note(error);
    }
}

async fn take(db: &PgPool, system: &impl ReservationSystem, now: Timestamp, free: i64, hands: &mut JoinSet<()>) -> desk::Result<usize> {
    let due = reservations::due(db, now, free).await?;
    let taken = due.len();
    for due in due {
        let (db, system) = (db.clone(), system.clone());
        hands.spawn(async move { one(&db, &system, now, due).await });
    }
    Ok(taken)
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
