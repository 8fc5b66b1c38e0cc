//! News of aircraft: to the flight they are about, as a report like any other.

use super::says::{Movement, Moves, Named, instant};
use crate::Result;
use crate::flights;
use domain::flight::{Code, Report};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::HashSet;
use wire::{calendar::Clock, fault::Fault};

/// Clocks of stations go so far wrong; what has happened later than this ahead of us has not.
const AHEAD: SignedDuration = SignedDuration::from_mins(10);
/// A movement this far from the plan is a slip of the pen.
const FAR: SignedDuration = SignedDuration::from_hours(72);

/// What became of news of an aircraft.
pub(super) enum Moved {
    /// Its flight has them.
    Told,
    /// Nobody knows the flight.
    Unknown,
    /// They cannot be true of the flight, and none of them is believed.
    Wrong(Fault),
}

/// The flight news are about, as they are judged by.
struct Flight {
    departs: Timestamp,
    arrives: Timestamp,
    origin: String,
    destination: String,
    /// Where it was told to go instead.
    elsewhere: Vec<String>,
}

/// Of these flights, those that are to be waited for: nobody knows them here, though their airline's are known.
pub(super) async fn unknown(tx: &mut PgConnection, flights: &HashSet<Named>) -> Result<HashSet<Named>> {
    let all: Vec<Named> = flights.iter().copied().collect();
    let missing = sqlx::query_scalar!(
        r#"select wanted.place as "place!"
             from unnest($1::text[], $2::integer[], $3::date[], $4::boolean[]) with ordinality as wanted (carrier, number, day, utc, place)
            where not exists (select from flight f where f.carrier = wanted.carrier and f.number = wanted.number
                                 and f.flight_date between wanted.day - 1 and wanted.day + 1
                                 and case when wanted.utc then (f.scheduled_out at time zone 'UTC')::date else f.flight_date end = wanted.day)
              and exists (select from flight f where f.carrier = wanted.carrier)"#,
        &all.iter().map(|named| named.key.designator.carrier.to_string()).collect::<Vec<_>>(),
        &all.iter().map(|named| named.key.designator.number()).collect::<Vec<_>>(),
        &all.iter().map(|named| named.key.date.to_sqlx()).collect::<Vec<_>>() as _,
        &all.iter().map(|named| named.utc).collect::<Vec<_>>(),
    );
    let missing = missing.fetch_all(tx).await?;
    Ok(missing.into_iter().filter_map(|place| all.get(usize::try_from(place - 1).ok()?).copied()).collect())
}

