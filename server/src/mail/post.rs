//! One letter, one conversation with the mail server.

use crate::config::MailConfig;
use app::words::{Lang, letter};
use desk::outbox::{Before, Failure, Leased};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, SinglePart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp,
};
use std::{sync::Arc, time::Duration};

/// A letter must be taken within this time: well under a worker's lease.
const PATIENCE: Duration = Duration::from_secs(20);

/// The way to the mail server.
#[derive(Clone)]
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    public_url: Arc<str>,
}

impl Post {
    /// Reads the configuration: `None` where no mail server is configured. Connects to nothing yet.
    ///
    /// # Errors
    /// A sentence for the terminal where the server's URL or the sender cannot be read.
    pub fn new(config: &MailConfig, public_url: Arc<str>) -> Result<Option<Self>, String> {
        let from =
            config.mail_from.parse().map_err(|error| format!("LANDSIDE_MAIL_FROM is not a sender like \"Name <a@b.c>\": {error}."))?;
        let Some(url) = &config.smtp_url else { return Ok(None) };
        // the URL itself may hold a password and is not repeated
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| format!("LANDSIDE_SMTP_URL is not an address like smtp://user:password@host:587?tls=required: {error}."))?;
        Ok(Some(Self { transport: transport.timeout(Some(PATIENCE)).build(), from, public_url }))
    }

    /// Sends a letter, in words.
    ///
    /// # Errors
    /// Whether another attempt is worth it, and what the server said.
    pub async fn send(&self, leased: &Leased) -> Result<(), (Failure, String)> {
        let message = self.message(leased).map_err(|error| (Failure::ForGood, error))?;
        match tokio::time::timeout(PATIENCE, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err((lasting(&error), error.to_string())),
            Err(_) => Err((Failure::ForNow, "no answer within 20 seconds".to_owned())),
        }
    }

    fn message(&self, leased: &Leased) -> Result<Message, String> {
        let to: Address = leased.to.parse().map_err(|error| format!("not an address: {error}"))?;
        let written = letter::write(Lang(leased.locale), &leased.letter, leased.secret.as_deref(), &self.public_url);
        // the same at each attempt, so that whoever receives a repetition can tell
        let id = format!("<{}@{}>", leased.id, self.from.email.domain());
        let plain = |name, value: &str| HeaderValue::new(name, value.to_owned());
        let before: Vec<String> = leased.thread.iter().map(|before| reference(before, self.from.email.domain())).collect();
        let mut builder = Message::builder();
        if let Some(last) = before.last() {
            // RFC 5322 §3.6.4: mail programs show the letter below what it answers
            builder = builder.in_reply_to(last.clone()).references(before.join(" "));
        }
        builder
            .message_id(Some(id))
            .date(leased.created_at.into())
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(written.subject)
            // RFC 3834: no out-of-office answers to these
            .raw_header(plain(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated"))
            .raw_header(plain(HeaderName::new_from_ascii_str("Content-Language"), leased.locale.tag()))
            .singlepart(SinglePart::plain(written.body))
            .map_err(|error| error.to_string())
    }
}

fn reference(before: &Before, domain: &str) -> String {
    match before {
        Before::Ours(id) => format!("<{id}@{domain}>"),
        // somebody else's words: nothing in them may end a header
        Before::Theirs(id) => format!("<{}>", id.chars().filter(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>')).collect::<String>()),
    }
}

/// A refusal of this letter is for good; a refusal of us (wrong password, blocked, shut down) may be mended,
/// and must not cost every letter in the queue.
fn lasting(error: &smtp::Error) -> Failure {
    match error.status().map(u16::from) {
        Some(550..=553 | 555 | 556 | 501 | 511 | 521) => Failure::ForGood,
        _ => Failure::ForNow,
    }
}
