//! The demo's bags on their way: messages as airports would send them, for the bags of the invented bookings and of the fixed
//! people, as far as the clock has come.

use crate::flights::{Flight, load};
use crate::telegrams::{bring_straight, take};
use crate::{PgPool, Result};
use domain::booking::name;
use domain::flight::Phase;
use domain::rights::{Departments, Machine, Scope};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use std::collections::HashMap;
use uuid::Uuid;

/// How far back messages go when the demo is loaded.
const BACK: SignedDuration = SignedDuration::from_hours(30);
/// Messages of the last minutes come again each minute: a scan is one however often it comes.
const AGAIN: SignedDuration = SignedDuration::from_mins(3);
/// What really became of a flight is known so long after, at the latest.
const OUTCOME: SignedDuration = SignedDuration::from_hours(72);
/// The bag of `DEMO5D` that is found again, and the one that is not.
const MISSING: [&str; 2] = ["0992123456", "0992123457"];

/// Messages nobody can use as they are: what staff put right.
const BAD: [&str; 4] = [
    "QU EWRRMLD\n.ORDRMLD 211207\nBSM\n.V/1LORD\n.F/LD1071/JAN32/EWR/Y\n.N/0992880017001\n.P/1HALVORSEN/KARI\n.L/QX7TRM\nENDBSM",
    "BSM\n.V/1LBOS\n.F/LD835/EWR\n.N/99288\n.P/1MARCHETTI/PAOLO\nENDBSM",
    "BPM\n.V/1LEWR\n.J/S/AGENT7//21NOV/1059L/LB9/MAKEUP3\n.F/LD409/21NOV/ORD\n.N/0992880099001\nENDBPM",
    "SSM\nUTC\n21NOV00012E001\nNEW\nLD9021\n01DEC26 28FEB27 1234567\nJ 738 .Y160\nEWR0900 SFO1515\n",
];

/// A bag and who travels with it.
struct Owned {
    tag: String,
    locator: String,
    surname: String,
    given: String,
    kilos: Option<i16>,
    accepted: Timestamp,
    legs: Vec<Flight>,
}

/// What happens with one bag, when, as a message.
type Event = (Timestamp, String);

/// The first time: the day before, the fixed people's, and what waits for somebody.
///
/// # Errors
/// Those of the database.
pub(super) async fn begin(db: &PgPool, now: Timestamp) -> Result<()> {
    flow(db, now).await?;
    anchor(db, now).await?;
    stuck(db, now).await?;
    sqlx::query("analyze bag_scan, bag_trace").execute(db).await?;
    Ok(())
}

/// Brings what the airports have sent since the last time, or for the day before when there was none. Safe to run again.
///
/// # Errors
/// Those of the database.
pub(super) async fn flow(db: &PgPool, now: Timestamp) -> Result<()> {
    let last = sqlx::query_scalar!("select max(at) from bag_trace where at <= $1", now.to_sqlx() as _).fetch_one(db).await?;
    let since = last.map_or(now - BACK, |at| (at.to_jiff() - AGAIN).max(now - BACK));
    check_in(db, now).await?;
    let mut events: Vec<Event> = Vec::new();
    // of the one that is found again everything has happened
    for bag in owned(db, since, now).await?.into_iter().filter(|bag| bag.tag != MISSING[0]) {
        events.extend(story(&bag, now).into_iter().filter(|(at, _)| *at > since && *at <= now));
    }
    events.sort();
    let texts: Vec<String> = events.into_iter().map(|(_, text)| text).collect();
    bring_straight(db, now, &texts).await
}

