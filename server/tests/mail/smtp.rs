//! A real SMTP server beside the test (`end2end/smtp-server.mjs`).

use serde_json::Value;
use server::config::MailConfig;
use server::mail::Post;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// The SMTP server and what it says.
pub struct Smtp {
    child: Child,
    said: mpsc::UnboundedReceiver<Value>,
    pub url: String,
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Smtp {
    pub async fn start() -> Self {
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
    pub async fn message(&mut self) -> (String, String) {
        let message = timeout(Duration::from_secs(8), self.said.recv()).await.expect("a message arrives").unwrap();
        (message["to"][0].as_str().unwrap().to_owned(), message["raw"].as_str().unwrap().to_owned())
    }

    pub async fn is_silent(&mut self) -> bool {
        timeout(Duration::from_millis(300), self.said.recv()).await.is_err()
    }

    pub fn post(&self) -> Post {
        self.post_at("500/100000")
    }

    /// With this pace for each mail system.
    pub fn post_at(&self, limits: &str) -> Post {
        Post::new(&config(Some(&self.url), limits), "https://air.example".into()).unwrap().unwrap()
    }
}

/// Mail as it is configured here.
pub fn config(url: Option<&str>, limits: &str) -> MailConfig {
    MailConfig {
        smtp_url: url.map(str::to_owned),
        mail_from: "Landside Air <care@landside.example>".to_owned(),
        mail_replies: Some("cases@landside.example".to_owned()),
        mail_limits: domain::delivery::Paces::parse(limits).unwrap(),
        sms_url: None,
        sms_token: None,
        sms_from: "Landside".to_owned(),
        sms_limits: domain::delivery::Paces::parse("8/600").unwrap(),
    }
}
