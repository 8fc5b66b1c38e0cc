//! A station's bags now: which may not make their flight, and how fast they come out (BAG-8).

use crate::flights::{self, Flight};
use crate::{Error, PgPool, Result, audit};
use domain::bag::{Delivery, FlightNow, Risk, Standing, Trace, What, delivery, risk, standing};
use domain::booking::BagTag;
use domain::flight::{Code, Phase};
use domain::rights::{Viewer, may_see_stations};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use std::collections::HashMap;

/// A flight may be so much later than planned; one that is later stands on no list of today.
const LATEST: SignedDuration = SignedDuration::from_hours(48);
/// Departures are looked at from so long ago …
const PAST: SignedDuration = SignedDuration::from_hours(3);
/// … to so far ahead.
const AHEAD: SignedDuration = SignedDuration::from_hours(6);
/// Bags listed one by one; beyond, their number.
const MOST: usize = 100;

/// A station's bags.
#[derive(Debug, Clone, Default)]
pub struct Station {
    /// Flights that leave or have just left, with how many of their bags are in the hold.
    pub departing: Vec<Departing>,
    /// Bags somebody should look after, the worst first.
    pub at_risk: Vec<AtRisk>,
    /// How many there are in all.
    pub at_risk_count: usize,
    /// Flights that have just arrived, and how their bags came out.
    pub delivered: Vec<Delivered>,
}

/// A departure.
#[derive(Debug, Clone)]
pub struct Departing {
    /// The flight.
    pub flight: Flight,
    /// Bags that are to go on it.
    pub bags: usize,
    /// Bags in its hold.
    pub loaded: usize,
    /// Bags that are at risk.
    pub at_risk: usize,
}

/// A bag that may not make its flight, or did not.
#[derive(Debug, Clone)]
pub struct AtRisk {
    /// Its tag.
    pub tag: BagTag,
    /// Why.
    pub risk: Risk,
    /// Where it stands.
    pub standing: Standing,
    /// The flight.
    pub flight: Flight,
    /// When the flight it comes on arrives, where it changes.
    pub comes_in: Option<Timestamp>,
}

/// An arrival.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// The flight.
    pub flight: Flight,
    /// How its bags came out.
    pub delivery: Delivery,
}

struct Row {
    flight: i64,
    tag: String,
    state: Option<String>,
    arrives: Option<i64>,
    here: bool,
}

/// The bags of one station. One look is one row of the audit (I7).
///
/// # Errors
/// `SignInFirst` for anybody but staff; those of the database.
pub async fn station(db: &PgPool, viewer: &Viewer, now: Timestamp, airport: &str) -> Result<Station> {
    if !may_see_stations(viewer) {
        return Err(Error::SignInFirst);
    }
    let airport = Code::airport(airport).map(|code| code.to_string()).unwrap_or_default();
    let rows = leaving(db, now, &airport).await?;
    let mut ids: Vec<i64> = rows.iter().flat_map(|row| [Some(row.flight), row.arrives]).flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    let flights: HashMap<i64, Flight> = flights::load(db, now, &ids).await?.into_iter().map(|flight| (flight.id, flight)).collect();
    let mut told = departures(rows, &flights, &airport, now);
    told.delivered = arrivals(db, now, &airport).await?;
    let mut tx = db.begin().await?;
    let detail = json!({ "query": { "airport": airport }, "count": told.at_risk_count });
    audit::look(&mut tx, viewer, now, "search", "bag", "", detail).await?;
    tx.commit().await?;
    Ok(told)
}

