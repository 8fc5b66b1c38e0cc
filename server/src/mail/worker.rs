//! The worker: woken by a new promise and by the clock, a few letters at a time, none lost when it stops.

use super::Post;
use desk::{PgPool, outbox};
use futures::{StreamExt, stream};
use jiff::Timestamp;
use sqlx::postgres::PgListener;
use std::time::Duration;
use tokio::sync::watch;

/// Letters in hand at once.
const AT_ONCE: usize = 8;
/// Without news the outbox is looked through this often: retries come due, notices get lost.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// Sends what comes due until the process stops. Any number of processes may do so at once.
pub async fn deliver(db: PgPool, post: Post, mut stopping: watch::Receiver<bool>) {
    let mut news = None;
    while !*stopping.borrow() {
        if news.is_none() {
            news = listen(&db).await.inspect_err(|error| tracing::debug!(%error, "no news of letters, looking by the clock")).ok();
        }
        match deliver_due(&db, &post, &stopping).await {
            Ok(AT_ONCE..) => continue,
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "letters have to wait for the database"),
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            lost = heard(&mut news) => if lost { news = None },
            _ = stopping.wait_for(|stop| *stop) => {}
        }
    }
}

/// Sends up to eight letters that are due, and says how many it took. Those in hand are finished even when
/// the process is asked to stop meanwhile.
///
/// # Errors
/// Those of the database.
pub async fn deliver_due(db: &PgPool, post: &Post, stopping: &watch::Receiver<bool>) -> desk::Result<usize> {
    if *stopping.borrow() {
        return Ok(0);
    }
    let leased = outbox::lease(db, Timestamp::now(), i64::try_from(AT_ONCE).unwrap_or(1)).await?;
    let taken = leased.len();
    stream::iter(leased).for_each_concurrent(AT_ONCE, |letter| one(db, post, letter)).await;
    Ok(taken)
}

/// Sends one letter and writes down how it went. Where that cannot be written down its lease lapses and
/// it is sent again under the same Message-ID.
async fn one(db: &PgPool, post: &Post, letter: outbox::Leased) {
    let outcome = post.send(&letter).await;
    let now = Timestamp::now();
    // neither address nor words belong in a log
    let noted = match outcome {
        Ok(()) => {
            metrics::counter!("landside_letters_total", "kind" => letter.letter.kind(), "outcome" => "sent").increment(1);
            outbox::sent(db, now, letter.id).await
        }
        Err((failure, error)) => {
            tracing::warn!(letter = %letter.id, ?failure, "letter not taken");
            metrics::counter!("landside_letters_total", "kind" => letter.letter.kind(), "outcome" => "refused").increment(1);
            outbox::failed(db, now, letter.id, failure, &error).await
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
