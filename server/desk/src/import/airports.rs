//! Airports: new ones are added, known ones brought up to date.

use super::Refused;
use crate::PgPool;
use serde_json::{Value, json};
use wire::table;

/// Brings in a table of airports.
///
/// # Errors
/// As [`super::import`].
pub async fn airports(db: &PgPool, bytes: &[u8]) -> Result<usize, Refused> {
    let rows = table::airports(bytes).whole().map_err(Refused::Bad)?;
    let column = |of: fn(&table::Airport) -> String| rows.iter().map(|line| of(&line.row)).collect::<Vec<_>>();
    let names: Vec<Value> = rows.iter().map(|line| names(&line.row)).collect();
    sqlx::query!(
        "insert into airport (iata, name, city, country, zone, latitude, longitude, names)
         select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[], $8::jsonb[])
         on conflict (iata) do update set name = excluded.name, city = excluded.city, country = excluded.country, zone = excluded.zone,
            latitude = excluded.latitude, longitude = excluded.longitude,
            names = case when excluded.names = '{}' then airport.names else excluded.names end",
        &column(|a| a.iata.clone()),
        &column(|a| a.name.clone()),
        &column(|a| a.city.clone()),
        &column(|a| a.country.clone()),
        &column(|a| a.zone.clone()),
        &rows.iter().map(|line| line.row.latitude).collect::<Vec<_>>(),
        &rows.iter().map(|line| line.row.longitude).collect::<Vec<_>>(),
        &names,
    )
    .execute(db)
    .await?;
    Ok(rows.len())
}

fn names(airport: &table::Airport) -> Value {
    let chinese: serde_json::Map<String, Value> = [("name", &airport.name_zh), ("city", &airport.city_zh)]
        .into_iter()
        .filter_map(|(key, name)| Some((key.to_owned(), json!(name.as_ref()?))))
        .collect();
    if chinese.is_empty() { json!({}) } else { json!({ "zh-CN": chinese }) }
}
