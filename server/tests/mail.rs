//! Letters through a real SMTP server (`end2end/smtp-server.mjs`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::PgPool;
use desk::outbox::{self, Letter, Promise};
use domain::locale::Locale;
use domain::rights::{Machine, Role, Scope, StaffMember, Viewer, Who};
use jiff::Timestamp;
use serde_json::Value;
use server::config::MailConfig;
use server::mail::{Post, deliver, deliver_due};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

/// The SMTP server and what it says.
struct Smtp {
    child: Child,
    said: mpsc::UnboundedReceiver<Value>,
    url: String,
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Smtp {
    async fn start() -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../end2end/smtp-server.mjs");
        let child = Command::new("node").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.expect("node starts: make test installs it");
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (say, mut said) = mpsc::unbounded_channel();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| say.send(serde_json::from_str(&line).unwrap())));
        let port: Value = said.recv().await.expect("it says its port: npm ci brings smtp-server");
        Self { child, said, url: format!("smtp://127.0.0.1:{}", port["port"]) }
    }

    /// The next message it took: recipient, and head and body as sent.
    async fn message(&mut self) -> (String, String) {
        let message = timeout(Duration::from_secs(8), self.said.recv()).await.expect("a message arrives").unwrap();
        (message["to"][0].as_str().unwrap().to_owned(), message["raw"].as_str().unwrap().to_owned())
    }

    async fn is_silent(&mut self) -> bool {
        timeout(Duration::from_millis(300), self.said.recv()).await.is_err()
    }

    fn post(&self) -> Post {
        let config = MailConfig { smtp_url: Some(self.url.clone()), mail_from: "Landside Air <care@landside.example>".to_owned() };
        Post::new(&config, "https://air.example".into()).unwrap().unwrap()
    }
}

async fn promised(db: &PgPool, to: &str, locale: Locale) {
    let letter = Letter::Code { locator: Some("DEMO2A".to_owned()) };
    let promise = Promise { key: to.to_owned(), to, locale, letter, secret: Some("123456".to_owned()), useless_after: None, case: None };
    let mut tx = db.begin().await.unwrap();
    outbox::promise(&mut tx, Timestamp::now(), &promise).await.unwrap();
    tx.commit().await.unwrap();
}

/// State, attempts, last error, secret of the only letter.
async fn state(db: &PgPool) -> (String, i32, Option<String>, Option<String>) {
    sqlx::query_as("select state, attempts, last_error, secret from outbox").fetch_one(db).await.unwrap()
}

async fn now_due(db: &PgPool) {
    sqlx::query("update outbox set next_attempt_at = now(), leased_until = now() - interval '1 second'").execute(db).await.unwrap();
}

fn header<'a>(raw: &'a str, name: &str) -> &'a str {
    raw.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or_else(|| panic!("{name} in {raw}"))
}

fn running() -> (watch::Sender<bool>, watch::Receiver<bool>) {
    watch::channel(false)
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_letter_is_sent_once_with_its_fields_and_its_secret_forgotten(db: PgPool) {
    let (mut smtp, (_stop, stopping)) = (Smtp::start().await, running());
    promised(&db, "maria@example.com", Locale::ZhCn).await;
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 1);
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 0);
    let (to, raw) = smtp.message().await;
    assert_eq!(to, "maria@example.com");
    let id: uuid::Uuid = sqlx::query_scalar("select id from outbox").fetch_one(&db).await.unwrap();
    assert_eq!(header(&raw, "Message-ID"), format!("<{id}@landside.example>"));
    assert_eq!(header(&raw, "From"), "\"Landside Air\" <care@landside.example>");
    assert_eq!(header(&raw, "To"), "maria@example.com");
    assert_eq!(header(&raw, "Auto-Submitted"), "auto-generated");
    assert_eq!(header(&raw, "Content-Language"), "zh-CN");
    assert!(header(&raw, "Date").ends_with("+0000"));
    // RFC 2047: 您的验证码：123 456
    assert!(raw.contains("Subject: =?utf-8?b?5oKo55qE6aqM6K+B56CB77yaMTIz?= 456"), "{raw}");
    assert!(header(&raw, "Content-Type").starts_with("text/plain; charset=utf-8"));
    assert!(smtp.is_silent().await);
    assert_eq!(state(&db).await, ("sent".to_owned(), 1, None, None));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_worker_killed_before_it_could_note_it_sends_the_same_message_again(db: PgPool) {
    let (mut smtp, (_stop, stopping)) = (Smtp::start().await, running());
    promised(&db, "maria@example.com", Locale::En).await;
    // leased by hand, sent, and then nothing more is heard of the worker
    let leased = outbox::lease(&db, Timestamp::now(), 1).await.unwrap();
    let (worker, post) = (leased[0].clone(), smtp.post());
    let worker = tokio::spawn(async move {
        post.send(&worker).await.unwrap();
        std::future::pending::<()>().await;
    });
    let first = smtp.message().await;
    worker.abort();
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 0, "not while the lease holds");
    now_due(&db).await;
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 1);
    let second = smtp.message().await;
    assert_eq!(header(&first.1, "Message-ID"), header(&second.1, "Message-ID"));
    assert_eq!(state(&db).await.0, "sent");
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_conversation_by_mail_threads_on_both_sides(db: PgPool) {
    let (mut smtp, (_stop, stopping)) = (Smtp::start().await, running());
    let first = "From: Ana Lima <ana@example.com>\r\nSubject: My cello\r\nMessage-ID: <first@example.com>\r\n\r\nMay it fly?\r\n";
    let reference = brought(&db, first).await.reference.unwrap();
    deliver_due(&db, &smtp.post(), &stopping).await.unwrap();
    let (to, receipt) = smtp.message().await;
    assert_eq!((to.as_str(), header(&receipt, "In-Reply-To")), ("ana@example.com", "<first@example.com>"));

    let lead = StaffMember { id: uuid::Uuid::now_v7().to_string(), name: "Mei Chen".into(), role: Role::Supervisor, departments: vec![] };
    sqlx::query("insert into staff (id, email, name, role, password_hash, totp_secret) values ($1, 'mei@landside.example', 'Mei Chen', 'supervisor', '', '')")
        .bind(uuid::Uuid::parse_str(&lead.id).unwrap())
        .execute(&db)
        .await
        .unwrap();
    let mei = Viewer { who: Who::Staff(lead), ..Viewer::default() };
    desk::cases::reply(&db, &mei, Timestamp::now(), &reference, uuid::Uuid::new_v4(), "On a seat of its own.", false).await.unwrap();
    deliver_due(&db, &smtp.post(), &stopping).await.unwrap();
    let (_, reply) = smtp.message().await;
    assert_eq!(header(&reply, "In-Reply-To"), header(&receipt, "Message-ID"), "the nearest");
    // long headers are folded
    let unfolded = reply.replace("\r\n ", " ");
    assert_eq!(header(&unfolded, "References"), format!("<first@example.com> {}", header(&receipt, "Message-ID")));

    // as a mail program answers: our id, a subject of its own, and what it quotes
    let answer = format!(
        "From: ana@example.com\r\nSubject: =?utf-8?q?Danke!?=\r\nMessage-ID: <second@example.com>\r\nIn-Reply-To: {}\r\n\r\nThank you.\r\n\r\nOn Saturday Mei wrote:\r\n> On a seat of its own.\r\n",
        header(&reply, "Message-ID"),
    );
    let taken = brought(&db, &answer).await;
    assert_eq!((taken.outcome.as_str(), taken.reference), ("message", Some(reference)));
}

