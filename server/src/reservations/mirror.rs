//! The mirror: now and then what changed in the reservation system without us is read and taken here, from where the last turn stopped.

use super::{Refusal, ReservationSystem};
use crate::state::App;
use desk::reservations::{self, Learnt};
use desk::{Error, PgPool};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::sync::watch;

/// Pages read in one turn.
const PAGES: usize = 100;

/// Reads every `every` until the process stops; one process at a time does.
pub async fn follow(app: App, system: impl ReservationSystem, every: SignedDuration, mut stopping: watch::Receiver<bool>) {
    let look = Duration::try_from(every).unwrap_or(Duration::from_secs(60)).min(Duration::from_secs(5));
    loop {
        tokio::select! {
            () = tokio::time::sleep(look) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
        match turn(app.db(), &system, Timestamp::now(), every).await {
            Ok(_) => {}
            Err(Trouble::Database(error)) => {
                app.note(&error);
                tracing::warn!(%error, "what changed in the reservation system could not be taken, tried again soon");
            }
            Err(Trouble::System(refusal)) => {
                tracing::warn!(said = refusal.said, "what changed in the reservation system could not be read, tried again soon");
            }
        }
    }
}

/// Why a turn ended early.
#[derive(Debug)]
pub enum Trouble {
    /// Ours.
    Database(Error),
    /// Theirs.
    System(Refusal),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Database(error)
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::System(refusal)
    }
}

/// One turn, if it is time for one: how much was set right.
///
/// # Errors
/// [`Trouble`], of either side; what was read before holds.
pub async fn turn(db: &PgPool, system: &impl ReservationSystem, now: Timestamp, every: SignedDuration) -> Result<u64, Trouble> {
    let mut mended = 0;
    let Some(mut cursor) = reservations::begin(db, now, every).await? else { return Ok(mended) };
    for _ in 0..PAGES {
        let page = system.changed(&cursor).await?;
        for entry in page.entries {
            match reservations::learn(db, now, &entry.news).await? {
                Learnt::Nothing => {}
                Learnt::Mended => {
                    metrics::counter!("landside_reservation_mismatches_total").increment(1);
                    tracing::info!(news = ?entry.news, "changed in the reservation system");
                    mended += 1;
                }
                Learnt::Later => {
                    reservations::end(db, &cursor).await?;
                    return Ok(mended);
                }
            }
            cursor = entry.cursor;
        }
        reservations::end(db, &cursor).await?;
        if !page.more {
            break;
        }
    }
    Ok(mended)
}
