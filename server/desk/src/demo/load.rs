//! Loading the demo airline once, and keeping it true as the days go by.

use super::{bags, bookings, cases, flights, help, improvements, market, people, phrases, staff, surveys};
use crate::{Error, PgPool, Result};
use domain::policy::HUB_ZONE;
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::time::Duration;

/// Bookings besides those of the fixed people.
const BOOKINGS: usize = 20_000;
/// Two processes starting at once load once; any number that nothing else locks.
const LOCK: i64 = 992;
/// A second process asks this often whether the first is done.
const ASKS_EVERY: Duration = Duration::from_millis(250);

/// Loads the demo airline into an empty database: staff, flights, bookings, the fixed people, cases. Loaded already,
/// it is only brought up to today; interrupted, it is completed.
///
/// Staff and flights commit as they come and are skipped when they are there; the rest is one transaction with
/// the mark that all of it is there.
///
/// # Errors
/// `Conflict` where an airline's own data is there; those of the database.
pub async fn load(db: &PgPool, now: Timestamp) -> Result<()> {
    let alone = alone(db).await?;
    if anchored_on(db).await?.is_some() {
        complete(db, now).await?;
        drop(alone);
        return keep_current(db, now).await;
    }
    if has_own_data(db).await? {
        return Err(Error::Conflict("demo-not-empty"));
    }
    tracing::info!("demo: loading the airline, once");
    staff::load(db, now).await?;
    flights::load(db).await?;
    flights::roll(db, now).await?;
    tracing::info!("demo: flights are there");
    let (bookings, cases) = fill(db, now).await?;
    tracing::info!(bookings, cases, "demo: bookings and cases are there");
    // statistics now, not when the database finds the time: the first pages should be quick
    sqlx::query("analyze booking, passenger, contact, segment, seat, bag, case_file, case_entry").execute(db).await?;
    sell(db, now).await?;
    sqlx::query("analyze flight_cabin, fare_filed").execute(db).await?;
    tell(db, now).await
}

/// What became of it so far: what passengers said of earlier flights, and where bags are.
async fn tell(db: &PgPool, now: Timestamp) -> Result<()> {
    surveys::load(db, now).await?;
    bags::begin(db, now).await
}

/// What a version that loaded the demo before did not have yet: help, anything for sale, and what passengers said.
async fn complete(db: &PgPool, now: Timestamp) -> Result<()> {
    if sqlx::query_scalar!(r#"select not exists (select from article) as "none!""#).fetch_one(db).await? {
        load_help(db, now).await?;
    }
    sell(db, now).await?;
    surveys::load(db, now).await?;
    if sqlx::query_scalar!(r#"select not exists (select from bag_trace) as "none!""#).fetch_one(db).await? {
        bags::begin(db, now).await
    } else {
        Ok(())
    }
}

/// Flights are for sale, all of them with their fares. Read from tables whose statistics are there: a minute at most.
async fn sell(db: &PgPool, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    sqlx::query("set local statement_timeout = '60s'").execute(&mut *tx).await?;
    market::open(&mut tx, now).await?;
    Ok(tx.commit().await?)
}

/// Bookings, the fixed people, cases, and the mark that everything is there.
async fn fill(db: &PgPool, now: Timestamp) -> Result<(usize, usize)> {
    let mut tx = db.begin().await?;
    let made = bookings::load(&mut tx, now, flights::HOUSE, BOOKINGS).await?;
    let scene = flights::scenario(&mut tx, now).await?;
    people::anchor(&mut tx, now, &scene).await?;
    let written = cases::load(&mut tx, now).await?;
    help::load(&mut tx, now).await?;
    help::load_procedures(&mut tx, now).await?;
    phrases::load(&mut tx, now).await?;
    improvements::load(&mut tx, now, today(now)?).await?;
    sqlx::query!("insert into demo_airline (loaded_at, anchored_on) values ($1, $2)", now.to_sqlx() as _, today(now)?.to_sqlx() as _)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok((made, written))
}

/// Only the help articles and procedures.
///
/// # Errors
/// Those of the database.
pub async fn load_help(db: &PgPool, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    help::load(&mut tx, now).await?;
    help::load_procedures(&mut tx, now).await?;
    Ok(tx.commit().await?)
}

/// Lays the fixed people and their flights anew for this hour, and lets the office settle what fell due.
///
/// # Errors
/// `Conflict` where the demo is not loaded; those of the database.
pub async fn anchor(db: &PgPool, now: Timestamp) -> Result<()> {
    let _alone = alone(db).await?;
    if anchored_on(db).await?.is_none() {
        return Err(Error::Conflict("demo-not-loaded"));
    }
    anchor_all(db, now).await
}

/// Brings what airports have sent of bags since; after midnight at the hub, rolls the schedule on and lays the fixed people anew.
///
/// # Errors
/// Those of the database.
pub async fn keep_current(db: &PgPool, now: Timestamp) -> Result<()> {
    let today = today(now)?;
    let is_behind = |day: Option<Date>| day.is_some_and(|day| day != today);
    if is_behind(anchored_on(db).await?) {
        let _alone = alone(db).await?;
        // another process may have been faster
        if is_behind(anchored_on(db).await?) {
            flights::roll(db, now).await?;
            anchor_all(db, now).await?;
        }
    }
    if anchored_on(db).await?.is_some() { bags::flow(db, now).await } else { Ok(()) }
}

async fn anchor_all(db: &PgPool, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    let scene = flights::scenario(&mut tx, now).await?;
    people::anchor(&mut tx, now, &scene).await?;
    market::open(&mut tx, now).await?;
    staff::place(&mut tx).await?;
    cases::renew(&mut tx, now).await?;
    // a demo loaded by a version that had none
    phrases::load(&mut tx, now).await?;
    improvements::load(&mut tx, now, today(now)?).await?;
    help::load_procedures(&mut tx, now).await?;
    sqlx::query!("update demo_airline set anchored_on = $1", today(now)?.to_sqlx() as _).execute(&mut *tx).await?;
    tx.commit().await?;
    bags::anchor(db, now).await
}

/// Nobody else touches the demo while this connection lives; dropped, killed or lost, it lets go. No transaction
/// is held open meanwhile, and waiting is asking again, so that no time limit of the pool strikes.
pub(super) async fn alone(db: &PgPool) -> Result<PgConnection> {
    let mut connection = db.acquire().await?.detach();
    while sqlx::query_scalar!("select pg_try_advisory_lock($1)", LOCK).fetch_one(&mut connection).await? != Some(true) {
        tokio::time::sleep(ASKS_EVERY).await;
    }
    Ok(connection)
}

async fn anchored_on(db: &PgPool) -> Result<Option<Date>> {
    let day = sqlx::query_scalar!("select anchored_on from demo_airline").fetch_optional(db).await?;
    Ok(day.map(jiff_sqlx::Date::to_jiff))
}

/// Bookings and cases there before the demo, and flights the demo did not write, are an airline's own.
async fn has_own_data(db: &PgPool) -> Result<bool> {
    let any = sqlx::query_scalar!(
        r#"select (exists (select from booking) or exists (select from case_file)
                   or exists (select from flight where source = 'imported')) as "any!""#
    );
    Ok(any.fetch_one(db).await?)
}

/// The day it is at the hub.
fn today(now: Timestamp) -> Result<Date> {
    now.in_tz(HUB_ZONE).map(|clock| clock.date()).map_err(|error| Error::Internal(error.to_string()))
}
