//! Going on with a confirmed change, as far as payment provider and reservation system have spoken (I3).

use super::confirm::{Row, ask_there, do_it, row};
use super::remote::{self, There};
use super::reservation;
use super::run::Failure;
use crate::payments;
use crate::reservations;
use crate::{Error, PgPool, Result};
use domain::booking::Locator;
use domain::payment::State;
use domain::policy::LAST_WORD;
use domain::rights::Viewer;
use jiff::Timestamp;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

/// Goes on with a change that is being paid or confirmed, as far as payment provider and reservation system have spoken. What cannot be
/// done any more is given up: nothing is charged then.
pub(super) async fn settle(db: &PgPool, now: Timestamp, id: Uuid) -> Result<bool> {
    let mut tx = db.begin().await?;
    let paying = sqlx::query!(
        "select locator, state, payment_id from trip_change where id = $1 and state in ('quoted', 'paying', 'confirming')",
        id
    );
    let Some(paying) = paying.fetch_optional(&mut *tx).await? else { return Ok(false) };
    let locator = Locator::parse(&paying.locator).map_err(|_| Error::Internal(format!("no locator: {}", paying.locator)))?;
    // the demo lays its people anew: a change of a booking that is gone is over
    if sqlx::query_scalar!("select locator from booking where locator = $1 for update", locator.as_str())
        .fetch_optional(&mut *tx)
        .await?
        .is_none()
    {
        let over = match remote::stands(&mut tx, now, id).await? {
            Some(There::Late) => {
                reservations::withdraw(&mut tx, now, id).await?;
                false
            }
            Some(There::Open) => false,
            _ => paying.state != "quoted",
        };
        if over {
            give_up(&mut tx, now, id, paying.payment_id, Failure::BookingChanged).await?;
        }
        tx.commit().await?;
        return Ok(over);
    }
    let Some(row) = row(&mut tx, id).await? else { return Ok(false) };
    let moved = match row.state.as_str() {
        "paying" => paid(&mut tx, now, &row).await?,
        "quoted" | "confirming" => heard(&mut tx, now, &row).await?,
        _ => false,
    };
    tx.commit().await?;
    Ok(moved)
}

/// The reservation system has spoken, or has kept silent for too long.
async fn heard(tx: &mut PgConnection, now: Timestamp, row: &Row) -> Result<bool> {
    match remote::stands(tx, now, row.id).await? {
        Some(There::Not(failure)) => give_up(tx, now, row.id, row.payment, failure).await?,
        Some(There::Done(done)) if row.state == "confirming" => {
            do_it(tx, now, &Viewer::system(), row, Some(&done)).await?;
            if let Some(payment) = row.payment {
                payments::capture(tx, now, payment).await?;
            }
        }
        Some(There::Late) if row.state == "confirming" => reservations::withdraw(tx, now, row.id).await?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// The payment provider may have spoken.
async fn paid(tx: &mut PgConnection, now: Timestamp, row: &Row) -> Result<bool> {
    let id = row.id;
    let Some(payment) = row.payment else { return Err(Error::Internal(format!("change {id} is paid by nothing"))) };
    let state = payments::find(&mut *tx, payment).await?.state;
    Ok(match state {
        State::Authorised | State::Captured => {
            // what fails is undone to here; the charge is given up in the same transaction
            let mut inner = tx.begin().await?;
            let done = if row.elsewhere {
                ask_there(&mut inner, now, &Viewer::system(), row).await
            } else {
                match do_it(&mut inner, now, &Viewer::system(), row, None).await {
                    Ok(()) => payments::capture(&mut inner, now, payment).await,
                    Err(error) => Err(error),
                }
            };
            match done {
                Ok(()) => inner.commit().await?,
                Err(error) => {
                    inner.rollback().await?;
                    let Some(failure) = Failure::of(&error) else { return Err(error) };
                    give_up(tx, now, id, Some(payment), failure).await?;
                }
            }
            true
        }
        State::Expired | State::Failed | State::Voided => {
            back_to_quote(tx, now, row, payment).await?;
            true
        }
        // after a card that was declined the provider takes another on the same page
        State::Planned | State::Opened | State::Declined if row.expires_at + LAST_WORD <= now => {
            payments::void(tx, now, payment).await?;
            reservation::release(tx, id).await?;
            sqlx::query!("update trip_change set state = 'expired' where id = $1", id).execute(tx).await?;
            true
        }
        _ => false,
    })
}

/// Nothing was charged: the quote stands for as long as its seats do, and can be confirmed and paid anew.
async fn back_to_quote(tx: &mut PgConnection, now: Timestamp, row: &Row, payment: Uuid) -> Result<()> {
    payments::void(tx, now, payment).await?;
    sqlx::query!("update trip_change set state = 'quoted' where id = $1", row.id).execute(tx).await?;
    Ok(())
}

async fn give_up(tx: &mut PgConnection, now: Timestamp, id: Uuid, payment: Option<Uuid>, failure: Failure) -> Result<()> {
    if let Some(payment) = payment {
        payments::void(tx, now, payment).await?;
    }
    reservation::release(tx, id).await?;
    sqlx::query!("update trip_change set state = 'failed', failure = $2 where id = $1", id, failure.as_str()).execute(tx).await?;
    Ok(())
}
