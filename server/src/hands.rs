//! Workers: woken by news of the database and by the clock, a few tasks in hand, none lost when the process stops.

use desk::{Error, PgPool};
use sqlx::postgres::PgListener;
use std::{future::Future, time::Duration};
use tokio::{sync::watch, task::JoinSet};

/// What a worker does.
pub trait Work: Send + Sync {
    /// What waits where it cannot: a word for the log.
    const WHAT: &'static str;
    /// The channel its news come by.
    const CHANNEL: &'static str;
    /// Without news the table is looked through this often: attempts come due, notices get lost.
    const LOOK_EVERY: Duration;
    /// Hands that become free within this time are filled together.
    const GATHER: Duration = Duration::ZERO;
    /// Tasks in hand at once.
    const AT_ONCE: usize;

    /// Where its table is.
    fn db(&self) -> &PgPool;

    /// Takes up to `free` tasks that are due into hands: how many it took.
    fn take(&self, free: i64, hands: &mut JoinSet<()>) -> impl Future<Output = desk::Result<usize>> + Send;

    /// What is done now and then, besides.
    fn by_the_clock(&self) -> impl Future<Output = ()> + Send;

    /// Tells whoever watches the database.
    fn note(&self, _error: &Error) {}
}

/// Does what comes due until the process stops. Any number of processes may do so at once.
pub async fn work<W: Work>(worker: W, mut stopping: watch::Receiver<bool>) {
    let (mut news, mut hands, mut looked) = (None, JoinSet::new(), None::<tokio::time::Instant>);
    while !*stopping.borrow() {
        if news.is_none() {
            let listening = listen(worker.db(), W::CHANNEL).await;
            news = listening.inspect_err(|error| tracing::debug!(%error, of = W::WHAT, "no news, looking by the clock")).ok();
        }
        if looked.is_none_or(|at| at.elapsed() >= W::LOOK_EVERY) {
            looked = Some(tokio::time::Instant::now());
            worker.by_the_clock().await;
        }
        while hands.try_join_next().is_some() {}
        if let Err(error) = fill(&worker, &mut hands).await {
            worker.note(&error);
            tracing::warn!(%error, "{} have to wait for the database", W::WHAT);
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        let free = tokio::select! {
            () = tokio::time::sleep(W::LOOK_EVERY) => false,
            lost = heard(&mut news) => {
                if lost {
                    news = None;
                }
                false
            }
            Some(_) = hands.join_next() => true,
            _ = stopping.wait_for(|stop| *stop) => false,
        };
        if free && !W::GATHER.is_zero() {
            tokio::time::sleep(W::GATHER).await;
        }
    }
    // what is under way is answered and written down before the process ends
    while hands.join_next().await.is_some() {}
}

/// Does what is due now, once, and waits for it: how much that was.
///
/// # Errors
/// Those of the database.
pub async fn round<W: Work>(worker: &W) -> desk::Result<usize> {
    let mut hands = JoinSet::new();
    let taken = fill(worker, &mut hands).await?;
    hands.join_all().await;
    Ok(taken)
}

async fn fill<W: Work>(worker: &W, hands: &mut JoinSet<()>) -> desk::Result<usize> {
    match W::AT_ONCE.saturating_sub(hands.len()) {
        0 => Ok(0),
        free => worker.take(i64::try_from(free).unwrap_or(1), hands).await,
    }
}

async fn listen(db: &PgPool, channel: &str) -> Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect_with(db).await?;
    listener.listen(channel).await?;
    Ok(listener)
}

/// Waits for news; true where the connection they come by is lost.
async fn heard(news: &mut Option<PgListener>) -> bool {
    match news {
        Some(listener) => !matches!(listener.try_recv().await, Ok(Some(_))),
        None => std::future::pending().await,
    }
}
