//! Texts from the process to a provider's (`landside sandbox sms`), with what goes wrong there, and back.

use crate::{Landside, count, landside::free_port, until};
use desk::PgPool;
use desk::outbox::{self, Letter, Promise};
use domain::{locale::Locale, rights::Scope};
use jiff::Timestamp;
use serde_json::Value;
use std::process::{Child, Command, Stdio};

struct Sandbox(Child);

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn promised(db: &PgPool, to: &str) {
    let letter = Letter::Code { locator: None };
    let promise =
        Promise { key: to.to_owned(), to, locale: Locale::En, letter, secret: Some("123456".to_owned()), useless_after: None, case: None };
    let mut tx = db.begin().await.unwrap();
    outbox::promise(&mut tx, Timestamp::now(), &promise).await.unwrap();
    tx.commit().await.unwrap();
}

async fn hurry(db: &PgPool) {
    // a text in a worker's hands stays there: taken from it again and again, it would be given up as tried too often
    sqlx::query("update outbox set next_attempt_at = now() where state = 'queued' and last_error is not null and leased_until is null")
        .execute(db)
        .await
        .unwrap();
    sqlx::query("update outbox_pace set rest_until = null").execute(db).await.unwrap();
}

#[sqlx::test(migrations = "./migrations")]
async fn texts_leave_through_whatever_goes_wrong_and_come_back(db: PgPool) {
    let port = free_port();
    let url = format!("http://127.0.0.1:{port}/messages");
    let portal = Landside::start_with(&db, None, &[("LANDSIDE_SMS_URL", &url), ("LANDSIDE_SMS_TOKEN", "secret")]).await;
    let token = desk::machines::create(&db, Timestamp::now(), "provider", &[Scope::IngestSms]).await.unwrap();
    let ingest = format!("http://127.0.0.1:{}/ingest/sms", portal.port());
    let sandbox = Command::new(env!("CARGO_BIN_EXE_landside"))
        .args(["sandbox", "sms", "--port", &port.to_string(), "--token", "secret", "--ingest", &ingest, "--ingest-token", &token])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let (_sandbox, provider) = (Sandbox(sandbox), crate::browser::Browser::new(port));
    until("the sandbox listens", async || provider.clone().try_get("/messages").await.is_some()).await;

    // 429 and 503 the first time, a receipt twice, a late one, one that never arrives, no such number, and a plain one
    for ending in ["429", "503", "202", "208", "550", "422", "100"] {
        promised(&db, &format!("+1201555{ending}")).await;
    }
    until("all are settled", async || {
        hurry(&db).await;
        count(&db, "select count(*) from outbox where delivered_at is not null").await == 5
            && count(&db, "select count(*) from outbox where bounced_at is not null").await == 1
            && count(&db, "select count(*) from outbox where state = 'failed' and last_error like '422%'").await == 1
    })
    .await;
    let ledger: Vec<Value> = serde_json::from_str(&provider.clone().get("/messages").await.body).unwrap();
    let mut numbers: Vec<&str> = ledger.iter().map(|text| text["to"].as_str().unwrap()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!((numbers.len(), ledger.len()), (6, 6), "each once");
    assert!(
        ledger.iter().all(|text| text["encoding"] == "gsm7" && text["segments"] == 1 && text["text"].as_str().unwrap().contains("123456"))
    );
    assert!(provider.clone().get("/").await.body.contains("6 taken"));
    assert_eq!(count(&db, "select count(*) from outbox where secret is not null").await, 0);

    // an answer from a telephone
    let answer = provider.clone().send("POST", "/answers/+12015550100", &[], "STOP").await;
    assert_eq!(answer.status, 204);
    until("the last text has left", async || {
        count(&db, "select count(*) from outbox where kind = 'texts_stopped' and state = 'sent'").await == 1
    })
    .await;
    assert_eq!(count(&db, "select count(*) from opt_out where address = '+12015550100'").await, 1);
}

#[sqlx::test(migrations = "./migrations")]
async fn a_provider_that_is_away_costs_no_text(db: PgPool) {
    let url = format!("http://127.0.0.1:{}/messages", free_port());
    let _portal = Landside::start_with(&db, None, &[("LANDSIDE_SMS_URL", &url)]).await;
    promised(&db, "+12015550100").await;
    until("it was tried", async || count(&db, "select count(*) from outbox where state = 'queued' and last_error is not null").await == 1)
        .await;
    let said = Landside::refusal(&db, &["--sms-url", "sms.example"]).await;
    assert!(said.contains("LANDSIDE_SMS_URL"), "{said}");
}
