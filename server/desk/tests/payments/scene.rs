//! A booking paid before, and what the provider says.

use desk::PgPool;
use desk::bookings::{self, NewBooking, Source as Brought};
use desk::payments::{self, Changed, Heard, NewCharge, NewRefund, News, Payment, Source};
use domain::booking::BookingState;
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::payment::{Direction, Reason, State};
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use uuid::Uuid;

pub const LOCATOR: &str = "X4TE6N";

pub fn now() -> Timestamp {
    "2026-11-21T14:12:00Z".parse().unwrap()
}

pub fn later(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

pub fn usd(cents: i64) -> Money {
    Money::new(Decimal::new(cents, 2), Currency::parse("USD").unwrap())
}

/// A booking of USD 600.00 in this state.
pub fn booking(locator: &str, state: BookingState) -> NewBooking {
    NewBooking {
        locator: locator.into(),
        created_at: "2026-10-01T00:00:00Z".parse().unwrap(),
        state,
        pay_by: None,
        point_of_sale: "US".into(),
        agency: None,
        fare_family: "flex".into(),
        total: Decimal::new(60_000, 2),
        currency: "USD".into(),
        language: Locale::En,
        source: Brought::Imported,
        passengers: vec![],
        contacts: vec![],
        segments: vec![],
        seats: vec![],
        bags: vec![],
    }
}

pub async fn booked(db: &PgPool) {
    let mut tx = db.begin().await.unwrap();
    bookings::insert(&mut tx, &[booking(LOCATOR, BookingState::Ticketed)]).await.unwrap();
    tx.commit().await.unwrap();
}

pub fn charge(key: &str, amount: Money) -> NewCharge<'_> {
    NewCharge { key, locator: LOCATOR, case_ref: None, amount, return_to: "/trip/X4TE6N", locale: Locale::ZhCn, expires_at: later(900) }
}

pub async fn planned(db: &PgPool, key: &str, amount: Money) -> desk::Result<Payment> {
    let mut tx = db.begin().await.unwrap();
    let payment = payments::plan_charge(&mut tx, now(), &charge(key, amount)).await?;
    tx.commit().await.unwrap();
    Ok(payment)
}

pub async fn refunded(db: &PgPool, key: &str, amount: Money) -> desk::Result<Vec<Payment>> {
    let new = NewRefund { key, locator: LOCATOR, whose: LOCATOR, case_ref: None, amount, due_by: Some("2026-12-01".parse().unwrap()) };
    let mut tx = db.begin().await.unwrap();
    let parts = payments::plan_refund(&mut tx, now(), &new).await?;
    tx.commit().await.unwrap();
    Ok(parts)
}

/// What the provider says of a payment.
pub fn news(payment: &Payment, state: State) -> News {
    News {
        id: format!("evt-{}", Uuid::new_v4()),
        key: payment.id.to_string(),
        direction: payment.direction,
        state,
        amount: payment.amount,
        reason: matches!(state, State::Declined).then_some(Reason::InsufficientFunds),
        means: Some("•••• 4242".into()),
        provider_ref: Some(format!("pay-{}", payment.key)),
        hosted_url: (payment.direction == Direction::Charge).then(|| "http://127.0.0.1:4020/pay/1".into()),
        at: now(),
    }
}

pub async fn say(db: &PgPool, payment: &Payment, state: State) -> Option<Changed> {
    payments::event(db, now(), Source::Message, &news(payment, state)).await.unwrap().changed()
}

pub async fn heard(db: &PgPool, news: &News) -> Heard {
    payments::event(db, now(), Source::Message, news).await.unwrap()
}

pub async fn find(db: &PgPool, payment: &Payment) -> Payment {
    payments::find(db, payment.id).await.unwrap()
}

/// A charge that holds money and is to be captured.
pub async fn captured(db: &PgPool, key: &str, amount: Money) -> Payment {
    let payment = planned(db, key, amount).await.unwrap();
    say(db, &payment, State::Authorised).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    payments::capture(&mut tx, now(), payment.id).await.unwrap();
    tx.commit().await.unwrap();
    payment
}

pub async fn left(db: &PgPool) -> Money {
    let mut connection = db.acquire().await.unwrap();
    payments::refundable(&mut connection, LOCATOR, usd(0).currency).await.unwrap()
}
