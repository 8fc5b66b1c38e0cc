//! The flights changes of plans may speak of, as they are known.

use super::model::{Facts, Row};
use super::{Change, Horizon, What};
use crate::{Result, bookings};
use domain::flight::{Code, Designator, News, Phase, Report, Schedule, Stamp, Stamps, fold};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::HashMap;

/// A leg's date is so many days around its number's day of operation at most.
const AROUND: i64 = 4;

/// What becomes known in one instant, one after the other, takes less than this.
const INSTANT: SignedDuration = SignedDuration::from_secs(1);

/// What is beside a row's facts: what was reported of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Reported {
    /// When the next of it becomes known.
    pub free: Option<Timestamp>,
    /// When a plan of it was told last.
    pub told: Option<Timestamp>,
    /// Its plan has been moved before.
    pub moved: bool,
}

/// Flights, held to the end of the transaction, and what was reported of them by their ids.
pub(super) async fn load(
    tx: &mut PgConnection,
    now: Timestamp,
    horizon: Horizon,
    changes: &[Change],
) -> Result<(Vec<Row>, HashMap<i64, Reported>)> {
    let spans: Vec<(Designator, Date, Date)> = spans(horizon, changes).into_iter().map(|(flight, (from, to))| (flight, from, to)).collect();
    let found = sqlx::query!(
        r#"select f.id as "id!", f.carrier as "carrier!", f.number as "number!", f.flight_date as "flight_date!", f.origin as "origin!",
                  f.destination as "destination!", f.scheduled_out as "scheduled_out!", f.scheduled_in as "scheduled_in!",
                  f.aircraft, f.seats, f.terminal_out, f.terminal_in, f.plan
             from unnest($1::text[], $2::integer[], $3::date[], $4::date[]) as w (carrier, number, first, last)
             join flight f on f.carrier = w.carrier and f.number = w.number and f.flight_date between w.first and w.last
            order by f.id for update of f"#,
        &spans.iter().map(|(flight, ..)| flight.carrier.to_string()).collect::<Vec<_>>(),
        &spans.iter().map(|(flight, ..)| flight.number()).collect::<Vec<_>>(),
        &spans.iter().map(|(_, from, _)| from.to_sqlx()).collect::<Vec<_>>() as _,
        &spans.iter().map(|(.., to)| to.to_sqlx()).collect::<Vec<_>>() as _,
    );
    let found = found.fetch_all(&mut *tx).await?;
    let ids: Vec<i64> = found.iter().map(|row| row.id).collect();
    let mut reports = bookings::reports(tx, &ids).await?;
    let (mut rows, mut reported) = (Vec::new(), HashMap::new());
    for row in found {
        let codes = (Designator::new(&row.carrier, row.number), Code::airport(&row.origin), Code::airport(&row.destination));
        let (Some(flight), Some(from), Some(to)) = codes else { continue };
        let known = reports.remove(&row.id).unwrap_or_default();
        let schedule = Schedule { departs: row.scheduled_out.to_jiff(), arrives: row.scheduled_in.to_jiff() };
        // what messages before this one have told in this instant became known one after the other
        let state = fold(&schedule, &known, now + INSTANT);
        let mut stamps: Stamps = row.plan.and_then(|plan| serde_json::from_value(plan).ok()).unwrap_or_default();
        let told = told(&known, |news| matches!(news, News::Cancelled { .. } | News::Reinstated | News::Planned { .. }));
        // cancelled before anybody wrote down when
        stamps.runs = stamps.runs.or_else(|| {
            let at = self::told(&known, |news| matches!(news, News::Cancelled { .. }))?;
            Some(Stamp { at, single: true, serial: None })
        });
        let facts = Facts {
            flight,
            date: row.flight_date.to_jiff(),
            from,
            to,
            departs: schedule.departs,
            arrives: schedule.arrives,
            aircraft: row.aircraft,
            seats: row.seats,
            terminals: (row.terminal_out, row.terminal_in),
            off: state.phase == Phase::Cancelled,
            stamps,
        };
        let moved = known.iter().any(|report| matches!(report.news, News::Planned { .. }));
        reported.insert(row.id, Reported { free: next_free(&known, now), told, moved });
        rows.push(Row {
            id: Some(row.id),
            was: Some(facts.clone()),
            day: facts.date,
            days: facts.stamps.day,
            now: facts,
            open: !state.has_moved(),
            silent: state.is_silent(now),
            like: None,
            fit: None,
            line: 1,
            left: false,
        });
    }
    Ok((rows, reported))
}

/// When news of some kind were told last.
fn told(known: &[Report], wanted: fn(&News) -> bool) -> Option<Timestamp> {
    known.iter().filter(|report| wanted(&report.news)).map(|report| report.told_at.unwrap_or(report.known_at)).max()
}

/// After what has become known in this instant.
fn next_free(known: &[Report], now: Timestamp) -> Option<Timestamp> {
    let here = known.iter().map(|report| report.known_at).filter(|at| *at >= now && *at < now + INSTANT);
    here.max().map(|last| last + SignedDuration::from_micros(1))
}

/// Of each number the dates to be looked at.
fn spans(horizon: Horizon, changes: &[Change]) -> HashMap<Designator, (Date, Date)> {
    let mut all: HashMap<Designator, (Date, Date)> = HashMap::new();
    for change in changes {
        let mut wanted = vec![(change.flight, change.days)];
        match &change.what {
            What::Number(to, _) => wanted.push((*to, change.days)),
            What::Days(series) => wanted.push((change.flight, *series)),
            _ => {}
        }
        for (flight, days) in wanted {
            let first = days.from.max(horizon.first).saturating_sub(AROUND.days());
            let last = days.to.map_or(horizon.last, |to| to.min(horizon.last)).saturating_add(AROUND.days());
            let span = all.entry(flight).or_insert((first, last));
            *span = (span.0.min(first), span.1.max(last));
        }
    }
    all
}