/// Bags that leave from here: those whose next flight it is, and those that come on another and go on from here, unless something newer
/// was said of how they go on. Which flights these are is decided by their times as they are now ([`departures`]).
async fn leaving(db: &PgPool, now: Timestamp, airport: &str) -> Result<Vec<Row>> {
    let rows = sqlx::query!(
        r#"with leaves as (
               select id, carrier, number, flight_date from flight
                where origin = $1 and scheduled_out between $4 and $3
                  and (scheduled_out >= $2 or exists (select from flight_report r
                          where r.flight_id = flight.id and r.known_at <= $5 and r.at >= $2 and r.kind in ('estimate', 'off_block', 'returned')))),
           mine as (
               select l.id as flight, t.bag, t.tag, t.state, null::bigint as arrives, true as here
                 from leaves l join bag_trace t on t.carrier = l.carrier and t.number = l.number and t.flight_date = l.flight_date
                where t.ended_at is null and t.state is distinct from 'arrived' and t.state is distinct from 'withdrawn'
               union all
               select l.id, t.bag, t.tag, t.state, i.id, false
                 from leaves l
                 join bag_scan s on s.carrier = l.carrier and s.number = l.number and s.flight_date = l.flight_date and s.what = 'announced'
                 join bag_trace t on t.bag = s.bag and (t.carrier, t.number, t.flight_date) is distinct from (l.carrier, l.number, l.flight_date)
                 join flight i on i.carrier = t.carrier and i.number = t.number and i.flight_date = t.flight_date and i.destination = $1
                where t.ended_at is null and t.state is distinct from 'withdrawn' and t.ends is distinct from $1
                  and not exists (select from bag_scan n join flight f on f.carrier = n.carrier and f.number = n.number and f.flight_date = n.flight_date
                                   where n.bag = s.bag and n.at > s.at and n.what in ('announced', 'accepted', 'transferred') and f.origin = $1
                                     and (n.carrier, n.number, n.flight_date) is distinct from (s.carrier, s.number, s.flight_date)))
           select flight as "flight!", tag as "tag!", state, arrives, here as "here!" from mine limit 20000"#,
        airport,
        (now - PAST).to_sqlx() as _,
        (now + AHEAD).to_sqlx() as _,
        (now - PAST - LATEST).to_sqlx() as _,
        now.to_sqlx() as _,
    );
    let rows = rows.fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| Row { flight: row.flight, tag: row.tag, state: row.state, arrives: row.arrives, here: row.here })
        .collect())
}

fn departures(rows: Vec<Row>, flights: &HashMap<i64, Flight>, airport: &str, now: Timestamp) -> Station {
    // what comes on a flight that went elsewhere does not come in here
    let comes = |row: &Row| row.arrives.and_then(|id| flights.get(&id)).is_none_or(|inbound| lands_at(inbound, airport));
    let goes = |flight: &&Flight| {
        let departs = flight.state.departure.best();
        flight.state.phase != Phase::Cancelled && departs >= now - PAST && departs <= now + AHEAD
    };
    let mut by_flight: HashMap<i64, Vec<Row>> = HashMap::new();
    for row in rows.into_iter().filter(comes) {
        by_flight.entry(row.flight).or_default().push(row);
    }
    let (mut departing, mut at_risk) = (Vec::new(), Vec::new());
    for (id, bags) in by_flight {
        let Some(flight) = flights.get(&id).filter(goes) else { continue };
        let loaded = bags.iter().filter(|row| row.here && row.state.as_deref() == Some(What::Loaded.as_str())).count();
        let before = at_risk.len();
        at_risk.extend(bags.iter().filter_map(|row| at_risk_of(row, flight, loaded > 0, flights, now)));
        departing.push(Departing { flight: flight.clone(), bags: bags.len(), loaded, at_risk: at_risk.len() - before });
    }
    departing.sort_by_key(|one| one.flight.state.departure.best());
    at_risk.sort_by(|one, other| {
        let key = |bag: &AtRisk| (bag.risk, bag.flight.state.departure.best());
        key(one).cmp(&key(other)).then_with(|| one.tag.as_str().cmp(other.tag.as_str()))
    });
    let at_risk_count = at_risk.len();
    at_risk.truncate(MOST);
    Station { departing, at_risk, at_risk_count, delivered: Vec::new() }
}

/// Whether a flight ends at this airport as it stands: one that was diverted may have gone anywhere.
fn lands_at(flight: &Flight, airport: &str) -> bool {
    match &flight.state.diverted_to {
        Some(elsewhere) => elsewhere == airport,
        None => flight.destination.code == airport,
    }
}

fn at_risk_of(row: &Row, flight: &Flight, tells_holds: bool, flights: &HashMap<i64, Flight>, now: Timestamp) -> Option<AtRisk> {
    let departs = flight.state.departure.best();
    let left = flight.state.phase.has_left() && departs <= now;
    let comes_in = row.arrives.and_then(|id| flights.get(&id)).map(|inbound| inbound.state.arrival.best());
    let standing = if row.here {
        let trace = Trace { state: row.state.as_deref().and_then(What::parse), ..Trace::default() };
        standing(&trace, Some(FlightNow { departs, left, landed: false, tells_holds, last: true }), now)
    } else if left && tells_holds {
        Standing::LeftBehind
    } else {
        Standing::Onward
    };
    let risk = risk(standing, departs, comes_in, now)?;
    Some(AtRisk { tag: BagTag::parse(&row.tag).ok()?, risk, standing, flight: flight.clone(), comes_in })
}

