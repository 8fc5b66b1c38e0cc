//! `landside sandbox reservations`: a reservation system with seats, coupons and holds of its own in a book of its own, which misbehaves as
//! it is told. What it answers is described in docs/reservations.md.
//!
//! It is filled by what it is asked: a flight or coupon it meets for the first time is taken as the portal says it is, from then on its own
//! book holds. So it goes with whatever data the portal has, and there is no second file that could be from another day.

mod api;
mod book;
mod records;

use super::Manners;
use axum::{
    Router,
    http::HeaderMap,
    response::Response,
    routing::{get, post, put},
};
use book::Book;
use clap::Args;
use std::{net::Ipv4Addr, path::PathBuf, sync::Arc};
use tokio::net::TcpListener;

/// Where it listens, where its book is, and what goes wrong.
#[derive(Debug, Clone, Args)]
pub struct SandboxConfig {
    /// Port on 127.0.0.1.
    #[arg(long, env = "RESERVATIONS_PORT", default_value_t = 4030)]
    pub port: u16,
    /// Its book: what is written there survives whatever happens to the process.
    #[arg(long, default_value = ".landside/reservations.jsonl")]
    pub book: PathBuf,
    /// Bearer token it insists on.
    #[arg(long, env = "LANDSIDE_RESERVATIONS_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// What goes wrong.
    #[command(flatten)]
    pub faults: Manners,
}

#[derive(Clone)]
struct Sandbox {
    book: Arc<Book>,
    token: Option<Arc<str>>,
    faults: Manners,
}

impl Sandbox {
    /// What answers without looking.
    async fn before(&self, headers: &HeaderMap) -> Option<Response> {
        self.faults.before(self.token.as_deref(), headers).await
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
    println!("http://{address}");
    serve(listener, config).await
}

/// Answers on this listener.
///
/// # Errors
/// A sentence for the terminal.
pub async fn serve(listener: TcpListener, config: SandboxConfig) -> Result<(), String> {
    let book = Book::open(&config.book).map_err(|error| format!("The book {} cannot be kept: {error}.", config.book.display()))?;
    let sandbox = Sandbox { book: Arc::new(book), token: config.token.map(Into::into), faults: config.faults };
    let routes = Router::new()
        .route("/", get(api::book))
        .route("/holds/{key}", put(api::hold).delete(api::release))
        .route("/changes/{key}", put(api::change).delete(api::withdraw))
        .route("/changed", get(api::changed))
        .route("/elsewhere", post(api::elsewhere))
        .with_state(sandbox);
    axum::serve(listener, routes).await.map_err(|error| error.to_string())
}
