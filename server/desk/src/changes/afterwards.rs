//! Afterwards: did this work for you (CHG-7).

use super::open::proved;
use crate::cases;
use crate::{Error, PgPool, Result};
use domain::booking::Locator;
use domain::rights::Viewer;
use jiff::Timestamp;
use uuid::Uuid;

/// Takes down whether a change worked out. Where it did not, its case goes on with their words, and somebody answers.
///
/// # Errors
/// `VerifyFirst` where only the name was shown; `NotFound`; `Invalid` for `words`; `Conflict` where nothing was done yet, or it was said
/// already that it did not work out; those of the database.
pub async fn say(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: &Locator, id: Uuid, worked: bool, words: &str) -> Result<()> {
    proved(viewer, locator)?;
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        "select state, worked, case_id from trip_change where id = $1 and (locator = $2 or became = $2) for update",
        id,
        locator.as_str()
    );
    let row = row.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    if row.state != "done" || row.worked == Some(false) {
        return Err(Error::Conflict("change-moved-on"));
    }
    if !worked {
        let case = row.case_id.ok_or(Error::Conflict("change-moved-on"))?;
        cases::goes_on(&mut tx, now, case, words).await?;
    }
    sqlx::query!("update trip_change set worked = $2 where id = $1", id, worked).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}
