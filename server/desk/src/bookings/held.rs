//! Bookings on hold: paid by the hour that was told, or their seats are for sale again (CHG-9).

use super::{letters, whole};
use crate::changes::recount;
use crate::outbox::{self, Letter, Promise};
use crate::payments::{self, NewCharge, Payment};
use crate::{Error, PgPool, Result, audit};
use domain::booking::Locator;
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::payment::State;
use domain::policy::{LAST_WORD, PAID_WITHIN};
use domain::rights::{TripAccess, Viewer, trip_access};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Bookings looked at in a round.
const AT_ONCE: i64 = 500;

/// A booking that is not paid yet.
#[derive(Debug, Clone)]
pub struct Held {
    /// By when, where an hour was told.
    pub pay_by: Option<Timestamp>,
    /// How much.
    pub amount: Money,
    /// The charge it is being paid by, or the last one that was not paid.
    pub charge: Option<Payment>,
}

/// What is to be paid and by when; `None` for a booking that is not on hold.
///
/// # Errors
/// `NotFound` where the trip is not open to the viewer; those of the database.
pub async fn held(db: &PgPool, viewer: &Viewer, locator: &Locator) -> Result<Option<Held>> {
    trip_access(viewer, locator.as_str()).ok_or(Error::NotFound)?;
    let row =
        sqlx::query!("select pay_by, total, currency, payment_id from booking where locator = $1 and state = 'held'", locator.as_str());
    let Some(row) = row.fetch_optional(db).await? else { return Ok(None) };
    let charge = match row.payment_id {
        Some(id) => Some(payments::find(db, id).await?),
        None => None,
    };
    let pay_by = row.pay_by.map(jiff_sqlx::Timestamp::to_jiff);
    Ok(Some(Held { pay_by, amount: Money::new(row.total, currency(&row.currency)?), charge }))
}

fn currency(code: &str) -> Result<Currency> {
    Currency::parse(code).ok_or_else(|| Error::Internal(format!("unknown currency {code}")))
}

