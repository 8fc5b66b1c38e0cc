//! What handlers share, a line a field.

use crate::{config::ServeConfig, crowd::Crowd, live::Hub, middleware::last_copy::LastCopies};
use app::context::Portal;
use desk::PgPool;
use std::sync::Arc;

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
    /// Submissions counted by network.
    pub crowd: Arc<Crowd>,
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
}
