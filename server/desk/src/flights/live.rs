//! Which flights have news: for the pages that watch them.

use crate::{PgPool, Result};
use domain::flight::FlightKey;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;

/// The flights of which something became known after `last` and up to `now`, each with the newest instant.
/// Named as in their addresses: `LD408/2026-11-21`.
///
/// # Errors
/// Those of the database.
pub async fn changed_since(db: &PgPool, last: Timestamp, now: Timestamp) -> Result<Vec<(String, Timestamp)>> {
    let rows = sqlx::query!(
        r#"select f.carrier || f.number || '/' || to_char(f.flight_date, 'YYYY-MM-DD') as "address!", max(r.known_at) as "known_at!"
             from flight_report r join flight f on f.id = r.flight_id
            where r.known_at > $1 and r.known_at <= $2
            group by 1"#,
        last.to_sqlx() as _,
        now.to_sqlx() as _,
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| (row.address, row.known_at.to_jiff())).collect())
}

/// Of these addresses those that name flights, each with its version: the millisecond at which the newest of
/// it became known, 0 where nothing has.
///
/// # Errors
/// Those of the database.
pub async fn versions(db: &PgPool, now: Timestamp, addresses: &[String]) -> Result<Vec<(String, i64)>> {
    let keys: Vec<(&String, FlightKey)> = addresses.iter().filter_map(|text| Some((text, text.parse().ok()?))).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select wanted.place as "place!", max(r.known_at) as known_at
             from unnest($1::text[], $2::integer[], $3::date[]) with ordinality as wanted (carrier, number, day, place)
             join flight f on f.carrier = wanted.carrier and f.number = wanted.number and f.flight_date = wanted.day
             left join flight_report r on r.flight_id = f.id and r.known_at <= $4
            group by 1 order by 1"#,
        &keys.iter().map(|(_, key)| key.designator.carrier.to_string()).collect::<Vec<_>>(),
        &keys.iter().map(|(_, key)| key.designator.number()).collect::<Vec<_>>(),
        &keys.iter().map(|(_, key)| key.date.to_sqlx()).collect::<Vec<_>>() as _,
        now.to_sqlx() as _,
    );
    let known = rows.fetch_all(db).await?;
    Ok(known
        .into_iter()
        .filter_map(|row| {
            let (address, _) = keys.get(usize::try_from(row.place - 1).ok()?)?;
            Some(((*address).clone(), row.known_at.map_or(0, |at| at.to_jiff().as_millisecond())))
        })
        .collect())
}
