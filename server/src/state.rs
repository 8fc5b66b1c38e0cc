//! What handlers share, a line a field.

use crate::{
    config::ServeConfig,
    crowd::Crowd,
    live::Hub,
    middleware::{last_copy::LastCopies, observe::Pages},
    uploads::Spool,
};
use app::context::Portal;
use desk::{Error, PgPool, files::Store};
use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// A full disk is told of this long after it was last met.
const FULL_DISK_TOLD: SignedDuration = SignedDuration::from_mins(2);

/// The process's state, cheap to clone.
#[derive(Clone)]
pub struct App {
    /// What pages know of the process.
    pub portal: Portal,
    /// How it is served.
    pub config: Arc<ServeConfig>,
    /// Who watches what, and the news for them.
    pub hub: Arc<Hub>,
    /// Public pages as last rendered, for busy and for bad minutes.
    pub last_copies: Arc<LastCopies>,
    /// The sender of our letters, folded: how they are known when they come back.
    pub mail_from: Arc<str>,
    /// Where answers to our letters are asked for, folded.
    pub mail_replies: Option<Arc<str>>,
    /// Where files are.
    pub files: Store,
    /// Room for files on their way in.
    pub spool: Spool,
    /// Submissions counted by network.
    pub crowd: Arc<Crowd>,
    /// Second at which the database last took nothing because its disk was full.
    pub disk_full_at: Arc<AtomicI64>,
    /// Airline messages have come in: the worker need not wait.
    pub telegrams: Arc<tokio::sync::Notify>,
    /// Pages answered, and how many of them in time, not yet written down.
    pub pages: Arc<Pages>,
    /// Renders `/metrics`.
    pub metrics: metrics_exporter_prometheus::PrometheusHandle,
    /// Set when the process has been asked to stop: live streams end, readiness says no.
    pub stopping: tokio::sync::watch::Sender<bool>,
}

impl App {
    /// Connections to Postgres.
    #[must_use]
    pub fn db(&self) -> &PgPool {
        &self.portal.db
    }

    /// Takes note of what operators should hear of: a database that can be read and not written.
    pub fn note(&self, error: &Error) {
        if error.disk_full() {
            tracing::error!("the database's disk is full: nothing can be written");
            self.disk_full_at.store(Timestamp::now().as_second(), Ordering::Relaxed);
        }
    }

    /// Whether the database lately took nothing because its disk was full.
    #[must_use]
    pub fn disk_full(&self) -> bool {
        Timestamp::now().as_second() - self.disk_full_at.load(Ordering::Relaxed) < FULL_DISK_TOLD.as_secs()
    }
}
