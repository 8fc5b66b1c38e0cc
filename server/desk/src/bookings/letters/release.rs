//! What leaves now: once, whichever process gets to it.

use super::super::trip::{Trip, whole};
use super::facts::{awaited, journey, legs};
use super::send::{self, To};
use super::wish::contact_changed;
use crate::outbox::withdraw;
use crate::{Error, PgPool, Result};
use domain::booking::Locator;
use domain::booking::notices::{Leg, Notice, Rule, Told, Wishes, correction, look_again, notices};
use domain::locale::Locale;
use domain::policy::LETTERS_KEPT;
use domain::rights::{TripAccess, Viewer};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use sqlx::PgConnection;

/// Trips looked at in a round.
const AT_ONCE: i64 = 500;
/// A trip that could not be looked at is left alone this long, so that it holds up nobody behind it.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);

/// Somebody's letters about a trip, held by us until we commit.
struct Held {
    address: String,
    locale: Locale,
    wishes: Wishes,
    own: bool,
    since: Timestamp,
    told: Vec<Told>,
}

/// Looks at the trips whose time has come, and promises what is due. Any number of processes share the work: each trip and
/// address is held by one of them.
///
/// # Errors
/// Those of the database, where not even the list can be had; a single trip's fault is told to the log.
pub async fn release(db: &PgPool, now: Timestamp) -> Result<u64> {
    let due = sqlx::query!(
        "select locator, address from trip_subscription where look_at <= $1 order by look_at limit $2",
        now.to_sqlx() as _,
        AT_ONCE
    );
    let mut sent = 0;
    for row in due.fetch_all(db).await? {
        match one(db, now, &row.locator, &row.address).await {
            Ok(letters) => sent += letters,
            Err(error) => {
                tracing::warn!(%error, "letters about a trip have to wait");
                let later = sqlx::query!(
                    "update trip_subscription set look_at = $3 where locator = $1 and address = $2 and look_at is not null",
                    row.locator,
                    row.address,
                    (now + PATIENCE).to_sqlx() as _,
                );
                later.execute(db).await?;
            }
        }
    }
    Ok(sent)
}

async fn one(db: &PgPool, now: Timestamp, locator: &str, address: &str) -> Result<u64> {
    let mut tx = db.begin().await?;
    let Some(mut held) = hold(&mut tx, now, locator, address).await? else { return Ok(0) };
    let Ok(locator) = Locator::parse(locator) else { return Ok(0) };
    if !reached(&mut tx, &locator, &held).await? {
        contact_changed(&mut tx, &Viewer::system(), now, locator.as_str()).await?;
        tx.commit().await?;
        return Ok(0);
    }
    let trip = whole(&mut tx, TripAccess::Staff, now, held.locale, &locator).await?;
    let legs = if trip.state.is_live() { legs(&trip) } else { Vec::new() };
    let rule = Rule::at(now);
    let corrected = correct(&mut tx, now, &rule, &trip, &legs, &mut held).await?;
    let left = left(&mut tx, now, &rule, &trip, &legs, &held).await?;
    let mut sent = corrected;
    let to = To { address: &held.address, locale: held.locale };
    let mut known = Vec::new();
    for notice in left.iter().filter(|notice| notice.at <= now) {
        let told = send::notice(&mut tx, now, &trip, to, notice).await?;
        sent += u64::from(!told.is_empty());
        known.extend(told);
    }
    held.told.retain(|told| !known.contains(&told.position));
    held.told.extend(legs.iter().filter(|leg| known.contains(&leg.position)).map(|leg| Told::now(leg, now)));
    let again = look_again(&legs, &awaited(&trip, &legs), &left, now);
    rest(&mut tx, now, &trip, &held, again).await?;
    tx.commit().await?;
    Ok(sent)
}

/// Takes somebody's letters in hand; `None` where another process has them, or has had them since.
async fn hold(tx: &mut PgConnection, now: Timestamp, locator: &str, address: &str) -> Result<Option<Held>> {
    let row = sqlx::query!(
        "select locale, reminders, word, own, since, told from trip_subscription
          where locator = $1 and address = $2 and off_at is null and look_at <= $3 for update skip locked",
        locator,
        address,
        now.to_sqlx() as _,
    );
    let Some(row) = row.fetch_optional(tx).await? else { return Ok(None) };
    Ok(Some(Held {
        address: address.to_owned(),
        locale: Locale::from_tag(&row.locale).unwrap_or_default(),
        wishes: Wishes { reminders: row.reminders, word: row.word },
        own: row.own,
        since: row.since.to_jiff(),
        told: told(row.told)?,
    }))
}

