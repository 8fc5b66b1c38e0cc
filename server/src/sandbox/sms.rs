//! `landside sandbox sms`: a provider of text messages that sends none. It keeps what it was given, shows it on a page,
//! sends receipts, and misbehaves for numbers made for that.

mod ledger;
mod receipts;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use clap::Args;
use ledger::{Entry, Fault, Ledger};
use receipts::Receipts;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{net::Ipv4Addr, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// Where it listens, and where receipts and answers go.
#[derive(Debug, Clone, Args)]
pub struct SandboxConfig {
    /// Port on 127.0.0.1; 0 takes a free one. The address is printed.
    #[arg(long, default_value_t = 4010)]
    pub port: u16,
    /// Bearer token it insists on.
    #[arg(long, env = "LANDSIDE_SMS_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// Where the portal takes receipts and answers: http://127.0.0.1:3000/ingest/sms
    #[arg(long, requires = "ingest_token")]
    pub ingest: Option<String>,
    /// A token of the portal with the scope ingest-sms.
    #[arg(long, env = "LANDSIDE_SMS_INGEST_TOKEN", hide_env_values = true)]
    pub ingest_token: Option<String>,
}

#[derive(Clone)]
struct Sandbox {
    ledger: Arc<Ledger>,
    receipts: Option<Receipts>,
    token: Option<Arc<str>>,
}

/// A text as it is asked for.
#[derive(Debug, Deserialize)]
struct Asked {
    from: String,
    to: String,
    text: String,
    encoding: String,
    segments: usize,
    #[serde(default)]
    reference: String,
}

/// Runs it until the process ends.
///
/// # Errors
/// A sentence for the terminal.
pub async fn run(config: SandboxConfig) -> Result<(), String> {
    let receipts = config.ingest.as_deref().map(|url| Receipts::new(url, config.ingest_token.unwrap_or_default())).transpose()?;
    let sandbox = Sandbox { ledger: Arc::default(), receipts, token: config.token.map(Into::into) };
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await.map_err(|error| format!("Port {}: {error}.", config.port))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("http://{address}/messages");
    let routes = Router::new()
        .route("/", get(page))
        .route("/messages", post(take).get(list))
        .route("/answers/{number}", post(answer))
        .with_state(sandbox);
    axum::serve(listener, routes).await.map_err(|error| error.to_string())
}

/// Takes a text: once for each `Idempotency-Key`.
async fn take(State(sandbox): State<Sandbox>, headers: HeaderMap, body: Bytes) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let refuse = |status, error: &str| answered(status, &json!({ "error": error }));
    let Ok(asked) = serde_json::from_slice::<Asked>(&body) else { return refuse(StatusCode::BAD_REQUEST, "unreadable") };
    if sandbox.token.as_deref().is_some_and(|token| text("authorization") != format!("Bearer {token}")) {
        return refuse(StatusCode::UNAUTHORIZED, "no such token");
    }
    let key = text("idempotency-key");
    let fault = Fault::of(&asked.to);
    let attempt = sandbox.ledger.attempt(&key);
    match (fault, attempt) {
        (Some(Fault::Unknown), _) => return refuse(StatusCode::UNPROCESSABLE_ENTITY, "unknown number"),
        (Some(Fault::TooFast), 1) => {
            let mut response = refuse(StatusCode::TOO_MANY_REQUESTS, "too many requests");
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("2"));
            return response;
        }
        (Some(Fault::Broken), 1) => return refuse(StatusCode::SERVICE_UNAVAILABLE, "down for a moment"),
        _ => {}
    }
    let entry = Entry {
        key,
        from: asked.from,
        to: asked.to,
        text: asked.text,
        encoding: asked.encoding,
        segments: asked.segments,
        id: String::new(),
    };
    let (id, fresh) = sandbox.ledger.keep(entry);
    if fresh && let Some(receipts) = sandbox.receipts.clone() {
        tokio::spawn(receipts.about(id.clone(), asked.reference, fault));
    }
    if fault == Some(Fault::Silent) && attempt == 1 {
        // taken, and never said so
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
    answered(StatusCode::CREATED, &json!({ "id": id }))
}

fn answered(status: StatusCode, body: &impl Serialize) -> Response {
    let body = serde_json::to_string(body).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// What it got, newest first.
async fn list(State(sandbox): State<Sandbox>) -> Response {
    answered(StatusCode::OK, &sandbox.ledger.entries())
}

/// Somebody answers from this number, as a telephone would: the body is what they write.
async fn answer(State(sandbox): State<Sandbox>, Path(number): Path<String>, words: String) -> Response {
    match sandbox.receipts {
        Some(receipts) => match receipts.answer(&sandbox.ledger.next_name(), &number, &words).await {
            Ok(()) => StatusCode::NO_CONTENT.into_response(),
            Err(said) => (StatusCode::BAD_GATEWAY, said).into_response(),
        },
        None => (StatusCode::CONFLICT, "start it with --ingest and --ingest-token\n").into_response(),
    }
}

async fn page(State(sandbox): State<Sandbox>) -> Html<String> {
    Html(ledger::page(&sandbox.ledger.entries()))
}
