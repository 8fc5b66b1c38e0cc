//! Scans come in: written once, and every bag they are of folded anew, in the caller's transaction.

use crate::Result;
use domain::bag::{Scan, Trace, What, fold};
use domain::booking::BagTag;
use domain::flight::{Code, Designator, FlightKey};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// Lists of words in one column of many rows.
const BETWEEN: &str = "\n";

/// A scan and the message that brings it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Brought<'a> {
    pub telegram: i64,
    pub tag: &'a BagTag,
    pub scan: &'a Scan,
    pub kilos: Option<i16>,
}

/// Of these bags (nine digits), those somebody has heard of: checked in by a message or of a booking.
pub(crate) async fn known(tx: &mut PgConnection, bags: &[String]) -> Result<HashSet<String>> {
    let known = sqlx::query_scalar!(
        r#"select bag as "bag!" from bag_trace where bag = any($1) union select substr(tag, 2) from bag where substr(tag, 2) = any($1)"#,
        bags
    );
    Ok(known.fetch_all(tx).await?.into_iter().collect())
}

/// Writes scans, and what their bags amount to.
pub(crate) async fn apply(tx: &mut PgConnection, now: Timestamp, brought: &[Brought<'_>]) -> Result<()> {
    if brought.is_empty() {
        return Ok(());
    }
    // in one order, so that nobody waits in a circle; of the same thing told twice in a batch the earlier time and the newer words
    let mut once: BTreeMap<(&str, u128), Row<'_>> = BTreeMap::new();
    for one in brought {
        let kept = once.entry((one.tag.bag(), one.scan.id)).or_insert(Row { one, at: one.scan.at });
        kept.at = kept.at.min(one.scan.at);
        if one.telegram >= kept.one.telegram {
            kept.one = one;
        }
    }
    let rows: Vec<Row<'_>> = once.into_values().collect();
    insert(tx, &rows).await?;
    let mut tags: BTreeMap<&str, &BagTag> = BTreeMap::new();
    for one in &rows {
        tags.insert(one.one.tag.bag(), one.one.tag);
    }
    let bags: Vec<String> = tags.keys().map(|bag| (*bag).to_owned()).collect();
    let mut scans = scans(tx, &bags).await?;
    let traces: Vec<(&BagTag, Trace)> = tags
        .into_iter()
        .map(|(bag, tag)| (tag, fold(&scans.remove(bag).unwrap_or_default())))
        .filter(|(_, trace)| !trace.scans.is_empty())
        .collect();
    keep(tx, now, &traces).await?;
    link(tx, &rows).await
}

/// A scan to be written: the newest telling of it, with its earliest time.
struct Row<'a> {
    one: &'a Brought<'a>,
    at: Timestamp,
}

