//! How a change runs from quote to end, also when nobody looks: quotes run out, payments go on.

use super::reservation;
use crate::reservations::Reason;
use crate::{Error, PgPool, Result};
use domain::policy::{CONFIRMED_WITHIN, LAST_WORD};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// Changes looked at in a round.
const AT_ONCE: i64 = 500;

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The reservation system is asked for the seats and has not answered yet.
    Holding,
    /// Seats and price are kept.
    Quoted,
    /// It is being paid.
    Paying,
    /// The reservation system is asked to do it and has not answered yet.
    Confirming,
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
    /// The reservation system does not do it, or did not answer in time.
    Unconfirmed,
}

impl Failure {
    /// Every reason.
    pub const ALL: [Self; 6] = [Self::SeatLost, Self::BookingChanged, Self::Left, Self::CouponUsed, Self::Refund, Self::Unconfirmed];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SeatLost => "change-seat-lost",
            Self::BookingChanged => "change-moved-on",
            Self::Left => "change-left",
            Self::CouponUsed => "change-coupon-used",
            Self::Refund => "payment-too-much",
            Self::Unconfirmed => "change-unconfirmed",
        }
    }

    /// What a reservation system's refusal means for the change.
    pub(super) const fn said(reason: Reason) -> Self {
        match reason {
            Reason::NoSeats | Reason::UnknownFlight => Self::SeatLost,
            Reason::CouponUsed => Self::CouponUsed,
            Reason::BookingChanged => Self::BookingChanged,
            Reason::Left => Self::Left,
            Reason::Other => Self::Unconfirmed,
        }
    }

    /// What a conflict means for the change; `None` for a fault of ours, to be tried again.
    pub(super) fn of(error: &Error) -> Option<Self> {
        let Error::Conflict(key) = error else { return None };
        Self::ALL.into_iter().find(|failure| failure.as_str() == *key)
    }
}

impl Stage {
    /// Not finished yet: something is kept or waited for.
    #[must_use]
    pub const fn runs(self) -> bool {
        matches!(self, Self::Holding | Self::Quoted | Self::Paying | Self::Confirming)
    }

    /// `order`: how it stands with the reservation system, where there is one.
    pub(super) fn of(state: &str, failure: Option<&str>, over: bool, order: Option<&str>) -> Result<Self> {
        Ok(match state {
            "quoted" if over => Self::Expired,
            // what was refused is given up within a second
            "quoted" if matches!(order, Some("wanted" | "refused")) => Self::Holding,
            "quoted" => Self::Quoted,
            "paying" => Self::Paying,
            "confirming" => Self::Confirming,
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

/// Goes on with every change that is being paid or confirmed: what the payment provider and the reservation system said meanwhile is acted
/// on.
///
/// # Errors
/// Those of the database, where not even the list can be had; a single change's fault is told to the log and tried again.
pub async fn settle_due(db: &PgPool, now: Timestamp) -> Result<u64> {
    let paying = sqlx::query_scalar!(
        r#"(select c.id as "id!" from trip_change c left join payment p on p.id = c.payment_id
             where c.state = 'paying' and (p.state is null or p.state not in ('planned', 'opened') or c.expires_at <= $2)
             order by c.expires_at limit $1)
           union all
           (select c.id from trip_change c join reservation_order o on o.change_id = c.id
             where c.state = 'confirming' and (o.todo is null or o.todo = 'change' and o.asked_at <= $3)
                or c.state = 'quoted' and o.state = 'refused'
             order by c.created_at limit $1)"#,
        AT_ONCE,
        (now - LAST_WORD).to_sqlx() as _,
        (now - CONFIRMED_WITHIN).to_sqlx() as _,
    );
    let mut settled = 0;
    for id in paying.fetch_all(db).await? {
        match settle(db, now, id).await {
            Ok(moved) => settled += u64::from(moved),
            Err(error) => tracing::warn!(%error, change = %id, "a change that is being paid or confirmed has to wait"),
        }
    }
    Ok(settled)
}

/// Goes on with one change that is being paid or confirmed; false where there is nothing to do yet.
///
/// # Errors
/// Those of the database.
pub async fn settle(db: &PgPool, now: Timestamp, id: Uuid) -> Result<bool> {
    super::settle::settle(db, now, id).await
}
