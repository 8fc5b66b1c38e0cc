//! Looking up what may be one bag, and weighing it.

use crate::{Error, PgPool, Result};
use domain::bag::description::Contents;
use domain::bag::matching::{Known, Likely, Match, Traits, Usual, compare};
use domain::booking::BagTag;
use domain::flight::Code;
use jiff::{Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;

/// One at a time, whichever process: who comes second finds the keys of the first.
const WEIGHING: i64 = 4_601;
/// Pairs offered for one bag.
const OFFERED: usize = 5;

/// Which side a bag is on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Missed,
    Found,
}

/// A bag of either side as it is stored.
struct Row {
    id: i64,
    traits: Traits,
}

/// Weighs reports and bags on hand that came since, the newest first, `most` of each; what is settled is looked up no more.
/// Answers with how many were weighed.
///
/// # Errors
/// Those of the database.
pub async fn weigh_due(db: &PgPool, now: Timestamp, most: i64) -> Result<u64> {
    let mut done = 0;
    for (side, id) in due(db, most).await? {
        let mut tx = db.begin().await?;
        sqlx::query!("select pg_advisory_xact_lock($1)", WEIGHING).execute(&mut *tx).await?;
        match weigh(&mut tx, now, side, id).await {
            Ok(weighed) => {
                tx.commit().await?;
                done += u64::from(weighed);
            }
            // one that cannot be weighed keeps no other waiting
            Err(error) => tracing::warn!(%error, id, "a bag could not be weighed, tried again in a minute"),
        }
    }
    settle(db, most).await?;
    Ok(done)
}

async fn due(db: &PgPool, most: i64) -> Result<Vec<(Side, i64)>> {
    let missed = sqlx::query_scalar!(
        "select id from baggage_report
          where not keyed and stage in ('open', 'lost') and problem in ('missing', 'wrong-bag', 'left-on-board') order by id desc limit $1",
        most
    );
    let found = sqlx::query_scalar!("select id from on_hand where not keyed and state = 'held' order by id desc limit $1", most);
    let (missed, found) = (missed.fetch_all(db).await?, found.fetch_all(db).await?);
    Ok(missed.into_iter().map(|id| (Side::Missed, id)).chain(found.into_iter().map(|id| (Side::Found, id))).collect())
}

/// What is settled is looked up no more, and what nobody decided of it is offered no more.
async fn settle(db: &PgPool, most: i64) -> Result<()> {
    // each side in a transaction of its own, and nothing that somebody decides about at this moment: who decides holds the report first
    let mut tx = db.begin().await?;
    let found = sqlx::query_scalar!(
        "update on_hand set keyed = false
          where id in (select id from on_hand where keyed and state in ('matched', 'gone') order by state, id limit $1 for update skip locked)
         returning id",
        most
    );
    let found = found.fetch_all(&mut *tx).await?;
    sqlx::query!("delete from bag_key where found and id = any($1)", &found).execute(&mut *tx).await?;
    sqlx::query!("delete from bag_match where state = 'proposed' and on_hand_id = any($1)", &found).execute(&mut *tx).await?;
    tx.commit().await?;
    let mut tx = db.begin().await?;
    let missed = sqlx::query_scalar!(
        "update baggage_report set keyed = false
          where id in (select id from baggage_report where keyed and stage in ('found', 'on-its-way', 'out-for-delivery', 'delivered', 'closed')
                        order by stage, id limit $1 for update skip locked)
         returning id",
        most
    );
    let missed = missed.fetch_all(&mut *tx).await?;
    sqlx::query!("delete from bag_key where not found and id = any($1)", &missed).execute(&mut *tx).await?;
    sqlx::query!("delete from bag_match where state = 'proposed' and report_id = any($1)", &missed).execute(&mut *tx).await?;
    Ok(tx.commit().await?)
}

