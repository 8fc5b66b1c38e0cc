//! The portal and its provider, two processes with a book each.

use crate::{
    Landside,
    browser::{Answer, Browser},
    count,
    landside::free_port,
    until,
};
use desk::{
    PgPool,
    payments::{self, NewCharge, NewPayout, NewRefund, Payment},
};
use domain::{
    locale::Locale,
    money::{Currency, Money},
    payment::State,
};
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

pub const SECRET: &str = "whsec_test";
pub const TOKEN: &str = "pay_token";

/// The portal and its provider, each on its port.
pub struct Scene {
    db: PgPool,
    pub portal: Landside,
    pub bank: Child,
    pub bank_port: u16,
    pub book: PathBuf,
    faults: Vec<&'static str>,
    rules: Option<&'static str>,
    /// Port of a reservation system, where there is one.
    system: Option<u16>,
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = self.bank.kill();
        let _ = self.bank.wait();
        let _ = std::fs::remove_file(&self.book);
    }
}

fn variables(bank_port: u16) -> [(&'static str, String); 4] {
    [
        ("LANDSIDE_PAYMENTS_URL", format!("http://127.0.0.1:{bank_port}")),
        ("LANDSIDE_PAYMENTS_TOKEN", TOKEN.to_owned()),
        ("LANDSIDE_PAYMENTS_SECRET", SECRET.to_owned()),
        ("LANDSIDE_PAYMENTS_COMPARE_SECONDS", "1".to_owned()),
    ]
}

async fn portal(db: &PgPool, port: u16, bank_port: u16, rules: Option<&str>, system: Option<u16>) -> Landside {
    let variables = variables(bank_port);
    let system = system.map(|port| format!("http://127.0.0.1:{port}"));
    let variables = variables.iter().map(|(name, value)| (*name, value.as_str()));
    let variables = variables.chain(rules.map(|rules| ("LANDSIDE_RULES", rules)));
    let variables: Vec<(&str, &str)> = variables.chain(system.as_deref().map(|url| ("LANDSIDE_RESERVATIONS_URL", url))).collect();
    Landside::start_at(db, port, &variables).await
}

impl Scene {
    pub async fn with(db: &PgPool, faults: &[&'static str]) -> Self {
        Self::begin(db, faults, None, None).await
    }

    /// With fare rules to change trips by.
    pub async fn by_rules(db: &PgPool, faults: &[&'static str], rules: &'static str) -> Self {
        Self::begin(db, faults, Some(rules), None).await
    }

    /// And a reservation system.
    pub async fn with_system(db: &PgPool, faults: &[&'static str], rules: &'static str, system: u16) -> Self {
        Self::begin(db, faults, Some(rules), Some(system)).await
    }

    async fn begin(db: &PgPool, faults: &[&'static str], rules: Option<&'static str>, system: Option<u16>) -> Self {
        let (port, bank_port) = (free_port(), free_port());
        let book = std::env::temp_dir().join(format!("landside-book-{}-{bank_port}.jsonl", std::process::id()));
        let _ = std::fs::remove_file(&book);
        let portal = portal(db, port, bank_port, rules, system).await;
        let bank = bank(bank_port, port, &book, faults).await;
        Self { db: db.clone(), portal, bank, bank_port, book, faults: faults.to_vec(), rules, system }
    }

    pub async fn kill_portal(&mut self) {
        self.portal.kill();
        self.portal = portal(&self.db, self.portal.port(), self.bank_port, self.rules, self.system).await;
    }

    pub async fn kill_bank(&mut self) {
        self.bank.kill().unwrap();
        self.bank.wait().unwrap();
        self.back().await;
    }

    /// The provider, which was killed, is there again.
    pub async fn back(&mut self) {
        self.bank = bank(self.bank_port, self.portal.port(), &self.book, &self.faults).await;
    }

    pub fn provider(&self) -> Browser {
        Browser::new(self.bank_port)
    }

    pub async fn planned(&self, key: &str, cents: i64) -> Payment {
        let charge = NewCharge {
            key,
            locator: "X4TE6N",
            case_ref: None,
            amount: usd(cents),
            return_to: "/trip/X4TE6N?paid=1",
            locale: Locale::ZhCn,
            expires_at: Timestamp::now() + SignedDuration::from_mins(15),
        };
        let mut tx = self.db.begin().await.unwrap();
        let payment = payments::plan_charge(&mut tx, Timestamp::now(), &charge).await.unwrap();
        tx.commit().await.unwrap();
        payment
    }

    pub async fn refund(&self, key: &str, cents: i64) -> Vec<Payment> {
        let refund = NewRefund { key, locator: "X4TE6N", whose: "X4TE6N", case_ref: None, amount: usd(cents), due_by: None };
        let mut tx = self.db.begin().await.unwrap();
        let parts = payments::plan_refund(&mut tx, Timestamp::now(), &refund).await.unwrap();
        tx.commit().await.unwrap();
        parts
    }

    /// Money owed to whoever has this case.
    pub async fn owed(&self, key: &str, cents: i64) -> Payment {
        let new = NewPayout { key, reference: "LS-7K3M-9Q2F", amount: usd(cents), locale: Locale::En };
        let mut tx = self.db.begin().await.unwrap();
        let payment = payments::plan_payout(&mut tx, Timestamp::now(), &new).await.unwrap();
        tx.commit().await.unwrap();
        payment
    }

    pub async fn capture(&self, payment: &Payment) {
        let mut tx = self.db.begin().await.unwrap();
        payments::capture(&mut tx, Timestamp::now(), payment.id).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn find(&self, payment: &Payment) -> Payment {
        payments::find(&self.db, payment.id).await.unwrap()
    }

    /// Waits until a payment stands so; what a killed worker still held is handed out again at once.
    pub async fn until(&self, payment: &Payment, state: State) {
        until(&format!("{} is {state:?}", payment.key), async || {
            self.hurry().await;
            self.find(payment).await.state == state
        })
        .await;
    }

    pub async fn hurry(&self) {
        sqlx::query("update payment set next_attempt_at = now(), leased_until = null where todo is not null and (last_error is not null or leased_until < now() + interval '50 seconds')")
            .execute(&self.db)
            .await
            .unwrap();
    }

    /// The path of the page where it is paid.
    pub async fn page(&self, payment: &Payment) -> String {
        until("a page to pay at", async || {
            self.hurry().await;
            self.find(payment).await.hosted_url.is_some()
        })
        .await;
        let url = self.find(payment).await.hosted_url.unwrap();
        url.strip_prefix(&format!("http://127.0.0.1:{}", self.bank_port)).unwrap().to_owned()
    }

    pub async fn pay(&self, path: &str, number: &str) -> Answer {
        self.provider().post(path, &[("number", number), ("expiry", "08/39"), ("cvc", "123")]).await
    }

    /// As [`Scene::pay`], by somebody who may be interrupted.
    pub async fn try_pay(&self, path: &str, number: &str) -> Option<u16> {
        self.provider().try_post(path, &[("number", number), ("expiry", "08/39"), ("cvc", "123")]).await.map(|answer| answer.status)
    }

    pub async fn ask(&self, method: &str, path: &str, key: &str, body: &str) -> Answer {
        let token = format!("Bearer {TOKEN}");
        self.provider().send(method, path, &[("authorization", token.as_str()), ("idempotency-key", key)], body).await
    }

    /// Everything the provider's book says, by key.
    pub async fn theirs(&self) -> BTreeMap<String, (String, String)> {
        let (mut since, mut all) = (String::new(), BTreeMap::new());
        loop {
            // a provider that is broken just now has no book to show: ask again
            let page: Value =
                serde_json::from_str(&self.ask("GET", &format!("/ledger?since={since}"), "", "").await.body).unwrap_or_default();
            let Some(entries) = page["entries"].as_array() else { continue };
            for entry in entries {
                let payment = &entry["payment"];
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                all.insert(text(&payment["key"]), (text(&payment["state"]), text(&payment["amount"]["amount"])));
                since = text(&entry["cursor"]);
            }
            if page["more"] == false {
                return all;
            }
        }
    }

    pub async fn ours(&self) -> BTreeMap<String, (String, String)> {
        let rows: Vec<(uuid::Uuid, String, Decimal)> =
            sqlx::query_as("select id, state, amount from payment where not before").fetch_all(&self.db).await.unwrap();
        rows.into_iter().map(|(id, state, amount)| (id.to_string(), (state, amount.round_dp(2).to_string()))).collect()
    }

    /// Both books say the same, payment by payment, and nothing is left to ask.
    pub async fn agree(&self) {
        until("both books agree", async || {
            self.hurry().await;
            count(&self.db, "select count(*) from payment where todo is not null").await == 0 && self.ours().await == self.theirs().await
        })
        .await;
    }
}

async fn bank(port: u16, portal: u16, book: &Path, faults: &[&str]) -> Child {
    let bank = Command::new(env!("CARGO_BIN_EXE_landside"))
        .args([
            "sandbox",
            "payments",
            "--port",
            &port.to_string(),
            "--token",
            TOKEN,
            "--secret",
            SECRET,
            "--refund",
            "0",
            "--late-bank",
            "1",
        ])
        .args(["--ingest", &format!("http://127.0.0.1:{portal}/ingest/payments"), "--book", book.to_str().unwrap()])
        .args(faults)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    until("the provider listens", async || Browser::new(port).try_get("/").await.is_some()).await;
    bank
}

pub fn usd(cents: i64) -> Money {
    Money::new(Decimal::new(cents, 2), Currency::parse("USD").unwrap())
}