/// Takes a message in as the mail server brings it.
async fn brought(db: &PgPool, raw: &str) -> desk::cases::mail::Taken {
    let machine = Machine { id: uuid::Uuid::nil().to_string(), name: "postfix".into(), scopes: vec![Scope::IngestMail] };
    let message = wire::mail::read(raw.as_bytes(), wire::mail::Ours { address: "care@landside.example" }).unwrap();
    desk::cases::mail::take(db, &machine, Timestamp::now(), raw.as_bytes(), &message).await.unwrap()
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn try_later_is_tried_later(db: PgPool) {
    let (smtp, (_stop, stopping)) = (Smtp::start().await, running());
    promised(&db, "busy@example.com", Locale::En).await;
    for attempt in 1..=2 {
        assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 1);
        let (state, attempts, error, secret) = state(&db).await;
        assert_eq!((state.as_str(), attempts, secret.as_deref()), ("queued", attempt, Some("123456")));
        assert!(error.unwrap().contains("451"));
        assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 0, "not at once");
        now_due(&db).await;
    }
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn no_such_user_is_final(db: PgPool) {
    let (smtp, (_stop, stopping)) = (Smtp::start().await, running());
    promised(&db, "nobody@example.com", Locale::En).await;
    deliver_due(&db, &smtp.post(), &stopping).await.unwrap();
    let (state, _, error, secret) = state(&db).await;
    assert_eq!((state.as_str(), secret), ("failed", None));
    assert!(error.unwrap().contains("550"));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn an_unreachable_server_costs_no_letter(db: PgPool) {
    let (_stop, stopping) = running();
    promised(&db, "maria@example.com", Locale::En).await;
    let config = MailConfig { smtp_url: Some("smtp://127.0.0.1:1".to_owned()), mail_from: "care@landside.example".to_owned() };
    let post = Post::new(&config, "".into()).unwrap().unwrap();
    deliver_due(&db, &post, &stopping).await.unwrap();
    assert_eq!(state(&db).await.0, "queued");
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_promise_wakes_the_worker_and_a_stop_lets_it_finish_the_letter_in_hand(db: PgPool) {
    let (mut smtp, (stop, stopping)) = (Smtp::start().await, running());
    let worker = tokio::spawn(deliver(db.clone(), smtp.post(), stopping));
    // let it look once and fall asleep: only the news of the promise wakes it before its ten seconds are over
    tokio::time::sleep(Duration::from_millis(300)).await;
    promised(&db, "slow@example.com", Locale::En).await;
    smtp.message().await;
    stop.send_replace(true);
    timeout(Duration::from_secs(8), worker).await.unwrap().unwrap();
    assert_eq!(state(&db).await.0, "sent");
}

#[test]
fn a_wrong_configuration_is_told_without_its_password() {
    let with = |url: &str, from: &str| {
        let config = MailConfig { smtp_url: Some(url.to_owned()), mail_from: from.to_owned() };
        Post::new(&config, "".into()).err()
    };
    let said = with("http://user:hunter2@host", "a@b.c").unwrap();
    assert!(said.contains("LANDSIDE_SMTP_URL") && !said.contains("hunter2"), "{said}");
    assert!(with("smtp://127.0.0.1", "nobody").unwrap().contains("LANDSIDE_MAIL_FROM"));
    let none = MailConfig { smtp_url: None, mail_from: "a@b.c".to_owned() };
    assert!(Post::new(&none, "".into()).unwrap().is_none());
}
