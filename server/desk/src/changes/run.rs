//! How a change runs from quote to end, also when nobody looks: quotes run out, payments go on.

use super::{confirm, reservation};
use crate::{Error, PgPool, Result};
use domain::policy::LAST_WORD;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// Changes looked at in a round.
const AT_ONCE: i64 = 500;

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Seats and price are kept.
    Quoted,
    /// It is being paid.
    Paying,
    /// Done.
    Done,
    /// Not confirmed in time; the seats are for sale again.
    Expired,
    /// Given back by the passenger.
    Released,
    /// It could not be done, and nothing was.
    Failed(Failure),
}

/// Why a change could not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The seats were gone when it was paid.
    SeatLost,
    /// The booking was changed by somebody else meanwhile.
    BookingChanged,
    /// A flight of it has left.
    Left,
    /// A coupon was used, changed or given back meanwhile.
    CouponUsed,
    /// The refund cannot be paid the way it was meant.
    Refund,
}

impl Failure {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::SeatLost, Self::BookingChanged, Self::Left, Self::CouponUsed, Self::Refund];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SeatLost => "change-seat-lost",
            Self::BookingChanged => "change-moved-on",
            Self::Left => "change-left",
            Self::CouponUsed => "change-coupon-used",
            Self::Refund => "payment-too-much",
        }
    }

    /// What a conflict means for the change; `None` for a fault of ours, to be tried again.
    pub(super) fn of(error: &Error) -> Option<Self> {
        let Error::Conflict(key) = error else { return None };
        Self::ALL.into_iter().find(|failure| failure.as_str() == *key)
    }
}

impl Stage {
    pub(super) fn of(state: &str, failure: Option<&str>, over: bool) -> Result<Self> {
        Ok(match state {
            "quoted" if over => Self::Expired,
            "quoted" => Self::Quoted,
            "paying" => Self::Paying,
            "done" => Self::Done,
            "expired" => Self::Expired,
            "released" => Self::Released,
            "failed" => {
                let known = Failure::ALL.into_iter().find(|known| Some(known.as_str()) == failure);
                Self::Failed(known.ok_or_else(|| Error::Internal(format!("unknown failure {failure:?}")))?)
            }
            other => return Err(Error::Internal(format!("unknown state {other}"))),
        })
    }
}

/// Quotes whose time is over give their seats back.
///
/// # Errors
/// Those of the database.
pub async fn expire_due(db: &PgPool, now: Timestamp) -> Result<u64> {
    let due = sqlx::query_scalar!(
        "select id from trip_change where state = 'quoted' and expires_at <= $1 order by expires_at limit $2",
        now.to_sqlx() as _,
        AT_ONCE,
    );
    let mut expired = 0;
    // one by one: whoever holds the seats of many waits for many
    for id in due.fetch_all(db).await? {
        let mut tx = db.begin().await?;
        let mine = sqlx::query_scalar!(
            "select id from trip_change where id = $1 and state = 'quoted' and expires_at <= $2 for update skip locked",
            id,
            now.to_sqlx() as _
        );
        if mine.fetch_optional(&mut *tx).await?.is_some() {
            reservation::release(&mut tx, id).await?;
            sqlx::query!("update trip_change set state = 'expired' where id = $1", id).execute(&mut *tx).await?;
            expired += 1;
        }
        tx.commit().await?;
    }
    Ok(expired)
}

/// Goes on with every change that is being paid: what the provider said meanwhile is acted on.
///
/// # Errors
/// Those of the database, where not even the list can be had; a single change's fault is told to the log and tried again.
pub async fn settle_due(db: &PgPool, now: Timestamp) -> Result<u64> {
    let paying = sqlx::query_scalar!(
        "select c.id from trip_change c left join payment p on p.id = c.payment_id
          where c.state = 'paying' and (p.state is null or p.state not in ('planned', 'opened') or c.expires_at <= $2)
          order by c.expires_at limit $1",
        AT_ONCE,
        (now - LAST_WORD).to_sqlx() as _,
    );
    let mut settled = 0;
    for id in paying.fetch_all(db).await? {
        match settle(db, now, id).await {
            Ok(moved) => settled += u64::from(moved),
            Err(error) => tracing::warn!(%error, change = %id, "a change that is being paid has to wait"),
        }
    }
    Ok(settled)
}

/// Goes on with one change that is being paid; false where there is nothing to do yet.
///
/// # Errors
/// Those of the database.
pub async fn settle(db: &PgPool, now: Timestamp, id: Uuid) -> Result<bool> {
    confirm::settle(db, now, id).await
}