/// Flights that stand here since not long ago, whenever they should have, and how their bags came out.
async fn arrivals(db: &PgPool, now: Timestamp, airport: &str) -> Result<Vec<Delivered>> {
    let mut told = arrived(db, Some(airport), now - PAST - PAST, now, now, 60).await?;
    told.retain(|one| lands_at(&one.flight, airport));
    Ok(told)
}

/// Flights that came to stand between two instants, anywhere, and how their bags came out.
///
/// # Errors
/// Those of the database.
pub async fn came_out(db: &PgPool, from: Timestamp, to: Timestamp, now: Timestamp) -> Result<Vec<Delivered>> {
    let mut told = arrived(db, None, from, to, now, i64::MAX).await?;
    told.retain(|one| {
        lands_at(&one.flight, &one.flight.destination.code) && one.flight.state.arrival.actual.is_some_and(|at| (from..to).contains(&at))
    });
    Ok(told)
}

/// Arrivals with when their bags were seen at the belt. What was loaded, was not taken off again and has not been seen there is still to
/// come. Bags that change there do not go to the belt, nor those that were withdrawn.
async fn arrived(db: &PgPool, airport: Option<&str>, from: Timestamp, to: Timestamp, now: Timestamp, most: i64) -> Result<Vec<Delivered>> {
    let rows = sqlx::query!(
        r#"select f.id,
                  count(distinct s.bag) filter (where s.what = 'loaded'
                      and not exists (select from bag_scan o where o.bag = s.bag and o.what = 'offloaded' and o.at >= s.at
                                         and o.carrier = f.carrier and o.number = f.number and o.flight_date = f.flight_date
                                         and not exists (select from bag_scan b where b.bag = o.bag and b.what = 'offload_taken_back' and b.at >= o.at
                                                            and coalesce(b.carrier, o.carrier) = o.carrier and coalesce(b.number, o.number) = o.number
                                                            and coalesce(b.flight_date, o.flight_date) = o.flight_date))
                      and not exists (select from bag_scan o where o.bag = s.bag and o.what = 'arrived'
                                         and o.carrier = f.carrier and o.number = f.number and o.flight_date = f.flight_date)) as "waiting!",
                  min(s.at) filter (where s.what = 'arrived') as first,
                  -- one that nobody saw loaded, or that came days later, says nothing of when the last was out
                  coalesce(max(s.at) filter (where s.what = 'arrived'
                      and exists (select from bag_scan o where o.bag = s.bag and o.what = 'loaded'
                                     and o.carrier = f.carrier and o.number = f.number and o.flight_date = f.flight_date)),
                      max(s.at) filter (where s.what = 'arrived')) as last
             from flight f
             join bag_scan s on s.carrier = f.carrier and s.number = f.number and s.flight_date = f.flight_date and s.what in ('loaded', 'arrived')
             join bag_trace t on t.bag = s.bag and t.state is distinct from 'withdrawn'
            where ($1::text is null or f.destination = $1) and f.scheduled_in between $4 and $5
              and exists (select from flight_report r where r.flight_id = f.id and r.kind = 'on_block' and r.at between $2 and $3 and r.known_at <= $7)
              and case when t.ends is not null then t.ends = f.destination else
                  not exists (select from bag_scan o where o.bag = s.bag and o.what in ('announced', 'transferred')
                                 and (o.carrier, o.number, o.flight_date) is distinct from (f.carrier, f.number, f.flight_date) and o.at > s.at - interval '2 days') end
            group by f.id order by max(f.scheduled_in) desc limit $6"#,
        airport,
        from.to_sqlx() as _,
        to.to_sqlx() as _,
        (from - LATEST).to_sqlx() as _,
        (to + LATEST).to_sqlx() as _,
        most,
        now.to_sqlx() as _,
    );
    let rows = rows.fetch_all(db).await?;
    let flights = flights::load(db, now, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let told = flights.into_iter().filter_map(|flight| {
        let row = rows.iter().find(|row| row.id == flight.id)?;
        let stands = flight.state.arrival.actual.filter(|at| *at <= now)?;
        let belt = row.first.zip(row.last).map(|(first, last)| (first.to_jiff(), last.to_jiff()));
        Some(Delivered { delivery: delivery(stands, belt, row.waiting, now), flight })
    });
    Ok(told.collect())
}
