//! Text messages that come in: answers, wishes to be left alone, and receipts for what we sent. Each once, by a machine
//! that may bring them.

use crate::cases::{from_number, not_delivered};
use crate::outbox::{Letter, List, Promise, arrived, promise, wish as keep_wish};
use crate::{Error, PgPool, Result};
use domain::contact::PhoneNumber;
use domain::delivery::OPTED_OUT;
use domain::locale::Locale;
use domain::policy::LETTERS_KEPT;
use domain::rights::{Machine, Scope};
use domain::text::{Wish, wish};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

/// What a provider brings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum News {
    /// Somebody has written to our number.
    Message {
        /// The provider's name for it.
        id: String,
        /// Who wrote.
        from: String,
        /// What.
        text: String,
    },
    /// What became of a text of ours.
    Receipt {
        /// The provider's name for it, as it answered when it took it.
        id: String,
        /// Our own name for it, as we gave it along.
        #[serde(default)]
        reference: Option<Uuid>,
        /// Whether it has arrived.
        status: Arrival,
        /// Why not.
        #[serde(default)]
        reason: String,
    },
}

/// What a receipt says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arrival {
    /// It is on the telephone.
    Delivered,
    /// It never will be.
    Failed,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The case it belongs to.
    pub reference: Option<String>,
    /// `stop`, `start`, `message`, `held`, `case`, `receipt` or `unknown`.
    pub outcome: String,
}

/// Takes what a provider brings. The same again is answered as the first time and does nothing.
///
/// # Errors
/// `Forbidden` for a machine that may not; `Invalid("from", …)` for a sender nobody could answer; those of the database.
pub async fn take(db: &PgPool, machine: &Machine, now: Timestamp, news: &News) -> Result<Taken> {
    if !machine.may(Scope::IngestSms) {
        return Err(Error::Forbidden);
    }
    let once = match news {
        News::Message { id, .. } => format!("message:{id}"),
        News::Receipt { id, status, .. } => format!("receipt:{id}:{status:?}"),
    };
    let mut tx = db.begin().await?;
    let written = sqlx::query!(
        "insert into text_in (once, machine_id, received_at, outcome) values ($1, $2, $3, 'unknown') on conflict (once) do nothing",
        once,
        machine.id.parse::<Uuid>().map_err(|_| Error::Forbidden)?,
        now.to_sqlx() as _,
    );
    if written.execute(&mut *tx).await?.rows_affected() == 0 {
        let row = sqlx::query!("select reference, outcome from text_in where once = $1", once).fetch_one(&mut *tx).await?;
        return Ok(Taken { reference: row.reference, outcome: row.outcome });
    }
    let (outcome, reference) = match news {
        News::Message { from, text, .. } => {
            let from = PhoneNumber::parse(from).ok_or(Error::invalid("from", "text-no-sender"))?;
            message(&mut tx, now, &once, &from, text).await?
        }
        News::Receipt { id, reference, status, reason } => (receipt(&mut tx, now, id, *reference, *status, reason).await?, None),
    };
    sqlx::query!("update text_in set outcome = $2, reference = $3 where once = $1", once, outcome, reference).execute(&mut *tx).await?;
    tx.commit().await?;
    metrics::counter!("landside_texts_in_total", "outcome" => outcome).increment(1);
    Ok(Taken { reference, outcome: outcome.to_owned() })
}

/// One word that everybody understands is a wish; anything else goes to the conversation.
async fn message(
    tx: &mut PgConnection,
    now: Timestamp,
    once: &str,
    from: &PhoneNumber,
    text: &str,
) -> Result<(&'static str, Option<String>)> {
    let Some(wish) = wish(text) else {
        let language = language(tx, from, text).await?;
        return from_number(tx, now, from, text, language).await.map(|(outcome, case)| (outcome, Some(case)));
    };
    let stop = wish == Wish::Stop;
    // telling twice that it has stopped would be one text too many
    if keep_wish(tx, now, from.as_str(), List::Texts, stop).await? {
        let letter = if stop { Letter::TextsStopped } else { Letter::TextsStarted };
        let locale = language(tx, from, text).await?;
        let key = format!("{}:{once}", letter.kind());
        promise(tx, now, &Promise { key, to: from.as_str(), locale, letter, secret: None, useless_after: None, case: None }).await?;
    }
    if stop {
        give_up(tx, now, from).await?;
    }
    Ok((if stop { "stop" } else { "start" }, None))
}

/// What still waits for this number is not sent; who relies on it hears so in their case.
async fn give_up(tx: &mut PgConnection, now: Timestamp, number: &PhoneNumber) -> Result<()> {
    let waiting = sqlx::query!(
        "update outbox set state = 'failed', secret = null, leased_until = null, last_error = $2
          where recipient = $1 and state = 'queued' and kind not in ('texts_stopped', 'texts_started') returning case_id, kind",
        number.as_str(),
        OPTED_OUT,
    );
    for row in waiting.fetch_all(&mut *tx).await? {
        if let Some(case) = row.case_id {
            not_delivered(tx, now, case, &row.kind, number.as_str(), OPTED_OUT).await?;
        }
    }
    Ok(())
}

/// The language we last wrote to them in; else what their letters look like.
async fn language(tx: &mut PgConnection, number: &PhoneNumber, text: &str) -> Result<Locale> {
    let last = sqlx::query_scalar!("select locale from outbox where recipient = $1 order by id desc limit 1", number.as_str());
    let known = last.fetch_optional(tx).await?.and_then(|tag| Locale::from_tag(&tag));
    let han = text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}'));
    Ok(known.unwrap_or(if han { Locale::ZhCn } else { Locale::En }))
}

async fn receipt(
    tx: &mut PgConnection,
    now: Timestamp,
    provider_id: &str,
    reference: Option<Uuid>,
    status: Arrival,
    reason: &str,
) -> Result<&'static str> {
    // it may be here before we have noted that the provider took it
    let found = sqlx::query!(
        "select id, case_id, kind, recipient, bounced_at is not null as \"lost!\" from outbox
          where (id = $1 or provider_id = $2) and position('@' in recipient) = 0 order by id = $1 desc limit 1 for update",
        reference,
        provider_id,
    );
    let Some(text) = found.fetch_optional(&mut *tx).await? else { return Ok("unknown") };
    if status == Arrival::Delivered {
        arrived(tx, now, text.id).await?;
    } else if !text.lost {
        let reason: String = reason.chars().filter(|c| !c.is_control()).take(300).collect();
        let marked = sqlx::query!(
            "update outbox set bounced_at = $2, bounce = $3, delivered_at = null where id = $1",
            text.id,
            now.to_sqlx() as _,
            reason
        );
        marked.execute(&mut *tx).await?;
        if let Some(case) = text.case_id {
            not_delivered(tx, now, case, &text.kind, &text.recipient, &reason).await?;
        }
    }
    Ok("receipt")
}

/// Forgets that messages came, once the letters of that time have gone.
///
/// # Errors
/// Those of the database.
pub async fn forget(db: &PgPool, now: Timestamp) -> Result<u64> {
    let gone = sqlx::query!("delete from text_in where received_at <= $1", (now - LETTERS_KEPT).to_sqlx() as _);
    Ok(gone.execute(db).await?.rows_affected())
}
