//! Working through what was taken: a batch at a time, each message once, in their order.

use super::{
    flights,
    plans::{self, Applied, Stop},
    read::{MOST_SCANS, Read, Zones, read},
    says::{Named, Says, Seen},
};
use crate::{Error, PgPool, Result, bags};
use jiff::{Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::{collections::HashSet, sync::Arc};
use wire::fault::Fault;

/// Messages in one transaction, at most: fewer where they stand for very many bags.
const BATCH: i64 = 4_000;
/// One process works at a time, so that messages of one bag come in their order; any number that nothing else locks.
pub(super) const LOCK: i64 = 1_745;
/// Bytes of them, unless it is one alone.
const LARGEST: i64 = 32 << 20;
/// Messages read by one thread at a time.
const PORTION: usize = 500;

/// One message to be worked through.
struct Open {
    id: i64,
    text: String,
    received: Timestamp,
}

/// What became of one.
enum Outcome {
    Done,
    Parked { waits_for: Option<String>, why: Fault },
    Rejected(Fault),
}

/// A message, read.
struct Worked {
    id: i64,
    read: Read,
}

/// Works through the next batch and says how many messages that were; none where another process is at it.
///
/// # Errors
/// Those of the database; nothing of the batch has happened then.
pub async fn work(db: &PgPool, now: Timestamp) -> Result<usize> {
    let now = to_the_micro(now);
    match batch(db, now, BATCH).await {
        // one message nobody foresaw must not hold up the others: they come singly until it is found
        Err(Error::Internal(said)) => match batch(db, now, 1).await {
            Err(Error::Internal(_)) => refuse_first(db, now, &said).await,
            other => other,
        },
        other => other,
    }
}

/// As the database keeps it: what is compared with what is kept has to be as exact, and no more.
pub(super) fn to_the_micro(now: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}

async fn batch(db: &PgPool, now: Timestamp, most: i64) -> Result<usize> {
    let mut tx = db.begin().await?;
    let outcomes = match worked_through(&mut tx, now, most).await {
        Ok(outcomes) => outcomes,
        Err(error) => {
            // at once: the lock would go some time after a transaction that is only dropped, and whoever comes next find it taken
            tx.rollback().await?;
            return Err(error);
        }
    };
    tx.commit().await?;
    for (_, _, outcome) in &outcomes {
        let outcome = match outcome {
            Outcome::Done => "done",
            Outcome::Parked { .. } => "parked",
            Outcome::Rejected(_) => "rejected",
        };
        metrics::counter!("landside_telegrams_total", "outcome" => outcome).increment(1);
    }
    Ok(outcomes.len())
}

/// What became of the next batch; nothing where another process is at it.
async fn worked_through(tx: &mut PgConnection, now: Timestamp, most: i64) -> Result<Vec<Settled>> {
    if sqlx::query_scalar!("select pg_try_advisory_xact_lock($1)", LOCK).fetch_one(&mut *tx).await? != Some(true) {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select w.id, coalesce(t.mended, t.text) as "text!", t.received_at
             from (select w.id, sum(octet_length(coalesce(t.mended, t.text))) over (order by w.id) as bytes,
                          count(*) filter (where left(coalesce(t.mended, t.text), 1000) ~ '(^|[\n\r])[[:blank:]]*[AS]SM[[:space:]]') over
                            (order by w.id rows between unbounded preceding and 1 preceding) as plans
                     from (select id from telegram_work where state = 'new' order by id limit $1) w join telegram t on t.id = w.id) w
             join telegram t on t.id = w.id
            -- none is read behind the first about plans: it is the last of its transaction
            where w.plans = 0 and w.bytes <= $2 or w.id = (select min(id) from telegram_work where state = 'new')
            order by w.id"#,
        most,
        LARGEST,
    );
    let open: Vec<Open> = rows
        .fetch_all(&mut *tx)
        .await?
        .into_iter()
        .map(|row| Open { id: row.id, text: row.text, received: row.received_at.to_jiff() })
        .collect();
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let zones = Arc::new(zones(tx).await?);
    let worked = read_all(open, &zones).await?;
    let outcomes = apply(tx, now, &zones, worked).await?;
    settle(tx, now, &outcomes).await?;
    Ok(outcomes)
}

pub(super) async fn zones(tx: &mut PgConnection) -> Result<Zones> {
    let rows = sqlx::query!("select iata, zone from airport").fetch_all(tx).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.iata, TimeZone::get(&row.zone).ok()?))).collect())
}