/// The bags of the fixed people begin anew, with their flights.
///
/// # Errors
/// Those of the database.
pub(super) async fn anchor(db: &PgPool, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    let bags = sqlx::query_scalar!(
        r#"select substr(b.tag, 2) as "bag!" from bag b join booking k on k.locator = b.locator where k.source = 'scenario'"#
    );
    let bags = bags.fetch_all(&mut *tx).await?;
    sqlx::query!("delete from bag_scan where bag = any($1)", &bags).execute(&mut *tx).await?;
    sqlx::query!("delete from bag_trace where bag = any($1)", &bags).execute(&mut *tx).await?;
    tx.commit().await?;
    let mut events: Vec<Event> = Vec::new();
    for bag in owned(db, now - BACK - BACK, now).await?.iter().filter(|bag| bags.iter().any(|serial| bag.tag.ends_with(serial.as_str()))) {
        events.extend(story(bag, now).into_iter().filter(|(at, _)| *at <= now));
    }
    events.sort();
    let texts: Vec<String> = events.into_iter().map(|(_, text)| text).collect();
    bring_straight(db, now, &texts).await
}

/// Messages that wait for somebody, once.
async fn stuck(db: &PgPool, now: Timestamp) -> Result<()> {
    let departments = Departments::These(Vec::new());
    let sender =
        Machine { id: Uuid::nil().to_string(), name: "demo".to_owned(), scopes: vec![Scope::IngestMessages], departments, per_minute: 0 };
    take(db, &sender, now, &BAD.map(str::to_owned)).await?;
    Ok(())
}

