//! A message applied: all of it or nothing.

use super::model::{Facts, Model, Row, Stop, set_days};
use super::store::{Reported, load};
use super::{Awaited, Change, Horizon, Plans, awaited, fit, told, unclear};
use crate::telegrams::read::Zones;
use crate::{Error, Result, flights};
use domain::flight::{Code, News, Report, Stamp, Stamps};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};
use wire::fault::Fault;
use wire::schedule::Mode;

/// What came of a message.
pub(in crate::telegrams) enum Applied {
    /// Done.
    Done,
    /// Done, and something is left: for staff, or to wait for.
    Left(Option<Awaited>, Fault),
    /// Nothing was done.
    Stopped(Stop),
}

/// Applies a message's changes in their order, or says why not. Those of airlines of which nothing is known here are left out.
pub(in crate::telegrams) async fn apply(tx: &mut PgConnection, now: Timestamp, zones: &Zones, plans: &Plans) -> Result<Applied> {
    let mut known: HashMap<Code, bool> = HashMap::new();
    for change in &plans.changes {
        let carrier = change.flight.carrier;
        if let std::collections::hash_map::Entry::Vacant(entry) = known.entry(carrier) {
            entry.insert(flights::plans_of(tx, carrier.as_str()).await?);
        }
    }
    let ours = |change: &&Change| known.get(&change.flight.carrier).copied().unwrap_or_default();
    let changes: Vec<Change> = plans.changes.iter().filter(ours).cloned().collect();
    let mut work = Work::load(tx, now, zones, plans.mode, &changes).await?;
    for change in &changes {
        match work.model.apply(change, &plans.stamp) {
            Ok(()) => {}
            // nobody waits for flights of an airline none of whose will ever be known; what else is said is done
            Err(Stop::Missing(_)) if !crate::telegrams::flights::ours(tx, change.flight.carrier).await? => {}
            Err(Stop::Missing(flights)) => return Ok(Applied::Stopped(missing(tx, change, flights).await?)),
            Err(stop) => return Ok(Applied::Stopped(stop)),
        }
    }
    if let Some((_, fault)) = work.model.collisions().into_iter().next() {
        return Ok(Applied::Stopped(Stop::Unclear(fault)));
    }
    if let Some((_, fault)) = work.booked(tx).await?.into_iter().next() {
        return Ok(Applied::Stopped(Stop::Unclear(fault)));
    }
    let overbooked = work.write(tx, &plans.stamp).await?;
    let (mut waits, mut why) = (None, overbooked.into_iter().chain(work.model.late).next());
    for (line, rest) in work.model.waits {
        // nothing is waited for that is there
        if !awaited::unknown(tx, &HashSet::from([rest])).await?.is_empty() {
            why = why.or_else(|| Some(Fault::new(line, "period", rest.sentence())));
            waits = Some(rest);
            break;
        }
    }
    Ok(why.map_or(Applied::Done, |why| Applied::Left(waits, why)))
}

/// Waits for flights, if these are what is missing: nothing is waited for that would change nothing.
async fn missing(tx: &mut PgConnection, change: &Change, flights: Awaited) -> Result<Stop> {
    let waits = !awaited::unknown(tx, &HashSet::from([flights])).await?.is_empty();
    let not_so = || format!("{} flies on these days, but no part of it as this says", change.flight);
    Ok(if waits { Stop::Missing(flights) } else { Stop::Unclear(unclear(change.line, "flight", not_so())) })
}

/// Flights on their way to another plan.
pub(super) struct Work<'a> {
    pub model: Model<'a>,
    reported: HashMap<i64, Reported>,
    /// How many of what was told were told before.
    before: usize,
}