async fn weigh(tx: &mut PgConnection, now: Timestamp, side: Side, id: i64) -> Result<bool> {
    let Some(Row { traits, .. }) = rows(tx, side, &[id]).await?.pop() else { return Ok(false) };
    let found = side == Side::Found;
    let keys: Vec<String> = traits.keys().into_iter().collect();
    sqlx::query!("insert into bag_key (found, key, id) select $1, unnest($2::text[]), $3 on conflict do nothing", found, &keys, id)
        .execute(&mut *tx)
        .await?;
    for (other, told, likely) in best(tx, side, &traits, &keys).await? {
        let (report, bag) = if found { (other, id) } else { (id, other) };
        let reasons: Vec<_> = told.reasons.iter().map(|reason| json!([reason.evidence.key(), reason.weight])).collect();
        sqlx::query!(
            "insert into bag_match (report_id, on_hand_id, likely, score, reasons, weighed_at) values ($1, $2, $3, $4, $5, $6)
             on conflict (report_id, on_hand_id) do update set likely = $3, score = $4, reasons = $5, weighed_at = $6
              where bag_match.state = 'proposed'",
            report,
            bag,
            likely.as_str(),
            told.score,
            json!(reasons),
            now.to_sqlx() as _,
        )
        .execute(&mut *tx)
        .await?;
    }
    // last: a pair's report is taken before its bag, as whoever decides does it
    match side {
        Side::Found => sqlx::query!("update on_hand set keyed = true where id = $1", id).execute(&mut *tx).await?,
        Side::Missed => sqlx::query!("update baggage_report set keyed = true where id = $1", id).execute(&mut *tx).await?,
    };
    Ok(true)
}

