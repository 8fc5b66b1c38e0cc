//! The worker: woken by a new promise and by the clock, a few messages in hand, none lost when it stops.
//!
//! A message that hangs holds one hand, not those that follow it; how many hands one mail system may hold is decided
//! where they are taken from ([`outbox::lease`]), for all processes together.

use crate::hands::{self, Work};
use desk::{
    PgPool,
    outbox::{self, Failure, Leased},
};
use domain::contact::Way;
use domain::delivery::Paces;
use jiff::{SignedDuration, Timestamp};
use std::{future::Future, time::Duration};
use tokio::{sync::watch, task::JoinSet};

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
pub async fn deliver(db: PgPool, carrier: impl Carrier, stopping: watch::Receiver<bool>) {
    hands::work(Delivery { db, carrier }, stopping).await;
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
    hands::round(&Delivery { db: db.clone(), carrier: carrier.clone() }).await
}

struct Delivery<C> {
    db: PgPool,
    carrier: C,
}

impl<C: Carrier> Work for Delivery<C> {
    const WHAT: &'static str = "letters";
    const CHANNEL: &'static str = outbox::CHANNEL;
    const LOOK_EVERY: Duration = Duration::from_secs(10);
    const GATHER: Duration = Duration::from_millis(2);
    const AT_ONCE: usize = 32;

    fn db(&self) -> &PgPool {
        &self.db
    }

    async fn take(&self, free: i64, hands: &mut JoinSet<()>) -> desk::Result<usize> {
        let leased = outbox::lease(&self.db, Timestamp::now(), free, C::WAY, self.carrier.paces()).await?;
        let taken = leased.len();
        for letter in leased {
            let (db, carrier) = (self.db.clone(), self.carrier.clone());
            hands.spawn(async move { one(&db, &carrier, letter).await });
        }
        Ok(taken)
    }

    /// Giving up, and figures for those who watch.
    async fn by_the_clock(&self) {
        let now = Timestamp::now();
        if let Err(error) = outbox::give_up(&self.db, now).await {
            tracing::warn!(%error, "letters could not be given up, tried again soon");
        }
        if let Ok((waiting, oldest)) = outbox::waiting(&self.db, now).await {
            metrics::gauge!("landside_outbox_waiting").set(waiting as f64);
            metrics::gauge!("landside_outbox_oldest_seconds").set(oldest as f64);
        }
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