/// Plans the charge for a booking on hold. While one is under way the same again plans no other.
///
/// # Errors
/// `VerifyFirst` where only the name was shown; `NotFound`, and for staff; `Conflict` where it is not on hold any more or the hour is
/// past; those of the database.
pub async fn pay(db: &PgPool, viewer: &Viewer, now: Timestamp, locale: Locale, locator: &Locator) -> Result<()> {
    match trip_access(viewer, locator.as_str()) {
        Some(TripAccess::Verified) => {}
        Some(TripAccess::Itinerary) => return Err(Error::VerifyFirst { locator: locator.to_string() }),
        Some(TripAccess::Staff) | None => return Err(Error::NotFound),
    }
    let mut tx = db.begin().await?;
    let row =
        sqlx::query!("select state, pay_by, total, currency, payment_id from booking where locator = $1 for update", locator.as_str());
    let row = row.fetch_one(&mut *tx).await?;
    let pay_by = row.pay_by.map(jiff_sqlx::Timestamp::to_jiff);
    if row.state != "held" || pay_by.is_some_and(|pay_by| pay_by <= now) {
        return Err(Error::Conflict("pay-not-on-hold"));
    }
    if let Some(before) = row.payment_id {
        let before = payments::find(&mut *tx, before).await?;
        let over = before.expires_at.is_some_and(|expires_at| expires_at <= now);
        match before.state {
            State::Authorised | State::Captured => return Ok(()),
            State::Planned | State::Opened if !over => return Ok(()),
            // its page could still be paid on, for nothing
            _ => payments::void(&mut tx, now, before.id).await?,
        }
    }
    let charge = NewCharge {
        key: &format!("booking:{locator}:{}", Uuid::now_v7()),
        locator: locator.as_str(),
        case_ref: None,
        amount: Money::new(row.total, currency(&row.currency)?),
        return_to: &format!("/trip/{locator}?back=bank"),
        locale,
        expires_at: pay_by.unwrap_or(Timestamp::MAX).min(now + PAID_WITHIN),
    };
    let payment = payments::plan_charge(&mut tx, now, &charge).await?;
    sqlx::query!("update booking set payment_id = $2 where locator = $1", locator.as_str(), payment.id).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Issues the tickets of bookings whose charge is authorised, and captures it, together.
///
/// # Errors
/// Those of the database, where not even the list can be had; a single booking's fault is told to the log and tried again.
pub async fn settle_held(db: &PgPool, now: Timestamp) -> Result<u64> {
    let paid = sqlx::query_scalar!(
        "select b.locator from booking b join payment p on p.id = b.payment_id where b.state = 'held' and p.state = 'authorised' limit $1",
        AT_ONCE
    );
    each(db, now, paid.fetch_all(db).await?, Step::Issue).await
}

/// Cancels bookings whose hour is past: their seats are for sale again, their people are told, nothing is charged.
///
/// # Errors
/// As [`settle_held`].
pub async fn lapse_due(db: &PgPool, now: Timestamp) -> Result<u64> {
    let late = sqlx::query_scalar!(
        "select locator from booking where state = 'held' and pay_by <= $1 order by pay_by limit $2",
        (now - LAST_WORD).to_sqlx() as _,
        AT_ONCE
    );
    each(db, now, late.fetch_all(db).await?, Step::Lapse).await
}

/// What is done to a booking on hold.
#[derive(Debug, Clone, Copy)]
enum Step {
    Issue,
    Lapse,
}

async fn each(db: &PgPool, now: Timestamp, locators: Vec<String>, step: Step) -> Result<u64> {
    let mut done = 0;
    for locator in locators {
        let Ok(locator) = Locator::parse(&locator) else { continue };
        let mut tx = db.begin().await?;
        let outcome = match step {
            Step::Issue => issue(&mut tx, now, &locator).await,
            Step::Lapse => lapse(&mut tx, now, &locator).await,
        };
        match outcome {
            Ok(moved) => {
                tx.commit().await?;
                done += u64::from(moved);
            }
            Err(error) => tracing::warn!(%error, %locator, "a booking on hold has to wait"),
        }
    }
    Ok(done)
}

/// The charge of a booking that is still on hold, whose row this transaction holds from here on.
async fn on_hold(tx: &mut PgConnection, locator: &Locator) -> Result<Option<Option<Payment>>> {
    let row = sqlx::query!("select payment_id from booking where locator = $1 and state = 'held' for update", locator.as_str());
    let Some(row) = row.fetch_optional(&mut *tx).await? else { return Ok(None) };
    match row.payment_id {
        Some(id) => Ok(Some(Some(payments::find(tx, id).await?))),
        None => Ok(Some(None)),
    }
}

async fn issue(tx: &mut PgConnection, now: Timestamp, locator: &Locator) -> Result<bool> {
    let Some(Some(charge)) = on_hold(tx, locator).await? else { return Ok(false) };
    if charge.state != State::Authorised {
        return Ok(false);
    }
    sqlx::query!(
        "update passenger set ticket_number = coalesce(ticket_number, (select numeric_code from airline where iata = s.carrier) || lpad(nextval('ticket_number')::text, 10, '0'))
           from (select carrier from segment where locator = $1 order by position limit 1) s
          where locator = $1",
        locator.as_str()
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update booking set state = 'ticketed', issued_at = $2, version = version + 1 where locator = $1",
        locator.as_str(),
        now.to_sqlx() as _
    )
    .execute(&mut *tx)
    .await?;
    payments::capture(tx, now, charge.id).await?;
    audit::record(tx, &Viewer::system(), now, "trip_ticketed", "trip", locator.as_str(), json!({ "payment": charge.id })).await?;
    tell(tx, now, locator, charge.locale, Letter::TripItinerary).await?;
    Ok(true)
}

async fn lapse(tx: &mut PgConnection, now: Timestamp, locator: &Locator) -> Result<bool> {
    let Some(charge) = on_hold(tx, locator).await? else { return Ok(false) };
    if let Some(charge) = charge {
        match charge.state {
            // paid in the last minute: tickets are issued instead
            State::Authorised | State::Captured => return Ok(false),
            // the page of a card that was declined would take another
            State::Planned | State::Opened | State::Declined => payments::void(tx, now, charge.id).await?,
            _ => {}
        }
    }
    let language = sqlx::query_scalar!("select language from booking where locator = $1", locator.as_str()).fetch_one(&mut *tx).await?;
    let locale = Locale::from_tag(&language).unwrap_or_default();
    tell(tx, now, locator, locale, Letter::TripLapsed).await?;
    let flights = sqlx::query!("select carrier, number, flight_date, origin from segment where locator = $1", locator.as_str());
    let flights = flights.fetch_all(&mut *tx).await?;
    let flights: Vec<_> = flights.into_iter().map(|row| (row.carrier, row.number, row.flight_date.to_jiff(), row.origin)).collect();
    sqlx::query!("delete from seat where locator = $1", locator.as_str()).execute(&mut *tx).await?;
    sqlx::query!("update segment set status = 'cancelled' where locator = $1", locator.as_str()).execute(&mut *tx).await?;
    sqlx::query!("update booking set state = 'cancelled', version = version + 1 where locator = $1", locator.as_str())
        .execute(&mut *tx)
        .await?;
    recount(tx, &flights).await?;
    audit::record(tx, &Viewer::system(), now, "trip_lapsed", "trip", locator.as_str(), json!({})).await?;
    Ok(true)
}

/// To every address of the booking.
async fn tell(
    tx: &mut PgConnection,
    now: Timestamp,
    locator: &Locator,
    locale: Locale,
    letter: fn(outbox::TripFacts) -> Letter,
) -> Result<()> {
    let trip = whole(tx, TripAccess::Staff, now, locale, locator).await?;
    let letter = letter(letters::itinerary(&trip, now));
    for address in letters::own_addresses(tx, locator).await? {
        let key = format!("{}:{locator}:{address}", letter.kind());
        let promise = Promise { key, to: &address, locale, letter: letter.clone(), secret: None, useless_after: None, case: None };
        outbox::promise(tx, now, &promise).await?;
    }
    Ok(())
}