/// Who leaves within two hours and has a bag has handed it over by and by.
async fn check_in(db: &PgPool, now: Timestamp) -> Result<()> {
    sqlx::query!(
        r#"insert into bag (tag, locator, passenger_position, destination, weight_kg, accepted_at)
           select '0992' || lpad((300000 + c.chance % 690000)::text, 6, '0'), s.locator, p.position,
                  coalesce((select n.destination from segment n
                              join flight g on (g.carrier, g.number, g.flight_date, g.origin) = (n.carrier, n.number, n.flight_date, n.origin)
                             where n.locator = s.locator and n.position = 2 and g.scheduled_out < f.scheduled_in + interval '12 hours'), s.destination),
                  (8 + c.chance % 16)::smallint, f.scheduled_out - make_interval(mins => (50 + c.chance % 65))
             from flight f
             join segment s on (s.carrier, s.number, s.flight_date, s.origin) = (f.carrier, f.number, f.flight_date, f.origin) and s.position = 1
             join booking b on b.locator = s.locator and b.source = 'demo' and b.state in ('ticketed', 'changed')
             join passenger p on p.locator = s.locator
            cross join lateral (select ('x' || substr(md5(p.id::text), 1, 6))::bit(24)::integer as chance) c
            where f.scheduled_out between $1 and $1::timestamptz + interval '2 hours' and f.flight_date between $1::timestamptz::date - 1 and $1::timestamptz::date + 1
              and s.status = 'confirmed' and s.bags_included > 0 and c.chance % 100 < 55
              and f.scheduled_out - make_interval(mins => (50 + c.chance % 65)) <= $1
              and not exists (select from bag x where x.locator = s.locator)
           on conflict do nothing"#,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The bags that are on their way between two instants, with their flights as they really went.
async fn owned(db: &PgPool, since: Timestamp, now: Timestamp) -> Result<Vec<Owned>> {
    let rows = sqlx::query!(
        r#"with busy as (
               select distinct s.locator from flight f
                 join segment s on (s.carrier, s.number, s.flight_date, s.origin) = (f.carrier, f.number, f.flight_date, f.origin)
                where f.flight_date between $1::timestamptz::date - 3 and $2::timestamptz::date + 1
                  and f.scheduled_out <= $2::timestamptz + interval '5 hours' and f.scheduled_in >= $1::timestamptz - interval '6 hours')
           select b.tag, b.locator, b.weight_kg, b.destination, b.accepted_at as "accepted_at!", p.family_name, p.given_name, p.family_keys,
                  f.id, s.destination as lands, f.scheduled_out
             from busy join bag b on b.locator = busy.locator and b.accepted_at is not null
             join passenger p on p.locator = b.locator and p.position = b.passenger_position
             join segment s on s.locator = b.locator
             join flight f on (f.carrier, f.number, f.flight_date, f.origin) = (s.carrier, s.number, s.flight_date, s.origin)
            where f.scheduled_out >= b.accepted_at - interval '1 hour'
            order by b.tag, s.position"#,
        since.to_sqlx() as _,
        now.to_sqlx() as _,
    );
    let rows = rows.fetch_all(db).await?;
    let mut ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let flights: HashMap<i64, Flight> = load(db, now + OUTCOME, &ids).await?.into_iter().map(|flight| (flight.id, flight)).collect();
    let mut bags: Vec<Owned> = Vec::new();
    let mut there = false;
    for row in rows {
        if bags.last().is_none_or(|last| last.tag != row.tag) {
            there = false;
            bags.push(Owned {
                surname: latin(&row.family_name, &row.family_keys),
                given: latin(&row.given_name, &[]),
                tag: row.tag,
                locator: row.locator,
                kilos: row.weight_kg,
                accepted: row.accepted_at.to_jiff(),
                legs: Vec::new(),
            });
        }
        if let (Some(bag), Some(flight), false) = (bags.last_mut(), flights.get(&row.id), there) {
            bag.legs.push(flight.clone());
            there = row.lands == row.destination;
        }
    }
    Ok(bags)
}

/// Capitals without accents, as tags are printed.
fn latin(name: &str, keys: &[String]) -> String {
    let own = name::keys(name, None);
    let known = own.iter().chain(keys).find(|key| key.bytes().all(|byte| byte.is_ascii_uppercase()));
    known.cloned().unwrap_or_else(|| "PASSENGER".to_owned())
}

/// Everything that happens with a bag.
fn story(bag: &Owned, now: Timestamp) -> Vec<Event> {
    let mins = SignedDuration::from_mins;
    let chance = bag.tag.bytes().fold(7_i64, |sum, byte| (sum * 31 + i64::from(byte)) % 9_973);
    let Some(first) = bag.legs.first() else { return Vec::new() };
    let mut events = vec![(bag.accepted, checked_in(bag, first))];
    let mut before: Option<&Flight> = None;
    for flight in &bag.legs {
        let (out, stands) = (flight.state.departure.best(), flight.state.arrival.best());
        let ready = before.map_or(bag.accepted, |before| before.state.arrival.best()) + mins(9 + chance % 15);
        events.push((ready, seen(bag, flight, before, ready, None)));
        let lost = MISSING.contains(&bag.tag.as_str()) || chance % 97 == 0;
        let at = (out - mins(18 + chance % 30)).max(ready + mins(4));
        if flight.state.phase == Phase::Cancelled || at >= out || chance % 61 == 3 {
            return events;
        }
        if lost {
            events.push((at, not_seen(bag, flight, at)));
            if bag.tag == MISSING[0] {
                events.extend(found(bag, flight, now));
            }
            return events;
        }
        events.push((at, seen(bag, flight, None, at, Some(&format!("AKE{:05}LD", 20_000 + chance)))));
        before = Some(flight);
        if flight.state.phase == Phase::Diverted {
            return events;
        }
        let slow = if chance % 11 == 0 { chance % 7 * 4 } else { 0 };
        let belt = stands + mins(5 + chance % 9 + slow);
        if bag.legs.last().is_some_and(|last| last.id == flight.id) {
            events.push((belt, arrived(bag, flight, belt)));
        }
    }
    events
}

/// As the case about it tells: found, sent after its passenger, there.
fn found(bag: &Owned, missed: &Flight, now: Timestamp) -> Vec<Event> {
    let ago = |minutes| now - SignedDuration::from_mins(minutes);
    let (origin, destination) = (&missed.origin.code, &missed.destination.code);
    let rush = |at: Timestamp, station: &str, more: &str| {
        let text = format!("BPM\n.V/1L{station}\n.J/S///{}/RUSH\n{more}.N/{}001\n.E/RUSH\n{}ENDBPM", stamp(at), bag.tag, passenger(bag));
        (at, text)
    };
    let came = format!(".I/{}/{}/{origin}\n", missed.designator, day(missed));
    vec![rush(ago(235), origin, ""), rush(ago(120), origin, &format!(".U/AKE77310LD/{destination}\n")), rush(ago(18), destination, &came)]
}

fn checked_in(bag: &Owned, first: &Flight) -> String {
    let utc = bag.accepted.to_zoned(TimeZone::UTC).strftime("%d%H%M").to_string();
    let station = &first.origin.code;
    let onward: String =
        bag.legs.iter().skip(1).map(|leg| format!(".O/{}/{}/{}/Y\n", leg.designator, day(leg), leg.destination.code)).collect();
    let weight = bag.kilos.map(|kilos| format!(".W/K/1/{kilos}\n")).unwrap_or_default();
    format!(
        "QU {station}RMLD\n.{station}CKLD {utc}\nBSM\n.V/1L{station}\n.F/{}/{}/{}/Y\n{onward}.N/{}001\n.S/Y//C\n{weight}{}ENDBSM",
        first.designator,
        day(first),
        first.destination.code,
        bag.tag,
        passenger(bag)
    )
}

/// Read on the way: in the sorting hall, between two flights, or, with a container, in the hold.
fn seen(bag: &Owned, flight: &Flight, before: Option<&Flight>, at: Timestamp, container: Option<&str>) -> String {
    let inbound = before.map(|before| format!(".I/{}/{}/{}\n", before.designator, day(before), before.origin.code)).unwrap_or_default();
    let hold = container.map(|container| format!(".U/{container}/{}\n", flight.destination.code)).unwrap_or_default();
    let reader = if container.is_some() { "RAMP" } else { "SORT" };
    let station = &flight.origin.code;
    format!(
        "BPM\n.V/1L{station}\n.J/S///{}/{reader}\n.F/{}/{}/{}\n{inbound}{hold}.N/{}001\n{}ENDBPM",
        stamp(at),
        flight.designator,
        day(flight),
        flight.destination.code,
        bag.tag,
        passenger(bag)
    )
}

fn not_seen(bag: &Owned, flight: &Flight, at: Timestamp) -> String {
    let station = &flight.origin.code;
    let (designator, to) = (flight.designator, &flight.destination.code);
    format!(
        "BNS\n.V/1L{station}\n.J/S///{}/RAMP\n.F/{designator}/{}/{to}\n.N/{}001\n{}ENDBNS",
        stamp(at),
        day(flight),
        bag.tag,
        passenger(bag)
    )
}

fn arrived(bag: &Owned, flight: &Flight, at: Timestamp) -> String {
    let (station, from) = (&flight.destination.code, &flight.origin.code);
    let belt = flight.belt.as_ref().map_or_else(|| "BELT".to_owned(), |belt| format!("BELT{belt}"));
    format!(
        "BPM\n.V/1L{station}\n.J/S///{}/{belt}\n.I/{}/{}/{from}\n.N/{}001\n{}ENDBPM",
        stamp(at),
        flight.designator,
        day(flight),
        bag.tag,
        passenger(bag)
    )
}

fn passenger(bag: &Owned) -> String {
    format!(".P/1{}/{}\n.L/{}\n", bag.surname, bag.given, bag.locator)
}

fn day(flight: &Flight) -> String {
    wire::calendar::write_day(flight.date)
}

/// `21NOV/105900Z`: seconds, so that what comes in one minute has an order.
fn stamp(at: Timestamp) -> String {
    let utc = at.to_zoned(TimeZone::UTC);
    format!("{}/{}Z", wire::calendar::write_day(utc.date()), utc.strftime("%H%M%S"))
}
