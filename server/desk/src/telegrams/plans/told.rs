//! What was told of days on which nothing is flown: kept, so that an older message that comes late flies nothing there.

use super::model::Told;
use super::{Change, Horizon};
use crate::{Error, Result};
use domain::flight::{Designator, Stamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::HashSet;
use wire::schedule::{Mode, Series, Weekdays};

/// What was told of the numbers of these changes.
pub(super) async fn load(tx: &mut PgConnection, changes: &[Change]) -> Result<Vec<Told>> {
    let flights: HashSet<Designator> = changes.iter().map(|change| change.flight).collect();
    let rows = sqlx::query!(
        "select t.carrier, t.number, t.first, t.last, t.days, t.every, t.utc, t.stamp
           from unnest($1::text[], $2::integer[]) as w (carrier, number) join plan_told t using (carrier, number)",
        &flights.iter().map(|flight| flight.carrier.to_string()).collect::<Vec<_>>(),
        &flights.iter().map(|flight| flight.number()).collect::<Vec<_>>(),
    );
    let mut all = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let stamp: Stamp = serde_json::from_value(row.stamp).map_err(|error| Error::Internal(error.to_string()))?;
        let (Some(flight), Some(days)) = (Designator::new(&row.carrier, row.number), Weekdays::parse(&row.days)) else { continue };
        let every = u8::try_from(row.every).unwrap_or(1);
        let days = Series { from: row.first.to_jiff(), to: Some(row.last.to_jiff()), days, every };
        all.push(Told { flight, days, mode: if row.utc { Mode::Utc } else { Mode::Local }, stamp });
    }
    Ok(all)
}

/// Keeps what was told; of the same days the last word.
pub(super) async fn keep(tx: &mut PgConnection, told: &[Told], horizon: Horizon) -> Result<()> {
    for one in told {
        let stamp = serde_json::to_value(&one.stamp).map_err(|error| Error::Internal(error.to_string()))?;
        sqlx::query!(
            "insert into plan_told (carrier, number, first, last, days, every, utc, stamp) values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (carrier, number, first, last, days, every, utc) do update set stamp = excluded.stamp",
            one.flight.carrier.as_str(),
            one.flight.number(),
            one.days.from.to_sqlx() as _,
            one.days.to.unwrap_or(horizon.last).to_sqlx() as _,
            one.days.days.to_string(),
            i32::from(one.days.every),
            one.mode == Mode::Utc,
            stamp,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}