impl<'a> Work<'a> {
    pub(super) async fn load(tx: &mut PgConnection, now: Timestamp, zones: &'a Zones, mode: Mode, changes: &[Change]) -> Result<Self> {
        let horizon = Horizon::at(now);
        let (mut rows, reported) = load(tx, now, horizon, changes).await?;
        set_days(&mut rows, mode, zones);
        let told = told::load(tx, changes).await?;
        let before = told.len();
        Ok(Self {
            model: Model { rows, now, horizon, mode, zones, told, season: false, single: false, waits: Vec::new(), late: Vec::new() },
            reported,
            before,
        })
    }

    /// Those that bookings name, and that would leave on another day, from or to another airport or under another number.
    pub(super) async fn booked(&self, tx: &mut PgConnection) -> Result<Vec<(usize, Fault)>> {
        let renamed = |row: &Row| row.was.as_ref().is_some_and(|was| (was.key(), was.to) != (row.now.key(), row.now.to));
        let moved: Vec<(usize, &Row, &Facts)> = self
            .model
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.left && renamed(row))
            .filter_map(|(place, row)| Some((place, row, row.was.as_ref()?)))
            .collect();
        if moved.is_empty() {
            return Ok(Vec::new());
        }
        fit::hold(tx, &moved.iter().map(|(.., was)| was.key()).collect::<Vec<_>>()).await?;
        let named = sqlx::query_scalar!(
            r#"select w.place as "place!"
                 from unnest($1::text[], $2::integer[], $3::date[], $4::text[]) with ordinality as w (carrier, number, flight_date, origin, place)
                where exists (select from segment s where (s.carrier, s.number, s.flight_date, s.origin) = (w.carrier, w.number, w.flight_date, w.origin)
                                 and s.status <> 'cancelled')
                   or exists (select from flight_cabin k where (k.carrier, k.number, k.flight_date, k.origin) = (w.carrier, w.number, w.flight_date, w.origin)
                                 and k.sold + k.held + k.elsewhere > 0)
                order by 1"#,
            &moved.iter().map(|(.., was)| was.flight.carrier.to_string()).collect::<Vec<_>>(),
            &moved.iter().map(|(.., was)| was.flight.number()).collect::<Vec<_>>(),
            &moved.iter().map(|(.., was)| was.date.to_sqlx()).collect::<Vec<_>>() as _,
            &moved.iter().map(|(.., was)| was.from.to_string()).collect::<Vec<_>>(),
        );
        let named = named.fetch_all(tx).await?;
        let fault = |place: &i64| {
            let (place, row, was) = moved.get(usize::try_from(place - 1).ok()?)?;
            let reason = format!(
                "{}/{} {}–{} has bookings and would become {}/{} {}–{}: move the passengers first, then send this through again",
                was.flight, was.date, was.from, was.to, row.now.flight, row.now.date, row.now.from, row.now.to
            );
            Some((*place, unclear(row.line, "flight", reason)))
        };
        Ok(named.iter().filter_map(fault).collect())
    }

    /// Writes what has changed and answers with cabins that have fewer seats now than are sold.
    pub(super) async fn write(&self, tx: &mut PgConnection, stamp: &Stamp) -> Result<Vec<Fault>> {
        told::keep(tx, self.model.told.get(self.before..).unwrap_or_default(), self.model.horizon).await?;
        let changed = |row: &&Row| !row.left && row.was.as_ref() != Some(&row.now);
        let all: Vec<&Row> = self.model.rows.iter().filter(changed).collect();
        let renamed: Vec<&Row> = all.iter().copied().filter(|row| row.was.as_ref().is_some_and(|was| was.key() != row.now.key())).collect();
        let cabins = fit::take_along(tx, &renamed).await?;
        let ids: Vec<i64> = renamed.iter().filter_map(|row| row.id).collect();
        if !ids.is_empty() {
            // out of each other's way: those of a number may all move to the day after
            sqlx::query!("update flight set flight_date = flight_date - 200000 where id = any($1)", &ids).execute(&mut *tx).await?;
        }
        store(tx, &all).await?;
        let told: Vec<(i64, Report)> = all.iter().flat_map(|row| self.reports(row, stamp)).collect();
        flights::report(tx, &told).await?;
        let is_fitted = |row: &&Row| !row.left && (row.id.is_none_or(|id| cabins.contains_key(&id)) || row.fit.is_some());
        let fitted: Vec<&Row> = self.model.rows.iter().filter(is_fitted).collect();
        fit::fit(tx, &fitted, &cabins).await
    }

    /// What became known of a flight by this: only what it changes.
    fn reports(&self, row: &Row, stamp: &Stamp) -> Vec<(i64, Report)> {
        let (Some(id), Some(was)) = (row.id, &row.was) else { return Vec::new() };
        let beside = self.reported.get(&id).cloned().unwrap_or_default();
        // what is believed counts after what it is believed instead of
        let told_at = beside.told.map_or(stamp.at, |last| stamp.at.max(last + SignedDuration::from_micros(1)));
        let mut news = Vec::new();
        if (was.departs, was.arrives) != (row.now.departs, row.now.arrives) {
            if !beside.moved {
                // what it was planned before any plan moved it: tickets were sold by that
                news.push(News::Planned { departs: was.departs, arrives: was.arrives });
            }
            news.push(News::Planned { departs: row.now.departs, arrives: row.now.arrives });
        }
        match (was.off, row.now.off) {
            (false, true) => news.push(News::Cancelled { reason: None }),
            (true, false) => news.push(News::Reinstated),
            _ => {}
        }
        let first = beside.free.unwrap_or(self.model.now);
        let report = |(place, news)| Report { known_at: first + SignedDuration::from_micros(place), told_at: Some(told_at), news };
        (0_i64..).zip(news).map(report).map(|report| (id, report)).collect()
    }
}

