//! Staff know better.

use super::allowed;
use crate::{Error, PgPool, Result};
use domain::feedback::{Mood, Theme};
use domain::rights::Viewer;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// Says what the words of a message are about and how whoever wrote it feels, as long as they stand as they were shown (`edits`); every process
/// learns it. What stands already is learned, too, once: it was right.
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `NotFound`; `Conflict("feedback-changed")` where a colleague was faster; those of the database.
pub async fn correct(db: &PgPool, viewer: &Viewer, now: Timestamp, id: i64, edits: i32, theme: Theme, mood: Mood) -> Result<()> {
    let departments = allowed(viewer)?;
    let member = viewer.staff().ok_or(Error::SignInFirst)?;
    let by: Uuid = member.id.parse().map_err(|_| Error::Internal("a member of staff without an id".to_owned()))?;
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        "select theme, mood, edits, corrected from feedback f
          where id = $1 and exists (select from feedback_said s where s.id = $1 and ($2::text[] is null or s.department = any($2))) for update",
        id,
        departments.as_deref() as _,
    );
    let row = row.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let same = row.theme == theme.as_str() && row.mood == mood.as_str();
    if row.corrected && same {
        return Ok(());
    }
    if row.edits != edits {
        return Err(Error::Conflict("feedback-changed"));
    }
    sqlx::query!(
        "update feedback set theme = $2, mood = $3, corrected = true, edits = edits + 1 where id = $1",
        id,
        theme.as_str(),
        mood.as_str(),
    )
    .execute(&mut *tx)
    .await?;
    // one after the other, without a gap: whoever sees a number sees all before it
    let generation = sqlx::query_scalar!("update feedback_model set generation = generation + 1 returning generation");
    let generation = generation.fetch_one(&mut *tx).await?;
    sqlx::query!(
        "insert into feedback_correction (generation, feedback, theme_from, theme_to, mood_from, mood_to, corrected_by, corrected_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        generation,
        id,
        row.theme,
        theme.as_str(),
        row.mood,
        mood.as_str(),
        by,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}
