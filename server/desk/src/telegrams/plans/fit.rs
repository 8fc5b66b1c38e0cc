//! Seats for sale of flights whose aircraft was told.

use super::model::Row;
use super::unclear;
use crate::Result;
use crate::changes::{Fitted, fit_cabins, usual_cabins};
use domain::booking::Cabin;
use domain::flight::{Code, Designator};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::HashMap;
use wire::fault::Fault;
use wire::schedule::Class;

/// Seats of the cabins of flights that got another name, by the ids of their rows. Nobody has booked them.
pub(super) async fn take_along(tx: &mut PgConnection, renamed: &[&Row]) -> Result<HashMap<i64, Vec<(Cabin, i32)>>> {
    let before: Vec<_> = renamed.iter().filter_map(|row| Some((row.id?, row.was.as_ref()?))).collect();
    if before.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        r#"with w as (select * from unnest($1::bigint[], $2::text[], $3::integer[], $4::date[], $5::text[]) as w (id, carrier, number, flight_date, origin))
           delete from flight_cabin k using w
            where (k.carrier, k.number, k.flight_date, k.origin) = (w.carrier, w.number, w.flight_date, w.origin)
           returning w.id as "id!", k.cabin, k.seats"#,
        &before.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
        &before.iter().map(|(_, was)| was.flight.carrier.to_string()).collect::<Vec<_>>(),
        &before.iter().map(|(_, was)| was.flight.number()).collect::<Vec<_>>(),
        &before.iter().map(|(_, was)| was.date.to_sqlx()).collect::<Vec<_>>() as _,
        &before.iter().map(|(_, was)| was.from.to_string()).collect::<Vec<_>>(),
    );
    let mut all: HashMap<i64, Vec<(Cabin, i32)>> = HashMap::new();
    for row in rows.fetch_all(tx).await? {
        if let Some(cabin) = Cabin::parse(&row.cabin) {
            all.entry(row.id).or_default().push((cabin, row.seats));
        }
    }
    Ok(all)
}

/// Holds the cabins of flights in the one order everybody takes them in.
pub(super) async fn hold(tx: &mut PgConnection, keys: &[(Designator, Date, Code)]) -> Result<()> {
    sqlx::query!(
        "select k.seats from flight_cabin k
           join unnest($1::text[], $2::integer[], $3::date[], $4::text[]) as w (carrier, number, flight_date, origin)
             using (carrier, number, flight_date, origin)
          order by k.carrier, k.number, k.flight_date, k.origin, k.cabin for update of k",
        &keys.iter().map(|(flight, ..)| flight.carrier.to_string()).collect::<Vec<_>>(),
        &keys.iter().map(|(flight, ..)| flight.number()).collect::<Vec<_>>(),
        &keys.iter().map(|(_, date, _)| date.to_sqlx()).collect::<Vec<_>>() as _,
        &keys.iter().map(|(.., from)| from.to_string()).collect::<Vec<_>>(),
    )
    .fetch_all(tx)
    .await?;
    Ok(())
}

/// The cabins of flights whose aircraft others get, by the ids of their rows.
async fn alike(tx: &mut PgConnection, ids: &[i64]) -> Result<HashMap<i64, Vec<(Cabin, i32)>>> {
    let rows = sqlx::query!(
        "select f.id, k.cabin, coalesce(k.fitted, k.seats) as \"seats!\"
           from flight f join flight_cabin k using (carrier, number, flight_date, origin) where f.id = any($1)",
        ids
    );
    let mut all: HashMap<i64, Vec<(Cabin, i32)>> = HashMap::new();
    for row in rows.fetch_all(tx).await? {
        all.entry(row.id).or_default().extend(Cabin::parse(&row.cabin).map(|cabin| (cabin, row.seats)));
    }
    Ok(all)
}

/// Fits cabins to what was told, else to what they were; of flights nothing is told of, as of any other. Never below what is sold: where
/// that is more than there are seats, it is said.
pub(super) async fn fit(tx: &mut PgConnection, rows: &[&Row], before: &HashMap<i64, Vec<(Cabin, i32)>>) -> Result<Vec<Fault>> {
    let others: Vec<i64> = rows.iter().filter_map(|row| row.like).collect();
    let others = alike(tx, &others).await?;
    let mut wanted: Vec<Fitted> = Vec::new();
    let mut lines = Vec::new();
    let mut push = |row: &Row, seats: Vec<(Cabin, i32)>| {
        for (cabin, seats) in seats {
            wanted.push(Fitted { key: row.now.key(), cabin, seats });
            lines.push(row.line);
        }
    };
    for row in rows {
        let told = row.fit.as_ref().map(|fit| cabins(fit));
        let kept = row.id.and_then(|id| before.get(&id).cloned());
        let alike = row.like.and_then(|id| others.get(&id).or(before.get(&id)).cloned());
        push(row, told.or(kept).or(alike).unwrap_or_else(|| usual_cabins(row.now.seats).to_vec()));
    }
    let overbooked = fit_cabins(tx, &wanted).await?;
    let fault = |(place, taken): (usize, i32)| {
        let one = wanted.get(place)?;
        let ((flight, date, from), cabin) = (one.key, one.cabin.as_str());
        let reason = format!(
            "done, but {flight}/{date} from {from} has {taken} sold in {cabin} and {} seats there now: move passengers, then send this through again",
            one.seats
        );
        Some(unclear(lines.get(place).copied().unwrap_or(1), "equipment", reason))
    };
    Ok(overbooked.into_iter().filter_map(fault).collect())
}

/// What the parts of an aircraft are sold as.
fn cabins(fit: &[(Class, u16)]) -> Vec<(Cabin, i32)> {
    let sum = |wanted: &[Class]| fit.iter().filter(|(class, _)| wanted.contains(class)).map(|(_, seats)| i32::from(*seats)).sum();
    vec![
        (Cabin::Business, sum(&[Class::First, Class::Business])),
        (Cabin::Premium, sum(&[Class::Premium])),
        (Cabin::Economy, sum(&[Class::Economy])),
    ]
}