/// Reads them on as many threads as there are portions, away from the one that answers people. A few messages may stand for more
/// bags than memory holds: what comes after a portion that was cut short is left for the next time.
async fn read_all(mut open: Vec<Open>, zones: &Arc<Zones>) -> Result<Vec<Worked>> {
    let mut portions = Vec::new();
    while !open.is_empty() {
        let portion: Vec<Open> = open.drain(..open.len().min(PORTION)).collect();
        let zones = zones.clone();
        portions.push(tokio::task::spawn_blocking(move || {
            let (whole, mut scans) = (portion.len(), 0);
            let mut worked = Vec::with_capacity(whole);
            for one in portion {
                if scans >= MOST_SCANS {
                    break;
                }
                let read = read(&one.text, one.received, &zones);
                scans += match &read.says {
                    Ok(Says::Bags(seen)) => seen.len(),
                    Ok(Says::Plans(plans)) => plans.weight(one.received),
                    _ => 0,
                };
                worked.push(Worked { id: one.id, read });
            }
            (worked.len() < whole, worked)
        }));
    }
    let mut worked = Vec::new();
    for portion in portions {
        let (cut, read) = portion.await.map_err(|error| Error::Internal(error.to_string()))?;
        worked.extend(read);
        if cut {
            break;
        }
    }
    Ok(worked)
}

/// Messages about bags that are not kept themselves: the demo's. What cannot be read is a fault of ours.
pub(crate) async fn bring_straight(db: &PgPool, now: Timestamp, texts: &[String]) -> Result<()> {
    let mut tx = db.begin().await?;
    // a bag is folded by one at a time
    sqlx::query!("select pg_advisory_xact_lock($1)", LOCK).fetch_one(&mut *tx).await?;
    let zones = Arc::new(zones(&mut tx).await?);
    let mut left = texts;
    while !left.is_empty() {
        let open = left.iter().map(|text| Open { id: 0, text: text.clone(), received: now }).collect();
        let worked = read_all(open, &zones).await?;
        left = left.get(worked.len()..).unwrap_or_default();
        let mut brought = Vec::new();
        for one in worked {
            match one.read.says {
                Ok(Says::Bags(seen)) => brought.extend(seen.into_iter().map(|seen| (one.id, seen))),
                Ok(_) => {}
                Err(fault) => return Err(Error::Internal(format!("a message of the demo: {fault}"))),
            }
        }
        bring(&mut tx, now, &brought).await?;
    }
    Ok(tx.commit().await?)
}

/// Hands scans over to their bags.
async fn bring(tx: &mut PgConnection, now: Timestamp, seen: &[(i64, Seen)]) -> Result<()> {
    let brought =
        seen.iter().map(|(telegram, seen)| bags::Brought { telegram: *telegram, tag: &seen.tag, scan: &seen.scan, kilos: seen.kilos });
    bags::apply(tx, now, &brought.collect::<Vec<_>>()).await
}