/// The best pairs with a bag: those of the other side that share most of what is rare are weighed.
async fn best(tx: &mut PgConnection, side: Side, traits: &Traits, keys: &[String]) -> Result<Vec<(i64, Match, Likely)>> {
    let other = if side == Side::Found { Side::Missed } else { Side::Found };
    let found = other == Side::Found;
    let among = match other {
        Side::Found => sqlx::query_scalar!(r#"select count(*) as "count!" from on_hand where keyed"#).fetch_one(&mut *tx).await?,
        Side::Missed => sqlx::query_scalar!(r#"select count(*) as "count!" from baggage_report where keyed"#).fetch_one(&mut *tx).await?,
    };
    let among = usize::try_from(among).unwrap_or_default();
    let often =
        sqlx::query!(r#"select key, count(*) as "often!" from bag_key where found = $1 and key = any($2) group by key"#, found, keys);
    let often = often.fetch_all(&mut *tx).await?;
    let rarity: Vec<f64> = often.iter().map(|row| ((among as f64 + 20.0) / (row.often as f64 + 1.0)).ln()).collect();
    let usual: Vec<String> = often.iter().map(|row| row.key.clone()).collect();
    // the rarest shared come first; of what very many have, some thousands are enough
    let near = sqlx::query_scalar!(
        "select k.id from unnest($2::text[], $3::float8[]) as mine (key, rarity),
                lateral (select id from bag_key where found = $1 and key = mine.key order by id desc limit 3000) k
          group by k.id order by sum(mine.rarity) desc, k.id desc limit 200",
        found,
        &usual,
        &rarity
    );
    let near = near.fetch_all(&mut *tx).await?;
    let usual = Usual::counted(among, often.into_iter().map(|row| (row.key, u32::try_from(row.often).unwrap_or(u32::MAX))));
    let weighed = rows(tx, other, &near).await?.into_iter().filter_map(|row| {
        let told = if found { compare(traits, &row.traits, &usual) } else { compare(&row.traits, traits, &usual) };
        let likely = Likely::of(told.score, among)?;
        Some((row.id, told, likely))
    });
    let mut weighed: Vec<_> = weighed.collect();
    weighed.sort_by_key(|(id, told, _)| (std::cmp::Reverse(told.score), *id));
    weighed.truncate(OFFERED);
    Ok(weighed)
}

/// What is known of bags that are still missed, or still on hand.
async fn rows(tx: &mut PgConnection, side: Side, ids: &[i64]) -> Result<Vec<Row>> {
    match side {
        Side::Missed => missed(tx, ids).await,
        Side::Found => found(tx, ids).await,
    }
}

async fn missed(tx: &mut PgConnection, ids: &[i64]) -> Result<Vec<Row>> {
    let rows = sqlx::query!(
        r#"select r.id, r.tag, r.family_keys, r.station, r.descriptor, r.brand, r.marks, r.contents, r.inside, r.expected_on,
                  array(select unnest(array[s.origin, s.destination]) from segment s where s.locator = r.locator
                         union select unnest(array[f.origin, f.destination]) from flight f
                                where f.carrier = r.carrier and f.number = r.number and f.flight_date = r.flight_date) as "airports!"
             from baggage_report r
            where r.id = any($1) and r.stage in ('open', 'lost') and r.problem in ('missing', 'wrong-bag', 'left-on-board')"#,
        ids
    );
    let rows = rows.fetch_all(tx).await?.into_iter().map(|row| {
        let mut airports = row.airports;
        airports.push(row.station);
        let known = Known {
            names: row.family_keys,
            day: Some(row.expected_on.to_jiff()),
            ..known(row.tag.as_deref(), &airports, row.descriptor.as_deref(), [row.brand, row.marks, row.inside], &row.contents)
        };
        Row { id: row.id, traits: Traits::of(&known) }
    });
    Ok(rows.collect())
}

async fn found(tx: &mut PgConnection, ids: &[i64]) -> Result<Vec<Row>> {
    let rows = sqlx::query!(
        "select id, station, found_at, tag, name, descriptor, brand, marks, contents, inside from on_hand where id = any($1) and state = 'held'",
        ids
    );
    let rows = rows.fetch_all(tx).await?.into_iter().map(|row| {
        let known = Known {
            names: families(&row.name),
            day: Some(row.found_at.to_jiff().to_zoned(TimeZone::UTC).date()),
            ..known(row.tag.as_deref(), &[row.station], Some(&row.descriptor), [row.brand, row.marks, row.inside], &row.contents)
        };
        Row { id: row.id, traits: Traits::of(&known) }
    });
    Ok(rows.collect())
}

fn known(tag: Option<&str>, airports: &[String], looks: Option<&str>, [brand, marks, inside]: [String; 3], contents: &[String]) -> Known {
    Known {
        tags: tag.and_then(|tag| BagTag::parse(tag).ok()).into_iter().collect(),
        airports: airports.iter().filter_map(|code| Code::airport(code)).collect(),
        looks: looks.and_then(|looks| looks.parse().ok()),
        brand,
        contents: contents.iter().filter_map(|sort| Contents::parse(sort)).collect(),
        words: format!("{marks} {inside}"),
        ..Known::default()
    }
}

/// The name on a bag as it may be meant: all of it, and its first and last word, either of which may be the family's.
fn families(written: &str) -> Vec<String> {
    let words: Vec<&str> =
        written.split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | ';')).filter(|word| word.chars().count() > 1).collect();
    let ends = words.first().into_iter().chain(words.last()).map(|word| (*word).to_owned());
    let mut all: Vec<String> = ends.chain(Some(written.trim().to_owned()).filter(|whole| !whole.is_empty())).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What a pair was told by, as stored.
pub(super) fn reasons(stored: &serde_json::Value) -> Result<Vec<domain::bag::matching::Reason>> {
    let all: Vec<(String, i32)> = serde_json::from_value(stored.clone()).map_err(|error| Error::Internal(error.to_string()))?;
    let known = all.into_iter().filter_map(|(key, weight)| {
        let evidence = domain::bag::matching::Evidence::parse(&key)?;
        Some(domain::bag::matching::Reason { evidence, weight })
    });
    Ok(known.collect())
}