fn plan(row: &Row) -> Result<serde_json::Value> {
    serde_json::to_value(&Stamps { day: row.days, ..row.now.stamps.clone() }).map_err(|error| Error::Internal(error.to_string()))
}

/// Writes flights as they are now: those that were there, and then those that are new.
async fn store(tx: &mut PgConnection, rows: &[&Row]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let maybe = |of: fn(&Facts) -> Option<String>| rows.iter().map(|row| of(&row.now)).collect::<Vec<_>>();
    sqlx::query!(
        "with told as materialized (
            select * from unnest($1::bigint[], $2::text[], $3::integer[], $4::date[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
                                 $9::text[], $10::integer[], $11::text[], $12::text[], $13::jsonb[])
                as t (id, carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, aircraft, seats, terminal_out, terminal_in, plan)
         ), moved as (
            update flight f set (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, aircraft, seats, terminal_out, terminal_in, plan)
                = (t.carrier, t.number, t.flight_date, t.origin, t.destination, t.scheduled_out, t.scheduled_in, t.aircraft, t.seats, t.terminal_out, t.terminal_in, t.plan)
              from told t where f.id = t.id returning f.id
         )
         insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, aircraft, seats, terminal_out, terminal_in,
                             plan, source)
         select carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, aircraft, seats, terminal_out, terminal_in, plan, 'imported'
           -- asked for, so that all have moved before another takes a place
           from told where id is null and (select count(*) from moved) >= 0
         on conflict (carrier, number, flight_date, origin) do nothing",
        &rows.iter().map(|row| row.id).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| row.now.flight.carrier.to_string()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.now.flight.number()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.now.date.to_sqlx()).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| row.now.from.to_string()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.now.to.to_string()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.now.departs.to_sqlx()).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| row.now.arrives.to_sqlx()).collect::<Vec<_>>() as _,
        &maybe(|facts| facts.aircraft.clone()) as _,
        &rows.iter().map(|row| row.now.seats).collect::<Vec<_>>() as _,
        &maybe(|facts| facts.terminals.0.clone()) as _,
        &maybe(|facts| facts.terminals.1.clone()) as _,
        &rows.iter().map(|row| plan(row)).collect::<Result<Vec<_>>>()?,
    )
    .execute(tx)
    .await?;
    Ok(())
}
