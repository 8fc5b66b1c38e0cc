//! One bag as its owner sees it: where it was, where it is, what comes next.

use super::apply::scans;
use crate::bookings::{Place, places};
use crate::flights::{self, Flight};
use crate::{Error, PgPool, Result, audit};
use domain::bag::{FlightNow, Scan, Standing, Trace, What, fold, standing};
use domain::booking::BagTag;
use domain::flight::{Code, FlightKey, Phase};
use domain::locale::Locale;
use domain::rights::{Viewer, may_see_bag};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use std::collections::HashMap;

/// A bag, traced.
#[derive(Debug, Clone)]
pub struct Traced {
    /// As printed.
    pub tag: BagTag,
    /// Where it stands.
    pub standing: Standing,
    /// Its flights, in their order; those that left without it and were replaced are left out.
    pub legs: Vec<Leg>,
    /// The flight it stands with: on it, to go on it, left behind by it.
    pub flight: Option<FlightKey>,
    /// Where it was last seen.
    pub seen_at: Option<Place>,
    /// When.
    pub seen: Option<Timestamp>,
    /// It travels without its passenger.
    pub rush: bool,
    /// Everything that was seen, newest last.
    pub steps: Vec<Step>,
    /// Its scans are no longer kept: since when.
    pub ended_at: Option<Timestamp>,
    /// Grows with each change.
    pub version: i64,
}

/// One flight of the bag.
#[derive(Debug, Clone)]
pub struct Leg {
    /// The flight as it stands.
    pub flight: Flight,
    /// When it was seen in the hold.
    pub loaded: Option<Timestamp>,
    /// When it was seen at the other end.
    pub arrived: Option<Timestamp>,
}

/// One thing that was seen.
#[derive(Debug, Clone)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
    /// Where.
    pub airport: Option<Place>,
    /// Belt, chute, container: as the airport calls it.
    pub place: Option<String>,
    /// The flight it is about.
    pub flight: Option<FlightKey>,
}

/// The trace of a bag, for whoever has opened it, holds its trip, or works here. A look by staff is written down (I7).
///
/// # Errors
/// `NotFound` where there is no such bag, or it is not theirs to see; those of the database.
pub async fn trace(db: &PgPool, viewer: &Viewer, now: Timestamp, locale: Locale, tag: &BagTag) -> Result<Traced> {
    let mut tx = db.begin().await?;
    let known = sqlx::query!(
        r#"select t.tag as "tag?", t.locator as "traced?", t.ended_at as "ended_at?", t.version as "version?",
                  b.tag as "printed?", b.locator as "booked?", b.destination as "destination?"
             from (select $1::text as bag) w left join bag_trace t on t.bag = w.bag left join bag_owner b on b.bag = w.bag"#,
        tag.bag()
    );
    let known = known.fetch_one(&mut *tx).await?;
    let locators: Vec<&str> = [&known.traced, &known.booked].into_iter().filter_map(|locator| locator.as_deref()).collect();
    if (known.tag.is_none() && known.printed.is_none()) || !may_see_bag(viewer, tag.bag(), &locators) {
        return Err(Error::NotFound);
    }
    let of_it = scans(&mut tx, &[tag.bag().to_owned()]).await?.remove(tag.bag()).unwrap_or_default();
    let trace = fold(&of_it);
    let codes: Vec<String> = trace.scans.iter().filter_map(|scan| scan.airport).map(|code| code.to_string()).collect();
    let places = places(&mut tx, locale, &codes).await?;
    audit::look(&mut tx, viewer, now, "bag", "bag", tag.as_str(), json!({})).await?;
    tx.commit().await?;
    let legs = legs(db, now, &trace).await?;
    let flight = now_of(db, now, &trace, &legs, known.destination.as_deref()).await?;
    let place = |code: Option<Code>| code.and_then(|code| places.get(code.as_str()).cloned());
    let step =
        |scan: &Scan| Step { at: scan.at, what: scan.what, airport: place(scan.airport), place: scan.place.clone(), flight: scan.flight };
    Ok(Traced {
        tag: known.tag.or(known.printed).and_then(|printed| BagTag::parse(&printed).ok()).unwrap_or_else(|| tag.clone()),
        standing: standing(&trace, flight, now),
        flight: trace.flight,
        seen_at: place(trace.airport),
        seen: trace.at,
        rush: trace.rush,
        // what was only announced is seen by its flights
        steps: trace.scans.iter().filter(|scan| scan.what != What::Announced).map(step).collect(),
        ended_at: known.ended_at.map(|at| at.to_jiff()),
        version: known.version.unwrap_or(0),
        legs,
    })
}

