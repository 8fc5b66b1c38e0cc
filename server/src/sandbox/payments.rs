//! `landside sandbox payments`: a payment provider that moves no money. It has its own book, its own page where people pay,
//! signs its messages, and misbehaves as it is told. What it answers is described in docs/payments.md.

mod api;
mod book;
mod cards;
mod messages;
mod page;
mod pay;
mod record;
mod words;

use super::Manners;
use axum::{
    Router,
    http::HeaderMap,
    response::Response,
    routing::{get, post},
};
use book::Book;
use clap::Args;
use messages::Messages;
use std::{net::Ipv4Addr, path::PathBuf, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// Where it listens, where its messages go, and what goes wrong.
#[derive(Debug, Clone, Args)]
pub struct SandboxConfig {
    /// Port on 127.0.0.1.
    #[arg(long, env = "PAYMENTS_PORT", default_value_t = 4020)]
    pub port: u16,
    /// Its book: what is written there survives whatever happens to the process.
    #[arg(long, default_value = ".landside/payments.jsonl")]
    pub book: PathBuf,
    /// Bearer token it insists on.
    #[arg(long, env = "LANDSIDE_PAYMENTS_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// Where the portal takes its messages: http://127.0.0.1:3000/ingest/payments
    #[arg(long, requires = "secret")]
    pub ingest: Option<String>,
    /// Secret its messages are signed with.
    #[arg(long, env = "LANDSIDE_PAYMENTS_SECRET", hide_env_values = true)]
    pub secret: Option<String>,
    /// What goes wrong.
    #[command(flatten)]
    pub faults: Faults,
}

/// What goes wrong, and how long things take.
#[derive(Debug, Clone, Args)]
pub struct Faults {
    /// How it answers.
    #[command(flatten)]
    pub answers: Manners,
    /// Seconds a late bank takes.
    #[arg(long, default_value_t = 5)]
    pub late_bank: u32,
    /// Seconds until a refund has arrived.
    #[arg(long, default_value_t = 2)]
    pub refund: u32,
    /// Percent of messages that are lost.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub lost: u8,
    /// Percent of messages that come twice.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub twice: u8,
    /// Percent of messages that come seconds late, after later ones.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub late: u8,
}

#[derive(Clone)]
struct Sandbox {
    book: Arc<Book>,
    token: Option<Arc<str>>,
    faults: Arc<Faults>,
}

impl Sandbox {
    /// What answers without looking.
    async fn before(&self, headers: &HeaderMap) -> Option<Response> {
        self.faults.answers.before(self.token.as_deref(), headers).await
    }
}

/// Runs it until the process ends.
///
/// # Errors
/// A sentence for the terminal.
pub async fn run(config: SandboxConfig) -> Result<(), String> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await.map_err(|error| format!("Port {}: {error}.", config.port))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let faults = Arc::new(config.faults);
    let messages = match (&config.ingest, config.secret) {
        (Some(url), Some(secret)) => Some(Messages::new(url, secret, faults.clone())?),
        _ => None,
    };
    let book = Book::open(&config.book, format!("http://{address}"), faults.clone(), messages)
        .map_err(|error| format!("The book {} cannot be kept: {error}.", config.book.display()))?;
    let sandbox = Sandbox { book: Arc::new(book), token: config.token.map(Into::into), faults };
    tokio::spawn(clock(sandbox.book.clone()));
    println!("http://{address}");
    let routes = Router::new()
        .route("/", get(page::book))
        .route("/pay/{token}", get(pay::show).post(pay::pay))
        .route("/payments", post(api::open))
        .route("/payments/{key}", get(api::state))
        .route("/payments/{key}/capture", post(api::capture))
        .route("/payments/{key}/void", post(api::void))
        .route("/refunds", post(api::refund))
        .route("/payouts", post(api::pay_out))
        .route("/ledger", get(api::ledger))
        .with_state(sandbox);
    axum::serve(listener, routes).await.map_err(|error| error.to_string())
}

/// Banks that take their time, refunds that arrive, pages that run out.
async fn clock(book: Arc<Book>) {
    loop {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if let Err(error) = book.tick() {
            eprintln!("the book cannot be kept: {error}");
        }
    }
}
