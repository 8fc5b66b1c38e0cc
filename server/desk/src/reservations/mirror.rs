//! What changed there without us: seats sold to others, coupons used or given back at another counter. The mirror here follows, so that
//! pages show what is left, and nobody confirms a change of a booking that has become another one.

use super::Flight;
use crate::{PgPool, Result, audit};
use domain::booking::Cabin;
use domain::rights::Viewer;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Something as it stands there by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum News {
    /// A cabin.
    Cabin(CabinNews),
    /// A coupon.
    Coupon(CouponNews),
}

/// Seats of a cabin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CabinNews {
    /// Of which flight.
    #[serde(flatten)]
    pub flight: Flight,
    /// Which cabin.
    pub cabin: Cabin,
    /// In all.
    pub seats: i32,
    /// Sold, by whomever.
    pub sold: i32,
}

/// Where a coupon stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouponNews {
    /// Thirteen digits.
    pub ticket: String,
    /// Place on the ticket.
    pub number: i16,
    /// open, used, exchanged or refunded.
    pub state: String,
}

/// What became of news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Learnt {
    /// It is so here, too.
    Nothing,
    /// The mirror was set right.
    Mended,
    /// A change of ours is under way that may be what it tells of: it is looked at again when that is over.
    Later,
}

/// Takes the next turn at what changed there, if it is time: how far it was read. One process at a time; a turn that is never ended is
/// over after `every`.
///
/// # Errors
/// Those of the database.
pub async fn begin(db: &PgPool, now: Timestamp, every: SignedDuration) -> Result<Option<String>> {
    let turn = sqlx::query_scalar!(
        "update reservation_mark set next_at = $2 where remote and next_at <= $1 returning cursor",
        now.to_sqlx() as _,
        (now + every).to_sqlx() as _,
    );
    Ok(turn.fetch_optional(db).await?)
}

/// Everything up to here has been read.
///
/// # Errors
/// Those of the database.
pub async fn end(db: &PgPool, cursor: &str) -> Result<()> {
    sqlx::query!("update reservation_mark set cursor = $1", cursor).execute(db).await?;
    Ok(())
}

/// Takes one piece of news.
///
/// # Errors
/// Those of the database.
pub async fn learn(db: &PgPool, now: Timestamp, news: &News) -> Result<Learnt> {
    match news {
        News::Cabin(cabin) => learn_cabin(db, cabin).await,
        News::Coupon(coupon) => learn_coupon(db, now, coupon).await,
    }
}

/// What others have bought there is sold elsewhere here. What we were promised stands: nothing more is sold then.
async fn learn_cabin(db: &PgPool, news: &CabinNews) -> Result<Learnt> {
    let mut tx = db.begin().await?;
    let cabin = sqlx::query!(
        "select seats, sold, held, elsewhere from flight_cabin
          where (carrier, number, flight_date, origin, cabin) = ($1, $2, $3, $4, $5) for update",
        news.flight.carrier,
        news.flight.number,
        news.flight.date.to_sqlx() as _,
        news.flight.origin,
        news.cabin.as_str(),
    );
    let Some(cabin) = cabin.fetch_optional(&mut *tx).await? else { return Ok(Learnt::Nothing) };
    let leg = json!([{ "carrier": news.flight.carrier, "number": news.flight.number, "date": news.flight.date, "origin": news.flight.origin, "cabin": news.cabin }]);
    let running = sqlx::query_scalar!(
        r#"select exists (select from trip_change c join reservation_order o on o.change_id = c.id
                           where c.state = 'confirming' and (o.change -> 'from' @> $1 or o.change -> 'to' @> $1)) as "running!""#,
        leg
    );
    if running.fetch_one(&mut *tx).await? {
        return Ok(Learnt::Later);
    }
    let elsewhere = (news.sold - cabin.sold).max(0);
    let seats = news.seats.max(cabin.sold + cabin.held + elsewhere);
    if (seats, elsewhere) == (cabin.seats, cabin.elsewhere) {
        return Ok(Learnt::Nothing);
    }
    sqlx::query!(
        "update flight_cabin set fitted = null, seats = $6, elsewhere = $7
          where (carrier, number, flight_date, origin, cabin) = ($1, $2, $3, $4, $5)",
        news.flight.carrier,
        news.flight.number,
        news.flight.date.to_sqlx() as _,
        news.flight.origin,
        news.cabin.as_str(),
        seats,
        elsewhere,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Learnt::Mended)
}

/// A coupon that is not open there any more is not open here; whoever is just deciding about its booking is told that it has changed.
async fn learn_coupon(db: &PgPool, now: Timestamp, news: &CouponNews) -> Result<Learnt> {
    if !["used", "exchanged", "refunded"].contains(&news.state.as_str()) {
        return Ok(Learnt::Nothing);
    }
    let mut tx = db.begin().await?;
    // the booking first, then what is in it: everybody holds them in this order
    let booking = sqlx::query_scalar!(
        "select locator from booking where locator = (select locator from coupon where ticket = $1 and number = $2) for update",
        news.ticket,
        news.number,
    );
    let Some(locator) = booking.fetch_optional(&mut *tx).await? else { return Ok(Learnt::Nothing) };
    let running = sqlx::query_scalar!(
        r#"select exists (select from trip_change where locator = $1 and state = 'confirming') as "running!""#,
        locator
    );
    if running.fetch_one(&mut *tx).await? {
        return Ok(Learnt::Later);
    }
    let closed = sqlx::query!(
        "update coupon set state = $3 where ticket = $1 and number = $2 and state = 'open'",
        news.ticket,
        news.number,
        news.state,
    );
    if closed.execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(Learnt::Nothing);
    }
    sqlx::query!("update booking set version = version + 1 where locator = $1", locator).execute(&mut *tx).await?;
    let detail = json!({ "ticket": news.ticket, "coupon": news.number, "state": news.state });
    audit::record(&mut tx, &Viewer::system(), now, "coupon_elsewhere", "trip", &locator, detail).await?;
    tx.commit().await?;
    Ok(Learnt::Mended)
}
