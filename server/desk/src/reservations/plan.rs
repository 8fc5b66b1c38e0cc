//! Writing down what is to be asked, in the transaction that needs it.

use super::{CHANNEL, Changing, Flight, Holding, Known, Leg};
use crate::{Error, Result};
use domain::booking::Cabin;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// What is known of a cabin: a system that meets a flight for the first time may believe it.
pub(crate) async fn known(tx: &mut PgConnection, flight: Flight, destination: &str, cabin: Cabin) -> Result<Leg> {
    let row = sqlx::query!(
        r#"select seats, sold + elsewhere as "sold!" from flight_cabin
            where (carrier, number, flight_date, origin, cabin) = ($1, $2, $3, $4, $5)"#,
        flight.carrier,
        flight.number,
        flight.date.to_sqlx() as _,
        flight.origin,
        cabin.as_str(),
    );
    let known = row.fetch_optional(tx).await?.map(|row| Known { seats: row.seats, sold: row.sold });
    Ok(Leg { flight, destination: destination.to_owned(), cabin, known })
}

/// The seats of a new change are to be kept there, too.
pub(crate) async fn ask_hold(tx: &mut PgConnection, now: Timestamp, change: Uuid, hold: &Holding) -> Result<()> {
    let asked = serde_json::to_value(hold).map_err(|error| Error::Internal(error.to_string()))?;
    sqlx::query!(
        "insert into reservation_order (change_id, locator, hold, asked_at, todo) values ($1, $2, $3, $4, 'hold')",
        change,
        hold.locator,
        asked,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    notify(tx, change).await
}

/// A confirmed change is to be done there.
pub(crate) async fn ask_change(tx: &mut PgConnection, now: Timestamp, change: Uuid, asked: &Changing) -> Result<()> {
    let body = serde_json::to_value(asked).map_err(|error| Error::Internal(error.to_string()))?;
    sqlx::query!(
        "insert into reservation_order (change_id, locator, change, asked_at, todo) values ($1, $2, $3, $4, 'change')
         on conflict (change_id) do update
            set change = excluded.change, asked_at = excluded.asked_at, todo = excluded.todo, attempts = 0, last_error = null,
                next_attempt_at = excluded.next_attempt_at",
        change,
        asked.locator,
        body,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    notify(tx, change).await
}

/// What has not been answered for too long is not wanted any more: from now on it is asked for the last word, which may still be that it
/// was done.
pub(crate) async fn withdraw(tx: &mut PgConnection, now: Timestamp, change: Uuid) -> Result<()> {
    sqlx::query!(
        "update reservation_order set todo = 'withdraw', asked_at = $2, attempts = 0, next_attempt_at = '-infinity'
          where change_id = $1 and todo = 'change'",
        change,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    notify(tx, change).await
}

async fn notify(tx: &mut PgConnection, change: Uuid) -> Result<()> {
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, change.to_string()).execute(tx).await?;
    Ok(())
}
