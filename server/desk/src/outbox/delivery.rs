//! Hearing how it went with a message.

use crate::cases::not_delivered;
use crate::{PgPool, Result};
use domain::delivery::TOO_MANY_ATTEMPTS;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// Attempts after which a letter is given up: with the waits below, most of a day.
pub(super) const ATTEMPTS: i32 = 24;

/// Why a letter was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The other side may take it later (4xx, no connection).
    ForNow,
    /// It never will (5xx, no such address).
    ForGood,
}

/// Gives up what is no longer worth sending and what has been tried often enough; who waits for it hears of it in their case.
///
/// # Errors
/// Those of the database.
pub async fn give_up(db: &PgPool, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    let given_up = sqlx::query!(
        r#"update outbox set state = 'failed', secret = null, leased_until = null,
                last_error = coalesce(last_error, case when useless_after <= $1 then 'ran out before it could be sent' else $3 end)
          where state = 'queued' and (leased_until is null or leased_until <= $1) and (useless_after <= $1 or attempts >= $2)
          returning case_id, kind, recipient, last_error as "last_error!""#,
        now.to_sqlx() as _,
        ATTEMPTS,
        TOO_MANY_ATTEMPTS,
    );
    for row in given_up.fetch_all(&mut *tx).await? {
        if let Some(case) = row.case_id {
            not_delivered(&mut tx, now, case, &row.kind, &row.recipient, &row.last_error).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// The receiving server, or the provider (who names it `provider_id`), has taken it. Its secret is forgotten.
///
/// # Errors
/// Those of the database.
pub async fn sent(db: &PgPool, now: Timestamp, id: Uuid, provider_id: Option<&str>) -> Result<()> {
    sqlx::query!(
        "update outbox set state = 'sent', sent_at = $2, secret = null, leased_until = null, last_error = null, provider_id = $3
          where id = $1 and state <> 'failed'",
        id,
        now.to_sqlx() as _,
        provider_id,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// It has arrived: the receiving side says so (RFC 3464 "delivered", a provider's receipt).
///
/// # Errors
/// Those of the database.
pub(crate) async fn arrived(tx: &mut sqlx::PgConnection, now: Timestamp, id: Uuid) -> Result<()> {
    sqlx::query!(
        "update outbox set delivered_at = $2 where id = $1 and state <> 'failed' and delivered_at is null and bounced_at is null",
        id,
        now.to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// It was not taken. For now: again after 10 seconds, 20, 40 … at most an hour. For good: given up, and noted in its case.
///
/// # Errors
/// Those of the database.
pub async fn failed(db: &PgPool, now: Timestamp, id: Uuid, failure: Failure, error: &str) -> Result<()> {
    let error: String = error.chars().filter(|c| *c != '\0').take(500).collect();
    match failure {
        Failure::ForNow => {
            sqlx::query!(
                "update outbox set leased_until = null, last_error = $3,
                        next_attempt_at = $2::timestamptz + least(interval '1 hour', interval '10 seconds' * power(2, greatest(attempts, 1) - 1))
                  where id = $1 and state = 'queued'",
                id,
                now.to_sqlx() as _,
                error,
            )
            .execute(db)
            .await?;
        }
        Failure::ForGood => {
            let mut tx = db.begin().await?;
            let row = sqlx::query!(
                "update outbox set state = 'failed', secret = null, leased_until = null, last_error = $2 where id = $1 and state = 'queued'
                 returning case_id, kind, recipient",
                id,
                error,
            );
            if let Some(row) = row.fetch_optional(&mut *tx).await?
                && let Some(case) = row.case_id
            {
                not_delivered(&mut tx, now, case, &row.kind, &row.recipient, &error).await?;
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

/// A mail system asks for patience ("too many", 421): nothing goes there for so long, from any process; letters to others go on.
///
/// # Errors
/// Those of the database.
pub async fn rest(db: &PgPool, now: Timestamp, address: &str, pause: SignedDuration) -> Result<()> {
    let domain = address.split_once('@').map_or("", |(_, domain)| domain);
    sqlx::query!(
        "insert into outbox_pace as p (domain, minute_began, taken, rest_until) values ($1, $2, 0, $3)
         on conflict (domain) do update set rest_until = greatest(p.rest_until, excluded.rest_until)",
        domain,
        now.to_sqlx() as _,
        (now + pause).to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Letters waiting to be sent, and the age of the oldest in seconds: what operations watch.
///
/// # Errors
/// Those of the database.
pub async fn waiting(db: &PgPool, now: Timestamp) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select count(*) as "count!", coalesce(extract(epoch from $1::timestamptz - min(created_at)), 0)::bigint as "age!"
             from outbox where state = 'queued'"#,
        now.to_sqlx() as _,
    )
    .fetch_one(db)
    .await?;
    Ok((row.count, row.age))
}
