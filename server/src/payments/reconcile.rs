//! Reconciliation: the provider's book beside ours, from where the last turn stopped; then those not heard of for long, one
//! by one; then news that came before their payment. Each difference is mended by `domain::payment::mend`, written down,
//! counted and logged.

use super::{PaymentProvider, Refusal, Statement, go_on};
use crate::state::App;
use desk::payments::{self, Failure, News, Source};
use domain::payment::{Mend, Order};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::sync::watch;

/// Pages of the book looked at in one turn.
const PAGES: usize = 100;

/// Compares every `every` until the process stops; one process at a time does. What has changed over there within that time
/// is left for the next turn: its message may be on the way.
pub async fn reconcile(app: App, provider: impl PaymentProvider, every: SignedDuration, mut stopping: watch::Receiver<bool>) {
    let look = Duration::try_from(every).unwrap_or(Duration::from_secs(60)).min(Duration::from_secs(5));
    loop {
        tokio::select! {
            () = tokio::time::sleep(look) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
        match turn(&app, &provider, every).await {
            Ok(()) => {}
            Err(Trouble::Database(error)) => {
                app.note(&error);
                tracing::warn!(%error, "payments could not be compared, tried again soon");
            }
            Err(Trouble::Provider(refusal)) => {
                tracing::warn!(said = refusal.said, "the payment provider's book could not be read, tried again soon")
            }
        }
    }
}

enum Trouble {
    Database(desk::Error),
    Provider(Refusal),
}

impl From<desk::Error> for Trouble {
    fn from(error: desk::Error) -> Self {
        Self::Database(error)
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Provider(refusal)
    }
}

/// One turn, if it is time for one.
async fn turn(app: &App, provider: &impl PaymentProvider, every: SignedDuration) -> Result<(), Trouble> {
    let Some(mut cursor) = payments::begin(app.db(), Timestamp::now(), every).await? else { return Ok(()) };
    'book: for _ in 0..PAGES {
        let book = provider.since(&cursor).await?;
        for (place, statement) in book.entries {
            if statement.at > book.now - every {
                break 'book;
            }
            passed_over(look(app, provider, statement).await)?;
            cursor = place;
            payments::end(app.db(), &cursor).await?;
        }
        if !book.more {
            break;
        }
    }
    for payment in payments::quiet(app.db(), Timestamp::now(), every).await? {
        match provider.state(&payment.id.to_string()).await? {
            Some(statement) => passed_over(look(app, provider, statement).await)?,
            None => told(payments::missing(app.db(), Timestamp::now(), &payment).await?, &payment.id.to_string()),
        }
    }
    for changed in payments::parked(app.db(), Timestamp::now()).await? {
        go_on(&changed);
    }
    Ok(())
}

/// What the provider refuses for good about one entry stops none of the others.
fn passed_over(looked: Result<(), Trouble>) -> Result<(), Trouble> {
    match looked {
        Err(Trouble::Provider(refusal)) if refusal.failure == Failure::ForGood => {
            tracing::error!(said = refusal.said, "an entry of the payment provider's book could not be settled: somebody has to look");
            Ok(())
        }
        other => other,
    }
}

/// Compares one payment of theirs; where it differs it is asked for once more, since it may have moved on meanwhile.
async fn look(app: &App, provider: &impl PaymentProvider, statement: Statement) -> Result<(), Trouble> {
    let key = statement.key.clone();
    let Some(listed) = read(statement, provider) else { return Ok(()) };
    if payments::agrees(app.db(), &listed).await? {
        return Ok(());
    }
    let Some(theirs) = provider.state(&key).await?.and_then(|statement| read(statement, provider)) else { return Ok(()) };
    let found = payments::compare(app.db(), Timestamp::now(), &theirs).await?;
    told(found.mend, &key);
    if let Some(changed) = found.changed {
        go_on(&changed);
    }
    if found.mend == Mend::Ask(Order::Void) && !found.ours {
        provider.void(&key, theirs.amount).await?;
    }
    Ok(())
}

fn read(statement: Statement, provider: &impl PaymentProvider) -> Option<News> {
    let key = statement.key.clone();
    let news = statement.news("ledger".to_owned(), provider.pages()).map(|news| news.named(Source::Ledger));
    if news.is_none() {
        tracing::error!(key, "an entry of the payment provider's book cannot be read");
    }
    news
}

fn told(mend: Mend, key: &str) {
    let Some(word) = mend.word() else { return };
    metrics::counter!("landside_payment_mismatches_total", "mend" => word).increment(1);
    match mend {
        Mend::Tell(_) => {
            tracing::error!(key, mend = word, "the payment provider's book differs from ours: somebody has to look (/desk/payments)")
        }
        _ => tracing::warn!(key, mend = word, "the payment provider's book differed from ours: mended"),
    }
}