type Settled = (i64, Option<&'static str>, Outcome);

async fn apply(tx: &mut PgConnection, now: Timestamp, zones: &Zones, mut worked: Vec<Worked>) -> Result<Vec<Settled>> {
    // a change of plans may hold seats, in the order of all seats: another one in the same transaction would break it
    if let Some(place) = worked.iter().position(|one| matches!(one.read.says, Ok(Says::Plans(_)))) {
        worked.truncate(place + 1);
    }
    let of_bags = || worked.iter().filter_map(|one| if let Ok(Says::Bags(seen)) = &one.read.says { Some(seen) } else { None }).flatten();
    let flights: HashSet<Named> = of_bags().filter(|seen| waits_for_flight(seen)).filter_map(goes_on).collect();
    let unknown = flights::unknown(tx, &flights).await?;
    let strangers: HashSet<&str> = of_bags().filter(|seen| !seen.introduces).map(|seen| seen.tag.bag()).collect();
    let mut known = bags::known(tx, &strangers.into_iter().map(str::to_owned).collect::<Vec<_>>()).await?;
    known.extend(of_bags().filter(|seen| seen.introduces && !waits(seen, &unknown)).map(|seen| seen.tag.bag().to_owned()));
    let introduced: Vec<String> = of_bags().filter(|seen| seen.introduces).map(|seen| format!("tag:{}", seen.tag.bag())).collect();
    let mut outcomes = Vec::with_capacity(worked.len());
    let mut brought: Vec<(i64, Seen)> = Vec::new();
    let mut files = Vec::new();
    for one in worked {
        let (kind, told_at) = (one.read.kind, one.read.told_at);
        let outcome = match one.read.says {
            Err(fault) => Outcome::Rejected(fault),
            Ok(Says::Nothing) => Outcome::Done,
            Ok(Says::Bags(seen)) => {
                let mut stays = None;
                for seen in seen {
                    match waiting(&seen, &unknown, &known) {
                        Some(parked) => stays = stays.or(Some(parked)),
                        None => brought.push((one.id, seen)),
                    }
                }
                stays.unwrap_or(Outcome::Done)
            }
            Ok(Says::Moves(moves)) => match flights::moved(tx, now, told_at, &moves).await? {
                flights::Moved::Told => Outcome::Done,
                flights::Moved::Unknown => waiting_for(tx, Named { key: moves.flight, utc: true }).await?,
                flights::Moved::Wrong(fault) => Outcome::Rejected(fault),
            },
            Ok(Says::Plans(plans)) => planned(plans::apply(tx, now, zones, &plans).await?),
            Ok(Says::File) => {
                files.push(one.id);
                Outcome::Done
            }
        };
        outcomes.push((one.id, kind, outcome));
    }
    bring(tx, now, &brought).await?;
    plans::hand_over(tx, now, &files).await?;
    wake(tx, &introduced).await?;
    Ok(outcomes)
}

/// What became of a message about plans.
fn planned(applied: Applied) -> Outcome {
    match applied {
        Applied::Done => Outcome::Done,
        Applied::Left(waits, why) => Outcome::Parked { waits_for: waits.map(|flights| flights.to_string()), why },
        Applied::Stopped(Stop::Unclear(why)) => Outcome::Parked { waits_for: None, why },
        Applied::Stopped(Stop::Wrong(fault)) => Outcome::Rejected(fault),
        Applied::Stopped(Stop::Missing(flights)) => {
            Outcome::Parked { waits_for: Some(flights.to_string()), why: Fault::new(1, "flight", flights.sentence()) }
        }
    }
}

/// News of a flight nobody knows wait for it, unless no flight of its airline will ever be known here.
async fn waiting_for(tx: &mut PgConnection, flight: Named) -> Result<Outcome> {
    Ok(if flights::ours(tx, flight.key.designator.carrier).await? { parked_for(flight) } else { Outcome::Done })
}

/// The flight of a scan, by its local day.
fn goes_on(seen: &Seen) -> Option<Named> {
    seen.scan.flight.map(|key| Named { key, utc: false })
}

/// Onward flights are other airlines' often enough; the one a bag goes on from here has to be known.
fn waits_for_flight(seen: &Seen) -> bool {
    seen.scan.what != domain::bag::What::Announced
}

fn waits(seen: &Seen, unknown: &HashSet<Named>) -> bool {
    waits_for_flight(seen) && goes_on(seen).is_some_and(|flight| unknown.contains(&flight))
}

fn waiting(seen: &Seen, unknown: &HashSet<Named>, known: &HashSet<String>) -> Option<Outcome> {
    if let Some(flight) = goes_on(seen).filter(|_| waits(seen, unknown)) {
        return Some(parked_for(flight));
    }
    let tag = seen.tag.bag();
    (!known.contains(tag)).then(|| Outcome::Parked {
        waits_for: Some(format!("tag:{tag}")),
        why: Fault::new(1, ".N", format!("nobody has checked in tag {} yet", seen.tag.as_str())),
    })
}

fn parked_for(flight: Named) -> Outcome {
    Outcome::Parked {
        waits_for: Some(flight.to_string()),
        why: Fault::new(1, ".F", format!("flight {} is not known here yet", flight.key)),
    }
}

/// What waited for these is looked at again.
pub(super) async fn wake(tx: &mut PgConnection, known: &[String]) -> Result<()> {
    if known.is_empty() {
        return Ok(());
    }
    sqlx::query!("update telegram_work set state = 'new', waits_for = null where state = 'parked' and waits_for = any($1)", known)
        .execute(tx)
        .await?;
    Ok(())
}

async fn settle(tx: &mut PgConnection, now: Timestamp, outcomes: &[Settled]) -> Result<()> {
    let done: Vec<i64> = outcomes.iter().filter(|(.., outcome)| matches!(outcome, Outcome::Done)).map(|(id, ..)| *id).collect();
    sqlx::query!("delete from telegram_work where id = any($1)", &done).execute(&mut *tx).await?;
    let stuck: Vec<_> = outcomes
        .iter()
        .filter_map(|(id, kind, outcome)| match outcome {
            Outcome::Done => None,
            Outcome::Parked { waits_for, why } => Some((*id, *kind, "parked", waits_for.clone(), why)),
            Outcome::Rejected(fault) => Some((*id, *kind, "rejected", None, fault)),
        })
        .collect();
    if stuck.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "update telegram_work w
            set state = s.state, kind = s.kind, waits_for = s.waits_for, line = s.line, element = s.element, reason = s.reason, since = $8
           from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::text[])
                as s (id, state, kind, waits_for, line, element, reason)
          where w.id = s.id",
        &stuck.iter().map(|one| one.0).collect::<Vec<_>>(),
        &stuck.iter().map(|one| one.2.to_owned()).collect::<Vec<_>>(),
        &stuck.iter().map(|one| one.1.map(str::to_owned)).collect::<Vec<_>>() as _,
        &stuck.iter().map(|one| one.3.clone()).collect::<Vec<_>>() as _,
        &stuck.iter().map(|one| i32::try_from(one.4.line).unwrap_or(i32::MAX)).collect::<Vec<_>>(),
        &stuck.iter().map(|one| one.4.element.clone()).collect::<Vec<_>>(),
        &stuck.iter().map(|one| one.4.reason.clone()).collect::<Vec<_>>(),
        now.to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The first in line cannot be worked through: put aside for staff, so that the others go on.
async fn refuse_first(db: &PgPool, now: Timestamp, said: &str) -> Result<usize> {
    tracing::error!(error = said, "a message could not be worked through");
    sqlx::query!(
        "update telegram_work set state = 'rejected', line = 1, element = '', reason = 'a fault of ours: it is in the log', since = $1
          where id = (select id from telegram_work where state = 'new' order by id limit 1)",
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(1)
}