/// Whether flights of this airline are known here: of others none will ever come, and nobody waits for them.
pub(super) async fn ours(tx: &mut PgConnection, carrier: Code) -> Result<bool> {
    let known = sqlx::query_scalar!(r#"select exists (select from flight where carrier = $1) as "known!""#, carrier.as_str());
    Ok(known.fetch_one(tx).await?)
}

/// Writes what a movement message tells, all of it or nothing.
pub(super) async fn moved(tx: &mut PgConnection, now: Timestamp, told_at: Timestamp, moves: &Moves) -> Result<Moved> {
    let code = |code: Option<Code>| code.map(|code| code.to_string());
    // of a number that flies several legs, a departure is the one from its station, an arrival the one to it; a flight keeps the day it
    // was planned for first, also where its times have moved over midnight
    let departs = moves.told.iter().any(|told| told.what.of_departure());
    let row = sqlx::query!(
        r#"select f.id, f.scheduled_out, f.scheduled_in, f.origin, f.destination,
               array(select r.place from flight_report r where r.flight_id = f.id and r.kind = 'diverted' and r.place is not null) as "elsewhere!: Vec<String>"
          from flight f
          cross join lateral (select (coalesce((select r.at from flight_report r where r.flight_id = f.id and r.kind = 'planned'
                                                 order by r.known_at limit 1), f.scheduled_out) at time zone 'UTC')::date as day) first
          where f.carrier = $1 and f.number = $2 and $3 in (first.day, (f.scheduled_out at time zone 'UTC')::date)
            and f.flight_date between $3::date - 2 and $3::date + 2
          order by case when $5 then f.origin = $4 else f.destination = $4 end desc nulls last, (f.destination = $6) desc nulls last,
                   (f.origin = $4 or f.destination = $4) desc nulls last, (first.day = $3) desc, f.scheduled_out limit 1"#,
        moves.flight.designator.carrier.as_str(),
        moves.flight.designator.number(),
        moves.flight.date.to_sqlx() as _,
        code(moves.station),
        departs,
        code(moves.towards.map(|(to, _)| to)),
    );
    let Some(row) = row.fetch_optional(&mut *tx).await? else { return Ok(Moved::Unknown) };
    let flight = Flight {
        departs: row.scheduled_out.to_jiff(),
        arrives: row.scheduled_in.to_jiff(),
        origin: row.origin,
        destination: row.destination,
        elsewhere: row.elsewhere,
    };
    if let Err(fault) = flight.goes_there(moves) {
        return Ok(Moved::Wrong(fault));
    }
    // in the order of a flight's life: what became known in one message became known one after the other
    let mut known_at = next_free(tx, row.id, now).await?;
    let mut told: Vec<(i64, Report)> = Vec::new();
    for one in &moves.told {
        let planned = if one.what.of_departure() { flight.departs } else { flight.arrives };
        let times = flight.time(one.clock, planned).and_then(|at| Ok((at, flight.time(one.arrives, flight.arrives)?)));
        let times = times.and_then(|(at, arrives)| match at {
            Some(at) if one.what.is_fact() && at > now + AHEAD => Err(format!("{} lies ahead: it cannot have happened yet", minute(at))),
            _ => Ok((at, arrives)),
        });
        let (at, arrives) = match times {
            Ok(times) => times,
            Err(reason) => return Ok(Moved::Wrong(Fault::new(one.said.0, one.said.1, reason))),
        };
        if let Some(news) = one.what.news(at, arrives) {
            told.push((row.id, Report { known_at, told_at: Some(told_at), news }));
            known_at += SignedDuration::from_micros(1);
        }
    }
    flights::report(tx, &told).await?;
    Ok(Moved::Told)
}

impl Flight {
    /// Whether the airports of the news are the flight's.
    fn goes_there(&self, moves: &Moves) -> std::result::Result<(), Fault> {
        let elsewhere = |code: &str| self.elsewhere.iter().any(|place| place == code);
        let told = |what: fn(&Movement) -> bool| moves.told.iter().any(|told| what(&told.what));
        let departs = told(Movement::of_departure);
        let arrived = told(|what| matches!(what, Movement::Landed | Movement::OnBlock));
        let diverted = moves.told.iter().find_map(|told| match &told.what {
            Movement::Diverted(to, _) => Some((to.as_str(), told.said)),
            _ => None,
        });
        let legs = format!("the flight goes from {} to {}", self.origin, self.destination);
        if let Some((to, (line, element))) = diverted.filter(|(to, _)| *to == self.destination) {
            return Err(Fault::new(line, element, format!("{to} is where the flight goes anyway: no diversion")));
        }
        if let Some(station) = moves.station.as_ref().map(Code::as_str) {
            let good = elsewhere(station)
                || match (departs, arrived) {
                    (true, _) => station == self.origin,
                    (false, true) => station == self.destination,
                    // what is expected is told by either end, a diversion by whoever hears of it
                    (false, false) => diverted.is_some() || station == self.origin || station == self.destination,
                };
            if !good {
                let what = if departs { "nothing of it leaves" } else { "nothing of it arrives at" };
                return Err(Fault::new(moves.line, "flight", format!("{what} {station}: {legs}")));
            }
        }
        let known = |to: &Code| to.as_str() == self.destination || elsewhere(to.as_str());
        match moves.towards.filter(|(to, _)| diverted.is_none() && !known(to)) {
            Some((to, line)) => Err(Fault::new(line, "EA", format!("{to} is not where it goes: {legs}; another airport is told by a DIV"))),
            None => Ok(()),
        }
    }

    /// The instant a clock names near to when it was planned.
    fn time(&self, clock: Option<Clock>, planned: Timestamp) -> std::result::Result<Option<Timestamp>, String> {
        let Some(clock) = clock else { return Ok(None) };
        let near = instant(clock, planned).filter(|at| at.duration_since(self.departs).abs() < FAR);
        near.map(Some).ok_or_else(|| format!("{clock} is on no day near the flight's, planned for {}", minute(planned)))
    }
}

/// `2026-11-21 19:20 UTC`
fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// When the next of a flight becomes known: now, and after what has become known in this instant.
async fn next_free(tx: &mut PgConnection, id: i64, now: Timestamp) -> Result<Timestamp> {
    let last = sqlx::query_scalar!(
        "select max(known_at) from flight_report where flight_id = $1 and known_at >= $2 and known_at < $2::timestamptz + interval '1 second'",
        id,
        now.to_sqlx() as _
    );
    Ok(last.fetch_one(tx).await?.map_or(now, |last| last.to_jiff() + SignedDuration::from_micros(1)))
}
