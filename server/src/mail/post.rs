//! One letter, one conversation with the mail server.

use super::enclosed::{Enclosed, enclosed};
use super::{Carrier, Refusal};
use crate::config::MailConfig;
use app::words::{Lang, letter};
use desk::PgPool;
use desk::outbox::{Before, Failure, Leased};
use domain::contact::Way;
use domain::delivery::Paces;
use jiff::SignedDuration;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Attachment, Mailbox, MultiPart,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp,
};
use std::{sync::Arc, time::Duration};

/// A letter must be taken within this time: well under a worker's lease.
const PATIENCE: Duration = Duration::from_secs(20);
/// A mail system that says "too fast" is left alone this long.
const REST: SignedDuration = SignedDuration::from_secs(60);

/// The way to the mail server.
#[derive(Clone)]
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    replies: Option<Address>,
    public_url: Arc<str>,
    paces: Paces,
    papers: Option<PgPool>,
}

impl Post {
    /// Reads the configuration: `None` where no mail server is configured. Connects to nothing yet.
    ///
    /// # Errors
    /// A sentence for the terminal where the server's URL, the sender or the address for answers cannot be read.
    pub fn new(config: &MailConfig, public_url: Arc<str>) -> Result<Option<Self>, String> {
        let from =
            config.mail_from.parse().map_err(|error| format!("LANDSIDE_MAIL_FROM is not a sender like \"Name <a@b.c>\": {error}."))?;
        let replies = config.mail_replies.as_ref().map(|address| address.parse::<Address>()).transpose();
        let replies = replies.map_err(|error| format!("LANDSIDE_MAIL_REPLIES is not an address like cases@air.example: {error}."))?;
        let Some(url) = &config.smtp_url else { return Ok(None) };
        // the URL itself may hold a password and is not repeated
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| format!("LANDSIDE_SMTP_URL is not an address like smtp://user:password@host:587?tls=required: {error}."))?;
        let transport = transport.timeout(Some(PATIENCE)).build();
        Ok(Some(Self { transport, from, replies, public_url, paces: config.mail_limits.clone(), papers: None }))
    }

    /// Receipts and passes go with the letters they belong to.
    #[must_use]
    pub fn with_papers(self, db: PgPool) -> Self {
        Self { papers: Some(db), ..self }
    }

    fn message(&self, leased: &Leased, enclosed: Vec<Enclosed>) -> Result<Message, String> {
        let to: Address = leased.to.parse().map_err(|error| format!("not an address: {error}"))?;
        let l = Lang(leased.locale);
        let written = letter::write(l, &leased.letter, leased.secret.as_deref(), leased.leave.as_deref(), &self.public_url);
        // the same at each attempt, so that whoever receives a repetition can tell
        let id = format!("<{}@{}>", leased.id, self.from.email.domain());
        let before: Vec<String> = leased.thread.iter().map(|before| reference(before, self.from.email.domain())).collect();
        let mut builder = Message::builder();
        if let Some(last) = before.last() {
            // RFC 5322 §3.6.4: mail programs show the letter below what it answers
            builder = builder.in_reply_to(last.clone()).references(before.join(" "));
        }
        if let Some(replies) = self.replies_to(leased) {
            builder = builder.reply_to(replies);
        }
        if let Some(token) = &leased.leave {
            // RFC 2369 and RFC 8058: mail programs show a button of their own, and press ours for their reader
            builder = builder
                .raw_header(raw("List-Unsubscribe", &format!("<{}>", letter::leave_link(&self.public_url, token))))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let html = letter::html(l, &written);
        builder
            .message_id(Some(id))
            .date(leased.created_at.into())
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(written.subject)
            // RFC 3834: no out-of-office answers to these
            .raw_header(raw("Auto-Submitted", "auto-generated"))
            .raw_header(raw("Content-Language", leased.locale.tag()))
            .multipart(with_files(MultiPart::alternative_plain_html(written.body, html), written.calendar, enclosed)?)
            .map_err(|error| error.to_string())
    }

    /// `cases+ls7k3m9q2f.SIGNATURE@air.example`: an answer finds its case by it, whatever becomes of its headers.
    fn replies_to(&self, leased: &Leased) -> Option<Mailbox> {
        let (address, tag) = (self.replies.as_ref()?, leased.reply_tag.as_ref()?);
        let address = Address::new(format!("{}+{tag}", address.user()), address.domain()).ok()?;
        Some(Mailbox::new(self.from.name.clone(), address))
    }
}

impl Carrier for Post {
    const WAY: Way = Way::Mail;

    fn paces(&self) -> &Paces {
        &self.paces
    }

    /// Sends a letter, in words.
    async fn send(&self, leased: &Leased) -> Result<Option<String>, Refusal> {
        let papers = match &self.papers {
            Some(db) => enclosed(db, leased).await,
            None => Vec::new(),
        };
        let message = self.message(leased, papers).map_err(|said| Refusal { failure: Failure::ForGood, said, rest: None })?;
        match tokio::time::timeout(PATIENCE, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(None),
            Ok(Err(error)) => Err(Refusal { failure: lasting(&error), said: error.to_string(), rest: hurried(&error).then_some(REST) }),
            Err(_) => Err(Refusal { failure: Failure::ForNow, said: "no answer within 20 seconds".to_owned(), rest: None }),
        }
    }
}

/// Mail programs offer what is attached as a calendar file to the calendar; it asks nobody to answer.
fn with_files(words: MultiPart, calendar: Option<String>, enclosed: Vec<Enclosed>) -> Result<MultiPart, String> {
    if calendar.is_none() && enclosed.is_empty() {
        return Ok(words);
    }
    let kind = |text: &str| ContentType::parse(text).map_err(|error| error.to_string());
    let mut all = MultiPart::mixed().multipart(words);
    if let Some(calendar) = calendar {
        let kind = kind("text/calendar; method=PUBLISH; charset=utf-8")?;
        all = all.singlepart(Attachment::new("itinerary.ics".to_owned()).body(calendar, kind));
    }
    for Enclosed { name, pdf } in enclosed {
        all = all.singlepart(Attachment::new(name).body(pdf, kind("application/pdf")?));
    }
    Ok(all)
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
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

/// Whether the other side asks for patience, not only with this letter: greylisting (451) does with one.
fn hurried(error: &smtp::Error) -> bool {
    let said = error.to_string().to_lowercase();
    match error.status().map(u16::from) {
        Some(421) => true,
        Some(450..=452) => ["4.7.28", "4.3.2", "too many", "rate", "throttl"].iter().any(|word| said.contains(word)),
        _ => false,
    }
}
