//! Afterwards: did this work for you (CHG-7).

use super::open::access;
use crate::cases;
use crate::{Error, PgPool, Result};
use domain::booking::Locator;
use domain::money::{Currency, Money};
use domain::rights::{TripAccess, Viewer};
use jiff::Timestamp;
use uuid::Uuid;

/// Takes down whether a change worked out. Where it did not, its case goes on with their words, and somebody answers.
///
/// # Errors
/// `VerifyFirst` where only the name was shown; `NotFound`; `Invalid` for `words`; `Conflict` where nothing was done yet, or it was said
/// already that it did not work out; those of the database.
pub async fn say(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: &Locator, id: Uuid, worked: bool, words: &str) -> Result<()> {
    match access(viewer, locator)? {
        TripAccess::Verified => {}
        TripAccess::Itinerary => return Err(Error::VerifyFirst { locator: locator.to_string() }),
        // only the passenger knows
        TripAccess::Staff => return Err(Error::Forbidden),
    }
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        "select state, worked, case_id from trip_change where id = $1 and (locator = $2 or became = $2) for update",
        id,
        locator.as_str()
    );
    let row = row.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    if row.state != "done" || row.worked == Some(false) {
        return Err(Error::Conflict("change-moved-on"));
    }
    if !worked {
        let case = row.case_id.ok_or(Error::Conflict("change-moved-on"))?;
        cases::goes_on(&mut tx, now, case, words).await?;
    }
    sqlx::query!("update trip_change set worked = $2 where id = $1", id, worked).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Refunds the provider could not pay: the case of the change goes on, and somebody finds another way. Each is told once.
///
/// # Errors
/// Those of the database.
pub async fn refunds_failed(db: &PgPool, now: Timestamp) -> Result<u64> {
    let failed = sqlx::query!(
        "select p.key, p.amount, p.currency from payment p
          where p.direction = 'refund' and p.state = 'failed' and p.key like 'change:%'
            and exists (select from trip_change c where c.id::text = split_part(p.key, ':', 2) and c.state = 'done' and c.failure is null)
          limit 50"
    );
    let mut told = 0;
    for row in failed.fetch_all(db).await? {
        let Some(id) = row.key.split(':').nth(1).and_then(|id| Uuid::parse_str(id).ok()) else { continue };
        let mut tx = db.begin().await?;
        let change = sqlx::query!("select case_id from trip_change where id = $1 and state = 'done' and failure is null for update", id);
        let Some(change) = change.fetch_optional(&mut *tx).await? else { continue };
        if let Some(case) = change.case_id {
            let amount = Currency::parse(&row.currency).map(|currency| Money::new(row.amount, currency).to_string()).unwrap_or_default();
            cases::taken_up(&mut tx, now, case, &format!("The refund could not be paid / 退款未能支付：{amount} → /desk/payments")).await?;
        }
        sqlx::query!("update trip_change set failure = 'refund-failed' where id = $1", id).execute(&mut *tx).await?;
        tx.commit().await?;
        told += 1;
    }
    Ok(told)
}