/// The flights of a trace as they stand, in their order.
async fn legs(db: &PgPool, now: Timestamp, trace: &Trace) -> Result<Vec<Leg>> {
    let keys = trace.flights();
    let ids = sqlx::query_scalar!(
        r#"select f.id from unnest($1::text[], $2::integer[], $3::date[]) as w (carrier, number, day)
             join flight f on f.carrier = w.carrier and f.number = w.number and f.flight_date = w.day order by f.scheduled_out limit 20"#,
        &keys.iter().map(|key| key.designator.carrier.to_string()).collect::<Vec<_>>(),
        &keys.iter().map(|key| key.designator.number()).collect::<Vec<_>>(),
        &keys.iter().map(|key| key.date.to_sqlx()).collect::<Vec<_>>() as _,
    );
    let all = flights::load(db, now, &ids.fetch_all(db).await?).await?;
    let legs: Vec<Leg> = all.into_iter().filter(|flight| concerns(trace, flight)).map(|flight| leg(trace, flight)).collect();
    let current = |leg: &Leg| Some(leg.flight.key()) == trace.flight;
    // of flights from one airport the one it is to go on counts, else the later
    let replaced = |place: usize, leg: &Leg| {
        let from_here = |next: &Leg| next.flight.origin.code == leg.flight.origin.code;
        let mut others = legs.iter().enumerate().filter(|(other, next)| *other != place && from_here(next));
        !current(leg) && !trace.aboard(leg.flight.key()) && others.any(|(other, next)| other > place || current(next))
    };
    Ok(legs.iter().enumerate().filter(|(place, leg)| !replaced(*place, leg)).map(|(_, leg)| leg.clone()).collect())
}

/// Of a number that flies several legs, those the bag is on.
fn concerns(trace: &Trace, flight: &Flight) -> bool {
    let ends: HashMap<What, Vec<Code>> =
        trace.scans.iter().filter(|scan| scan.flight == Some(flight.key())).fold(HashMap::new(), |mut ends, scan| {
            ends.entry(scan.what).or_default().extend(scan.towards);
            ends
        });
    let from: Vec<&Code> = ends.iter().filter(|(what, _)| **what == What::Arrived).flat_map(|(_, codes)| codes).collect();
    let to: Vec<&Code> = ends.iter().filter(|(what, _)| **what != What::Arrived).flat_map(|(_, codes)| codes).collect();
    (to.is_empty() || to.iter().any(|code| code.as_str() == flight.destination.code))
        && (from.is_empty() || from.iter().any(|code| code.as_str() == flight.origin.code))
}

fn leg(trace: &Trace, flight: Flight) -> Leg {
    let key = flight.key();
    let at = |what| trace.scans.iter().rev().find(|scan| scan.what == what && scan.flight == Some(key)).map(|scan| scan.at);
    let here = |scan: &&Scan| scan.airport.is_some_and(|code| code.as_str() == flight.destination.code);
    let changed = trace.scans.iter().filter(here).find(|scan| scan.what == What::Transferred).map(|scan| scan.at);
    Leg { loaded: at(What::Loaded).filter(|_| trace.aboard(key)), arrived: at(What::Arrived).or(changed), flight }
}

/// The flight of a trace, as [`standing`] asks for it.
async fn now_of(db: &PgPool, now: Timestamp, trace: &Trace, legs: &[Leg], destination: Option<&str>) -> Result<Option<FlightNow>> {
    let Some(leg) = legs.iter().find(|leg| Some(leg.flight.key()) == trace.flight) else { return Ok(None) };
    let key = leg.flight.key();
    let tells_holds = sqlx::query_scalar!(
        r#"select exists (select from bag_scan where carrier = $1 and number = $2 and flight_date = $3 and what = 'loaded') as "told!""#,
        key.designator.carrier.as_str(),
        key.designator.number(),
        key.date.to_sqlx() as _,
    );
    let state = &leg.flight.state;
    // as check-in said last; where nobody has, as the booking says, or as far as its flights are known
    let ends = trace.ends.as_ref().map(Code::as_str).or(destination);
    let ends = ends.or_else(|| legs.last().map(|last| last.flight.destination.code.as_str()));
    Ok(Some(FlightNow {
        departs: state.departure.best(),
        left: state.phase.has_left() && state.departure.best() <= now,
        landed: matches!(state.phase, Phase::Landed | Phase::Arrived),
        tells_holds: tells_holds.fetch_one(db).await?,
        last: ends.is_none_or(|ends| ends == leg.flight.destination.code),
    }))
}
