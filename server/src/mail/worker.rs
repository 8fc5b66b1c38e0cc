//! The worker: woken by a new promise and by the clock, a few messages in hand, none lost when it stops.
//!
//! A message that hangs holds one hand, not those that follow it; how many hands one mail system may hold is decided
//! where they are taken from ([`outbox::lease`]), for all processes together.

use desk::{
    PgPool,
    outbox::{self, Failure, Leased},
};
use domain::contact::Way;
use domain::delivery::Paces;
use jiff::{SignedDuration, Timestamp};
use sqlx::postgres::PgListener;
use std::{future::Future, time::Duration};
use tokio::{sync::watch, task::JoinSet};

/// Messages in hand at once.
const AT_ONCE: usize = 32;
/// Without news the outbox is looked through this often: retries come due, notices get lost.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// Hands that become free within this time are filled together.
const GATHER: Duration = Duration::from_millis(2);

/// Why a message was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Whether another attempt is worth it.
    pub failure: Failure,
    /// What the other side said.
    pub said: String,
    /// The whole mail system asks to be left alone for so long.
    pub rest: Option<SignedDuration>,
}

/// What carries messages out of the house.
pub trait Carrier: Clone + Send + Sync + 'static {
    /// Which messages.
    const WAY: Way;

    /// How fast they may leave.
    fn paces(&self) -> &Paces;

    /// Hands one over; answers with the other side's name for it, where it gives one.
    fn send(&self, leased: &Leased) -> impl Future<Output = Result<Option<String>, Refusal>> + Send;
}

/// Sends what comes due until the process stops. Any number of processes may do so at once.
pub async fn deliver(db: PgPool, carrier: impl Carrier, mut stopping: watch::Receiver<bool>) {
    let (mut news, mut hands, mut looked) = (None, JoinSet::new(), None::<tokio::time::Instant>);
    while !*stopping.borrow() {
        if news.is_none() {
            news = listen(&db).await.inspect_err(|error| tracing::debug!(%error, "no news of letters, looking by the clock")).ok();
        }
        if looked.is_none_or(|at| at.elapsed() >= LOOK_EVERY) {
            looked = Some(tokio::time::Instant::now());
            by_the_clock(&db).await;
        }
        while hands.try_join_next().is_some() {}
        if let Err(error) = take(&db, &carrier, &mut hands).await {
            tracing::warn!(%error, "letters have to wait for the database");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        let free = tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => false,
            lost = heard(&mut news) => {
                if lost {
                    news = None;
                }
                false
            }
            Some(_) = hands.join_next() => true,
            _ = stopping.wait_for(|stop| *stop) => false,
        };
        if free {
            tokio::time::sleep(GATHER).await;
        }
    }
    while hands.join_next().await.is_some() {}
}

/// Sends what is due now and waits until it is done; says how many it took. Those in hand are finished even when the
/// process is asked to stop meanwhile.
///
/// # Errors
/// Those of the database.
pub async fn deliver_due(db: &PgPool, carrier: &impl Carrier, stopping: &watch::Receiver<bool>) -> desk::Result<usize> {
    if *stopping.borrow() {
        return Ok(0);
    }
    let mut hands = JoinSet::new();
    let taken = take(db, carrier, &mut hands).await?;
    hands.join_all().await;
    Ok(taken)
}

/// Fills the free hands.
async fn take(db: &PgPool, carrier: &impl Carrier, hands: &mut JoinSet<()>) -> desk::Result<usize> {
    let free = AT_ONCE.saturating_sub(hands.len());
    if free == 0 {
        return Ok(0);
    }
    let leased = lease(db, carrier, free).await?;
    let taken = leased.len();
    for letter in leased {
        let (db, carrier) = (db.clone(), carrier.clone());
        hands.spawn(async move { one(&db, &carrier, letter).await });
    }
    Ok(taken)
}

async fn lease<C: Carrier>(db: &PgPool, carrier: &C, free: usize) -> desk::Result<Vec<Leased>> {
    outbox::lease(db, Timestamp::now(), i64::try_from(free).unwrap_or(1), C::WAY, carrier.paces()).await
}

/// What is done now and then: giving up, and figures for those who watch.
async fn by_the_clock(db: &PgPool) {
    let now = Timestamp::now();
    if let Err(error) = outbox::give_up(db, now).await {
        tracing::warn!(%error, "letters could not be given up, tried again soon");
    }
    if let Ok((waiting, oldest)) = outbox::waiting(db, now).await {
        metrics::gauge!("landside_outbox_waiting").set(waiting as f64);
        metrics::gauge!("landside_outbox_oldest_seconds").set(oldest as f64);
    }
}

/// Sends one letter and writes down how it went. Where that cannot be written down its lease lapses and
/// it is sent again under the same Message-ID.
async fn one(db: &PgPool, carrier: &impl Carrier, letter: Leased) {
    let outcome = carrier.send(&letter).await;
    let now = Timestamp::now();
    let counted = |outcome| metrics::counter!("landside_letters_total", "kind" => letter.letter.kind(), "outcome" => outcome).increment(1);
    // neither address nor words belong in a log
    let noted = match outcome {
        Ok(provider_id) => {
            counted("sent");
            outbox::sent(db, now, letter.id, provider_id.as_deref()).await
        }
        Err(Refusal { failure, said, rest }) => {
            tracing::warn!(letter = %letter.id, ?failure, "letter not taken");
            counted("refused");
            if let Some(pause) = rest
                && let Err(error) = outbox::rest(db, now, &letter.to, pause).await
            {
                tracing::warn!(%error, "that a mail system asks for patience could not be noted");
            }
            outbox::failed(db, now, letter.id, failure, &said).await
        }
    };
    if let Err(error) = noted {
        tracing::warn!(letter = %letter.id, %error, "what became of a letter could not be noted; it will be sent again");
    }
}

async fn listen(db: &PgPool) -> Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect_with(db).await?;
    listener.listen(outbox::CHANNEL).await?;
    Ok(listener)
}

/// Waits for news; true where the connection they come by is lost.
async fn heard(news: &mut Option<PgListener>) -> bool {
    match news {
        Some(listener) => !matches!(listener.try_recv().await, Ok(Some(_))),
        None => std::future::pending().await,
    }
}