/// Reads what somebody was told.
pub(super) fn told(json: Value) -> Result<Vec<Told>> {
    serde_json::from_value(json).map_err(|error| Error::Internal(error.to_string()))
}

/// Whether the booking is still there, and the address still what it was when they asked.
async fn reached(tx: &mut PgConnection, locator: &Locator, held: &Held) -> Result<bool> {
    let reached = sqlx::query_scalar!(
        r#"select (exists (select from booking where locator = $1)
               and (not $3 or exists (select from contact where locator = $1 and address = $2 and not agency))) as "reached!""#,
        locator.as_str(),
        held.address,
        held.own,
    );
    Ok(reached.fetch_one(tx).await?)
}

/// Says what is no longer as told. Reminders of it that still wait are taken back: they come again as the rule has it now.
async fn correct(tx: &mut PgConnection, now: Timestamp, rule: &Rule, trip: &Trip, legs: &[Leg], held: &mut Held) -> Result<u64> {
    let mut sent = 0;
    let to = To { address: &held.address, locale: held.locale };
    for leg in legs {
        let Some(known) = held.told.iter_mut().find(|told| told.position == leg.position) else {
            // its times were not known before: nothing was told that could be wrong
            held.told.push(Told::now(leg, now));
            continue;
        };
        let Some(found) = correction(rule, known, leg, now).filter(|found| found.at <= now) else { continue };
        take_back(tx, now, trip, to, leg.position).await?;
        sent += u64::from(send::change(tx, now, trip, to, known, &found).await?);
        *known = Told::now(leg, now);
    }
    Ok(sent)
}

async fn take_back(tx: &mut PgConnection, now: Timestamp, trip: &Trip, to: To<'_>, position: i16) -> Result<()> {
    let waiting = sqlx::query_scalar!(
        "select dedupe_key from trip_letter where locator = $1 and address = $2
            and (what = 'reminder' and position = any($3) or what in ('connection', 'change') and position = $4)",
        trip.locator.as_str(),
        to.address,
        &journey(trip, position),
        position,
    );
    let waiting = waiting.fetch_all(&mut *tx).await?;
    let gone = withdraw(tx, now, &waiting).await?;
    sqlx::query!("delete from trip_letter where dedupe_key = any($1) and what = 'reminder'", &gone).execute(tx).await?;
    Ok(())
}

/// What is still to be written.
async fn left(tx: &mut PgConnection, now: Timestamp, rule: &Rule, trip: &Trip, legs: &[Leg], held: &Held) -> Result<Vec<Notice>> {
    let planned = notices(rule, legs, held.wishes, held.since, now);
    unsent(tx, trip, &held.address, planned).await
}

/// Those of these that have not been promised yet.
pub(super) async fn unsent(tx: &mut PgConnection, trip: &Trip, address: &str, planned: Vec<Notice>) -> Result<Vec<Notice>> {
    let sent = sqlx::query!("select what, position from trip_letter where locator = $1 and address = $2", trip.locator.as_str(), address);
    let sent = sent.fetch_all(tx).await?;
    let is_sent = |notice: &Notice| sent.iter().any(|row| row.what == notice.what.as_str() && row.position == notice.position);
    Ok(planned.into_iter().filter(|notice| !is_sent(notice)).collect())
}

async fn rest(tx: &mut PgConnection, now: Timestamp, trip: &Trip, held: &Held, again: Option<Timestamp>) -> Result<()> {
    let told = serde_json::to_value(&held.told).map_err(|error| Error::Internal(error.to_string()))?;
    sqlx::query!(
        "update trip_subscription set told = $3, look_at = $4, changed_at = $5 where locator = $1 and address = $2",
        trip.locator.as_str(),
        held.address,
        told,
        again.map(ToSqlx::to_sqlx) as _,
        now.to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Forgets who wanted letters about trips that are long over, and which were written.
///
/// # Errors
/// Those of the database.
pub async fn forget(db: &PgPool, now: Timestamp) -> Result<u64> {
    let long_ago = (now - LETTERS_KEPT).to_sqlx();
    let gone = sqlx::query!("delete from trip_subscription where look_at is null and changed_at <= $1", long_ago as _).execute(db).await?;
    sqlx::query!("delete from trip_letter where promised_at <= $1", long_ago as _).execute(db).await?;
    Ok(gone.rows_affected())
}
