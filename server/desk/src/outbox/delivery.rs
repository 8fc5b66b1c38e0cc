//! Handing letters to the mail worker and hearing how it went.

use super::Letter;
use crate::{Error, PgPool, Result};
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use std::collections::HashMap;
use uuid::Uuid;

/// A worker has this long to send what it took; then another may take it.
const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// Attempts after which a letter is given up: with the waits below, most of a day.
const ATTEMPTS: i32 = 24;

/// A letter in a worker's hands.
#[derive(Debug, Clone)]
pub struct Leased {
    /// Row id; its text is the left side of the Message-ID, the same at each attempt.
    pub id: Uuid,
    /// The address.
    pub to: String,
    /// The reader's language.
    pub locale: Locale,
    /// What it says.
    pub letter: Letter,
    /// The code or the link's token.
    pub secret: Option<String>,
    /// When it was promised: the letter's date.
    pub created_at: Timestamp,
    /// The conversation with this reader about this case so far, oldest first.
    pub thread: Vec<Before>,
}

/// A message of the conversation a letter goes on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    /// A letter of ours, by its row.
    Ours(Uuid),
    /// The reader's, by its Message-ID.
    Theirs(String),
}

/// Why a letter was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The other side may take it later (4xx, no connection).
    ForNow,
    /// It never will (5xx, no such address).
    ForGood,
}

/// Takes up to `n` letters that are due, none that another worker holds. Codes that have run out are given
/// up here. A letter counts an attempt when it is taken, so that one which kills its worker ends too.
///
/// # Errors
/// Those of the database; `Internal` for a letter this version cannot read.
pub async fn lease(db: &PgPool, now: Timestamp, n: i64) -> Result<Vec<Leased>> {
    give_up(db, now).await?;
    let rows = sqlx::query!(
        "update outbox set leased_until = $2, attempts = attempts + 1
          where id in (select id from outbox
                        where state = 'queued' and next_attempt_at <= $1 and (leased_until is null or leased_until <= $1)
                        order by next_attempt_at for update skip locked limit $3)
         returning id, recipient, locale, letter, secret, created_at",
        now.to_sqlx() as _,
        (now + LEASE).to_sqlx() as _,
        n,
    )
    .fetch_all(db)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut threads = threads(db, &ids).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Leased {
                thread: threads.remove(&row.id).unwrap_or_default(),
                id: row.id,
                to: row.recipient,
                locale: Locale::from_tag(&row.locale).unwrap_or_default(),
                letter: serde_json::from_value(row.letter).map_err(|error| Error::Internal(error.to_string()))?,
                secret: row.secret,
                created_at: row.created_at.to_jiff(),
            })
        })
        .collect()
}

/// What went before each of these letters: at most eight of either side, in the order of writing.
async fn threads(db: &PgPool, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Before>>> {
    let rows = sqlx::query!(
        r#"select o.id, t.ours, t.theirs
             from outbox o cross join lateral (
                  (select p.id as ours, null as theirs, p.created_at as at from outbox p
                    where p.case_id = o.case_id and p.recipient = o.recipient and p.id < o.id order by p.id desc limit 8)
                  union all
                  (select null, m.message_id, m.received_at from mail_in m
                    where m.case_id = o.case_id and m.from_address = o.recipient and m.message_id is not null and m.received_at <= o.created_at
                    order by m.received_at desc limit 8)) t
            where o.id = any($1) and o.case_id is not null order by o.id, t.at, t.ours nulls first"#,
        ids,
    );
    let mut threads: HashMap<Uuid, Vec<Before>> = HashMap::new();
    for row in rows.fetch_all(db).await? {
        let before = row.ours.map(Before::Ours).or_else(|| row.theirs.map(Before::Theirs));
        threads.entry(row.id).or_default().extend(before);
    }
    Ok(threads)
}

async fn give_up(db: &PgPool, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update outbox set state = 'failed', secret = null, leased_until = null,
                last_error = coalesce(last_error, case when useless_after <= $1 then 'ran out before it could be sent' else 'too many attempts' end)
          where state = 'queued' and (leased_until is null or leased_until <= $1) and (useless_after <= $1 or attempts >= $2)",
        now.to_sqlx() as _,
        ATTEMPTS,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The receiving server has taken it. Its secret is forgotten.
///
/// # Errors
/// Those of the database.
pub async fn sent(db: &PgPool, now: Timestamp, id: Uuid) -> Result<()> {
    sqlx::query!(
        "update outbox set state = 'sent', sent_at = $2, secret = null, leased_until = null, last_error = null where id = $1",
        id,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// It was not taken. For now: again after 10 seconds, 20, 40 … at most an hour. For good: given up.
///
/// # Errors
/// Those of the database.
pub async fn failed(db: &PgPool, now: Timestamp, id: Uuid, failure: Failure, error: &str) -> Result<()> {
    let error: String = error.chars().take(500).collect();
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
            sqlx::query!(
                "update outbox set state = 'failed', secret = null, leased_until = null, last_error = $2 where id = $1 and state = 'queued'",
                id,
                error,
            )
            .execute(db)
            .await?;
        }
    }
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
