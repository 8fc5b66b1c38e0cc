//! Where bags were long ago is forgotten.

use crate::{PgPool, Result};
use domain::policy::SCANS_KEPT;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;

/// Forgets the scans of bags nobody has seen for so long (`domain::policy::SCANS_KEPT`); that there was one is told for as long
/// again, then that goes, too.
///
/// # Errors
/// Those of the database.
pub async fn forget(db: &PgPool, now: Timestamp) -> Result<u64> {
    let (before, long_before) = (now - SCANS_KEPT, now - SCANS_KEPT - SCANS_KEPT);
    let mut tx = db.begin().await?;
    let ended = sqlx::query!(
        "with over as (update bag_trace set ended_at = $2, version = version + 1, locator = null
                        where ended_at is null and at < $1 returning bag)
         delete from bag_scan s using over where s.bag = over.bag",
        before.to_sqlx() as _,
        now.to_sqlx() as _,
    );
    let ended = ended.execute(&mut *tx).await?.rows_affected();
    sqlx::query!("delete from bag_trace where ended_at is not null and at < $1", long_before.to_sqlx() as _).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(ended)
}
