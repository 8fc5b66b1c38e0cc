//! What waits is looked at again, what is old goes.

use super::plans::{Awaited, still_awaited};
use super::{flights, says::Named, work::wake};
use crate::{PgPool, Result, bags};
use domain::policy::TELEGRAMS_KEPT;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use std::collections::HashSet;

/// What is waited for, looked at in one transaction.
const PAGE: i64 = 5_000;

/// Looks again at messages whose flight or tag has become known by another way: an import, the rolling schedule.
///
/// # Errors
/// Those of the database.
pub async fn retry_parked(db: &PgPool) -> Result<()> {
    let mut after = Some(String::new());
    while let Some(last) = after {
        after = retry_page(db, &last).await?;
    }
    Ok(())
}

/// A page of them in their order, so that none is passed over for ever; the last, where there may be more behind it.
async fn retry_page(db: &PgPool, after: &str) -> Result<Option<String>> {
    let mut tx = db.begin().await?;
    let waiting = sqlx::query_scalar!(
        r#"select distinct waits_for as "waits_for!" from telegram_work where waits_for > $1 order by 1 limit $2"#,
        after,
        PAGE
    );
    let mut waiting = waiting.fetch_all(&mut *tx).await?;
    let tags: Vec<String> = waiting.iter().filter_map(|waits| waits.strip_prefix("tag:")).map(str::to_owned).collect();
    let named: HashSet<Named> = waiting.iter().filter_map(|waits| Named::parse(waits)).collect();
    let unknown = flights::unknown(&mut tx, &named).await?;
    let mut known: Vec<String> = named.difference(&unknown).map(ToString::to_string).collect();
    let awaited: HashSet<Awaited> = waiting.iter().filter_map(|waits| Awaited::parse(waits)).collect();
    let missing = still_awaited(&mut tx, &awaited).await?;
    known.extend(awaited.difference(&missing).map(ToString::to_string));
    known.extend(bags::known(&mut tx, &tags).await?.into_iter().map(|tag| format!("tag:{tag}")));
    wake(&mut tx, &known).await?;
    tx.commit().await?;
    let more = i64::try_from(waiting.len()).is_ok_and(|found| found == PAGE);
    Ok(waiting.pop().filter(|_| more))
}

/// Forgets messages as they came, also those nobody could use (`domain::policy::TELEGRAMS_KEPT`). What they said of bags and
/// flights stays.
///
/// # Errors
/// Those of the database.
pub async fn forget(db: &PgPool, now: Timestamp) -> Result<u64> {
    let before = now - TELEGRAMS_KEPT;
    let mut tx = db.begin().await?;
    // days long over are flown by nobody any more
    sqlx::query!("delete from plan_told where last < ($1::timestamptz at time zone 'UTC')::date", before.to_sqlx() as _)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "delete from telegram_work w using telegram t where t.id = w.id and w.state <> 'new' and t.received_at < $1",
        before.to_sqlx() as _
    )
    .execute(&mut *tx)
    .await?;
    let gone = sqlx::query!(
        "delete from telegram t where received_at < $1 and not exists (select from telegram_work w where w.id = t.id)
            and not exists (select from schedule_file s where s.id = t.id)",
        before.to_sqlx() as _
    );
    let gone = gone.execute(&mut *tx).await?.rows_affected();
    tx.commit().await?;
    Ok(gone)
}
