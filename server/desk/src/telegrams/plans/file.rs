//! Schedule files: looked over as a whole, then applied a part at a time. A file with a fault is refused before any of it is applied;
//! how far one has come stands beside it, so that it goes on where a process ended.

use super::model::{Model, Stop};
use super::write::Work;
use super::{Change, Horizon, Leg, What, carries_people, craft, unclear};
use crate::telegrams::read::Zones;
use crate::telegrams::work::{LOCK, to_the_micro, zones};
use crate::{Error, PgPool, Result, flights};
use domain::flight::{Code, Designator, Stamp};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use wire::fault::Fault;
use wire::schedule::{Mode, Planned, Whole};

/// Legs on days applied in one transaction.
const PART: usize = 4_000;
/// Legs on days one file may stand for: what is more is sent in several.
const MOST: usize = 1_000_000;
/// Airlines in one file.
const AIRLINES: usize = 200;
/// Flights left as they are that are told of by their lines.
const NOTED: usize = 20;

/// A file's number is handed from the messages to the files.
pub(in crate::telegrams) async fn hand_over(tx: &mut PgConnection, now: Timestamp, ids: &[i64]) -> Result<()> {
    sqlx::query!(
        "insert into schedule_file (id, since) select id, $2 from unnest($1::bigint[]) as f (id) on conflict do nothing",
        ids,
        now.to_sqlx() as _
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A file in work.
struct Open {
    id: i64,
    text: Arc<str>,
    received: Timestamp,
    /// The last line that was applied.
    line: usize,
    left: i32,
    notes: Vec<String>,
}

/// Applies the next part of the file that came first, and says whether there was one. A process that works through messages goes first.
///
/// # Errors
/// Those of the database; nothing of the part has happened then.
pub async fn work_file(db: &PgPool, now: Timestamp) -> Result<bool> {
    let now = to_the_micro(now);
    match next(db, now).await {
        // nobody foresaw it: the others go on
        Err(Error::Internal(said)) => {
            tracing::error!(error = said, "a schedule file could not be worked through");
            let mut tx = db.begin().await?;
            if let Some(id) = sqlx::query_scalar!("select id from schedule_file order by id limit 1").fetch_optional(&mut *tx).await? {
                stuck(&mut tx, now, id, "rejected", &Fault::new(1, "", "a fault of ours: it is in the log")).await?;
            }
            tx.commit().await?;
            Ok(true)
        }
        other => other,
    }
}

async fn next(db: &PgPool, now: Timestamp) -> Result<bool> {
    let mut tx = db.begin().await?;
    // at once, also where nothing was done: whoever comes next would find the lock of a transaction that is only dropped
    match first_in_line(&mut tx, now).await {
        Ok(true) => tx.commit().await.map(|()| true).map_err(Error::from),
        other => {
            tx.rollback().await?;
            other
        }
    }
}

async fn first_in_line(tx: &mut PgConnection, now: Timestamp) -> Result<bool> {
    if sqlx::query_scalar!("select pg_try_advisory_xact_lock($1)", LOCK).fetch_one(&mut *tx).await? != Some(true) {
        return Ok(false);
    }
    let row = sqlx::query!(
        r#"select s.id, s.line, s.left_out, s.notes, coalesce(t.mended, t.text) as "text!", t.received_at
             from schedule_file s join telegram t on t.id = s.id order by s.id limit 1"#
    );
    let Some(row) = row.fetch_optional(&mut *tx).await? else { return Ok(false) };
    let open = Open {
        id: row.id,
        text: row.text.into(),
        received: row.received_at.to_jiff(),
        line: usize::try_from(row.line).unwrap_or_default(),
        left: row.left_out,
        notes: row.notes,
    };
    let zones = Arc::new(zones(tx).await?);
    let ours = Arc::new(ours(tx, &open.text).await?);
    if open.line == 0 {
        let (text, zones, ours, received) = (open.text.clone(), zones.clone(), ours.clone(), open.received);
        let looked = tokio::task::spawn_blocking(move || look_over(&text, received, now, &zones, &ours)).await;
        if let Err((state, fault)) = looked.map_err(|error| Error::Internal(error.to_string()))? {
            stuck(tx, now, open.id, state, &fault).await?;
            return Ok(true);
        }
    }
    part(tx, now, open, &zones, &ours).await?;
    Ok(true)
}

/// Back to the messages, for staff.
async fn stuck(tx: &mut PgConnection, now: Timestamp, id: i64, state: &str, fault: &Fault) -> Result<()> {
    sqlx::query!("delete from schedule_file where id = $1", id).execute(&mut *tx).await?;
    sqlx::query!(
        "insert into telegram_work (id, state, kind, line, element, reason, since) values ($1, $2, 'SSIM', $3, $4, $5, $6)
         on conflict (id) do update set state = excluded.state, line = excluded.line, element = excluded.element, reason = excluded.reason",
        id,
        state,
        i32::try_from(fault.line).unwrap_or(i32::MAX),
        fault.element,
        fault.reason,
        now.to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The airlines of a file of which anything is known here.
async fn ours(tx: &mut PgConnection, text: &str) -> Result<HashSet<Code>> {
    let carriers = text.lines().filter(|line| line.starts_with('2')).filter_map(|line| line.get(2..5));
    let named: HashSet<Code> = carriers.filter_map(|carrier| Code::parse(carrier.trim())).take(AIRLINES).collect();
    let mut ours = HashSet::new();
    for carrier in named {
        if flights::plans_of(tx, carrier.as_str()).await? {
            ours.insert(carrier);
        }
    }
    Ok(ours)
}

/// What a leg of a file says, where it is of one of these airlines and carries passengers.
///
/// # Errors
/// A leg that is flown on no day.
fn change(planned: &Planned, ours: &HashSet<Code>) -> std::result::Result<Option<Change>, Fault> {
    let leg = &planned.leg;
    if planned.service.is_some_and(|service| !carries_people(service)) {
        return Ok(None);
    }
    let Some(flight) = leg.flight.designator().filter(|flight| ours.contains(&flight.carrier)) else { return Ok(None) };
    let series = leg.series().filter(|series| !series.is_never());
    let days = series.ok_or_else(|| Fault::new(planned.line, "days_of_operation", "none of them in the period"))?;
    let (from, to) = (leg.departs.airport, leg.arrives.airport);
    let terminals = (leg.departs.terminal.clone(), leg.arrives.terminal.clone());
    let legs = vec![Leg { line: planned.line, from, to, ends: leg.ends(), first: false, terminals }];
    let craft = Some(craft(planned.aircraft.as_deref(), planned.seats.clone()));
    Ok(Some(Change { line: planned.line, flight, days, what: What::Fly { legs, craft, alone: false, named: Vec::new() } }))
}

/// Reads a file to its end, each leg on each of its days: what is found here is not found half-way.
fn look_over(
    text: &str,
    received: Timestamp,
    now: Timestamp,
    zones: &Zones,
    ours: &HashSet<Code>,
) -> std::result::Result<(), (&'static str, Fault)> {
    let rejected = |fault| ("rejected", fault);
    let context = received.to_zoned(TimeZone::UTC).date();
    let mut seen: HashMap<(Designator, Date, Code), usize> = HashMap::new();
    let mut weight = 0;
    for planned in Whole::new(text, context, 0) {
        let planned = planned.map_err(rejected)?;
        let Some(change) = change(&planned, ours).map_err(rejected)? else { continue };
        if change.flight.suffix.is_some() {
            continue;
        }
        let horizon = Horizon::at(now);
        weight += change.weight(horizon);
        if weight > MOST {
            let reason = format!("the file stands for more than {MOST} flights up to here: to be sent in parts");
            return Err(rejected(Fault::new(planned.line, "", reason)));
        }
        let (rows, told) = (Vec::new(), Vec::new());
        let model =
            Model { rows, now, horizon, mode: planned.mode, zones, told, season: true, single: false, waits: Vec::new(), late: Vec::new() };
        let What::Fly { legs, .. } = &change.what else { continue };
        for day in horizon.days(&change.days) {
            for leg in legs {
                let flown = match model.flown(day, leg) {
                    Ok(flown) => flown,
                    Err(Stop::Unclear(fault)) => return Err(("parked", fault)),
                    Err(Stop::Wrong(fault)) => return Err(rejected(fault)),
                    Err(Stop::Missing(_)) => continue,
                };
                if let Some(before) = seen.insert((change.flight, flown.date, leg.from), planned.line) {
                    let reason = format!("{} from {} on {} stands on line {before} already", change.flight, leg.from, flown.date);
                    return Err(rejected(Fault::new(planned.line, "flight_number", reason)));
                }
            }
        }
    }
    Ok(())
}

/// The legs of the next part, with the mode and the stamp that hold for all of them; the last line that was looked at, none where the
/// file has ended.
struct Part {
    changes: Vec<Change>,
    mode: Mode,
    stamp: Stamp,
    line: Option<usize>,
    lettered: Vec<Fault>,
}

fn next_part(open: &Open, now: Timestamp, ours: &HashSet<Code>) -> std::result::Result<Part, Fault> {
    let context = open.received.to_zoned(TimeZone::UTC).date();
    let mut part = Part {
        changes: Vec::new(),
        mode: Mode::Utc,
        stamp: Stamp { at: open.received, single: false, serial: None },
        line: None,
        lettered: Vec::new(),
    };
    let (mut weight, mut first) = (0, true);
    for planned in Whole::new(&open.text, context, open.line) {
        let planned = planned?;
        // made later than it came: a clock is wrong
        let at = planned.made.map_or(open.received, |made| made.min(open.received));
        if first {
            (part.mode, part.stamp.at, first) = (planned.mode, at, false);
        } else if (planned.mode, at) != (part.mode, part.stamp.at) || weight >= PART {
            return Ok(part);
        }
        part.line = Some(planned.line);
        let Some(change) = change(&planned, ours)? else { continue };
        if change.flight.suffix.is_some() {
            let reason = format!("{}: flights with a letter behind their number are not kept here", change.flight);
            part.lettered.push(unclear(planned.line, "operational_suffix", reason));
            continue;
        }
        let days = change.weight(Horizon::at(now));
        // long over, or too far ahead
        if days > 0 {
            weight += days;
            part.changes.push(change);
        }
    }
    part.line = None;
    Ok(part)
}

async fn part(tx: &mut PgConnection, now: Timestamp, mut open: Open, zones: &Zones, ours: &HashSet<Code>) -> Result<()> {
    let next = match next_part(&open, now, ours) {
        Ok(next) => next,
        Err(fault) => return stuck(tx, now, open.id, "rejected", &fault).await,
    };
    let mut left = next.lettered;
    let mut work = Work::load(tx, now, zones, next.mode, &next.changes).await?;
    work.model.season = true;
    for change in &next.changes {
        match work.model.apply(change, &next.stamp) {
            Ok(()) | Err(Stop::Missing(_)) => {}
            Err(Stop::Unclear(fault) | Stop::Wrong(fault)) => left.push(fault),
        }
    }
    // a flight that stays as it was may be in the way of another: until none is
    loop {
        let mut in_the_way = work.model.collisions();
        in_the_way.extend(work.booked(tx).await?);
        let before = left.len();
        left.extend(in_the_way.into_iter().filter_map(|(place, fault)| work.model.leave(place).then_some(fault)));
        if left.len() == before {
            break;
        }
    }
    left.extend(work.write(tx, &next.stamp).await?);
    open.left += i32::try_from(left.len()).unwrap_or(i32::MAX);
    open.notes.extend(left.iter().map(ToString::to_string));
    open.notes.truncate(NOTED);
    match next.line {
        Some(line) => {
            sqlx::query!(
                "update schedule_file set line = $2, left_out = $3, notes = $4 where id = $1",
                open.id,
                i32::try_from(line).unwrap_or(i32::MAX),
                open.left,
                &open.notes,
            )
            .execute(tx)
            .await?;
            Ok(())
        }
        None if open.left == 0 => {
            sqlx::query!("delete from schedule_file where id = $1", open.id).execute(tx).await?;
            Ok(())
        }
        None => {
            let line = left.first().map_or(1, |fault| fault.line);
            let reason = format!("done but for {} flights, left as they were: {}", open.left, open.notes.join(" · "));
            stuck(tx, now, open.id, "parked", &Fault::new(line, "", reason)).await
        }
    }
}
