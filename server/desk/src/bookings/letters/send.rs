//! One letter about a trip: the row that makes it once, and the promise, in the caller's transaction.

use super::super::trip::Trip;
use super::facts::{self, facts, journey};
use crate::outbox::{Letter, LetterChange, Promise, TripFacts, promise, transfer_word};
use crate::{Error, Result};
use domain::booking::notices::{Correction, News, Notice, Told, What};
use domain::booking::outlook::Transfer;
use domain::locale::Locale;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// To whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct To<'a> {
    pub address: &'a str,
    pub locale: Locale,
}

/// Under which name it is kept that something was written, and when it is worth nothing any more.
struct Once<'a> {
    what: &'a str,
    position: i16,
    turn: i16,
    key: String,
    until: Option<Timestamp>,
}

/// The whole trip as it stands. The same `key` again sends nothing.
pub(super) async fn itinerary(tx: &mut PgConnection, now: Timestamp, trip: &Trip, to: To<'_>, key: String, wished: bool) -> Result<bool> {
    let letter = Letter::TripItinerary(TripFacts { wished, ..facts::itinerary(trip, now) });
    let turn = next_turn(tx, trip, to, "itinerary", 0).await?;
    write(tx, now, trip, to, Once { what: "itinerary", position: 0, turn, key, until: None }, letter).await
}

/// What is due; answers with the places of the flights it tells of.
pub(super) async fn notice(tx: &mut PgConnection, now: Timestamp, trip: &Trip, to: To<'_>, notice: &Notice) -> Result<Vec<i16>> {
    let onward = trip.segments.iter().position(|segment| segment.position == notice.position);
    let connection = trip.outlook.connections.iter().find(|connection| Some(connection.after) == onward);
    let (places, make): (Vec<i16>, fn(TripFacts) -> Letter) = match notice.what {
        What::Reminder => (journey(trip, notice.position), Letter::TripReminder),
        What::Arrival => (vec![notice.position], Letter::TripArrival),
        What::Connection => {
            let next = connection.and_then(|connection| trip.segments.get(connection.after + 1));
            let Some(next) = next else { return Ok(Vec::new()) };
            (vec![notice.position, next.position], Letter::TripConnection)
        }
    };
    let transfer = connection.filter(|_| notice.what == What::Connection).and_then(|connection| transfer_word(connection.transfer));
    let facts = TripFacts { transfer: transfer.map(str::to_owned), ..facts(trip, now, &places, true) };
    let (what, position) = (notice.what.as_str(), notice.position);
    let once = Once { what, position, turn: 0, key: format!("trip-letter:{}", Uuid::now_v7()), until: Some(notice.until) };
    let sent = write(tx, now, trip, to, once, make(facts)).await?;
    Ok(if sent { places } else { Vec::new() })
}

/// That something told before is no longer so.
pub(super) async fn change(
    tx: &mut PgConnection,
    now: Timestamp,
    trip: &Trip,
    to: To<'_>,
    told: &Told,
    correction: &Correction,
) -> Result<bool> {
    let place = trip.segments.iter().position(|segment| segment.position == told.position);
    let segment = place.and_then(|place| trip.segments.get(place));
    let missed = |after: usize| {
        let connection =
            trip.outlook.connections.iter().find(|connection| connection.after == after && connection.transfer == Transfer::Missed);
        connection.and_then(|connection| trip.segments.get(connection.after + 1)).map(|next| next.designator.spaced())
    };
    let change = LetterChange {
        news: correction.news,
        was: told.departs,
        instead: segment.and_then(|segment| segment.instead.as_ref()).map(|place| place.city.clone()),
        misses: place.and_then(missed).filter(|_| matches!(correction.news, News::Later | News::Earlier)),
    };
    let facts = TripFacts { change: Some(change), ..facts(trip, now, &[told.position], true) };
    let turn = next_turn(tx, trip, to, "change", told.position).await?;
    let once = Once { what: "change", position: told.position, turn, key: format!("trip-letter:{}", Uuid::now_v7()), until: None };
    write(tx, now, trip, to, once, Letter::TripChange(facts)).await
}

async fn next_turn(tx: &mut PgConnection, trip: &Trip, to: To<'_>, what: &str, position: i16) -> Result<i16> {
    let last = sqlx::query_scalar!(
        r#"select coalesce(max(turn), 0::smallint) as "last!" from trip_letter where locator = $1 and address = $2 and what = $3 and position = $4"#,
        trip.locator.as_str(),
        to.address,
        what,
        position,
    );
    last.fetch_one(tx).await?.checked_add(1).ok_or_else(|| Error::Internal("more letters about a flight than can be counted".to_owned()))
}

async fn write(tx: &mut PgConnection, now: Timestamp, trip: &Trip, to: To<'_>, once: Once<'_>, letter: Letter) -> Result<bool> {
    let written = sqlx::query!(
        "insert into trip_letter (locator, address, what, position, turn, promised_at, dedupe_key) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing",
        trip.locator.as_str(),
        to.address,
        once.what,
        once.position,
        once.turn,
        now.to_sqlx() as _,
        once.key,
    );
    if written.execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let promised =
        Promise { key: once.key, to: to.address, locale: to.locale, letter, secret: None, useless_after: once.until, case: None };
    promise(tx, now, &promised).await?;
    Ok(true)
}
