//! Starting and stopping: database, demo, jobs, listener; no request is cut off.

use crate::{
    accept::accept,
    assets, claims,
    config::{DatabaseConfig, MailConfig, ServeConfig},
    database, jobs, live, payments, router, rules,
    state::App,
    uploads::Spool,
};
use app::context::Portal;
use desk::files::Store;
use jiff::Timestamp;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::watch};

/// Runs the portal until it is asked to stop.
///
/// # Errors
/// A sentence for the terminal.
pub async fn serve(config: ServeConfig, database: DatabaseConfig, mail: MailConfig) -> Result<(), String> {
    config.check(&mail)?;
    let address = SocketAddr::from((config.host, config.port));
    // before anything slow: a port that is taken is told at once
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("Port {} is taken or not allowed ({error}). PORT=3001 make run uses another.", config.port))?;
    let app = state(config, &database, &mail)?;
    database::migrate(app.db(), &database).await?;
    if app.portal.demo {
        jobs::demo_at_start(&app).await?;
    }
    desk::surveys::ship(app.db(), Timestamp::now(), app.portal.demo)
        .await
        .map_err(|error| format!("The questionnaires that come with the portal could not be put down: {error}"))?;
    let elsewhere = app.config.reservations.reservations_url.is_some();
    desk::reservations::kept_elsewhere(app.db(), elsewhere)
        .await
        .map_err(|error| format!("Whose the seats are could not be noted: {error}"))?;
    let background = jobs::start(&app, &mail)?;
    tracing::info!(url = app.portal.public_url.as_ref(), "ready");
    if app.portal.demo {
        println!("{}", include_str!("demo.txt"));
    }
    let stopping = app.stopping.clone();
    let asked = async move {
        asked_to_stop().await;
        tracing::info!("stopping: no new connections, live streams told to reconnect");
        stopping.send_replace(true);
    };
    accept(listener, router::router(app), asked).await;
    if tokio::time::timeout(Duration::from_secs(10), background.join()).await.is_err() {
        tracing::warn!("a background job did not stop in time");
    }
    tracing::info!("stopped");
    Ok(())
}

/// Puts the state together; touches no network.
///
/// # Errors
/// A sentence for the terminal.
pub fn state(config: ServeConfig, database: &DatabaseConfig, mail: &MailConfig) -> Result<App, String> {
    // Leptos renders on tokio; a second server in the same process (tests) finds it set already
    let _ = any_spawner::Executor::init_tokio();
    let metrics = metrics_exporter_prometheus::PrometheusBuilder::new()
        .set_buckets(&[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0])
        .map_err(|error| error.to_string())?
        .build_recorder();
    let handle = metrics.handle();
    // a second server in the same process (tests) measures into the first one's recorder
    let _ = metrics::set_global_recorder(metrics);
    let files = Store::open(&config.files.place, config.files.limits())?;
    let portal = Portal {
        file_limits: files.limits,
        db: database::pool(database)?,
        demo: config.demo,
        mail_leaves: mail.smtp_url.is_some(),
        texts_leave: mail.sms_url.is_some(),
        payments: payments::pages(&config.payments)?.map(Into::into),
        public_url: config.public_url().into(),
        tariff: rules::tariff(&config.rules, config.policy.as_deref(), config.demo)?.map(Arc::new),
        claims: claims::book(config.claim_rules.as_deref(), config.demo)?.map(Arc::new),
        assets: Arc::new(assets::manifest(&config.site)?),
    };
    Ok(App {
        portal,
        config: Arc::new(config),
        hub: Arc::new(live::Hub::default()),
        last_copies: Arc::default(),
        mail_from: mail.sender().into(),
        mail_replies: mail.mail_replies.as_deref().map(|address| domain::contact::fold(address).into()),
        files,
        spool: Spool::default(),
        crowd: Arc::default(),
        pages: Arc::default(),
        disk_full_at: Arc::default(),
        telegrams: Arc::default(),
        metrics: handle,
        stopping: watch::Sender::new(false),
    })
}

async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
