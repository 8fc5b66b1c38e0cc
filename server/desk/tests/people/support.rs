//! A booking with a contact, a browser that has opened it, and a count of statements.

use desk::access::{self, GrantKind, Proof, Token};
use desk::{Error, PgPool};
use domain::policy::PROOF;
use domain::rights::Viewer;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tracing::{Event, Metadata, Subscriber, span};
use uuid::Uuid;

pub const TICKET: &str = "9922400000017";

pub fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

pub fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

/// A booking of one passenger born on 4 May 1980, with the contacts given: (address, agency).
pub async fn booking(db: &PgPool, locator: &str, contacts: &[(&str, bool)]) -> Uuid {
    let passenger = Uuid::now_v7();
    let fare = "insert into fare_family (id, cabin, name, conditions) values ('flex', 'economy', '{}', '{}') on conflict do nothing";
    sqlx::query(fare).execute(db).await.unwrap();
    sqlx::query("insert into booking values ($1, now(), 'ticketed', 'US', null, 'flex', 100, 'USD', 'zh-CN', 'scenario')")
        .bind(locator)
        .execute(db)
        .await
        .unwrap();
    sqlx::query(
        "insert into passenger (id, locator, position, family_name, given_name, family_keys, kind, birth_date, ticket_number)
         values ($1, $2, 1, 'Rivera', 'Maria', '{rivera}', 'adult', '1980-05-04', $3)",
    )
    .bind(passenger)
    .bind(locator)
    .bind(TICKET)
    .execute(db)
    .await
    .unwrap();
    for (address, agency) in contacts {
        sqlx::query("insert into contact (id, locator, kind, address, agency) values ($1, $2, 'email', $3, $4)")
            .bind(Uuid::now_v7())
            .bind(locator)
            .bind(address)
            .bind(agency)
            .execute(db)
            .await
            .unwrap();
    }
    passenger
}

/// A browser that has opened the booking by name.
pub async fn browser(db: &PgPool, locator: &str) -> Browser {
    let (token, viewer) = access::open(db, now(), "Firefox on Android").await.unwrap();
    let session = viewer.session.clone().unwrap();
    access::grant(db, &session, now(), GrantKind::Trip, locator, Proof::Name, PROOF).await.unwrap();
    Browser { token }
}

pub struct Browser {
    pub token: Token,
}

impl Browser {
    pub async fn viewer(&self, db: &PgPool, now: Timestamp) -> Viewer {
        access::find(db, now, &self.token.to_text()).await.unwrap().unwrap()
    }
}

/// The code in the newest letter to `to`.
pub async fn code_sent_to(db: &PgPool, to: &str) -> Option<String> {
    sqlx::query_scalar("select secret from outbox where recipient = $1 and kind = 'code' order by id desc limit 1")
        .bind(to)
        .fetch_optional(db)
        .await
        .unwrap()
}

pub async fn count(db: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(db).await.unwrap()
}

/// The sentence of an `Invalid`.
pub fn sentence<T: std::fmt::Debug>(result: desk::Result<T>) -> &'static str {
    match result {
        Err(Error::Invalid(errors)) => errors[0].message,
        other => panic!("{other:?}"),
    }
}

/// Counts the statements sqlx sends from this thread while the guard lives.
pub fn counting() -> (Arc<AtomicUsize>, tracing::subscriber::DefaultGuard) {
    let statements = Arc::new(AtomicUsize::new(0));
    let guard = tracing::subscriber::set_default(Counter(Arc::clone(&statements)));
    (statements, guard)
}

struct Counter(Arc<AtomicUsize>);

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}
