//! What is to be asked of the reservation system: done by workers, any number of them, under the change's number each time.

use super::{Answer, Changing, Holding, Reason};
use crate::{Error, PgPool, Result};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use uuid::Uuid;

/// A worker has this long for what it took; then another may take it.
const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// Says whose the seats are: another system's, or this database's. Every process on one database is to say the same.
///
/// # Errors
/// Those of the database.
pub async fn kept_elsewhere(db: &PgPool, remote: bool) -> Result<()> {
    sqlx::query!("update reservation_mark set remote = $1 where remote <> $1", remote).execute(db).await?;
    Ok(())
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// To keep seats.
    Hold(Holding),
    /// To do a change or cancellation.
    Change(Changing),
    /// Not to do it any more, if it is not done.
    Withdraw,
    /// To give seats back.
    Release,
}

impl Order {
    /// As stored, and as it is counted.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Hold(_) => "hold",
            Self::Change(_) => "change",
            Self::Withdraw => "withdraw",
            Self::Release => "release",
        }
    }
}

/// Something to be asked, in a worker's hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The change it is for: the key.
    pub change: Uuid,
    /// What is asked.
    pub order: Order,
    /// Which attempt this is, from 1.
    pub attempt: i32,
}

/// Takes up to `n` questions that are due: none that another worker holds.
///
/// # Errors
/// Those of the database.
pub async fn due(db: &PgPool, now: Timestamp, n: i64) -> Result<Vec<Due>> {
    let rows = sqlx::query!(
        r#"update reservation_order o set leased_until = $2, attempts = o.attempts + 1
          where o.change_id in (
              select d.change_id from reservation_order d
               where d.todo is not null and d.next_attempt_at <= $1 and (d.leased_until is null or d.leased_until <= $1)
                 -- the last seat may be one they kept themselves
                 and (d.todo <> 'hold' or not exists (select from reservation_order b where b.locator = d.locator and b.todo = 'release'))
               order by d.next_attempt_at limit $3 for update skip locked)
          returning o.change_id, o.todo as "todo!", o.hold, o.change, o.attempts"#,
        now.to_sqlx() as _,
        (now + LEASE).to_sqlx() as _,
        n,
    );
    let due = |change: Uuid, todo: &str, hold: Option<Value>, body: Option<Value>, attempt: i32| {
        let order = match todo {
            "hold" => serde_json::from_value(hold.unwrap_or_default()).map(Order::Hold),
            "change" => serde_json::from_value(body.unwrap_or_default()).map(Order::Change),
            "withdraw" => Ok(Order::Withdraw),
            _ => Ok(Order::Release),
        };
        // one that cannot be read stops none of the others
        order.inspect_err(|error| tracing::error!(%error, %change, "an order cannot be read")).ok().map(|order| Due {
            change,
            order,
            attempt,
        })
    };
    let rows = rows.fetch_all(db).await?.into_iter();
    Ok(rows.filter_map(|row| due(row.change_id, &row.todo, row.hold, row.change, row.attempts)).collect())
}

/// It has answered. What is wanted of it by now may be something else: then that is asked next. That a change was done is taken also
/// where it was to be withdrawn meanwhile.
///
/// # Errors
/// Those of the database: the lease lapses and it is asked again, under the same key.
pub async fn answered(db: &PgPool, due: &Due, answer: &Answer) -> Result<()> {
    let (state, reason, done) = match answer {
        Answer::Held => ("held", None, None),
        Answer::Released => ("released", None, None),
        Answer::Refused { reason } => ("refused", Some(reason.as_str()), None),
        Answer::Done(done) => ("done", None, Some(serde_json::to_value(done).map_err(|error| Error::Internal(error.to_string()))?)),
    };
    sqlx::query!(
        "update reservation_order set state = $3, reason = $4, answer = $5, todo = null, attempts = 0, last_error = null, leased_until = null
          where change_id = $1 and (todo = $2 or todo = 'withdraw' and $2 = 'change')",
        due.change,
        due.order.as_str(),
        state,
        reason,
        done,
    )
    .execute(db)
    .await?;
    sqlx::query!("update reservation_order set leased_until = null where change_id = $1 and leased_until is not null", due.change)
        .execute(db)
        .await?;
    Ok(())
}

/// Whether another attempt is worth it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// It may be answered later.
    ForNow,
    /// It never will be done.
    ForGood,
}

/// There was no good answer. For now: again after a second, 2, 4 … at most a minute, since somebody waits. For good: what was to be held
/// or done is refused; what was to be let go is asked again all the same.
///
/// # Errors
/// Those of the database.
pub async fn tried(db: &PgPool, now: Timestamp, due: &Due, failure: Failure, said: &str) -> Result<()> {
    if failure == Failure::ForGood && matches!(due.order, Order::Hold(_) | Order::Change(_)) {
        return answered(db, due, &Answer::Refused { reason: Reason::Other }).await;
    }
    let said: String = said.chars().filter(|c| !c.is_control()).take(300).collect();
    sqlx::query!(
        "update reservation_order set leased_until = null, last_error = $2,
                next_attempt_at = $3::timestamptz + least(interval '1 minute', interval '1 second' * power(2, least(greatest(attempts, 1), 8) - 1))
          where change_id = $1",
        due.change,
        said,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many questions are open, and for how many seconds the oldest.
///
/// # Errors
/// Those of the database.
pub async fn waiting(db: &PgPool, now: Timestamp) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select count(*) as "open!", coalesce(extract(epoch from $1 - min(asked_at))::bigint, 0) as "oldest!" from reservation_order where todo is not null"#,
        now.to_sqlx() as _
    );
    let row = row.fetch_one(db).await?;
    Ok((row.open, row.oldest.max(0)))
}
