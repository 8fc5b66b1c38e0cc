//! A provider over HTTP, as docs/payments.md describes it.

use super::{Book, Opening, PayingOut, PaymentProvider, Refunding, Refusal, Statement};
use crate::{
    config::PaymentsConfig,
    outward::{Service, Unanswered, address, origin},
};
use desk::payments::Failure;
use domain::money::Money;
use http::{Method, StatusCode};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// The provider at an address.
#[derive(Clone)]
pub struct HttpPayments {
    service: Service,
    pages: Arc<str>,
}

/// A line of the book.
#[derive(Deserialize)]
struct Line {
    cursor: String,
    payment: Statement,
}

/// A page of the book.
#[derive(Deserialize)]
struct Page {
    entries: Vec<Line>,
    more: bool,
    now: Timestamp,
}

impl HttpPayments {
    /// Reads the configuration: `None` where no provider is configured. Connects to nothing yet.
    ///
    /// # Errors
    /// A sentence for the terminal where an address cannot be read.
    pub fn new(config: &PaymentsConfig) -> Result<Option<Self>, String> {
        let (Some(url), Some(pages)) = (&config.payments_url, pages(config)?) else { return Ok(None) };
        Ok(Some(Self { service: Service::new(url, config.payments_token.as_deref()), pages: pages.into() }))
    }

    async fn ask(&self, method: Method, path: &str, key: Option<String>, body: Option<Value>) -> Result<(StatusCode, Vec<u8>), Refusal> {
        let body = body.map(|body| body.to_string().into_bytes());
        self.service.ask(method, path, key.as_deref(), body).await.map_err(|unanswered| match unanswered {
            Unanswered::Unasked(said) => refusal(Failure::ForGood, said),
            Unanswered::Silent(said) => refusal(Failure::ForNow, said),
        })
    }

    /// One payment, in an answer of any status that has one.
    async fn payment(&self, method: Method, path: &str, key: Option<String>, body: Option<Value>) -> Result<Statement, Refusal> {
        let (status, body) = self.ask(method, path, key, body).await?;
        let value: Value = serde_json::from_slice(&body).unwrap_or_default();
        // 409: it does not go any more; how it stands says why
        if (status.is_success() || status == StatusCode::CONFLICT)
            && let Ok(statement) = serde_json::from_value(value.clone())
        {
            return Ok(statement);
        }
        Err(refused(status, &value))
    }
}

/// The origin of the pages where people pay, where a provider is configured.
///
/// # Errors
/// A sentence for the terminal where an address cannot be read.
pub fn pages(config: &PaymentsConfig) -> Result<Option<String>, String> {
    let Some(url) = &config.payments_url else { return Ok(None) };
    let url = address("LANDSIDE_PAYMENTS_URL", url, "https://pay.example/v1")?;
    let pages = config.payments_pages.as_deref().map(|pages| address("LANDSIDE_PAYMENTS_PAGES", pages, "https://pay.example"));
    Ok(Some(origin(&pages.transpose()?.unwrap_or(url))))
}

fn refusal(failure: Failure, said: String) -> Refusal {
    Refusal { failure, said }
}

fn refused(status: StatusCode, body: &Value) -> Refusal {
    let said = format!("{} {}", status.as_u16(), body.get("error").and_then(Value::as_str).unwrap_or_default()).trim().to_owned();
    // what we sent is at fault only where they say exactly that; a wrong token or address may be mended
    let for_good = matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY);
    refusal(if for_good { Failure::ForGood } else { Failure::ForNow }, said)
}

/// A key as a part of a path: those in the provider's book need not be ours.
fn encoded(key: &str) -> String {
    form_urlencoded::byte_serialize(key.as_bytes()).collect()
}

impl PaymentProvider for HttpPayments {
    fn pages(&self) -> &str {
        &self.pages
    }

    async fn open(&self, page: Opening<'_>) -> Result<Statement, Refusal> {
        let body = json!({
            "reference": page.reference, "amount": page.amount, "return_to": page.return_to, "lang": page.locale.tag(), "expires_at": page.expires_at,
        });
        self.payment(Method::POST, "/payments", Some(page.key.to_string()), Some(body)).await
    }

    async fn state(&self, key: &str) -> Result<Option<Statement>, Refusal> {
        let (status, body) = self.ask(Method::GET, &format!("/payments/{}", encoded(key)), None, None).await?;
        let value: Value = serde_json::from_slice(&body).unwrap_or_default();
        match status {
            // a 404 of something in between is no answer
            StatusCode::NOT_FOUND if value.get("error").and_then(Value::as_str) == Some("unknown") => Ok(None),
            _ if status.is_success() => {
                serde_json::from_value(value).map(Some).map_err(|error| refusal(Failure::ForNow, error.to_string()))
            }
            _ => Err(refused(status, &value)),
        }
    }

    async fn capture(&self, key: &str) -> Result<Statement, Refusal> {
        self.payment(Method::POST, &format!("/payments/{key}/capture"), None, None).await
    }

    async fn void(&self, key: &str, amount: Money) -> Result<Statement, Refusal> {
        self.payment(Method::POST, &format!("/payments/{}/void", encoded(key)), None, Some(json!({ "amount": amount }))).await
    }

    async fn refund(&self, refund: Refunding<'_>) -> Result<Statement, Refusal> {
        let body = json!({ "reference": refund.reference, "of": refund.of, "of_amount": refund.of_amount, "amount": refund.amount });
        self.payment(Method::POST, "/refunds", Some(refund.key.to_string()), Some(body)).await
    }

    async fn pay_out(&self, payout: PayingOut<'_>) -> Result<Statement, Refusal> {
        let body =
            json!({ "reference": payout.reference, "amount": payout.amount, "return_to": payout.return_to, "lang": payout.locale.tag() });
        self.payment(Method::POST, "/payouts", Some(payout.key.to_string()), Some(body)).await
    }

    async fn since(&self, cursor: &str) -> Result<Book, Refusal> {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("since", cursor).finish();
        let (status, body) = self.ask(Method::GET, &format!("/ledger?{query}"), None, None).await?;
        if !status.is_success() {
            return Err(refused(status, &serde_json::from_slice(&body).unwrap_or_default()));
        }
        let page: Page = serde_json::from_slice(&body).map_err(|error| refusal(Failure::ForNow, error.to_string()))?;
        let entries = page.entries.into_iter().map(|line| (line.cursor, line.payment)).collect();
        Ok(Book { entries, more: page.more, now: page.now })
    }
}