/// A name put right by a newer message is the one that counts, though it tells of the same scan.
async fn insert(tx: &mut PgConnection, rows: &[Row<'_>]) -> Result<()> {
    let flight = |row: &Row<'_>| row.one.scan.flight;
    let code = |code: Option<Code>| code.map(|code| code.to_string());
    sqlx::query!(
        "insert into bag_scan as s (bag, scan, tag, at, what, airport, carrier, number, flight_date, towards, place, rush, keys, locator, ends, telegram_id)
         select bag, scan, tag, at, what, airport, carrier, number, flight_date, towards, place, rush, coalesce(string_to_array(nullif(keys, ''), E'\\n'), '{}'), locator, ends, telegram_id
           from unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::integer[], $9::date[],
                       $10::text[], $11::text[], $12::boolean[], $13::text[], $14::text[], $15::text[], $16::bigint[])
                as t (bag, scan, tag, at, what, airport, carrier, number, flight_date, towards, place, rush, keys, locator, ends, telegram_id)
         on conflict (bag, scan) do update set at = least(s.at, excluded.at), telegram_id = greatest(s.telegram_id, excluded.telegram_id),
             keys = case when excluded.telegram_id >= s.telegram_id and excluded.keys <> '{}' then excluded.keys else s.keys end,
             locator = case when excluded.telegram_id >= s.telegram_id then coalesce(excluded.locator, s.locator) else s.locator end,
             ends = case when excluded.telegram_id >= s.telegram_id then coalesce(excluded.ends, s.ends) else s.ends end
          where excluded.at < s.at
             or (excluded.telegram_id >= s.telegram_id
                 and (excluded.keys, excluded.locator, excluded.ends) is distinct from (s.keys, s.locator, s.ends))",
        &rows.iter().map(|row| row.one.tag.bag().to_owned()).collect::<Vec<_>>(),
        &rows.iter().map(|row| Uuid::from_u128(row.one.scan.id)).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.one.tag.as_str().to_owned()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.at.to_sqlx()).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| row.one.scan.what.as_str().to_owned()).collect::<Vec<_>>(),
        &rows.iter().map(|row| code(row.one.scan.airport)).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| flight(row).map(|key| key.designator.carrier.to_string())).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| flight(row).map(|key| key.designator.number())).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| flight(row).map(|key| key.date.to_sqlx())).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| code(row.one.scan.towards)).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| row.one.scan.place.clone()).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| row.one.scan.rush).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.one.scan.keys.join(BETWEEN)).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.one.scan.locator.clone()).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| code(row.one.scan.ends)).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| row.one.telegram).collect::<Vec<_>>(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The scans of these bags (nine digits).
pub(super) async fn scans(tx: &mut PgConnection, bags: &[String]) -> Result<HashMap<String, Vec<Scan>>> {
    let rows = sqlx::query!(
        "select bag, scan, at, what, airport, carrier, number, flight_date, towards, place, rush, keys, locator, ends from bag_scan where bag = any($1)",
        bags
    );
    let mut scans: HashMap<String, Vec<Scan>> = HashMap::with_capacity(bags.len());
    for row in rows.fetch_all(tx).await? {
        // a kind a newer version knows is left alone
        let Some(what) = What::parse(&row.what) else { continue };
        let scan = Scan {
            at: row.at.to_jiff(),
            what,
            id: row.scan.as_u128(),
            airport: row.airport.as_deref().and_then(Code::airport),
            flight: flight_key(row.carrier.as_deref(), row.number, row.flight_date),
            towards: row.towards.as_deref().and_then(Code::airport),
            ends: row.ends.as_deref().and_then(Code::airport),
            place: row.place,
            rush: row.rush,
            keys: row.keys,
            locator: row.locator,
        };
        scans.entry(row.bag).or_default().push(scan);
    }
    Ok(scans)
}

/// A flight's three columns.
fn flight_key(carrier: Option<&str>, number: Option<i32>, date: Option<jiff_sqlx::Date>) -> Option<FlightKey> {
    Some(FlightKey { designator: Designator::new(carrier?, number?)?, date: date?.to_jiff() })
}

async fn keep(tx: &mut PgConnection, now: Timestamp, traces: &[(&BagTag, Trace)]) -> Result<()> {
    let code = |code: Option<Code>| code.map(|code| code.to_string());
    let carrier = |key: Option<FlightKey>| key.map(|key| key.designator.carrier.to_string());
    let number = |key: Option<FlightKey>| key.map(|key| key.designator.number());
    let date = |key: Option<FlightKey>| key.map(|key| key.date.to_sqlx());
    sqlx::query!(
        "insert into bag_trace as t (bag, tag, state, at, airport, carrier, number, flight_date, towards, came_carrier, came_number, came_date, rush, keys, locator, ends, began_at, version)
         select bag, tag, state, at, airport, carrier, number, flight_date, towards, came_carrier, came_number, came_date, rush, coalesce(string_to_array(nullif(keys, ''), E'\\n'), '{}'), locator, ends, began_at, $18
           from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::integer[], $8::date[], $9::text[],
                       $10::text[], $11::integer[], $12::date[], $13::boolean[], $14::text[], $15::text[], $16::text[], $17::timestamptz[])
                as r (bag, tag, state, at, airport, carrier, number, flight_date, towards, came_carrier, came_number, came_date, rush, keys, locator, ends, began_at)
         on conflict (bag) do update set tag = excluded.tag, state = excluded.state, at = excluded.at, airport = excluded.airport,
             carrier = excluded.carrier, number = excluded.number, flight_date = excluded.flight_date, towards = excluded.towards,
             came_carrier = excluded.came_carrier, came_number = excluded.came_number, came_date = excluded.came_date, rush = excluded.rush,
             keys = excluded.keys, locator = excluded.locator, ends = excluded.ends, began_at = excluded.began_at,
             version = greatest(t.version + 1, excluded.version), ended_at = null",
        &traces.iter().map(|(tag, _)| tag.bag().to_owned()).collect::<Vec<_>>(),
        &traces.iter().map(|(tag, _)| tag.as_str().to_owned()).collect::<Vec<_>>(),
        &traces.iter().map(|(_, trace)| trace.state.map(|what| what.as_str().to_owned())).collect::<Vec<_>>() as _,
        &traces.iter().map(|(_, trace)| trace.scans.last().map_or(now, |scan| scan.at).to_sqlx()).collect::<Vec<_>>() as _,
        &traces.iter().map(|(_, trace)| code(trace.airport)).collect::<Vec<_>>() as _,
        &traces.iter().map(|(_, trace)| carrier(trace.flight)).collect::<Vec<_>>() as _,
        &traces.iter().map(|(_, trace)| number(trace.flight)).collect::<Vec<_>>() as _,
        &traces.iter().map(|(_, trace)| date(trace.flight)).collect::<Vec<_>>() as _,
        &traces.iter().map(|(_, trace)| code(trace.towards)).collect::<Vec<_>>() as _,
        &traces.iter().map(|(_, trace)| carrier(trace.came_on)).collect::<Vec<_>>() as _,
        &traces.iter().map(|(_, trace)| number(trace.came_on)).collect::<Vec<_>>() as _,
        &traces.iter().map(|(_, trace)| date(trace.came_on)).collect::<Vec<_>>() as _,
        &traces.iter().map(|(_, trace)| trace.rush).collect::<Vec<_>>(),
        &traces.iter().map(|(_, trace)| trace.keys.join(BETWEEN)).collect::<Vec<_>>(),
        &traces.iter().map(|(_, trace)| trace.locator.clone()).collect::<Vec<_>>() as _,
        &traces.iter().map(|(_, trace)| code(trace.ends)).collect::<Vec<_>>() as _,
        &traces.iter().map(|(_, trace)| trace.scans.first().map_or(now, |scan| scan.at).to_sqlx()).collect::<Vec<_>>() as _,
        now.as_millisecond(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Bags handed over for a flight of a booking that is here belong to it from now on, and to the passenger whose name is on the tag.
/// References come round and are other airlines', too: the reference alone proves nothing. A number that comes round again belongs
/// to the newer booking.
async fn link(tx: &mut PgConnection, rows: &[Row<'_>]) -> Result<()> {
    let belongs = |one: &Brought<'_>| one.scan.what == What::Accepted && one.scan.locator.is_some() && one.scan.ends.is_some();
    let new: Vec<&Row<'_>> = rows.iter().filter(|row| belongs(row.one) && row.one.scan.flight.is_some()).collect();
    if new.is_empty() {
        return Ok(());
    }
    let code = |code: Option<Code>| code.map(|code| code.to_string());
    let flights: Vec<FlightKey> = new.iter().filter_map(|row| row.one.scan.flight).collect();
    sqlx::query!(
        r#"insert into bag as b (tag, locator, passenger_position, destination, weight_kg, accepted_at)
           select distinct on (substr(t.tag, 2)) t.tag, p.locator, p.position, t.destination, t.kilos, t.at
             from unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::timestamptz[], $6::text[], $7::text[], $8::integer[], $9::date[])
                  as t (tag, locator, destination, kilos, at, keys, carrier, number, flight_date)
            cross join lateral (select string_to_array(t.keys, E'\n') as on_tag) k
             join passenger p on p.locator = t.locator and p.family_keys && k.on_tag
            where exists (select from segment s where s.locator = t.locator and s.status <> 'cancelled'
                             and s.carrier = t.carrier and s.number = t.number and s.flight_date = t.flight_date)
            order by substr(t.tag, 2), t.at, cardinality(array(select unnest(p.family_keys) intersect select unnest(k.on_tag))) desc, p.position
           on conflict (substr(tag, 2)) do update set tag = excluded.tag, locator = excluded.locator,
              passenger_position = excluded.passenger_position, destination = excluded.destination, weight_kg = excluded.weight_kg,
              accepted_at = excluded.accepted_at
            where b.accepted_at is null or b.accepted_at < excluded.accepted_at - interval '15 days'"#,
        &new.iter().map(|row| row.one.tag.as_str().to_owned()).collect::<Vec<_>>(),
        &new.iter().filter_map(|row| row.one.scan.locator.clone()).collect::<Vec<_>>(),
        &new.iter().filter_map(|row| code(row.one.scan.ends)).collect::<Vec<_>>(),
        &new.iter().map(|row| row.one.kilos).collect::<Vec<_>>() as _,
        &new.iter().map(|row| row.at.to_sqlx()).collect::<Vec<_>>() as _,
        &new.iter().map(|row| row.one.scan.keys.join(BETWEEN)).collect::<Vec<_>>(),
        &flights.iter().map(|key| key.designator.carrier.to_string()).collect::<Vec<_>>(),
        &flights.iter().map(|key| key.designator.number()).collect::<Vec<_>>(),
        &flights.iter().map(|key| key.date.to_sqlx()).collect::<Vec<_>>() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}
