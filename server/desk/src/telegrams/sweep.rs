//! What waits is looked at again, what is old goes.

use super::{flights, work::wake};
use crate::{PgPool, Result, bags};
use domain::flight::FlightKey;
use domain::policy::TELEGRAMS_KEPT;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use std::collections::HashSet;

/// Looks again at messages whose flight or tag has become known by another way: an import, the rolling schedule.
///
/// # Errors
/// Those of the database.
pub async fn retry_parked(db: &PgPool) -> Result<()> {
    let mut tx = db.begin().await?;
    let waiting =
        sqlx::query_scalar!(r#"select distinct waits_for as "waits_for!" from telegram_work where waits_for is not null limit 5000"#);
    let waiting = waiting.fetch_all(&mut *tx).await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let tags: Vec<String> = waiting.iter().filter_map(|waits| waits.strip_prefix("tag:")).map(str::to_owned).collect();
    let keys: HashSet<FlightKey> = waiting.iter().filter_map(|waits| waits.strip_prefix("flight:")?.parse().ok()).collect();
    let unknown = flights::unknown(&mut tx, &keys).await?;
    let mut known: Vec<String> = keys.difference(&unknown).map(|key| format!("flight:{key}")).collect();
    known.extend(bags::known(&mut tx, &tags).await?.into_iter().map(|tag| format!("tag:{tag}")));
    wake(&mut tx, &known).await?;
    Ok(tx.commit().await?)
}

/// Forgets messages as they came, also those nobody could use (`domain::policy::TELEGRAMS_KEPT`). What they said of bags and
/// flights stays.
///
/// # Errors
/// Those of the database.
pub async fn forget(db: &PgPool, now: Timestamp) -> Result<u64> {
    let before = now - TELEGRAMS_KEPT;
    let mut tx = db.begin().await?;
    sqlx::query!(
        "delete from telegram_work w using telegram t where t.id = w.id and w.state <> 'new' and t.received_at < $1",
        before.to_sqlx() as _
    )
    .execute(&mut *tx)
    .await?;
    let gone = sqlx::query!(
        "delete from telegram t where received_at < $1 and not exists (select from telegram_work w where w.id = t.id)",
        before.to_sqlx() as _
    );
    let gone = gone.execute(&mut *tx).await?.rows_affected();
    tx.commit().await?;
    Ok(gone)
}
